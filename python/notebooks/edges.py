"""Edge detectors from photographs.

A network of 64 neurons sees patches of photographs through input neurons for light and for dark, and learns to keep
as much information as possible from one step to the next (Tanaka, Kaneko & Aoyagi 2009, §2.3). Its neurons become
detectors of edges and bars. The photographs come with scikit-image; put your own in their place.
"""

import matplotlib.pyplot as plt
import numpy as np
from skimage import data
from skimage.color import rgb2gray

from synaptome import infomax

# %% Whitened photographs, and patches of 8 × 8 pixels that drive 128 input neurons.
names = ["astronaut", "camera", "chelsea", "coffee", "coins", "rocket"]
photographs = [getattr(data, name)() for name in names]
grey = [rgb2gray(image) if image.ndim == 3 else image / 255.0 for image in photographs]
white = [infomax.whiten(image, margin=24) for image in grey]
patches = infomax.Patches([image / image.std() for image in white], side=8, mean_rate=0.15)
print(patches)

# %% Learning: 120 blocks of 20,000 steps, some seconds.
network = infomax.Network.random(64, inputs=patches.inputs, rate=0.03, rng=0)
learner = infomax.Learner(blocks=120, block_steps=20_000, learning_rate=20.0)
learned = learner.learn(network, stimulus=patches, rng=1)
print(f"information: {learned.history[5]:.2f} nats at first, {learned.history[-1]:.2f} at the end")


# %% Receptive fields: the mean patch one step before the spikes of each neuron.
def fields(trained: infomax.Network) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    shown = patches.draw(150_000, rng=2)
    raster = trained.run(len(shown), stimulus=patches.encode(shown, rng=3), rng=4)
    return infomax.spike_triggered_average(raster, shown)[: trained.free]


for when, trained in (("before", network), ("after", learned.network)):
    measured = fields(trained)
    gabor = infomax.fit_gabor(measured, baseline=0.0)
    orientation = infomax.orientation_concentration(measured, baseline=0.0)
    print(
        f"{when} learning: a Gabor function explains {np.median(gabor.r_squared):.2f} of the power (median), "
        f"orientation {np.median(orientation):.2f}"
    )

# %% The fields that prefer one orientation most, and the course of learning.
order = np.argsort(-orientation)
fig = plt.figure(figsize=(9, 4), layout="constrained")
left, right = np.asarray(fig.subfigures(1, 2, width_ratios=(1.3, 1)))
for ax, neuron in zip(left.subplots(4, 7).flat, order, strict=False):
    limit = np.abs(measured[neuron]).max()
    ax.imshow(measured[neuron], cmap="RdBu_r", vmin=-limit, vmax=limit)
    ax.set_axis_off()
left.suptitle("receptive fields (red: light)")
course = right.subplots()
course.plot(np.arange(1, learned.history.size + 1), learned.history)
course.set(xlabel="block", ylabel="information (nats)")
fig.savefig("edges.png", dpi=100)
