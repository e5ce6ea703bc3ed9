//! The systems whose bursts are observed.

/// Networks of recurrent infomax, and their number of neurons.
pub(in crate::figures::infomax) const NETWORK: &str = "network";
pub(super) const NEURONS: usize = 50;
/// A driven process of known branching ratio.
pub(in crate::figures::infomax) const PROCESS: &str = "branching process";
/// Critical trees, each alone.
pub(in crate::figures::infomax) const TREES: &str = "critical trees";
