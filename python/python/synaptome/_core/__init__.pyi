from . import hopfield as hopfield
from . import infomax as infomax
from . import io as io
from . import lognormal as lognormal
from . import mi as mi
from . import willshaw as willshaw

class SynaptomeError(ValueError): ...

__version__: str
