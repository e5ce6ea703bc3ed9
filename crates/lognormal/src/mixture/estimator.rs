//! Mixtures of largest likelihood.

use std::ops::ControlFlow;

use rand::Rng;

use super::LogNormalMixture;
use super::evidence::Value;
use super::expectation::{Part, State};
use super::progress::{MixtureProgress, Observer};
use super::starts::{drawn, even};
use crate::error::{require_at_least, require_at_most, require_in, require_positive};
use crate::samples::{mean_and_variance, sorted_logarithms};
use crate::{Error, LogNormal};

/// Fits mixtures of log-normals to samples by expectation and maximisation (EM) on ln w, from
/// several starts.
///
/// The likelihood of a mixture has no bound: a part can shrink onto one value. No σ_k falls below a
/// fraction of the standard deviation of ln w, and a start is discarded if a part
/// reaches that, or if one value makes up 90 % of a part, as happens with counts and rounded
/// sizes. If all starts end so, the answer is [`Error::DegeneratePart`].
///
/// One log-normal forced into two parts looks like information about the part; so select the
/// number of parts first ([`select`](Self::select)).
///
/// ```
/// use rand_chacha::ChaCha12Rng;
/// use rand_chacha::rand_core::SeedableRng;
/// use rand_distr::Distribution;
/// use synaptome_lognormal::{LogNormal, LogNormalMixture, MixtureEstimator};
/// let parts = vec![LogNormal::new(-3.0, 0.45)?, LogNormal::new(-1.8, 0.5)?];
/// let truth = LogNormalMixture::new(vec![0.6, 0.4], parts)?;
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let sizes: Vec<f64> = (0..2000).map(|_| truth.sample(&mut rng)).collect();
/// let found = MixtureEstimator::default().select(&sizes, 4, &mut rng)?;
/// assert_eq!(found.best.mixture.parts().len(), 2);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MixtureEstimator {
    /// Number of starts, 5. The first divides the sorted samples evenly, the others
    /// are drawn.
    pub starts: usize,
    /// Most steps of a start, 2000.
    pub iterations: usize,
    /// A start ends when a step raises ln L per sample by less than this; 1e-8.
    pub tolerance: f64,
    /// Smallest σ_k as a fraction of the standard deviation of ln w; 0.01.
    pub least_relative_sigma: f64,
    /// What samples are multiples of after rounding, 1 for counts: a sample w then stands for the
    /// interval w ± ½ of this, and likelihoods are of probabilities, not of densities. At most twice
    /// the smallest sample, and at least 10⁻⁹ of the largest. None if they are exact.
    pub resolution: Option<f64>,
}

/// A mixture of largest likelihood.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_lognormal::MixtureEstimator;
/// let rng = &mut ChaCha12Rng::seed_from_u64(1);
/// let weights: Vec<f64> = (0..200).map(|i| f64::from(i % 20 + 1) * if i < 100 { 1.0 } else { 60.0 }).collect();
/// let fit = MixtureEstimator::default().fit(&weights, 2, rng)?;
/// assert!(fit.converged && fit.count == 200);
/// assert_eq!(fit.parameters(), 5); // two μ, two σ, one fraction
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureFit {
    /// The mixture, parts in ascending order of μ.
    pub mixture: LogNormalMixture,
    /// Σ ln f(w) in nats, or Σ ln Pr(w ± ½ of the resolution) of rounded samples.
    pub ln_likelihood: f64,
    /// Number of samples n.
    pub count: usize,
    /// Steps that the best start took.
    pub iterations: usize,
    /// Whether the best start ended by itself.
    pub converged: bool,
    /// Starts that were discarded, since a part of them shrank onto one value.
    pub degenerate_starts: usize,
    /// ln L of the best start before each step: it never falls.
    pub history: Vec<f64>,
}

/// Finest resolution, in units of the largest sample, that intervals still resolve.
const FINEST: f64 = 1e-9;
/// Coarsest one, in units of the smallest sample, which would otherwise have been rounded to 0.
const COARSEST: f64 = 2.0;
/// Most starts, steps and parts.
const MOST_STARTS: usize = 10_000;
const MOST_ITERATIONS: usize = 10_000_000;
pub(super) const MOST_PARTS: usize = 64;

impl Default for MixtureEstimator {
    fn default() -> Self {
        Self {
            starts: 5,
            iterations: 2000,
            tolerance: 1e-8,
            least_relative_sigma: 0.01,
            resolution: None,
        }
    }
}

impl MixtureFit {
    /// 3K − 1 free parameters of K parts.
    pub fn parameters(&self) -> usize {
        3 * self.mixture.parts().len() - 1
    }

    /// Schwarz's criterion −2 ln L + (3K − 1) ln n; smaller is better.
    pub fn bic(&self) -> f64 {
        self.parameters() as f64 * (self.count as f64).ln() - 2.0 * self.ln_likelihood
    }

    /// Akaike's criterion −2 ln L + 2(3K − 1); smaller is better.
    pub fn aic(&self) -> f64 {
        2.0 * self.parameters() as f64 - 2.0 * self.ln_likelihood
    }
}

/// Samples as different values, and what is common to all starts.
pub(super) struct Data {
    pub(super) values: Vec<Value>,
    pub(super) logarithms: Vec<f64>,
    pub(super) sigma: f64,
}

impl Data {
    pub(super) fn of(samples: &[f64], resolution: Option<f64>) -> Result<Self, Error> {
        let logarithms = sorted_logarithms(samples, 2)?;
        if let Some(resolution) = resolution {
            let [smallest, largest] = [0, logarithms.len() - 1].map(|i| logarithms[i].exp());
            let (least, most) = (FINEST * largest, COARSEST * smallest);
            require_in("the resolution", resolution, least, most)?;
        }
        let groups = logarithms.chunk_by(|a, b| a == b);
        let values = groups.map(|equal| Value {
            ln: equal[0],
            count: equal.len() as f64,
            edges: resolution.map(|r| edges(equal[0].exp(), r)),
        });
        let sigma = mean_and_variance(&logarithms).1.sqrt();
        Ok(Self { values: values.collect(), logarithms, sigma })
    }
}

/// How a start ended.
struct Run {
    state: State,
    history: Vec<f64>,
    converged: bool,
    flow: ControlFlow<()>,
}

impl MixtureEstimator {
    /// The mixture of `parts` parts of largest likelihood among all starts.
    ///
    /// # Errors
    /// If an option is out of range, there are fewer than 3 `parts` samples or 2 `parts` different ones,
    /// one is not positive and finite ([`Error::BadSample`] has its index), all are equal, or
    /// every start is degenerate ([`Error::DegeneratePart`]).
    pub fn fit<R: Rng + ?Sized>(
        &self,
        samples: &[f64],
        parts: usize,
        rng: &mut R,
    ) -> Result<MixtureFit, Error> {
        self.fit_watched(samples, parts, |_| ControlFlow::Continue(()), rng)
    }

    /// [`fit`](Self::fit) with an observer that is called after every step. If it breaks, the start ends
    /// there, not converged, and the others are left out.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_watched<R: Rng + ?Sized>(
        &self,
        samples: &[f64],
        parts: usize,
        mut observer: impl FnMut(&MixtureProgress) -> ControlFlow<()>,
        rng: &mut R,
    ) -> Result<MixtureFit, Error> {
        self.require_valid()?;
        self.fit_data(&Data::of(samples, self.resolution)?, parts, &mut observer, rng)
    }

    pub(super) fn fit_data<R: Rng + ?Sized>(
        &self,
        data: &Data,
        parts: usize,
        observer: &mut Observer<'_>,
        rng: &mut R,
    ) -> Result<MixtureFit, Error> {
        require_at_least("parts", parts, 1)?;
        require_at_most("the number of parts", parts, MOST_PARTS)?;
        require_at_least("samples", data.logarithms.len(), 3 * parts)?;
        require_at_least("different samples", data.values.len(), 2 * parts)?;
        let least_sigma = self.least_relative_sigma * data.sigma;
        let (mut best, mut shrunk, mut degenerate_starts) = (None::<Run>, None, 0);
        for start in 0..self.starts {
            let first = if start == 0 { even(data, parts) } else { drawn(data, parts, rng) };
            let run = self.run(State::new(first), data, start, observer);
            let flow = run.flow;
            let degenerate = if parts > 1 { run.state.degenerate(least_sigma) } else { None };
            if let Some(part) = degenerate {
                (shrunk, degenerate_starts) = (Some(part), degenerate_starts + 1);
            } else if best.as_ref().is_none_or(|best| run.is_better_than(best)) {
                best = Some(run);
            }
            if flow.is_break() {
                break;
            }
        }
        let failure = || failure(shrunk, parts, data);
        best.ok_or_else(failure)?.finish(data, degenerate_starts)
    }

    fn run(&self, mut state: State, data: &Data, start: usize, observer: &mut Observer<'_>) -> Run {
        let (mut history, mut converged, mut flow) = (Vec::new(), false, ControlFlow::Continue(()));
        let enough = self.tolerance * data.logarithms.len() as f64;
        while history.len() < self.iterations && !converged && flow.is_continue() {
            let before = state.ln_likelihood;
            state.step(&data.values, self.least_relative_sigma * data.sigma);
            history.push(state.ln_likelihood);
            let gain = state.ln_likelihood - before;
            converged = gain < enough || gain.is_nan();
            let (parts, ln_likelihood) = (state.parts.len(), state.ln_likelihood);
            let iteration = history.len();
            flow = observer(&MixtureProgress { parts, start, iteration, ln_likelihood });
        }
        Run { state, history, converged, flow }
    }

    pub(super) fn require_valid(&self) -> Result<(), Error> {
        require_at_least("starts", self.starts, 1)?;
        require_at_most("the number of starts", self.starts, MOST_STARTS)?;
        require_at_least("iterations", self.iterations, 1)?;
        require_at_most("the number of iterations", self.iterations, MOST_ITERATIONS)?;
        require_in("the tolerance", self.tolerance, 0.0, 1.0)?;
        require_in("the least relative sigma", self.least_relative_sigma, 1e-9, 0.5)?;
        self.resolution.map_or(Ok(()), |r| require_positive("the resolution", r).map(drop))
    }
}

impl Run {
    fn is_better_than(&self, other: &Self) -> bool {
        self.state.ln_likelihood > other.state.ln_likelihood
    }

    fn finish(mut self, data: &Data, degenerate_starts: usize) -> Result<MixtureFit, Error> {
        self.state.parts.sort_by(|a, b| a.mu.total_cmp(&b.mu));
        let parts = self.state.parts.iter();
        let distributions = parts.clone().map(|part| LogNormal::new(part.mu, part.sigma));
        let weights = parts.map(|part| part.weight).collect();
        let mixture = LogNormalMixture::new(weights, distributions.collect::<Result<_, _>>()?)?;
        let last = State::new(self.state.parts);
        Ok(MixtureFit {
            ln_likelihood: last.ln_likelihood_of(&data.values),
            mixture,
            count: data.logarithms.len(),
            iterations: self.history.len(),
            converged: self.converged,
            degenerate_starts,
            history: self.history,
        })
    }
}

/// ln of w ± ½ of the resolution; −∞ for the lower edge of what may have been 0.
fn edges(w: f64, resolution: f64) -> (f64, f64) {
    ((w - resolution / 2.0).max(0.0).ln(), (w + resolution / 2.0).ln())
}

/// Why there is no start that could be taken.
fn failure(shrunk: Option<Part>, parts: usize, data: &Data) -> Error {
    let none = Part { weight: f64::NAN, mu: f64::NAN, sigma: f64::NAN };
    let part = shrunk.unwrap_or(none);
    let samples = part.weight * data.logarithms.len() as f64;
    Error::DegeneratePart { parts, value: part.mu.exp(), samples }
}
