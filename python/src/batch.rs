//! Many independent items on several threads, with results in the order of the items.

use std::error::Error;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder, available_parallelism};

use pyo3::prelude::*;

use crate::error::SynaptomeError;
use crate::interruptible::{Ask, Stop, asking, interruptible};

/// Number of threads: as many as the machine offers, unless a caller says so.
pub fn threads(workers: Option<NonZero<usize>>) -> usize {
    workers.or_else(|| available_parallelism().ok()).map_or(1, NonZero::get)
}

/// Computes `item(k)` for k = 0 … `count` − 1; the error of the first item that has one is raised, with
/// its number if there are several.
pub fn batch<T, E>(
    py: Python<'_>,
    count: usize,
    workers: Option<NonZero<usize>>,
    item: impl Fn(usize) -> Result<T, E> + Send + Sync + 'static,
) -> PyResult<Vec<T>>
where
    T: Send + 'static,
    E: Error + Send + 'static,
{
    batch_stopping(py, count, workers, move |index, _| item(index))
}

/// The same of items that take long, and look whether they should stop.
pub fn batch_stopping<T, E>(
    py: Python<'_>,
    count: usize,
    workers: Option<NonZero<usize>>,
    item: impl Fn(usize, &Stop) -> Result<T, E> + Send + Sync + 'static,
) -> PyResult<Vec<T>>
where
    T: Send + 'static,
    E: Error + Send + 'static,
{
    let workers = threads(workers);
    let found = interruptible(py, move |stop| {
        let item = |index| item(index, stop);
        Items { count, item, next: AtomicUsize::new(0), stop }.run(workers)
    })?;
    found.map_err(|(index, error)| raised(index, count, &error))
}

/// The same of items that tell a callback how far they are. Any thread tells it, and it is called in the calling
/// thread; `StopIteration` breaks off only the item of which it was told. An error is returned with its number.
pub fn batch_asking<T, E, P>(
    py: Python<'_>,
    count: usize,
    workers: Option<NonZero<usize>>,
    callback: Option<Py<PyAny>>,
    item: impl Fn(usize, &Stop, &mut Ask<'_, P>) -> Result<T, E> + Send + Sync + 'static,
) -> PyResult<Result<Vec<T>, (usize, E)>>
where
    T: Send + 'static,
    E: Error + Send + 'static,
    P: for<'py> IntoPyObject<'py> + Send + 'static,
{
    let workers = threads(workers);
    asking(py, callback, move |stop, ask| {
        let ask = Mutex::new(ask);
        let item = |index| {
            let mut ask = |progress| ask.lock().unwrap_or_else(PoisonError::into_inner)(progress);
            item(index, stop, &mut ask)
        };
        Items { count, item, next: AtomicUsize::new(0), stop }.run(workers)
    })
}

/// Up to so many cheap items are done faster than a thread starts.
const CHEAP: usize = 4096;

/// [`batch`] for items of less than a microsecond: a few of them are computed at once.
pub fn pointwise<T, E>(
    py: Python<'_>,
    count: usize,
    item: impl Fn(usize) -> Result<T, E> + Send + Sync + 'static,
) -> PyResult<Vec<T>>
where
    T: Send + 'static,
    E: Error + Send + 'static,
{
    if count > CHEAP {
        return batch(py, count, None, item);
    }
    let numbered = |index| item(index).map_err(|error| raised(index, count, &error));
    (0..count).map(numbered).collect()
}

fn raised(index: usize, count: usize, error: &impl Error) -> PyErr {
    let several = if count > 1 { format!("item {index}: ") } else { String::new() };
    SynaptomeError::new_err(format!("{several}{error}"))
}

/// Items that threads take in short runs.
struct Items<'a, F> {
    count: usize,
    item: F,
    next: AtomicUsize,
    stop: &'a Stop,
}

/// What a thread has computed: for each run its first item, the values, and the error that ended it.
type Run<T, E> = (usize, Vec<T>, Option<E>);

impl<T: Send, E: Send, F: Fn(usize) -> Result<T, E> + Sync> Items<'_, F> {
    fn run(self, workers: usize) -> Result<Vec<T>, (usize, E)> {
        let length = (self.count / (workers * 16)).clamp(1, 1024);
        let threads = workers.min(self.count.div_ceil(length));
        let mut runs = thread::scope(|scope| {
            let start = |_| Builder::new().spawn_scoped(scope, || self.take_runs(length)).ok();
            let others: Vec<_> = (1..threads).filter_map(start).collect();
            let mut runs = self.take_runs(length);
            runs.extend(others.into_iter().flat_map(|thread| match thread.join() {
                Ok(runs) => runs,
                Err(panic) => std::panic::resume_unwind(panic),
            }));
            runs
        });
        runs.sort_unstable_by_key(|&(first, ..)| first);
        in_order(runs, self.count)
    }

    fn take_runs(&self, length: usize) -> Vec<Run<T, E>> {
        let mut runs = Vec::new();
        loop {
            let first = self.next.fetch_add(length, Relaxed);
            if first >= self.count || self.stop.is_set() {
                return runs;
            }
            runs.push(self.compute(first, length.min(self.count - first)));
        }
    }

    fn compute(&self, first: usize, length: usize) -> Run<T, E> {
        let mut values = Vec::with_capacity(length);
        for index in (first..first + length).take_while(|_| !self.stop.is_set()) {
            match (self.item)(index) {
                Ok(value) => values.push(value),
                Err(error) => {
                    // Runs before this one are already taken, and they decide which error is first.
                    self.next.store(self.count, Relaxed);
                    return (first, values, Some(error));
                }
            }
        }
        (first, values, None)
    }
}

fn in_order<T, E>(runs: Vec<Run<T, E>>, count: usize) -> Result<Vec<T>, (usize, E)> {
    let mut all = Vec::with_capacity(count);
    for (first, values, error) in runs {
        if let Some(error) = error {
            return Err((first + values.len(), error));
        }
        all.extend(values);
    }
    Ok(all)
}
