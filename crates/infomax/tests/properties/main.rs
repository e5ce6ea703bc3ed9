//! Laws of recurrent infomax.

mod firing;
mod given;
mod information;
mod observables;
mod refusals;
