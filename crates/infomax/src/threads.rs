//! Items that threads take one after the other.

use std::sync::Mutex;
use std::thread::{self, Builder};

/// Does the work on every item, on so many threads at most (0 counts as 1), this one among them. If the system
/// gives fewer threads, fewer do it.
pub(crate) fn for_each<T: Send>(
    items: impl ExactSizeIterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) + Sync,
) {
    let threads = threads.min(items.len());
    let items = Mutex::new(items);
    let next = || items.lock().ok()?.next();
    let work = || std::iter::from_fn(next).for_each(&work);
    thread::scope(|scope| {
        for _ in 1..threads {
            if Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
}

#[cfg(test)]
mod tests {
    use super::for_each;

    #[test]
    fn the_work_is_done_once_on_each_item() {
        for threads in [0, 1, 3, usize::MAX] {
            let mut items = [1, 2, 3, 4, 5];
            for_each(items.iter_mut(), threads, |item| *item *= 10);
            assert_eq!(items, [10, 20, 30, 40, 50]);
            for_each(items[..0].iter_mut(), threads, |item| *item = 0);
            assert_eq!(items[0], 10);
        }
    }
}
