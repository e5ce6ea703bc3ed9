//! Computes points on several threads and stores each as it ends.

use std::any::Any;
use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::selection::Work;
use crate::store::Store;

/// How to compute.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// How many points at the same time.
    pub(crate) jobs: usize,
    /// Whether to begin interrupted points again.
    pub(crate) fresh: bool,
}

/// Computes and stores all points, longest first, on several threads. A point
/// that fails is reported and does not stop the others.
pub(crate) fn compute(mut work: Vec<Work>, store: &Store, options: Options) -> Result<()> {
    work.sort_by(|a, b| b.point.seconds.total_cmp(&a.point.seconds));
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let progress = Progress::new(work.len());
    thread::scope(|scope| {
        for _ in 0..options.jobs.min(work.len()) {
            scope.spawn(|| {
                while let Some(item) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    progress.begin(item);
                    if let Err(error) = compute_one(item, store, options.fresh) {
                        let mut failures = failures.lock().unwrap_or_else(PoisonError::into_inner);
                        failures.push(format!(
                            "{} «{}»: {error:#}",
                            item.figure.id(),
                            item.point.label()
                        ));
                    }
                    progress.end(item);
                }
            });
        }
    });
    progress.finish();
    match failures.into_inner().unwrap_or_else(PoisonError::into_inner) {
        failures if failures.is_empty() => Ok(()),
        failures => bail!("{} points failed:\n  {}", failures.len(), failures.join("\n  ")),
    }
}

fn compute_one(work: &Work, store: &Store, fresh: bool) -> Result<()> {
    let Work { figure, point } = work;
    if fresh {
        store.discard_checkpoint(*figure, point)?;
    }
    let (job, start) = (store.job(*figure, point), Instant::now());
    let rows = catch_unwind(AssertUnwindSafe(|| figure.run(point, &job)))
        .unwrap_or_else(|panic| Err(describe(&*panic)))?;
    store.save(*figure, point, rows, start.elapsed().as_secs_f64())
}

/// A defect in one point must not lose the others.
fn describe(panic: &(dyn Any + Send)) -> Error {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    anyhow!("panicked: {}", text.unwrap_or("no message"))
}

/// A bar on a terminal, a line for every tenth of the points elsewhere.
struct Progress {
    bar: ProgressBar,
    total: usize,
    done: AtomicUsize,
    start: Instant,
    plain: bool,
}

impl Progress {
    fn new(total: usize) -> Self {
        let plain = !std::io::stderr().is_terminal();
        let bar = if plain { ProgressBar::hidden() } else { bar(total) };
        Self { bar, total, done: AtomicUsize::new(0), start: Instant::now(), plain }
    }

    fn begin(&self, work: &Work) {
        self.bar.set_message(format!("{} {}", work.figure.id(), work.point.label()));
    }

    fn end(&self, work: &Work) {
        self.bar.inc(1);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let tenth = |n: usize| n * 10 / self.total;
        if self.plain && (tenth(done) > tenth(done - 1)) {
            let (seconds, id) = (self.start.elapsed().as_secs_f64(), work.figure.id());
            eprintln!("{done:>6} of {} points after {seconds:.1} s, last of {id}", self.total);
        }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn bar(total: usize) -> ProgressBar {
    let template =
        "{bar:32.cyan} {pos}/{len} points  {elapsed} of about {duration}  {wide_msg:.dim}";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(total as u64).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
