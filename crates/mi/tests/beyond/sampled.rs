//! Sampled information against exact values.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_lognormal::{
    Convolution, LogNormal, LogNormalSum, MultivariateLogNormal, SumApproximation, ln_add_exp,
};
use synaptome_mi::{
    Error, SampledWeights, Synapse, SynapticEnsemble, copula_information_nats, covariance,
    information_of_synapse_nats,
};

use crate::{alike, random};

/// n = 1: the exact value; each estimate may err by five of its standard errors (6e-7).
#[test]
fn sampled_information_of_one_synapse_is_the_exact_one() {
    let (xs, synapse) = (random(4, 6, 11), Synapse::new(1, 2));
    let exact = information_of_synapse_nats(&xs, synapse, 0, &Convolution::default()).unwrap();
    let one = SynapticEnsemble::new(vec![synapse]).unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(5);
    let sampled = SampledWeights::draw(&xs, &one, 0, 60_000, &mut rng).unwrap();
    let near = sampled.nearest_neighbours_nats(4).unwrap();
    assert!((near.value - exact).abs() < 5.0 * near.error, "{near:?} {exact}");
    let third = sampled.third_cumulants_nats().unwrap();
    assert!((third.value - exact).abs() < 5.0 * third.error + 0.02 * exact, "{third:?} {exact}");
    assert!(near.error < 0.05 * exact && third.error < 0.05 * exact, "{near:?} {third:?} {exact}");
}

/// Six synapses in two orders: cumulants of all triples of them are the same numbers.
#[test]
fn the_order_of_synapses_does_not_matter_to_third_cumulants() {
    let (xs, dim) = (random(4, 6, 12), 6);
    let all = SynapticEnsemble::all_pairs(4).unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(9);
    let order = [3, 0, 5, 1, 4, 2];
    let mut rows = |count: usize| -> (Vec<f64>, Vec<f64>) {
        let about = |k: usize, rng: &mut ChaCha12Rng| {
            let ln_x = xs.pattern(k).unwrap().draw_ln(rng);
            all.iter().map(|s| ln_x[s.i()] + ln_x[s.j()]).collect::<Vec<f64>>()
        };
        let mut flat = (Vec::new(), Vec::new());
        for _ in 0..count {
            let mut sum = vec![f64::NEG_INFINITY; dim];
            for k in (0..6).rev() {
                if k == 0 {
                    flat.1.extend_from_slice(&sum);
                }
                let term = about(k, &mut rng);
                sum.iter_mut().zip(term).for_each(|(sum, x)| *sum = ln_add_exp(*sum, x));
            }
            flat.0.extend(sum);
        }
        flat
    };
    let (with, without) = rows(2_000);
    let turned = |flat: &[f64]| -> Vec<f64> {
        flat.chunks(dim).flat_map(|row| order.map(|place| row[place])).collect()
    };
    let other = SampledWeights::new(dim, turned(&with), turned(&without)).unwrap();
    let one = SampledWeights::new(dim, with, without).unwrap();
    let [one, other] = [one, other].map(|sampled| sampled.third_cumulants_nats().unwrap());
    assert!((one.value - other.value).abs() < 1e-9, "{one:?} {other:?}");
    assert!((one.error - other.error).abs() < 1e-9, "{one:?} {other:?}");
}

/// n = 2 against ∫∫ f ln f for N = 2, where w without pattern l is log-normal and the joint
/// density of two sums is a two-dimensional convolution.
#[test]
fn sampled_information_of_two_synapses_is_that_of_quadrature() {
    let (sigma, rho) = (0.6, 0.5);
    let xs = alike(3, 2, sigma, rho);
    let w = SynapticEnsemble::new(vec![Synapse::new(0, 1), Synapse::new(0, 2)]).unwrap();
    let term = covariance_of_two(sigma, rho);
    let exact = entropy_of_two(&term) - term.entropy_nats().unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(6);
    let sampled = SampledWeights::draw(&xs, &w, 0, 20_000, &mut rng).unwrap();
    let third = sampled.third_cumulants_nats().unwrap();
    assert!((third.value - exact).abs() < 5.0 * third.error + 0.01 * exact, "{third:?} {exact}");
    let near = sampled.nearest_neighbours_nats(4).unwrap();
    assert!((near.value - exact).abs() < 5.0 * near.error + 0.01 * exact, "{near:?} {exact}");
    assert!(near.error < 0.1 * exact && third.error < 0.1 * exact, "{near:?} {third:?} {exact}");
    // A Gaussian copula of exact marginals leaves out what the two weights share beyond correlation.
    let copula = copula_information_nats(&xs, &w, 0, &Convolution::default()).unwrap();
    assert!((copula - exact).abs() < 0.02 * exact, "{copula} {exact}");
}

/// The distribution of (x_0 x_1, x_0 x_2) for one pattern.
fn covariance_of_two(sigma: f64, rho: f64) -> MultivariateLogNormal {
    let covariance = covariance::exchangeable(3, sigma, rho).unwrap();
    let x = MultivariateLogNormal::new(vec![0.0; 3], covariance).unwrap();
    x.monomials(&[[1.0, 1.0, 0.0], [1.0, 0.0, 1.0]]).unwrap()
}

/// h of the sum of two independent copies: f(w) = ∫∫ f(t w) f((1 − t) w) w_1 w_2 dt on grids
/// in ln w and in the logits of t.
fn entropy_of_two(term: &MultivariateLogNormal) -> f64 {
    let ln_f = |z: [f64; 2]| term.ln_pdf(&[z[0].exp(), z[1].exp()]).unwrap() + z[0] + z[1];
    let spread = term.covariance()[(0, 0)].sqrt();
    let grid = |count: i32, half: f64| -> Vec<f64> {
        (0..count).map(|i| half * (2.0 * (f64::from(i) + 0.5) / f64::from(count) - 1.0)).collect()
    };
    let (zs, us) = (grid(40, 5.0 * spread), grid(30, 8.0 * spread));
    let (dz, du) = (10.0 * spread / 40.0, 16.0 * spread / 30.0);
    let ln_t = |u: f64| -(-u).exp().ln_1p();
    let center = 2.0_f64.ln() + 0.1;
    let (mut total, mut sum) = (0.0, 0.0);
    for &z0 in &zs {
        for &z1 in &zs {
            let z = [z0 + center, z1 + center];
            let mut f = 0.0;
            for &u in &us {
                for &v in &us {
                    let a = ln_f([z[0] + ln_t(u), z[1] + ln_t(v)]);
                    f += (a + ln_f([z[0] + ln_t(-u), z[1] + ln_t(-v)])).exp() * du * du;
                }
            }
            total += f * dz * dz;
            sum += if f > 0.0 { f * (f.ln() - z[0] - z[1]) * dz * dz } else { 0.0 };
        }
    }
    assert!((total - 1.0).abs() < 1e-4, "{total}");
    -sum
}

/// Independent log-normal neurons: a weight is a sum of log-normals with means 2 μ and variances 2 σ², whose information
/// by exact convolution is exact here too. The estimate may err by five of its standard errors (6e-7).
#[test]
fn sampled_information_of_independent_neurons_is_that_of_a_sum_of_products() {
    let (mu, sigma, patterns) = (0.3, 0.7, 5);
    let neuron = LogNormal::new(mu, sigma).unwrap();
    let product = LogNormal::new(2.0 * mu, sigma * 2.0_f64.sqrt()).unwrap();
    let sum = LogNormalSum::new(vec![product; patterns]).unwrap();
    let exact = Convolution::default().information_of_last_nats(&sum).unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(7);
    let sampled = SampledWeights::draw_independent(&neuron, patterns, 60_000, &mut rng).unwrap();
    let near = sampled.nearest_neighbours_nats(4).unwrap();
    assert!((near.value - exact).abs() < 5.0 * near.error, "{near:?} {exact}");
    assert!(near.error < 0.03 * exact, "{near:?} {exact}");
}

#[test]
fn independent_neurons_that_have_no_weights_are_typed_errors() {
    let mut rng = ChaCha12Rng::seed_from_u64(8);
    let mut draw = |mean, patterns, samples| {
        let neuron = rand_distr::Normal::new(mean, 0.1).unwrap();
        SampledWeights::draw_independent(&neuron, patterns, samples, &mut rng).unwrap_err()
    };
    assert_eq!(draw(5.0, 1, 200), Error::TooFew { quantity: "patterns", found: 1, needed: 2 });
    assert_eq!(draw(5.0, 2, 99), Error::TooFew { quantity: "samples", found: 99, needed: 100 });
    assert!(matches!(draw(5.0, 2, usize::MAX), Error::OutOfMemory { .. }));
    // Products of numbers about 0 are negative as often as positive, and no logarithm is left.
    assert!(matches!(draw(0.0, 2, 200), Error::NotFinite { .. }));
}

#[test]
fn bad_samples_are_typed_errors() {
    let short = SampledWeights::new(1, vec![0.0; 5], vec![0.0; 5]);
    let fewest = Error::TooFew { quantity: "samples", found: 5, needed: 100 };
    assert_eq!(short, Err(fewest));
    let (xs, one) = (random(3, 3, 1), SynapticEnsemble::all_pairs(3).unwrap());
    for samples in [0, usize::MAX] {
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        let refused = SampledWeights::draw(&xs, &one, 0, samples, &mut rng);
        assert!(matches!(refused, Err(Error::TooFew { .. } | Error::OutOfMemory { .. })));
    }
    let ragged = SampledWeights::new(2, vec![0.0; 301], vec![0.0; 301]).unwrap_err();
    assert_eq!(ragged.to_string(), "the last sample has 1 entries, expected 2");
    let uneven = SampledWeights::new(2, vec![0.0; 300], vec![0.0; 301]);
    assert!(matches!(uneven, Err(Error::LengthMismatch { .. })));
    let infinite = SampledWeights::new(1, vec![f64::INFINITY; 100], vec![0.0; 100]);
    assert!(matches!(infinite, Err(Error::NotFinite { .. })));
    let rising = |from: i32| (from..from + 100).map(|x| f64::from(x).sqrt()).collect::<Vec<_>>();
    let hundred = SampledWeights::new(1, rising(1), rising(7)).unwrap();
    assert!(hundred.nearest_neighbours_nats(99).is_ok());
    assert!(matches!(hundred.nearest_neighbours_nats(100), Err(Error::OutOfRange { .. })));
    let constant = SampledWeights::new(1, vec![1.0; 100], vec![0.0; 100]).unwrap();
    assert!(constant.log_moments_nats().is_err());
    assert!(
        constant.nearest_neighbours_nats(0).is_err()
            && constant.nearest_neighbours_nats(100).is_err()
    );
}
