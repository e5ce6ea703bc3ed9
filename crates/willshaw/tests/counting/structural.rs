//! Capacities per computer bit and per synapse that is not silent.

use synaptome_willshaw::information::{Structural, entropy_bits};

#[test]
fn structural_capacities_of_two_states_are_those_of_the_load() {
    for load in [0.03, 0.5, 0.8] {
        let at = Structural::at_load(0.2, load).unwrap();
        assert!((at.bits_per_computer_bit - 0.2 / entropy_bits(load)).abs() < 1e-12);
        assert!((at.bits_per_active_synapse - 0.2 / load.min(1.0 - load)).abs() < 1e-12);
    }
    let poisson = |mean: f64| -> Vec<f64> {
        let mut fractions: Vec<f64> = vec![(-mean).exp()];
        (1..30).for_each(|c| fractions.push(fractions[c - 1] * mean / c as f64));
        fractions
    };
    // The entropy of a Poisson distribution of mean 1 in bits, by summing its definition elsewhere: 1.8825.
    let found = Structural::of_states(0.2, &poisson(1.0)).unwrap();
    assert!((0.2 / found.bits_per_computer_bit - 1.8825).abs() < 1e-3);
    // 0 and 1 are equally frequent.
    assert!((found.bits_per_active_synapse - 0.2 / (1.0 - (-1.0_f64).exp())).abs() < 1e-12);
}
