//! How far a long point is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

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
}

/// Points shorter than this print no lines of their own.
const LONG: Duration = Duration::from_secs(10);

impl Watch {
    /// One that shows nothing.
    pub fn hidden() -> Self {
        Self::new(ProgressBar::hidden(), String::new(), false)
    }

    /// One that shows percents in a bar or, if `plain`, as lines.
    pub(crate) fn new(bar: ProgressBar, name: String, plain: bool) -> Self {
        Self { bar, name, plain, start: Instant::now(), tenths: Arc::default() }
    }

    /// Shows that a fraction of the point, from 0 to 1, is done.
    pub fn show(&self, fraction: f64) {
        let percent = format!("{}: {:.0} %", self.name, 100.0 * fraction);
        let tenths = (10.0 * fraction.clamp(0.0, 1.0)) as usize;
        let advanced = self.tenths.fetch_max(tenths, Ordering::Relaxed) < tenths;
        if self.plain && advanced && self.start.elapsed() > LONG {
            eprintln!("       {percent}");
        }
        self.bar.set_message(percent);
    }
}
