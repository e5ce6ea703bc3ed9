"""Capacity of a Willshaw memory against its load, with error bars.

Patterns of 12 blocks of 64 units are stored in binary synapses and recalled from half of their units, with local
retrievals of Knoblauch & Palm (2020) and with a search for all patterns that fit the cue. Five memories at each load
give the error bars.
"""

import matplotlib.pyplot as plt
import numpy as np

from synaptome import willshaw

code = willshaw.BlockCode(blocks=12, size=64)
loads = [500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 5000, 6000]
methods: list[willshaw.Method] = ["one-step", "iterative", "sum-of-max"]
names = [*methods, "complete search"]
memories, tests = 5, 100

# %% Each memory is filled to every load in turn; the same cues go to every retrieval.
exact = np.zeros((len(names), len(loads), memories))
bits = np.zeros_like(exact)
for seed in range(memories):
    memory, stored = willshaw.Memory(code), 0
    patterns = code.draw(max(loads), rng=seed)
    for at, load in enumerate(loads):
        memory.store(patterns[stored:load])
        stored = load
        wanted = np.random.default_rng(seed).choice(patterns[:load], tests, replace=False)
        cues = willshaw.draw_cues(code, wanted, completeness=0.5, rng=1000 + seed)
        for which, method in enumerate(methods):
            found = memory.recall(cues, method=method).content
            exact[which, at, seed] = found.equals(wanted).mean()
            kind = willshaw.output_kind(method)
            score = willshaw.score(code, wanted, found, stored=load, kind=kind, completeness=0.5)
            bits[which, at, seed] = score.bits_per_synapse
        search = memory.complete(cues)
        exact[-1, at, seed] = (search.is_unique & search.content.equals(wanted)).mean()
        told = np.nan_to_num(search.bits, nan=0.0).mean()
        bits[-1, at, seed] = told * load / code.units**2

# %% The largest load with nine of ten patterns recalled exactly, and the largest information.
for name, right, stored_bits in zip(names, exact.mean(axis=2), bits, strict=True):
    best = int(stored_bits.mean(axis=1).argmax())
    error = stored_bits[best].std(ddof=1) / np.sqrt(memories)
    enough = [load for load, share in zip(loads, right, strict=True) if share >= 0.9]
    print(
        f"{name:16} 90 % exact up to {max(enough, default=0):5} patterns; "
        f"at most {stored_bits[best].mean():.3f} ± {error:.3f} bit per synapse, at {loads[best]}"
    )
theory = willshaw.capacity(code)
print(f"theory of iterative retrieval: {theory.patterns:.0f} patterns at 1 % of noise")

# %% Curves with standard errors over the memories.
fig, (left, right_axes) = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
for name, right, stored_bits in zip(names, exact, bits, strict=True):
    for ax, values in ((left, right), (right_axes, stored_bits)):
        error = values.std(axis=1, ddof=1) / np.sqrt(memories)
        ax.errorbar(loads, values.mean(axis=1), error, marker="o", markersize=3, capsize=2, label=name)
left.axvline(theory.patterns, color="k", linestyle=":", label="theory, 1 % of noise")
left.set(xlabel="patterns stored", ylabel="patterns recalled exactly", ylim=(0, 1.03))
right_axes.set(xlabel="patterns stored", ylabel="information (bit per synapse)", ylim=(0, None))
left.legend(fontsize=8)
fig.savefig("capacity.png", dpi=100)
