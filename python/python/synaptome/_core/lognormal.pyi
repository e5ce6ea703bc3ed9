import numpy as np
from numpy.typing import NDArray

def cdf(x: NDArray[np.float64], mu: NDArray[np.float64], sigma: NDArray[np.float64]) -> NDArray[np.float64]: ...
