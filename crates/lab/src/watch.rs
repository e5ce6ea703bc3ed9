//! How far a long point is.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use crate::text::say;

/// Shows how far a long point is.
///
/// ```
/// let watch = synaptome_lab::Watch::hidden();
/// (0..=10).for_each(|tenth| watch.show(f64::from(tenth) / 10.0));
/// ```
#[derive(Clone, Debug)]
pub struct Watch {
    bar: ProgressBar,
    name: String,
    plain: bool,
    start: Instant,
    tenths: Arc<AtomicUsize>,
    stopped: Arc<AtomicBool>,
}

/// Points shorter than this print no lines of their own.
const LONG: Duration = Duration::from_secs(10);

impl Watch {
    /// One that shows nothing.
    pub fn hidden() -> Self {
        Self::new(ProgressBar::hidden(), String::new(), false, Arc::default())
    }

    /// One that shows percents in a bar or, if `plain`, as lines.
    pub(crate) fn new(
        bar: ProgressBar,
        name: String,
        plain: bool,
        stopped: Arc<AtomicBool>,
    ) -> Self {
        Self { bar, name, plain, start: Instant::now(), tenths: Arc::default(), stopped }
    }

    /// Shows that a fraction of the point, from 0 to 1, is done.
    ///
    /// Does not return if another point could not be stored: the run then ends the point here, by
    /// unwinding, as its result would be lost as well.
    pub fn show(&self, fraction: f64) {
        if self.stopped.load(Ordering::Relaxed) {
            resume_unwind(Box::new("ended, as storing failed"));
        }
        let percent = format!("{}: {:.0} %", self.name, 100.0 * fraction);
        let tenths = (10.0 * fraction.clamp(0.0, 1.0)) as usize;
        let advanced = self.tenths.fetch_max(tenths, Ordering::Relaxed) < tenths;
        if self.plain && advanced && self.start.elapsed() > LONG {
            say(&format!("       {percent}"));
        }
        self.bar.set_message(percent);
    }
}
