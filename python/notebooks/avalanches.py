"""From a raster of your own to avalanches, with goodness of fit.

A driven branching process replaces the recording here: each of 1,000 neurons passes its activity on with m = 0.9,
and electrodes see a quarter of them. Put your own raster in its place: any array (steps, neurons) of 0 and 1, a SciPy
sparse matrix, or `infomax.Raster.from_spikes(steps, neurons, shape)`.
"""

import matplotlib.pyplot as plt
import numpy as np

from synaptome import infomax

# %% A recording: which neurons fire at each of 200,000 steps, and which of them are seen.
rng = np.random.default_rng(0)
neurons, steps, m = 1000, 200_000, 0.9
times, units, active = [], [], 0
for t in range(steps):
    active = min(rng.poisson(m * active + 0.03), neurons)
    fires = rng.choice(neurons, size=active, replace=False)
    times.append(np.full(active, t))
    units.append(fires)
everything = infomax.Raster.from_spikes(np.concatenate(times), np.concatenate(units), (steps, neurons))
seen = infomax.Raster(everything.to_dense()[:, : neurons // 4])
print(everything, seen, sep="\n")

# %% The branching ratio does not depend on how many neurons are seen; the correlation at one step does.
for name, raster in (("all neurons", everything), ("a quarter", seen)):
    found = infomax.branching_ratio(raster.activity(), lags=range(1, 101))
    print(f"{name}: m = {found.ratio:.3f} ± {found.std_error:.3f}, at one step {found.naive:.3f}")

# %% Avalanches: maximal runs of bins with spikes. Exponents move with the bin, so look at several.
for bin in (1, 2, 4):
    found_bin = infomax.avalanches(everything, bin=bin)
    tail = infomax.fit_tail(infomax.size_counts(found_bin.sizes), low=5, high=1000)
    print(f"bins of {bin}: {found_bin.sizes.size} avalanches, exponent {tail.exponent:.2f} ± {tail.std_error:.2f}")

# %% Is it a power law? Goodness of fit by bootstrap, and rivals by their likelihood ratios.
counts = infomax.size_counts(infomax.avalanches(everything).sizes)
power = infomax.fit_tail(counts, law="power", low=5)
print(power)
print(f"goodness of fit of the power law: p = {power.goodness_of_fit(replicates=200, rng=0).p:.3f}")
rivals: list[infomax.Law] = ["exponential", "truncated-power", "lognormal"]
for law in rivals:
    test = infomax.fit_tail(counts, law=law, low=5).compare(power)
    print(f"{law} against the power law: log ratio {test.log_ratio:.1f} nats, p = {test.p:.2g}")

# %% Sizes, with two fits.
bins = infomax.densities(counts, growth=1.5)
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
drawn = bins.density > 0
left.loglog(bins.middle[drawn], bins.density[drawn], "o", label="avalanches")
share = power.count / sum(counts.values())
sizes = np.unique(np.geomspace(5, max(counts), 200).astype(int))
for law, color in (("power", "C1"), ("truncated-power", "C2")):
    fit = infomax.fit_tail(counts, law=law, low=5)
    left.loglog(sizes, share * np.exp(fit.logpmf(sizes)), color, label=law.replace("-", " "))
left.set(xlabel="size (spikes)", ylabel="probability per size", ylim=(1e-7, 1))
left.legend()

# %% Mean size against duration, and the shape of long avalanches.
all_found = infomax.avalanches(everything)
means = infomax.mean_sizes(all_found)
right.errorbar(means.durations, means.means, means.std_errors, fmt=".", label="mean size ± standard error")
relation = infomax.crackling(all_found, sizes=(5, None), durations=(5, None))
grid = np.geomspace(5, means.durations.max(), 50)
scale = np.interp(20, means.durations, means.means) / 20**relation.fitted
slopes = f"slope {relation.fitted:.2f} (predicted {relation.predicted:.2f})"
right.loglog(grid, scale * grid**relation.fitted, label=slopes)
right.set(xlabel="duration (steps)", ylabel="mean size (spikes)", xscale="log", yscale="log")
right.legend()
fig.savefig("avalanches.png", dpi=100)
