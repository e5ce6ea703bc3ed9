//! The same work on several threads.

use std::panic::resume_unwind;
use std::thread::{self, Builder, ScopedJoinHandle};

/// Does the same work on several threads, this one among them, and gathers what each returns.
/// If the system gives fewer threads, fewer do it.
pub(crate) fn on_threads<T: Send>(threads: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    if threads <= 1 {
        return vec![work()];
    }
    thread::scope(|scope| {
        let spawn = |_| Builder::new().spawn_scoped(scope, &work).ok();
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut results = vec![work()];
        let joined = others.into_iter().map(ScopedJoinHandle::join);
        results.extend(joined.map(|result| result.unwrap_or_else(|panic| resume_unwind(panic))));
        results
    })
}

#[cfg(test)]
mod tests {
    use super::on_threads;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    #[test]
    fn the_work_is_done_once_on_each_thread() {
        let next = AtomicUsize::new(0);
        let mut results = on_threads(4, || next.fetch_add(1, Relaxed));
        results.sort_unstable();
        assert_eq!(results, [0, 1, 2, 3]);
        assert_eq!(on_threads(0, || 7), [7]);
    }
}
