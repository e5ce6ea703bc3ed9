"""From synaptic weights of your own to bits.

The connections of the adult worm *C. elegans* (Cook et al. 2019; Witvliet et al. 2021) serve as an example; any table
with a column `weight` can replace them. Gap junctions are included, so there are more weights than in the findings. Are
the weights log-normal? How many kinds are there? What does a weight tell about its kind? How many strengths can be told
apart?
"""

import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from synaptome import io, lognormal, mi

folder = Path(__file__).resolve().parents[2] / "xtask" / "data"
whole = io.read_table(sys.argv[1] if sys.argv[1:] else folder / "c_elegans_hermaphrodite_cook_2019.csv")
pair = io.read_table(folder / "c_elegans_two_adults_witvliet_2021.csv")

# %% Are they log-normal? Counts tie, so that a continuous distribution is an approximation.
weights = whole.numbers("weight")
test = lognormal.log_normality(weights)
print(f"{weights.size} weights, skewness of ln w {test.skewness:.2f}, Anderson-Darling A* {test.anderson_darling:.0f}")

# %% Of how many kinds? Each count stands for the interval that rounds to it.
fit = lognormal.fit_mixture(weights, max_parts=4, resolution=1.0, rng=0)
for weight, mu, sigma in zip(fit.weights, fit.mu, fit.sigma, strict=True):
    print(f"  {100 * weight:.0f} % around {np.exp(mu):.1f} sections, sigma {sigma:.2f}")
told = fit.mixture.information_about_part()
print(f"a weight tells {told.value / np.log(2):.2f} bits about its kind")

# %% How reproducible is a strength? The same connection in two animals.
both = np.column_stack([pair.numbers("adult_7"), pair.numbers("adult_8")])
present = both[(both > 0).all(axis=1)]
sizes = mi.SizePairs(present)
print(f"{len(present)} connections in both animals, correlation of their logarithms {sizes.log_correlation():.2f}")
print(f"one animal tells {sizes.information_of_other_bits():.2f} bits about the same connection in the other")

# %% How many strengths can be told apart, if a strength varies as much as between two animals?
bins = mi.strength_bins(weights, variation=sizes.median_variation)
print(
    f"median variation {sizes.median_variation:.2f}: {len(bins.counts)} strengths, "
    f"{bins.entropy_bits:.2f} bits per connection of at most {bins.capacity_bits:.2f}"
)

# %% The weights with the fit, and the two animals.
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
edges = np.unique(np.geomspace(1, weights.max() + 1, 30).astype(int)) - 0.5
left.hist(weights, edges, density=True, color="0.8", label="connections")
x = np.geomspace(0.5, weights.max(), 300)
left.plot(x, fit.mixture.pdf(x), "C1", label=f"mixture of {len(fit.weights)}")
one = lognormal.fit(weights)
left.plot(x, lognormal.pdf(x, one.mu, one.sigma), "C0--", label="one log-normal")
left.set(xscale="log", xlabel="weight (sections)", ylabel="density", yscale="log", ylim=(1e-6, 1))
left.legend()
jitter = np.random.default_rng(0).uniform(-0.3, 0.3, present.shape)
right.loglog(*(present + jitter).T, ".", alpha=0.3, markersize=4)
right.plot([1, present.max()], [1, present.max()], "k--", linewidth=1, label="equal")
right.set(xlabel="synapses in adult 7", ylabel="synapses in adult 8", aspect="equal")
right.legend()
fig.savefig("weights.png", dpi=100)
