//! Ensembles of tens of thousands of synapses.

use std::io::{Read, Write};

use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::solve_lower_triangular_in_place;
use faer::{Accum, Mat, MatMut, Par};
use synaptome_lognormal::MomentRows;

use crate::weights::Contributions;
use crate::{
    Error, Nats, PatternMixture, Prefixes, SynapticEnsemble, WeightCovariance,
    degrees_of_freedom_of,
};

mod panel;

/// [`mutual_information_of_prefixes`](crate::mutual_information_of_prefixes) for n too large
/// to hold two matrices: Σ_w lies above the diagonal and Σ_w/l below it in one n × n array
/// (3.2 GB for 20,000 synapses), and both are factored in place, one panel of columns after
/// the other.
///
/// A panel that is done never changes, and one that is not is still what it was at the
/// beginning. So work is saved by writing each panel once, and a run that was killed goes on
/// after its last panel.
///
/// ```
/// use synaptome_mi::{LargeEnsemble, PatternMixture, SynapticEnsemble, covariance};
/// let covariance = covariance::exchangeable(20, 1.0, 0.3)?;
/// let patterns = PatternMixture::sharing_covariance(&[[0.0; 20]; 10], &covariance)?;
/// let mut work = LargeEnsemble::new(&patterns, &SynapticEnsemble::all_pairs(20)?, 0)?;
/// while work.step() {
///     println!("{} of {} synapses", work.done(), work.len());
/// }
/// assert!((work.finish().values[189].to_bits() - 34.395).abs() < 1e-3);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Debug)]
pub struct LargeEnsemble {
    matrix: Mat<f64>,
    /// What is left of the diagonals of Σ_w and Σ_w/l; pivots once a panel is done.
    diagonals: [Vec<f64>; 2],
    /// μ_w,a − μ_w/l,a.
    rises: Vec<f64>,
    scales: [Vec<f64>; 2],
    done: usize,
    stopped: Option<Error>,
    degrees_of_freedom: usize,
}

/// Columns of a panel.
const PANEL: usize = 128;
const WHICH: [WeightCovariance; 2] =
    [WeightCovariance::Unconditional, WeightCovariance::Conditional];

impl LargeEnsemble {
    /// Fits both covariances; n²/2 entries each.
    ///
    /// # Errors
    /// As [`mutual_information`](crate::mutual_information) but for matrices that are not
    /// positive definite; and if a variance of ln w exceeds 700, where only small ensembles
    /// go on;
    /// or if there is no memory for n² numbers.
    pub fn new(
        patterns: &PatternMixture,
        ensemble: &SynapticEnsemble,
        about: usize,
    ) -> Result<Self, Error> {
        let (others, own) = Contributions::split(patterns, ensemble, about)?;
        let all = own.all();
        let n = ensemble.len();
        require_memory(n).ok_or(Error::TooManySynapses { synapses: n, neurons: patterns.dim() })?;
        let (mut all, mut others) = (MomentRows::new(&all)?, MomentRows::new(&others)?);
        let mut matrix = Mat::zeros(n, n);
        let mut diagonals = [vec![0.0; n], vec![0.0; n]];
        let mut row = vec![0.0; n];
        for a in 0..n {
            all.write_row(a, &mut row[..=a])?;
            diagonals[0][a] = row[a];
            (0..a).for_each(|b| matrix[(b, a)] = row[b]);
            others.write_row(a, &mut row[..=a])?;
            diagonals[1][a] = row[a];
            (0..a).for_each(|b| matrix[(a, b)] = row[b]);
        }
        let rises = rises_of_mu(all.ln_means(), others.ln_means(), &diagonals);
        let degrees_of_freedom = degrees_of_freedom_of(patterns, ensemble);
        let scales = diagonals.clone();
        Ok(Self { matrix, diagonals, rises, scales, done: 0, stopped: None, degrees_of_freedom })
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
    pub fn step(&mut self) -> bool {
        if self.done == self.len() || self.stopped.is_some() {
            return false;
        }
        let (from, to) = (self.done, (self.done + PANEL).min(self.len()));
        let above = self.factor(0, from, to);
        let below = self.factor(1, from, to);
        self.done = above.min(below);
        self.done > from
    }

    /// The informations of all prefixes that are done.
    pub fn finish(self) -> Prefixes {
        let mut total = 0.0;
        let values = (0..self.done).map(|a| {
            total += self.rises[a] + (self.diagonals[0][a] / self.diagonals[1][a]).ln() / 2.0;
            Nats(total)
        });
        Prefixes {
            values: values.collect(),
            stopped: self.stopped,
            degrees_of_freedom: self.degrees_of_freedom,
        }
    }

    /// Writes the last panel that was done, 16 bytes for each of its rows and columns.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_panel(&self, writer: &mut impl Write) -> std::io::Result<()> {
        let from = self.done.saturating_sub(1) / PANEL * PANEL;
        panel::write(self, from, self.done, writer)
    }

    /// Takes the next panel from what [`write_panel`](Self::write_panel) wrote for the same
    /// ensemble, instead of computing it; false if the reader ends before the panel does.
    ///
    /// # Errors
    /// If the reader fails otherwise.
    pub fn read_panel(&mut self, reader: &mut impl Read) -> std::io::Result<bool> {
        let (from, to) = (self.done, (self.done + PANEL).min(self.len()));
        let complete = from < to && panel::read(self, from, to, reader)?;
        if complete {
            self.done = to;
        }
        Ok(complete)
    }

    /// Factors columns `from..to` of one matrix; returns where it stopped.
    fn factor(&mut self, which: usize, from: usize, to: usize) -> usize {
        let matrix = self.matrix.as_mut();
        let lower = if which == 0 { matrix.transpose_mut() } else { matrix };
        let end = factor_panel(lower, &mut self.diagonals[which], &self.scales[which], from, to);
        if end < to {
            let value = self.diagonals[which][end];
            let error = Error::NotPositiveDefinite { matrix: WHICH[which], pivot: end, value };
            let earlier = |old: &Error| matches!(old, Error::NotPositiveDefinite { pivot, .. } if *pivot <= end);
            if !self.stopped.as_ref().is_some_and(earlier) {
                self.stopped = Some(error);
            }
        }
        end
    }
}

/// Left-looking Cholesky of columns `from..to` of the strictly lower triangle, with the
/// diagonal kept apart: A_J ← (A_J − L_{<J} L_{J,<J}ᵀ) L_JJ^−ᵀ. Pivots are squares.
fn factor_panel(
    lower: MatMut<'_, f64>,
    diagonal: &mut [f64],
    scale: &[f64],
    from: usize,
    to: usize,
) -> usize {
    let (n, width) = (lower.nrows(), to - from);
    let (done, rest) = lower.split_at_col_mut(from);
    let done = done.as_ref();
    let (_, mut below) = rest.get_mut(from.., ..width).split_at_row_mut(0);
    let (own, others) = (done.get(from..to, ..), done.get(to..n, ..));
    // The block on the diagonal, with nothing of the other matrix in it.
    let mut block = Mat::from_fn(width, width, |i, j| match i.cmp(&j) {
        std::cmp::Ordering::Greater => below[(i, j)],
        std::cmp::Ordering::Equal => diagonal[from + i],
        std::cmp::Ordering::Less => 0.0,
    });
    matmul(block.as_mut(), Accum::Add, own, own.transpose(), -1.0, Par::Seq);
    let end = factor_block(&mut block, &scale[from..to], from);
    for i in 0..width {
        diagonal[from + i] = block[(i, i)].powi(2) * block[(i, i)].signum();
        (0..i).for_each(|j| below[(i, j)] = block[(i, j)]);
    }
    if end < width {
        return from + end;
    }
    let mut below = below.get_mut(width.., ..);
    matmul(below.as_mut(), Accum::Add, others, own.transpose(), -1.0, Par::Seq);
    solve_lower_triangular_in_place(block.as_ref(), below.transpose_mut(), Par::Seq);
    to
}

/// Cholesky of a small block in place; returns the first column without a positive pivot.
/// A failing pivot p is left as −√|p|.
fn factor_block(block: &mut Mat<f64>, scale: &[f64], from: usize) -> usize {
    let n = block.nrows();
    for j in 0..n {
        let pivot = block[(j, j)];
        let rounding = 8.0 * (from + j + 1) as f64 * f64::EPSILON * scale[j];
        if pivot <= rounding || !pivot.is_finite() {
            block[(j, j)] = -pivot.abs().sqrt();
            return j;
        }
        let root = pivot.sqrt();
        block[(j, j)] = root;
        (j + 1..n).for_each(|i| block[(i, j)] /= root);
        for k in j + 1..n {
            let factor = block[(k, j)];
            (k..n).for_each(|i| block[(i, k)] -= factor * block[(i, j)]);
        }
    }
    n
}

/// Whether n × n numbers can be had at all.
fn require_memory(n: usize) -> Option<()> {
    Vec::<f64>::new().try_reserve_exact(n.checked_mul(n)?).ok()
}

/// μ_w,a − μ_w/l,a.
fn rises_of_mu(all: &[f64], others: &[f64], variances: &[Vec<f64>; 2]) -> Vec<f64> {
    let means = all.iter().zip(others).map(|(all, others)| all - others);
    let halves = variances[0].iter().zip(&variances[1]).map(|(all, others)| (all - others) / 2.0);
    means.zip(halves).map(|(mean, half)| mean - half).collect()
}
