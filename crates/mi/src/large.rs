//! Ensembles of tens of thousands of synapses.

use std::io::{Read, Write};
use std::ops::{ControlFlow, Range};

use faer::Mat;
use synaptome_lognormal::{CovarianceRows, Terms};

use crate::contributions::Contributions;
use crate::degrees_of_freedom::degrees_of_freedom_of;
use crate::ensemble::SynapticEnsemble;
use crate::error::{self, Error};
use crate::patterns::Patterns;
use crate::prefixes::Prefixes;
use crate::weights::COVARIANCE;

mod factor;
mod panel;

use panel::Factors;

/// [`mutual_information_of_prefixes`](crate::mutual_information_of_prefixes) for n too large
/// to hold two matrices: Σ_w lies above the diagonal and Σ_w/l below it in one n × n array
/// (3.2 GB for 20,000 synapses), and both are factored in place, one panel of columns after
/// the other.
///
/// A finished panel never changes, and an unfinished one is still what it was at the
/// beginning. So work is saved by writing each panel once, and a run that was killed resumes
/// after its last panel.
///
/// ```
/// use synaptome_mi::{LargeEnsemble, Patterns, SynapticEnsemble, covariance};
/// let covariance = covariance::exchangeable(20, 1.0, 0.3)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 20]; 10], &covariance)?;
/// let mut work = LargeEnsemble::new(&patterns, &SynapticEnsemble::all_pairs(20)?, 0)?;
/// while work.advance() {
///     println!("{} of {} synapses", work.done(), work.len());
/// }
/// let bits = work.finish().values_nats[189] / std::f64::consts::LN_2;
/// assert!((bits - 34.395).abs() < 1e-3);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
pub struct LargeEnsemble {
    /// What is left of both matrices; pivots and factors once a panel is done.
    factors: Factors,
    /// The variances of ln w and ln w/l.
    scales: [Vec<f64>; 2],
    /// μ_w,a − μ_w/l,a.
    rises: Vec<f64>,
    done: usize,
    stopped: Option<Error>,
    degrees_of_freedom: usize,
}

/// Columns of a panel.
const PANEL: usize = 128;

impl LargeEnsemble {
    /// Fits both covariances; n²/2 entries each.
    ///
    /// # Errors
    /// As [`mutual_information_nats`](crate::mutual_information_nats) but for matrices that are
    /// not positive definite; if a variance of ln w exceeds 700, where only small ensembles
    /// have a value; or if there is no memory for n² numbers.
    pub fn new(
        patterns: &Patterns,
        ensemble: &SynapticEnsemble,
        about: usize,
    ) -> Result<Self, Error> {
        let (others, own) = Contributions::split(patterns, ensemble, about)?;
        let n = ensemble.len();
        drop(error::reserve(n as u128 * n as u128)?);
        let diagonals = [vec![0.0; n], vec![0.0; n]];
        let mut factors = Factors { matrix: Mat::zeros(n, n), diagonals };
        let all = fill(&mut factors, 0, &own.all())?;
        let rest = fill(&mut factors, 1, &others)?;
        let rises = rises_of_mu(&all, &rest, &factors.diagonals);
        let degrees_of_freedom = degrees_of_freedom_of(patterns, ensemble);
        let scales = factors.diagonals.clone();
        Ok(Self { factors, scales, rises, done: 0, stopped: None, degrees_of_freedom })
    }

    /// Number of synapses n.
    #[expect(clippy::len_without_is_empty, reason = "an ensemble is never empty")]
    pub fn len(&self) -> usize {
        self.rises.len()
    }

    /// Number of synapses whose panels are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Factors the next panel of both matrices; false if there is none, or a matrix turned
    /// out not to be positive definite.
    pub fn advance(&mut self) -> bool {
        if self.done == self.len() || self.stopped.is_some() {
            return false;
        }
        let panel = self.next_panel();
        let from = panel.start;
        let above = self.factor(0, panel.clone());
        let below = self.factor(1, panel);
        self.done = above.min(below);
        self.done > from
    }

    /// Factors panel after panel, until all are done or the observer breaks.
    pub fn run(&mut self, mut observer: impl FnMut(&Self) -> ControlFlow<()>) {
        while self.advance() && observer(self).is_continue() {}
    }

    /// The information of all prefixes that are done.
    pub fn finish(self) -> Prefixes {
        let mut total = 0.0;
        let [all, rest] = &self.factors.diagonals;
        let values = (0..self.done).map(|a| {
            total += self.rises[a] + (all[a] / rest[a]).ln() / 2.0;
            total
        });
        Prefixes::of(values.collect(), self.stopped, self.degrees_of_freedom)
    }

    /// Writes the last panel that was done. The panels of a whole run, one after the other, are
    /// what [`resume`](Self::resume) reads.
    ///
    /// # Errors
    /// [`Error::Io`] if the sink fails.
    pub fn save_panel<W: Write>(&self, sink: W) -> Result<(), Error> {
        let from = self.done.saturating_sub(1) / PANEL * PANEL;
        self.factors.write(from..self.done, sink)
    }

    /// The number of bytes that [`save_panel`](Self::save_panel) has written when it was
    /// called after every panel: 16 for each column and each row below, and 8 for the checksum of a
    /// panel.
    pub fn saved_bytes(&self) -> u64 {
        let numbers: u64 = (0..self.done).map(|j| 16 * (self.len() - j) as u64).sum();
        numbers + 8 * self.done.div_ceil(PANEL) as u64
    }

    /// Takes panels from what [`save_panel`](Self::save_panel) wrote for the same ensemble,
    /// instead of computing them, until the source ends; a panel that is cut off is left out.
    /// Returns the number of synapses that are done.
    ///
    /// # Errors
    /// [`Error::Io`] if the source fails, [`Error::Damaged`] if it holds something else;
    /// whole panels before that stay taken.
    pub fn resume<R: Read>(&mut self, mut source: R) -> Result<usize, Error> {
        while self.done < self.len() {
            let panel = self.next_panel();
            if !self.factors.read(panel.clone(), &self.scales, &mut source)? {
                break;
            }
            self.done = panel.end;
        }
        Ok(self.done)
    }

    fn next_panel(&self) -> Range<usize> {
        self.done..(self.done + PANEL).min(self.len())
    }

    /// Factors a panel of one matrix; returns where it stopped.
    fn factor(&mut self, which: usize, panel: Range<usize>) -> usize {
        let to = panel.end;
        let matrix = self.factors.matrix.as_mut();
        let lower = if which == 0 { matrix.transpose_mut() } else { matrix };
        let diagonal = &mut self.factors.diagonals[which];
        let end = factor::factor_panel(lower, diagonal, &self.scales[which], panel);
        if end < to {
            let (quantity, value) = (COVARIANCE[which], diagonal[end]);
            self.stop(end, Error::NotPositiveDefinite { quantity, pivot: end, value });
        }
        end
    }

    /// Keeps the failure at the smaller pivot, the first of two at the same.
    fn stop(&mut self, at: usize, error: Error) {
        let earlier =
            |old: &Error| matches!(old, Error::NotPositiveDefinite { pivot, .. } if *pivot <= at);
        if !self.stopped.as_ref().is_some_and(earlier) {
            self.stopped = Some(error);
        }
    }
}

impl std::fmt::Debug for LargeEnsemble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = f.debug_struct("LargeEnsemble");
        text.field("len", &self.len()).field("done", &self.done).field("stopped", &self.stopped);
        text.finish_non_exhaustive()
    }
}

/// Writes one of the two matrices; returns ln E w_a.
fn fill<T: Terms>(factors: &mut Factors, which: usize, terms: &T) -> Result<Vec<f64>, Error> {
    let mut rows = CovarianceRows::new(terms)?;
    let n = factors.matrix.nrows();
    let mut row = vec![0.0; n];
    for a in 0..n {
        rows.write_row(a, &mut row[..=a])?;
        factors.diagonals[which][a] = row[a];
        (0..a).for_each(|b| factors.matrix[panel::place(which, a, b)] = row[b]);
    }
    Ok(rows.ln_means().to_vec())
}

/// μ_w,a − μ_w/l,a.
fn rises_of_mu(all: &[f64], others: &[f64], variances: &[Vec<f64>; 2]) -> Vec<f64> {
    let means = all.iter().zip(others).map(|(all, others)| all - others);
    let halves = variances[0].iter().zip(&variances[1]).map(|(all, others)| (all - others) / 2.0);
    means.zip(halves).map(|(mean, half)| mean - half).collect()
}
