//! What a person sees while points are computed.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::text::{counted, say};
use crate::{Watch, Work};

/// A bar on a terminal, a line for every tenth of the points elsewhere.
pub(crate) struct Progress {
    bar: ProgressBar,
    total: usize,
    done: AtomicUsize,
    start: Instant,
    plain: bool,
    stopped: Arc<AtomicBool>,
}

impl Progress {
    /// Progress through `total` points; a quiet one shows nothing.
    pub(crate) fn new(total: usize, quiet: bool) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let plain = !quiet && !is_terminal;
        let bar = if quiet || plain { ProgressBar::hidden() } else { bar(total) };
        let (done, stopped) = (AtomicUsize::new(0), Arc::default());
        Self { bar, total, done, start: Instant::now(), plain, stopped }
    }

    /// Announces a point, and gives what can show how far it is.
    pub(crate) fn begin(&self, work: &Work<'_>) -> Watch {
        let name = format!("{} {}", work.data.name(), work.point.label());
        self.bar.set_message(name.clone());
        Watch::new(self.bar.clone(), name, self.plain, self.stopped.clone())
    }

    /// Counts a point as done.
    pub(crate) fn end(&self, work: &Work<'_>) {
        self.bar.inc(1);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let tenth = |n: usize| n * 10 / self.total;
        if self.plain && (tenth(done) > tenth(done - 1)) {
            let (seconds, name) = (self.start.elapsed().as_secs_f64(), work.data.name());
            let total = counted(self.total, "point");
            say(&format!("{done:>6} of {total} after {seconds:.1} s, last of {name}"));
        }
    }

    /// Ends the points that are being computed at the next time that they show how far they are.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Clears the bar.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn bar(total: usize) -> ProgressBar {
    let noun = if total == 1 { "point" } else { "points" };
    let template = format!(
        "{{bar:32.cyan}} {{pos}}/{{len}} {noun}  {{elapsed}} of about {{duration}}  {{wide_msg:.dim}}"
    );
    let style =
        ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(total as u64).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
