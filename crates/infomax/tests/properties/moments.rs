//! Moments of parts of a network, of a noisy one and from matrices.

use faer::Mat;
use proptest::prelude::{Just, Strategy, prop, prop_assert, prop_assert_eq, proptest};
use synaptome_infomax::information::gaussian_nats;
use synaptome_infomax::observables::SizeCounts;
use synaptome_infomax::{Error, Moments, Raster};

type Steps = Vec<u16>;

/// Steps of five neurons as sets of bits, and some of the neurons in any order.
fn steps_and_subset() -> impl Strategy<Value = (Steps, Vec<u16>)> {
    let order = Just(vec![0_u16, 1, 2, 3, 4]).prop_shuffle();
    let subset = (order, 1..6_usize).prop_map(|(order, count)| order[..count].to_vec());
    (prop::collection::vec(0_u16..32, 4..60), subset)
}

/// The raster of some neurons, the first of them as neuron 0.
fn raster(steps: &Steps, neurons: &[u16]) -> Raster {
    let firing = |step: &u16| -> Vec<u16> {
        (0..)
            .zip(neurons)
            .filter(|(_, neuron)| step >> **neuron & 1 == 1)
            .map(|pair| pair.0)
            .collect()
    };
    Raster::from_steps(neurons.len(), steps.iter().map(firing)).unwrap()
}

proptest! {
    #![proptest_config(crate::cases(48))]

    #[test]
    fn moments_of_some_neurons_are_those_of_their_own_raster((steps, subset) in steps_and_subset()) {
        let centers = [0.1, 0.2, 0.3, 0.4, 0.5];
        let all = Moments::of(&raster(&steps, &[0, 1, 2, 3, 4]), &centers, 2).unwrap();
        let own: Vec<f64> = subset.iter().map(|&i| centers[usize::from(i)]).collect();
        let expected = Moments::of(&raster(&steps, &subset), &own, 2).unwrap();
        let subset: Vec<usize> = subset.into_iter().map(usize::from).collect();
        let found = all.of_subset(&subset).unwrap();
        prop_assert_eq!((found.samples(), found.centers()), (steps.len() - 2, &own[..]));
        let difference = (found.covariance() - expected.covariance()).norm_max()
            .max((found.lagged() - expected.lagged()).norm_max());
        prop_assert!(difference < 1e-15, "{difference}");
    }

    /// Of one neuron, I = −½ ln(1 − (E/C)²).
    #[test]
    fn noise_of_a_neuron_lowers_its_information_as_its_correlation(
        variance in 0.5..2.0_f64, correlation in -0.9..0.9_f64, ridge in 0.0..1.0_f64,
    ) {
        let matrix = |x: f64| Mat::from_fn(1, 1, |_, _| x);
        let moments =
            Moments::from_parts(matrix(variance), matrix(correlation * variance), vec![0.1]).unwrap();
        prop_assert_eq!(moments.samples(), usize::MAX);
        let found = gaussian_nats(&moments.with_ridge(ridge)).unwrap();
        let expected = -0.5 * (-(correlation * variance / (variance + ridge)).powi(2)).ln_1p();
        prop_assert!((found - expected).abs() < 1e-13, "{found} {expected}");
    }

    /// Each avalanche is looked for in each bin.
    #[test]
    fn densities_are_counted_avalanche_by_avalanche(
        sizes in prop::collection::vec(1_u64..300, 1..80), growth in 1.0..3.0_f64, largest in 1_u64..400,
    ) {
        let counts: SizeCounts = sizes.iter().copied().collect();
        let bins = counts.densities(largest, growth).unwrap();
        let edges: Vec<u64> = bins.iter().map(|bin| bin.sizes.0).collect();
        prop_assert_eq!(edges[0], 1);
        for bin in &bins {
            let (low, high) = bin.sizes;
            let within = sizes.iter().filter(|&&size| low <= size && size <= high).count();
            let density = within as f64 / sizes.len() as f64 / (high + 1 - low) as f64;
            prop_assert!((bin.density - density).abs() < 1e-15, "{bin:?} {density}");
            let ln_middle = f64::midpoint((low as f64).ln(), (high as f64).ln());
            prop_assert!((bin.middle.ln() - ln_middle).abs() < 1e-13, "{bin:?}");
            // The next bin begins at the nearest integer to the product, if that is larger.
            let ratio = (high + 1) as f64 - low as f64 * growth;
            prop_assert!(high == low || ratio.abs() <= 0.5, "{bin:?}");
            prop_assert!(high > low || low as f64 * growth < low as f64 + 1.5, "{bin:?}");
        }
        let last = bins[bins.len() - 1].sizes;
        prop_assert!(last.0 <= largest && largest <= last.1, "{last:?}");
        prop_assert!(bins.windows(2).all(|pair| pair[0].sizes.1 + 1 == pair[1].sizes.0));
    }
}

#[test]
fn no_avalanches_of_a_size_leave_no_size() {
    let mut counts = SizeCounts::new();
    counts.add_many(5, 0);
    assert_eq!((counts.largest(), counts.iter().count(), counts.total()), (None, 0, 0));
    counts.add_many(3, 2);
    counts.add_many(3, 0);
    assert_eq!((counts.largest(), counts.count(3), counts.total()), (Some(3), 2, 2));
}

#[test]
fn matrices_that_are_no_moments_are_refused_by_what_they_are() {
    let square = |n: usize| Mat::from_fn(n, n, |i, j| if i == j { 1.0 } else { 0.0 });
    let refused = |c: Mat<f64>, e: Mat<f64>, centers: &[f64]| {
        Moments::from_parts(c, e, centers.to_vec()).unwrap_err().to_string()
    };
    let of = [
        (refused(square(0), square(0), &[]), "the list of centers must not be empty"),
        (refused(square(3), square(2), &[0.1; 2]), "each side of C has 3 entries, expected 2"),
        (refused(square(2), square(3), &[0.1; 2]), "each side of E has 3 entries, expected 2"),
        (
            refused(Mat::zeros(2, 3), square(2), &[0.1; 2]),
            "each side of C has 3 entries, expected 2",
        ),
    ];
    of.into_iter().for_each(|(found, expected)| assert_eq!(found, expected));
    let not_a_number = Mat::from_fn(2, 2, |i, _| if i == 1 { f64::NAN } else { 0.0 });
    for (c, e, center) in [
        (not_a_number.clone(), square(2), 0.1),
        (square(2), not_a_number, 0.1),
        (square(2), square(2), f64::INFINITY),
    ] {
        let refused = Moments::from_parts(c, e, vec![0.1, center]);
        assert!(matches!(refused, Err(Error::NotFinite { .. })), "{refused:?}");
    }
    let moments = Moments::from_parts(square(2), square(2), vec![0.1; 2]).unwrap();
    let refused = moments.of_subset(&[0, 2]);
    assert!(matches!(refused, Err(Error::IndexOutOfRange { index: 2, .. })), "{refused:?}");
    let empty = Moments::of(&Raster::from_steps(0, [[0_u16; 0]; 3]).unwrap(), &[], 1);
    assert!(matches!(empty, Err(Error::Empty { .. })), "{empty:?}");
}
