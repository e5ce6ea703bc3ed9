//! How long a thread has run.

use std::time::Duration;

/// Processor time of this thread, to the nanosecond where the processor counts so finely. The kernel's own account
/// (`/proc/thread-self/schedstat`) is brought up to date only every few milliseconds.
#[cfg(unix)]
pub(super) fn thread_time() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// Time that has passed: the system does not tell how long a thread has run.
#[cfg(not(unix))]
pub(super) fn thread_time() -> Duration {
    thread_local! {
        static BEGIN: std::time::Instant = std::time::Instant::now();
    }
    BEGIN.with(std::time::Instant::elapsed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::thread_time;

    #[test]
    fn the_time_of_a_thread_advances_in_small_steps() {
        let times: Vec<_> = (0..1_000).map(|_| thread_time()).collect();
        assert!(times.is_sorted());
        let distinct = times.iter().collect::<BTreeSet<_>>().len();
        assert!(distinct > 100, "only {distinct} times");
    }
}
