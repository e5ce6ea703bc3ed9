//! Constraints on weights.

use crate::tiles::below_diagonal;

/// Which weights a trained network may have.
///
/// ```
/// use synaptome_hopfield::{Constraint, TrainedRecurrent};
///
/// let rule = TrainedRecurrent {
///     constraint: Constraint::SymmetricZeroDiagonal,
///     ..TrainedRecurrent::default()
/// };
/// assert!(rule.constraint.is_symmetric() && rule.constraint.is_zero_diagonal());
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum Constraint {
    /// All N² weights free. A free diagonal can make any state a fixed point: report recovery
    /// from one flip together with the capacity.
    Free,
    /// Zero diagonal.
    #[default]
    ZeroDiagonal,
    /// `W_ij` = `W_ji`.
    Symmetric,
    /// `W_ij` = `W_ji` and a zero diagonal.
    SymmetricZeroDiagonal,
}

impl Constraint {
    /// Whether the weights must be symmetric.
    pub fn is_symmetric(self) -> bool {
        matches!(self, Self::Symmetric | Self::SymmetricZeroDiagonal)
    }

    /// Whether the diagonal must be zero.
    pub fn is_zero_diagonal(self) -> bool {
        matches!(self, Self::ZeroDiagonal | Self::SymmetricZeroDiagonal)
    }

    /// The nearest N × N matrix that satisfies the constraint; its entries are where `at` says.
    pub(crate) fn project(
        self,
        matrix: &mut [f64],
        units: usize,
        at: impl Fn(usize, usize) -> usize,
    ) {
        if self.is_symmetric() {
            symmetrise(matrix, units, &at);
        }
        if self.is_zero_diagonal() {
            (0..units).for_each(|i| matrix[at(i, i)] = 0.0);
        }
    }
}

/// Replaces A by (A + Aᵀ) / 2.
fn symmetrise(matrix: &mut [f64], units: usize, at: impl Fn(usize, usize) -> usize) {
    below_diagonal(units, |j, rows| {
        for i in rows {
            let mean = 0.5 * (matrix[at(i, j)] + matrix[at(j, i)]);
            matrix[at(i, j)] = mean;
            matrix[at(j, i)] = mean;
        }
    });
}
