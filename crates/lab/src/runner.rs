//! Computes points on several threads and stores each as it ends.

use std::error::Error as StdError;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::panics::catch;
use crate::progress::Progress;
use crate::{Error, Job, Result, Store, Watch, Work, chain};

/// How to compute points at the same time.
///
/// ```
/// use synaptome_lab::Parallel;
///
/// let four = Parallel { jobs: 4, quiet: true, ..Parallel::default() };
/// assert!(!four.fresh); // checkpoints of interrupted points are used
/// ```
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
/// others. [`Error::StorageFailed`] or [`Error::FolderRemoved`] if a result or a checkpoint cannot be
/// written, as on a full disk: then no further point is begun, and long ones end when they next show how far they
/// are. As [`Store::prepare`] before anything is computed.
pub fn compute(work: Vec<Work<'_>>, store: &Store, parallel: Parallel) -> Result<(), Error> {
    store.prepare(&work)?;
    compute_prepared(work, store, parallel)
}

/// The same after [`Store::prepare`], which makes no folder a second time that somebody has removed since.
pub(crate) fn compute_prepared(
    mut work: Vec<Work<'_>>,
    store: &Store,
    parallel: Parallel,
) -> Result<(), Error> {
    work.sort_by(|a, b| b.point.seconds.total_cmp(&a.point.seconds));
    let (next, outcome) = (AtomicUsize::new(0), Mutex::new(Outcome::default()));
    let progress = Progress::new(work.len(), parallel.quiet);
    let compute_rest = || {
        while let Some(item) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = compute_one(item, store, progress.begin(item), parallel);
            progress.end(item);
            if outcome.lock().unwrap_or_else(PoisonError::into_inner).take(item, result) {
                next.store(work.len(), Ordering::Relaxed);
                progress.stop();
            }
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
    outcome.into_inner().unwrap_or_else(PoisonError::into_inner).into_result(store)
}

/// What became of the points so far.
#[derive(Default)]
struct Outcome {
    stored: usize,
    failures: Vec<String>,
    storage: Option<Error>,
}

impl Outcome {
    /// Takes note of a point; whether storing fails, so that to go on would lose what is computed.
    fn take(&mut self, item: &Work<'_>, result: Result<(), Failure>) -> bool {
        match result {
            Ok(()) => self.stored += 1,
            // Points that are ended as storing has failed have not failed themselves.
            Err(Failure::Point(_)) if self.storage.is_some() => {}
            Err(Failure::Point(error)) => self.failures.push(format!("{item}: {}", chain(&*error))),
            Err(Failure::Storage(error)) => self.storage = self.storage.take().or(Some(error)),
        }
        self.storage.is_some()
    }

    fn into_result(self, store: &Store) -> Result<(), Error> {
        let Self { stored, failures, storage } = self;
        let points = (!failures.is_empty()).then_some(Error::PointsFailed { failures });
        let storage = storage.map(|error| store.output().lost(error, stored));
        match (points, storage) {
            (None, None) => Ok(()),
            (Some(error), None) | (None, Some(error)) => Err(error),
            (Some(points), Some(storage)) => {
                Err(Error::Several { failures: vec![points, storage] })
            }
        }
    }
}

/// Why a point is not stored.
enum Failure {
    /// It could not be computed, or its rows do not fit its columns.
    Point(Box<dyn StdError + Send + Sync>),
    /// The folder cannot be written.
    Storage(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Io { .. } => Self::Storage(error),
            other => Self::Point(other.into()),
        }
    }
}

fn compute_one(
    work: &Work<'_>,
    store: &Store,
    watch: Watch,
    parallel: Parallel,
) -> Result<(), Failure> {
    let Work { data, point } = work;
    if parallel.fresh {
        store.discard_checkpoint(*data, point)?;
    }
    let (job, start) = (store.job(*data, point, watch), Instant::now());
    match catch(|| data.run(point, &job)) {
        Ok(rows) => Ok(store.save(*data, point, rows, start.elapsed().as_secs_f64())?),
        // Another run has stored the point meanwhile, and removed the checkpoint under this one.
        Err(_) if !parallel.fresh && is_stored(store, work) => Ok(()),
        Err(error) => Err(cause_of(error, &job, store)),
    }
}

fn is_stored(store: &Store, work: &Work<'_>) -> bool {
    let stored = store.load(work.data, &work.point);
    stored.is_some_and(|stored| !store.is_stale(work.data, &stored))
}

/// Tells a point that cannot be computed from one whose checkpoint cannot be written.
fn cause_of(error: Box<dyn StdError + Send + Sync>, job: &Job, store: &Store) -> Failure {
    if !is_of_disk(&*error) && store.output().is_writable() {
        return Failure::Point(error);
    }
    Failure::Storage(match error.downcast::<Error>() {
        Ok(error) => *error,
        Err(other) => Error::io("write", &job.checkpoint)(io::Error::other(chain(&*other))),
    })
}

/// Whether an error or a cause of it says that the disk takes no more.
fn is_of_disk(error: &(dyn StdError + 'static)) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    matches!(kind, Some(StorageFull | QuotaExceeded | ReadOnlyFilesystem | FileTooLarge))
        || error.source().is_some_and(is_of_disk)
}
