"""Numbers that the crates give for the keys of NumPy's generators.

``np.random.default_rng(seed).integers(0, 2**64, size=4, dtype=np.uint64)`` are the words of the key, in little-endian
order the seed of ``ChaCha12Rng::from_seed``.
"""

WEIGHT = -0.02962811143664834
RASTER_CRC = 1696434155

#: Of networks 0, 1 and 2, with streams 0, 1 and 2.
SEVERAL_RASTERS_CRC = (73168334, 963112186, 724111200)
SEVERAL_WEIGHTS_CRC = (125705986, 2782527863, 3528464529)
