"""The matrix product and the exponentials of NumPy, which show the limits of the machine as well."""

import numpy as np


def product(read):
    matrix = np.random.default_rng(1).random((1024, 1024))
    out = np.empty_like(matrix)
    return lambda: np.matmul(matrix, matrix, out=out), 2 * 1024**3


def exponentials(read):
    values = np.sin(np.arange(1024.0))
    out = np.empty_like(values)

    def work():
        for _ in range(100):
            np.exp(values, out=out)

    return work, 100 * 1024


def works():
    """By name, what makes a work ready from a function that reads arrays."""
    return {"matrix product, N = 1024": product, "exponentials, 1,024 in a vector": exponentials}
