//! Figures of the synaptic-information paper.

use crate::figure::Figure;

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[];
