//! The law of the weights of an ensemble, with and without one pattern.

use synaptome_lognormal::{MomentFit, SymmetricMatrix, Terms};

use crate::{Error, PatternMixture, SynapticEnsemble};

/// The fits of w and of w without pattern l, in units of the means of x^l: adding
/// −u_a·μ^l to every ln w_a changes no information, and keeps every digit of it.
pub(crate) struct Weights {
    pub(crate) unconditional: MomentFit,
    pub(crate) conditional: MomentFit,
    /// ln(E w_a / E w_/l,a), never negative.
    pub(crate) ln_mean_ratios: Vec<f64>,
}

impl Weights {
    pub(crate) fn fit(
        patterns: &PatternMixture,
        ensemble: &SynapticEnsemble,
        about: usize,
    ) -> Result<Self, Error> {
        let (others, own) = Contributions::split(patterns, ensemble, about)?;
        let conditional = MomentFit::fit(&others)?;
        let own = MomentFit::fit(&own)?;
        let ln_mean_ratios = ln_mean_ratios(&conditional, &own);
        let both = [conditional, own];
        let unconditional = MomentFit::fit(&both[..])?;
        let [conditional, _] = both;
        Ok(Self { unconditional, conditional, ln_mean_ratios })
    }

    /// μ_w,a − μ_w/l,a.
    pub(crate) fn rise_of_mu(&self, a: usize) -> f64 {
        let variance = |fit: &MomentFit| fit.covariance()[(a, a)];
        self.ln_mean_ratios[a] - (variance(&self.unconditional) - variance(&self.conditional)) / 2.0
    }
}

/// ln(1 + e^(L_l − L_rest)).
fn ln_mean_ratios(rest: &MomentFit, own: &MomentFit) -> Vec<f64> {
    let log_odds = own.ln_means().iter().zip(rest.ln_means()).map(|(own, rest)| own - rest);
    log_odds.map(|x| x.max(0.0) + (-x.abs()).exp().ln_1p()).collect()
}

#[derive(Clone, Copy)]
enum Subset {
    All,
    Own,
    Others,
}

/// The monomials x_i^k x_j^k of the synapses a = (i, j), for pattern l or all others.
#[derive(Clone, Copy)]
pub(crate) struct Contributions<'a> {
    patterns: &'a PatternMixture,
    ensemble: &'a SynapticEnsemble,
    about: usize,
    subset: Subset,
}

impl<'a> Contributions<'a> {
    /// The contributions of all patterns but `about`, and those of `about`.
    pub(crate) fn split(
        patterns: &'a PatternMixture,
        ensemble: &'a SynapticEnsemble,
        about: usize,
    ) -> Result<(Self, Self), Error> {
        patterns.require_pattern(about)?;
        ensemble.require_within(patterns.dim())?;
        let others = Self { patterns, ensemble, about, subset: Subset::Others };
        Ok((others, Self { subset: Subset::Own, ..others }))
    }

    /// The contributions of all patterns, in the same units.
    pub(crate) fn all(self) -> Self {
        Self { subset: Subset::All, ..self }
    }

    fn pattern(&self, k: usize) -> usize {
        match self.subset {
            Subset::All => k,
            Subset::Own => self.about,
            Subset::Others => k + usize::from(k >= self.about),
        }
    }
}

impl Terms for Contributions<'_> {
    fn count(&self) -> usize {
        match self.subset {
            Subset::All => self.patterns.len(),
            Subset::Own => 1,
            Subset::Others => self.patterns.len() - 1,
        }
    }

    fn dim(&self, _: usize) -> usize {
        self.ensemble.len()
    }

    fn share_covariance(&self) -> bool {
        self.patterns.shares_covariance()
    }

    /// L_ka = u_a·(μ^k − μ^l) + ½ u_a Σ^k u_a.
    fn write_ln_means(&self, k: usize, ln_means: &mut [f64]) {
        let (k, dim) = (self.pattern(k), self.patterns.dim());
        let (mu, origin) = (self.patterns.mu_of(k), self.patterns.mu_of(self.about));
        let sigma = self.patterns.covariance_of(k);
        for (l, s) in ln_means.iter_mut().zip(self.ensemble.synapses()) {
            let rise = (mu[s.i] - origin[s.i]) + (mu[s.j] - origin[s.j]);
            let own = sigma[s.i * dim + s.i] + sigma[s.j * dim + s.j];
            *l = rise + (own / 2.0 + sigma[s.i * dim + s.j]);
        }
    }

    /// C_ab = u_a Σ^k u_b = Σ_ii' + Σ_ji' + Σ_ij' + Σ_jj'.
    fn write_covariance_row(&self, k: usize, a: usize, row: &mut [f64]) {
        let (dim, synapses) = (self.patterns.dim(), self.ensemble.synapses());
        let sigma = self.patterns.covariance_of(self.pattern(k));
        let (i, j) = (synapses[a].i * dim, synapses[a].j * dim);
        let (i, j) = (&sigma[i..i + dim], &sigma[j..j + dim]);
        for (c, t) in row.iter_mut().zip(synapses) {
            *c = (i[t.i] + j[t.i]) + (i[t.j] + j[t.j]);
        }
    }

    fn write_covariance(&self, k: usize, covariance: &mut SymmetricMatrix) {
        let dim = self.patterns.dim();
        let sigma = self.patterns.covariance_of(self.pattern(k));
        let synapses = self.ensemble.synapses();
        let mut both = vec![0.0; dim];
        for (a, s) in synapses.iter().enumerate() {
            let (i, j) = (&sigma[s.i * dim..][..dim], &sigma[s.j * dim..][..dim]);
            both.iter_mut().zip(i.iter().zip(j)).for_each(|(sum, (i, j))| *sum = i + j);
            for (c, t) in covariance.row_mut(a).iter_mut().zip(synapses) {
                *c = both[t.i] + both[t.j];
            }
        }
    }
}
