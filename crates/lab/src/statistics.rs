//! The statistics that figures share. Distributions come from statrs.

mod curve;
mod estimate;
mod histogram;
mod interval;
mod line;
mod one_way;
mod summary;
mod welch;

pub use curve::curve;
pub use estimate::Estimate;
pub use histogram::density_histogram;
pub use interval::Interval;
pub use line::Line;
pub use one_way::OneWay;
pub use summary::{mean, median, quantile, std_dev, std_error, variance};
pub use welch::welch_log10_p;
