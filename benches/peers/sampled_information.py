"""Exact information of one synapse against the nearest-neighbour estimate of `ennemi`.

MI(w; x^l) = MI(w; x_i^l x_j^l) for one synapse. The exact values are those of
crates/lognormal/tests/golden/exact_single_synapse.json; the printed ratio should be 1.

    pip install ennemi
    python benches/peers/sampled_information.py
"""

import json
import pathlib

import ennemi
import numpy as np

GOLDEN = "crates/lognormal/tests/golden/exact_single_synapse.json"


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    rng = np.random.default_rng(1)
    for row in json.loads((root / GOLDEN).read_text())["rows"]:
        ln_products = rng.normal(0, row["sigma"] * np.sqrt(2), (row["N"], 50_000))
        weights = np.exp(ln_products).sum(0)
        found = ennemi.estimate_mi(np.log(weights), ln_products[-1], k=3).item()
        exact = row["mi_exact_nats"]
        print(f"sigma {row['sigma']:4} N {row['N']:2}: {found:.4f} / {exact:.4f} = {found / exact:.3f}")


if __name__ == "__main__":
    main()
