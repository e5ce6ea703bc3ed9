//! Cliques and the networks that store all of them.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use rand::RngExt;
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    CliqueCouplings, CliqueNetwork, Cliques, Dynamics, HopfieldNetwork, Noise, State, Update,
};

use super::given::{random_weights, rng};

/// Couplings and a threshold without meaning.
fn couplings(seed: u64) -> CliqueCouplings {
    let rng = &mut rng(seed);
    let mut draw = || 4.0 * rng.random::<f64>() - 2.0;
    let (adjacent, disjoint) = (draw(), 0.3 * draw() - 0.2);
    CliqueCouplings { adjacent, disjoint, threshold: 3.0 * draw() }
}

/// The number of active pairs of a graph that share a vertex with the pair (i, j), and that do not.
fn neighbours(edges: &[(usize, usize)], (i, j): (usize, usize)) -> (f64, f64) {
    let others = || edges.iter().filter(|pair| **pair != (i, j));
    let meets = |pair: &&(usize, usize)| [pair.0, pair.1].iter().any(|v| *v == i || *v == j);
    let adjacent = others().filter(meets).count();
    (adjacent as f64, (others().count() - adjacent) as f64)
}

/// All pairs of vertices, in the order of units.
fn all_pairs(vertices: usize) -> Vec<(usize, usize)> {
    (1..vertices).flat_map(|j| (0..j).map(move |i| (i, j))).collect()
}

/// The clique of all vertices has no pairs outside, so that only the fields of its own pairs matter.
#[test]
fn the_clique_of_all_vertices_is_stored_whatever_pairs_outside_would_do() {
    let cliques = Cliques::new(5, 5).unwrap();
    let couplings = CliqueCouplings { adjacent: 1.0, disjoint: 0.5, threshold: 0.1 };
    let [none, one, two] = couplings.fields(&cliques);
    assert!(none > 0.1 && one > 0.1 && two > 0.1 && couplings.store_all(&cliques));
    let matrix = CliqueNetwork::new(5, couplings).unwrap().to_network().unwrap();
    assert_eq!(matrix.strict_minimum_fraction(&cliques.all().unwrap()).unwrap(), 1.0);
}

proptest! {
    #![proptest_config(crate::cases(64))]

    #[test]
    fn a_network_of_bits_has_the_fields_of_its_couplings(units in 1_usize..20, seed in any::<u64>()) {
        let couplings = random_weights(units, seed);
        let thresholds: Vec<f64> = (0..units).map(|i| random_weights(units, !seed)[(0, i)]).collect();
        let network = HopfieldNetwork::for_bits(couplings.as_ref(), &thresholds).unwrap();
        let state = State::draw(units, &mut rng(seed)).unwrap();
        let (bits, field) = (state.to_bits(), network.field(&state).unwrap());
        for i in 0..units {
            let input: f64 = (0..units).map(|j| couplings[(i, j)] * f64::from(bits[j])).sum();
            prop_assert!((field[i] - 0.5 * (input - thresholds[i])).abs() < 1e-12);
        }
        let (same, back) = network.to_bits();
        prop_assert!((same - couplings).norm_max() < 1e-12);
        prop_assert!(back.iter().zip(&thresholds).all(|(a, b)| (a - b).abs() < 1e-12));
    }

    #[test]
    fn a_clique_has_the_edges_among_its_vertices(vertices in 2_usize..12, seed in any::<u64>()) {
        let size = 2 + seed as usize % (vertices - 1);
        let cliques = Cliques::new(vertices, size).unwrap();
        let clique = cliques.draw(&mut rng(seed));
        let members = cliques.vertices_of(&clique).unwrap();
        prop_assert_eq!(members.len(), size);
        for (unit, (i, j)) in all_pairs(vertices).into_iter().enumerate() {
            prop_assert_eq!(clique[unit] > 0, members.contains(&i) && members.contains(&j));
        }
        prop_assert_eq!(cliques.clique(&members).unwrap(), clique.clone());
        let unit = seed as usize % clique.units();
        let damaged = clique.flipped(unit).unwrap();
        prop_assert_eq!(cliques.vertices_of(&damaged), None);
    }

    #[test]
    fn fields_of_the_network_count_pairs_that_share_a_vertex(
        vertices in 3_usize..9, seed in any::<u64>(), p in 0.0..1.0,
    ) {
        let couplings = couplings(seed);
        let matrix = CliqueNetwork::new(vertices, couplings).unwrap().to_network().unwrap();
        let pairs = all_pairs(vertices);
        let blank = State::from_bits(&vec![0; pairs.len()]).unwrap();
        let state = Noise::Probability(p).damage(&blank, &mut rng(seed)).unwrap();
        let active = pairs.iter().zip(state.to_bits()).filter(|(_, bit)| *bit == 1);
        let edges: Vec<_> = active.map(|(pair, _)| *pair).collect();
        for (field, pair) in matrix.field(&state).unwrap().iter().zip(&pairs) {
            let (adjacent, disjoint) = neighbours(&edges, *pair);
            let input = couplings.adjacent * adjacent + couplings.disjoint * disjoint;
            prop_assert!((field - 0.5 * (input - couplings.threshold)).abs() < 1e-9);
        }
    }

    #[test]
    fn recall_without_a_matrix_is_recall_with_it(
        vertices in 4_usize..9, seed in any::<u64>(), update in 0_usize..3,
    ) {
        let update = [Update::Synchronous, Update::Sequential, Update::Random][update].clone();
        let dynamics = Dynamics { update, max_sweeps: 30 };
        let network = CliqueNetwork::new(vertices, couplings(seed)).unwrap();
        let matrix = network.to_network().unwrap();
        let cue = State::draw(vertices * (vertices - 1) / 2, &mut rng(seed)).unwrap();
        prop_assert_eq!(
            network.recall(&cue, &dynamics, &mut rng(1)).unwrap(),
            matrix.recall(&cue, &dynamics, &mut rng(1)).unwrap()
        );
    }

    #[test]
    fn three_inequalities_decide_what_enumeration_finds(vertices in 4_usize..9, seed in any::<u64>()) {
        let cliques = Cliques::new(vertices, 2 + seed as usize % (vertices - 1)).unwrap();
        let drawn = couplings(seed);
        let couplings = CliqueCouplings { disjoint: -drawn.adjacent.abs() / vertices as f64, ..drawn };
        // A threshold near the fields of pairs inside and outside.
        let [_, one, two] = couplings.fields(&cliques);
        let threshold = one + (two - one) * (1.5 * rng(!seed).random::<f64>() - 0.25);
        let couplings = CliqueCouplings { threshold, ..couplings };
        let all = cliques.all().unwrap();
        let matrix = CliqueNetwork::new(vertices, couplings).unwrap().to_network().unwrap();
        let stored = matrix.strict_minimum_fraction(&all).unwrap();
        // All or none, as renaming vertices turns every clique into every other.
        prop_assert_eq!(stored, f64::from(couplings.store_all(&cliques)));
    }

    #[test]
    fn no_other_ratio_of_couplings_has_more_signal_for_its_noise(
        v in 8_usize..60, factor in 0.2..3.0_f64,
    ) {
        let cliques = Cliques::halves(v).unwrap();
        let best = CliqueCouplings::for_noise(&cliques, 0.1).unwrap();
        let ratio = |couplings: CliqueCouplings| {
            let [_, one, two] = couplings.fields(&cliques);
            let (adjacent, disjoint) = (2 * (v - 2), (v - 2) * (v - 3) / 2);
            let variance = adjacent as f64 * couplings.adjacent.powi(2)
                + disjoint as f64 * couplings.disjoint.powi(2);
            (two - one) / variance.sqrt()
        };
        let other = CliqueCouplings { disjoint: factor * best.disjoint, ..best };
        prop_assert!(ratio(other) <= ratio(best) * (1.0 + 1e-12));
    }
}

#[test]
fn all_cliques_are_distinct_and_as_many_as_the_binomial_says() {
    for (vertices, size, count) in [(2, 2, 1), (5, 3, 10), (8, 4, 70), (9, 9, 1), (10, 5, 252)] {
        let cliques = Cliques::new(vertices, size).unwrap();
        let mut all: Vec<State> = cliques.all().unwrap().into();
        assert!(all.iter().all(|clique| cliques.vertices_of(clique).is_some()));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!((cliques.log2_count() - (count as f64).log2()).abs() < 1e-12);
    }
}

#[test]
fn the_threshold_for_noise_lies_midway_between_the_mean_fields_of_noisy_cues() {
    let (cliques, flip_rate, draws) = (Cliques::halves(10).unwrap(), 0.2, 4_000);
    let couplings = CliqueCouplings::for_noise(&cliques, flip_rate).unwrap();
    let zero = CliqueCouplings { threshold: 0.0, ..couplings };
    let network = CliqueNetwork::new(10, zero).unwrap().to_network().unwrap();
    let rng = &mut rng(3);
    let clique = cliques.clique(&[0, 1, 2, 3, 4]).unwrap();
    // The pairs (0, 1) and (0, 5) have two vertices and one in the clique.
    let mut sums = Mat::<f64>::zeros(2, 1);
    for _ in 0..draws {
        let cue = Noise::Probability(flip_rate).damage(&clique, rng).unwrap();
        let field = network.field(&cue).unwrap();
        sums += Mat::from_fn(2, 1, |k, _| 2.0 * field[[0, 10][k]]);
    }
    let midway = 0.5 * (sums[(0, 0)] + sums[(1, 0)]) / f64::from(draws);
    // Four standard errors of a field of standard deviation below 2.
    assert!((midway - couplings.threshold).abs() < 4.0 * 2.0 / f64::from(draws).sqrt());
}

#[test]
fn many_cues_of_a_clique_network_are_recalled_as_one_by_one() {
    let cliques = Cliques::halves(12).unwrap();
    let couplings = CliqueCouplings::for_noise(&cliques, 0.05).unwrap();
    let network = CliqueNetwork::new(12, couplings).unwrap();
    let messages = cliques.draw_messages(40, &mut rng(1)).unwrap();
    let noise = Noise::Probability(0.05);
    let cues: Vec<_> = messages.iter().map(|x| noise.damage(x, &mut rng(2)).unwrap()).collect();
    let dynamics = Dynamics::default();
    let one = |cue| network.recall(cue, &dynamics, &mut rng(1)).unwrap();
    let expected: Vec<_> = cues.iter().map(one).collect();
    for threads in [1, 3] {
        let found = network.recall_all(&cues, &dynamics, threads, |_| rng(1)).unwrap();
        assert_eq!(found, expected);
    }
}
