import numpy as np
from numpy.typing import NDArray

class Network:
    @property
    def weights(self) -> NDArray[np.float64]: ...
    def recall(
        self, cues: NDArray[np.int8], max_sweeps: int, key: tuple[int, int, int, int], workers: int | None
    ) -> tuple[NDArray[np.int8], NDArray[np.int64], NDArray[np.int64]]: ...

def hebbian(messages: NDArray[np.int8], zero: bool) -> Network: ...
