from . import hopfield as hopfield
from . import io as io
from . import lognormal as lognormal
from . import mi as mi

class SynaptomeError(ValueError): ...

__version__: str
