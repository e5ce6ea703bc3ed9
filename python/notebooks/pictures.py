"""Recall of pictures with seven writing rules.

Twelve photographs of 32 × 32 pixels, made black and white, are written into a network of 1,024 units with each rule,
and recalled from cues in which some pixels are flipped. Unlike the random messages of theory, pictures are correlated;
Hebb's rule loses most of them.
"""

import matplotlib.pyplot as plt
import numpy as np
from skimage import data
from skimage.color import rgb2gray
from skimage.transform import resize

from synaptome import hopfield

# %% Pictures as states of ±1, each with its own threshold.
names = ["astronaut", "brick", "camera", "cat", "cell", "chelsea"]
names += ["clock", "coffee", "coins", "moon", "rocket", "horse"]
grey = [rgb2gray(image) if image.ndim == 3 else image for image in (getattr(data, name)() for name in names)]
small = [np.ravel(resize(image.astype(float), (32, 32))) for image in grey]  # type: ignore[no-untyped-call]
pictures = hopfield.from_greys(small, threshold="median")
overlaps = np.abs(pictures @ pictures.T.astype(float)) / pictures.shape[1]
print(f"{len(pictures)} pictures, mean overlap {overlaps[np.triu_indices(12, 1)].mean():.2f}")

# %% Every rule, with its own settings.
rules: dict[str, hopfield.WritingRule] = {
    "Hebb": hopfield.Hebbian(),
    "Storkey": hopfield.Storkey(),
    "pseudo-inverse": hopfield.PseudoInverse(),
    "EASE": hopfield.Ease(),
    "largest margin": hopfield.MaxMargin(),
    "MPF": hopfield.MinimumProbabilityFlow(ridge=3.0),
    "pseudo-likelihood": hopfield.PseudoLikelihood(),
}
memories = {name: rule.write(pictures) for name, rule in rules.items()}
memories["dense memory"] = hopfield.DenseMemory(pictures, interaction="exponential")

# %% Recall from 20 cues of each picture at every level of noise: recovered is what ends in the picture and stays.
fractions = [0.1, 0.2, 0.3, 0.35, 0.4, 0.45]
wanted = np.repeat(pictures, 20, axis=0)
cues = {fraction: hopfield.flip(wanted, fraction=fraction, rng=1) for fraction in fractions}
recovered, shown = {}, {"cue": cues[0.4][40]}
for name, memory in memories.items():
    found = {fraction: memory.recall(cues[fraction]) for fraction in fractions}
    exact = [(f.states == wanted).all(axis=1) & (f.periods == 1) for f in found.values()]
    recovered[name] = np.reshape(exact, (len(fractions), len(pictures), 20)).mean(axis=2)
    shown[name] = found[0.4].states[40]
    print(f"{name:18}", " ".join(f"{100 * share:5.1f}" for share in recovered[name].mean(axis=1)), "% recovered")

# %% What each makes of one cue with 40 % of its pixels flipped, and how often it is right.
fig = plt.figure(figsize=(9, 5.5), layout="constrained")
above, below = np.asarray(fig.subfigures(2, 1, height_ratios=(1.2, 1)))
for ax, (name, state) in zip(above.subplots(2, 5).flat, [("stored", pictures[2]), *shown.items()], strict=False):
    ax.imshow(state.reshape(32, 32), cmap="gray")
    ax.set_title(name, fontsize=9)
    ax.set_axis_off()
curves = below.subplots()
for name, share in recovered.items():
    error = share.std(axis=1, ddof=1) / np.sqrt(len(pictures))
    curves.errorbar(fractions, share.mean(axis=1), error, marker="o", markersize=3, capsize=2, label=name)
curves.set(xlabel="fraction of pixels turned over", ylabel="recovered exactly", ylim=(0, 1.05))
curves.set_title("mean ± standard error over pictures", fontsize=9)
curves.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
fig.savefig("pictures.png", dpi=100)
