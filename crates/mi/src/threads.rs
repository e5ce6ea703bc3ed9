//! A function of many items, on several threads.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{self, Builder, ScopedJoinHandle};

/// The function of every item, in the order of the items, on so many threads at most (0 counts as 1), this one
/// among them. If the system gives fewer threads, fewer compute it.
pub(crate) fn map<T: Sync, U: Send>(
    items: &[T],
    threads: usize,
    function: impl Fn(&T) -> U + Sync,
) -> Vec<U> {
    let next = AtomicUsize::new(0);
    let take = || {
        let k = next.fetch_add(1, Relaxed);
        items.get(k).map(|item| (k, function(item)))
    };
    let work = || std::iter::from_fn(take).collect::<Vec<_>>();
    let mut found = thread::scope(|scope| {
        let spawn = |_| Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads.min(items.len())).map_while(spawn).collect();
        let mut found = work();
        let joined = others.into_iter().map(ScopedJoinHandle::join);
        found.extend(joined.flat_map(|part| part.unwrap_or_else(|panic| resume_unwind(panic))));
        found
    });
    found.sort_unstable_by_key(|&(k, _)| k);
    found.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn values_are_in_the_order_of_the_items() {
        let items: Vec<u32> = (0..100).collect();
        let squares: Vec<u32> = items.iter().map(|x| x * x).collect();
        for threads in [0, 1, 2, 7, usize::MAX] {
            assert_eq!(map(&items, threads, |x| x * x), squares);
            assert!(map(&items[..0], threads, |x| x * x).is_empty());
        }
    }
}
