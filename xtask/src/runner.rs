//! Computes points on several threads and stores each as it ends.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use anyhow::{Error, Result, anyhow, bail};

use crate::progress::{Progress, Watch};
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
                    let watch = progress.begin(item);
                    if let Err(error) = compute_one(item, store, watch, options.fresh) {
                        let mut failures = failures.lock().unwrap_or_else(PoisonError::into_inner);
                        failures.push(format!(
                            "{} «{}»: {error:#}",
                            item.data.name(),
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

fn compute_one(work: &Work, store: &Store, watch: Watch, fresh: bool) -> Result<()> {
    let Work { data, point } = work;
    if fresh {
        store.discard_checkpoint(*data, point)?;
    }
    let (job, start) = (store.job(*data, point, watch), Instant::now());
    let rows = catch_unwind(AssertUnwindSafe(|| data.run(point, &job)))
        .unwrap_or_else(|panic| Err(describe(&*panic)))?;
    store.save(*data, point, rows, start.elapsed().as_secs_f64())
}

/// A defect in one point must not lose the others.
fn describe(panic: &(dyn Any + Send)) -> Error {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    anyhow!("panicked: {}", text.unwrap_or("no message"))
}
