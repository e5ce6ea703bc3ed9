//! Computes points on several threads and stores each as it ends.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::panics::catch;
use crate::progress::Progress;
use crate::{Error, Result, Store, Watch, Work, chain};

/// How to compute points at the same time.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Parallel {
    /// How many points at the same time; 0 is the number of cores.
    pub jobs: usize,
    /// Whether to begin interrupted points again.
    pub fresh: bool,
    /// Whether to show no progress on standard error.
    pub quiet: bool,
}

impl Parallel {
    fn threads(self, points: usize) -> usize {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        if self.jobs == 0 { cores().min(points) } else { self.jobs.min(points) }
    }
}

/// Computes and stores all points, longest first, on several threads. [`Lab::run`](crate::Lab::run)
/// does this and draws; here is how to do it by hand:
///
/// ```
/// use synaptome_lab::{Experiment, Output, Parallel, Revision, Scale, Store, compute, work};
/// fn all_of(figure: &Experiment, out: &std::path::Path) -> Result<(), synaptome_lab::Error> {
///     let store = Store::new(Output::new(out), 1, "0.1.0", Revision::of(out));
///     let missing = work(&[figure], Scale::Quick, None)
///         .into_iter()
///         .filter(|work| store.load(work.data, &work.point).is_none())
///         .collect();
///     compute(missing, &store, Parallel { jobs: 2, ..Parallel::default() })
/// }
/// ```
///
/// # Errors
/// [`Error::PointsFailed`] with a line for each point that fails or panics; it does not stop the
/// others.
pub fn compute(mut work: Vec<Work<'_>>, store: &Store, parallel: Parallel) -> Result<(), Error> {
    work.sort_by(|a, b| b.point.seconds.total_cmp(&a.point.seconds));
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let progress = Progress::new(work.len(), parallel.quiet);
    let compute_rest = || {
        while let Some(item) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(error) = compute_one(item, store, progress.begin(item), parallel) {
                let mut failures = failures.lock().unwrap_or_else(PoisonError::into_inner);
                failures.push(format!("{item}: {}", chain(&*error)));
            }
            progress.end(item);
        }
    };
    thread::scope(|scope| {
        // This thread works too, so that the work is done even where no other can be had.
        for _ in 1..parallel.threads(work.len()) {
            if thread::Builder::new().spawn_scoped(scope, compute_rest).is_err() {
                break;
            }
        }
        compute_rest();
    });
    progress.finish();
    match failures.into_inner().unwrap_or_else(PoisonError::into_inner) {
        failures if failures.is_empty() => Ok(()),
        failures => Err(Error::PointsFailed { failures }),
    }
}

fn compute_one(work: &Work<'_>, store: &Store, watch: Watch, parallel: Parallel) -> Result<()> {
    let Work { data, point } = work;
    if parallel.fresh {
        store.discard_checkpoint(*data, point)?;
    }
    let (job, start) = (store.job(*data, point, watch), Instant::now());
    let rows = catch(|| data.run(point, &job))?;
    Ok(store.save(*data, point, rows, start.elapsed().as_secs_f64())?)
}
