from . import hopfield as hopfield
from . import lognormal as lognormal

class SynaptomeError(ValueError): ...

__version__: str
