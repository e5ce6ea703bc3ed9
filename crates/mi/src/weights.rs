//! The distribution of the weights of an ensemble, with and without one pattern.

use synaptome_lognormal::{JointFentonWilkinson, softplus};

use crate::contributions::Contributions;
use crate::ensemble::SynapticEnsemble;
use crate::error::Error;
use crate::patterns::Patterns;

/// What errors call Σ_w and Σ_w/l.
pub(crate) const COVARIANCE: [&str; 2] =
    ["the weight covariance of all patterns", "the weight covariance of the other patterns"];

/// The fits of w and of w without pattern l, in the units of [`Contributions`].
pub(crate) struct Weights {
    pub(crate) unconditional: JointFentonWilkinson,
    pub(crate) conditional: JointFentonWilkinson,
    /// The contribution of pattern l alone.
    pub(crate) own: JointFentonWilkinson,
    /// ln(E w_a / E w_/l,a), never negative.
    pub(crate) ln_mean_ratios: Vec<f64>,
}

impl Weights {
    pub(crate) fn fit(
        patterns: &Patterns,
        ensemble: &SynapticEnsemble,
        about: usize,
    ) -> Result<Self, Error> {
        let (others, own) = Contributions::split(patterns, ensemble, about)?;
        let both = [JointFentonWilkinson::fit(&others)?, JointFentonWilkinson::fit(&own)?];
        let unconditional = JointFentonWilkinson::fit(&both[..])?;
        let [conditional, own] = both;
        let ln_mean_ratios = ln_mean_ratios(&conditional, &own);
        Ok(Self { unconditional, conditional, own, ln_mean_ratios })
    }

    /// ln r_a, the logarithm of E w^l_a / E w_/l,a.
    pub(crate) fn ln_ratio(&self, a: usize) -> f64 {
        self.own.ln_means()[a] - self.conditional.ln_means()[a]
    }

    /// r_a.
    pub(crate) fn ratio(&self, a: usize) -> f64 {
        self.ln_ratio(a).exp()
    }

    /// μ_w,a − μ_w/l,a.
    pub(crate) fn rise_of_mu(&self, a: usize) -> f64 {
        let variance = |fit: &JointFentonWilkinson| fit.covariance()[(a, a)];
        self.ln_mean_ratios[a] - (variance(&self.unconditional) - variance(&self.conditional)) / 2.0
    }
}

/// ln(1 + e^(L_l − L_rest)).
fn ln_mean_ratios(rest: &JointFentonWilkinson, own: &JointFentonWilkinson) -> Vec<f64> {
    let log_odds = own.ln_means().iter().zip(rest.ln_means()).map(|(own, rest)| own - rest);
    log_odds.map(softplus).collect()
}
