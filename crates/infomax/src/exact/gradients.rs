//! Gradients of I^(1) without sampling.

use faer::Mat;

use super::chain::Chain;
use crate::error::require_positive;
use crate::gradient::Coefficients;
use crate::{Error, Gradient, Moments, Network, PaperGradient};

/// A gradient of I^(1) with all averages taken over the stationary distribution, N × N; the row
/// is the neuron that the weight leads to.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::exact::{Chain, finite_difference_gradient, gradient};
/// use synaptome_infomax::{Firing, Gradient, Network, information::gaussian_nats};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let network = Network::draw(3, Firing::default(), rng)?;
/// let formula = gradient(&Chain::new(&network)?, Gradient::FullResponse)?;
/// let measured = finite_difference_gradient(&network, 1e-4, gaussian_nats)?;
/// assert!((formula[(0, 1)] - measured[(0, 1)]).abs() < 0.1 * measured[(0, 1)].abs());
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
///
/// # Errors
/// [`Error::NotPositiveDefinite`] if the covariance is singular, [`Error::NotConverged`] if the full
/// response has no fixed point.
pub fn gradient(chain: &Chain, which: Gradient) -> Result<Mat<f64>, Error> {
    let moments = chain.moments();
    if which == Gradient::Paper {
        return Ok(PaperGradient::of(&moments)?.whole());
    }
    let n = chain.network().neurons();
    let all: Vec<usize> = (0..n).collect();
    let coefficients = Coefficients::new(&moments, which, &all, (n, n))?;
    let stride = chain.network().stride();
    let entry = |columns: &[f64], i: usize, j: usize| columns[j * stride + i];
    let largest = chain.network().firing().max_probability;
    let (mut gain, mut gain_b) = (vec![0.0; n], vec![0.0; n]);
    let (mut gain_x, mut gain_bx) = (Mat::<f64>::zeros(n, n), Mat::<f64>::zeros(n, n));
    for (state, pi) in chain.stationary().iter().enumerate() {
        let firing = chain.after(state);
        for k in 0..n {
            let before =
                (0..n).filter(|l| state >> l & 1 == 1).map(|l| entry(&coefficients.before, k, l));
            // Given the state, the others' next firing is independent of that of neuron k.
            let after = (0..n).map(|j| entry(&coefficients.after, k, j) * firing[j]);
            let b = before.sum::<f64>() + after.sum::<f64>();
            let weight = pi * firing[k] * (1.0 - firing[k] / largest);
            gain[k] += weight;
            gain_b[k] += weight * b;
            for l in (0..n).filter(|l| state >> l & 1 == 1) {
                gain_x[(k, l)] += weight;
                gain_bx[(k, l)] += weight * b;
            }
        }
    }
    Ok(Mat::from_fn(n, n, |k, l| gain_bx[(k, l)] - gain_x[(k, l)] * gain_b[k] / gain[k]))
}

/// The true gradient of a function of the moments, such as
/// [`gaussian_nats`](crate::information::gaussian_nats), by central differences of size `step`;
/// thresholds are solved again for every changed weight. N × N.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Network, exact::finite_difference_gradient};
///
/// // No weight changes the firing rates, about which moments are taken.
/// let network = Network::draw(2, Firing::default(), &mut ChaCha8Rng::seed_from_u64(1))?;
/// let of_rate = finite_difference_gradient(&network, 1e-3, |moments| Ok(moments.centers()[0]))?;
/// assert_eq!((of_rate.nrows(), of_rate[(1, 0)]), (2, 0.0));
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
///
/// # Errors
/// As [`Chain::new`], those of the function, or if the step is not positive.
pub fn finite_difference_gradient(
    network: &Network,
    step: f64,
    function: impl Fn(&Moments) -> Result<f64, Error>,
) -> Result<Mat<f64>, Error> {
    require_positive("the step", step)?;
    let n = network.neurons();
    let value = |at: (usize, usize), change: f64| {
        let mut changed = network.weights().to_owned();
        changed[at] += change;
        let network = network.clone().with_weights(changed.as_ref())?;
        function(&Chain::new(&network)?.moments())
    };
    let mut gradient = Mat::zeros(n, n);
    for at in (0..n).flat_map(|k| (0..n).map(move |l| (k, l))) {
        gradient[at] = (value(at, step)? - value(at, -step)?) / (2.0 * step);
    }
    Ok(gradient)
}
