//! Spike-triggered averages, and how much they look like simple cells.

mod field;
mod gabor;
mod orientation;
mod recording;
mod triggered;

pub use field::Field;
pub use gabor::{Gabor, fit_gabor};
pub use orientation::orientation_concentration;
pub use recording::{Response, record_response};
pub use triggered::SpikeTriggeredAverage;
