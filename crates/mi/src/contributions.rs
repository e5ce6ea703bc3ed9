//! What single patterns add to the weights of an ensemble.

use synaptome_lognormal::{SymmetricMatrix, Terms};

use crate::ensemble::SynapticEnsemble;
use crate::error::Error;
use crate::patterns::Patterns;

#[derive(Clone, Copy)]
enum Subset {
    All,
    Own,
    Others,
}

/// The monomials x_i^k x_j^k of the synapses a = (i, j), for pattern l or all others, in
/// units of the means of x^l: adding −u_a·μ^l to every ln w_a changes no information, and
/// keeps every digit of it.
#[derive(Clone, Copy)]
pub(crate) struct Contributions<'a> {
    patterns: &'a Patterns,
    ensemble: &'a SynapticEnsemble,
    about: usize,
    subset: Subset,
}

impl<'a> Contributions<'a> {
    /// The contributions of all patterns but `about`, and those of `about`.
    pub(crate) fn split(
        patterns: &'a Patterns,
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
        for (l, s) in ln_means.iter_mut().zip(self.ensemble) {
            let (i, j) = (s.i(), s.j());
            let rise = (mu[i] - origin[i]) + (mu[j] - origin[j]);
            let own = sigma[i * dim + i] + sigma[j * dim + j];
            *l = rise + (own / 2.0 + sigma[i * dim + j]);
        }
    }

    /// C_ab = u_a Σ^k u_b = Σ_ii' + Σ_ji' + Σ_ij' + Σ_jj'.
    fn write_covariance_row(&self, k: usize, a: usize, row: &mut [f64]) {
        let (dim, synapses) = (self.patterns.dim(), self.ensemble.synapses());
        let sigma = self.patterns.covariance_of(self.pattern(k));
        let (i, j) = (synapses[a].i() * dim, synapses[a].j() * dim);
        let (i, j) = (&sigma[i..i + dim], &sigma[j..j + dim]);
        for (c, t) in row.iter_mut().zip(synapses) {
            *c = (i[t.i()] + j[t.i()]) + (i[t.j()] + j[t.j()]);
        }
    }

    fn write_covariance(&self, k: usize, covariance: &mut SymmetricMatrix) {
        let dim = self.patterns.dim();
        let sigma = self.patterns.covariance_of(self.pattern(k));
        let synapses = self.ensemble.synapses();
        let mut both = vec![0.0; dim];
        for (a, s) in synapses.iter().enumerate() {
            let (i, j) = (&sigma[s.i() * dim..][..dim], &sigma[s.j() * dim..][..dim]);
            both.iter_mut().zip(i.iter().zip(j)).for_each(|(sum, (i, j))| *sum = i + j);
            for (c, t) in covariance.row_mut(a).iter_mut().zip(synapses) {
                *c = both[t.i()] + both[t.j()];
            }
        }
    }
}
