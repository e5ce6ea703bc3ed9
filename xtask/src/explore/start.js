// Everything is defined: the three parts begin.

startWillshaw();
startHopfield();
startInformation();
