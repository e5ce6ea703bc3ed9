//! Items that threads take one after the other.

use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, Builder, ScopedJoinHandle};

/// Tells all threads that no more work is wanted.
#[derive(Default)]
pub(crate) struct Stop(AtomicBool);

impl Stop {
    pub(crate) fn set(&self) {
        self.0.store(true, Relaxed);
    }

    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Relaxed)
    }
}

/// Sets the stop if its thread panics.
struct Watch<'a>(&'a Stop);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.set();
        }
    }
}

/// Does the work on every item, on so many threads at most (0 counts as 1), this one among them. If the system
/// gives fewer threads, fewer do it. Work that panics sets the stop, which others look at; the panic then goes on in
/// this thread.
pub(crate) fn for_each<T: Send>(
    items: impl ExactSizeIterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T, &Stop) + Sync,
) {
    let (stop, threads) = (Stop::default(), threads.min(items.len()));
    let items = Mutex::new(items);
    let next = || if stop.is_set() { None } else { items.lock().ok()?.next() };
    let work = || {
        let _watch = Watch(&stop);
        std::iter::from_fn(next).for_each(|item| work(item, &stop));
    };
    thread::scope(|scope| {
        let spawn = |_| Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).map_while(spawn).collect();
        work();
        let joined = others.into_iter().map(ScopedJoinHandle::join);
        joined.for_each(|end| end.unwrap_or_else(|panic| resume_unwind(panic)));
    });
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::time::{Duration, Instant};

    use super::{Stop, for_each};

    #[test]
    fn the_work_is_done_once_on_each_item() {
        for threads in [0, 1, 3, usize::MAX] {
            let mut items = [1, 2, 3, 4, 5];
            for_each(items.iter_mut(), threads, |item, _| *item *= 10);
            assert_eq!(items, [10, 20, 30, 40, 50]);
            for_each(items[..0].iter_mut(), threads, |item, _| *item = 0);
            assert_eq!(items[0], 10);
        }
    }

    #[test]
    fn work_that_panics_stops_all_other_work_and_keeps_its_message() {
        for threads in [1, 2, 4] {
            let work = |item: &mut u32, stop: &Stop| {
                assert!(*item != 3, "item {item} is bad");
                let start = Instant::now();
                while threads > 1 && !stop.is_set() && start.elapsed() < Duration::from_secs(60) {
                    std::thread::yield_now();
                }
                assert!(start.elapsed() < Duration::from_secs(60), "nobody stopped this work");
            };
            let mut items = if threads == 1 { vec![1, 3] } else { vec![3; threads] };
            items[0] = 1;
            let all = AssertUnwindSafe(|| for_each(items.iter_mut(), threads, work));
            let panic = catch_unwind(all).unwrap_err();
            assert_eq!(panic.downcast_ref::<String>().map(String::as_str), Some("item 3 is bad"));
        }
    }
}
