from . import hopfield as hopfield
from . import lognormal as lognormal
from . import willshaw as willshaw

class SynaptomeError(ValueError): ...

__version__: str
