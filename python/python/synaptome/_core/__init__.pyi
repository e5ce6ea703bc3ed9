from . import hopfield as hopfield
from . import infomax as infomax
from . import lognormal as lognormal

class SynaptomeError(ValueError): ...

__version__: str
