//! What a work takes, in nanoseconds.

use std::sync::LazyLock;
use std::time::Instant;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// Processor time of this thread, which other programs do not lengthen; or time as it passes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Clock {
    Processor,
    Wall,
}

impl Clock {
    /// Time as it passes if the environment asks for it, since works on several threads need it, or if the system does
    /// not tell the processor time.
    pub(super) fn chosen() -> Self {
        let asked = std::env::var("SYNAPTOME_CLOCK").is_ok_and(|clock| clock == "wall");
        if asked || processor_nanoseconds().is_none() { Self::Wall } else { Self::Processor }
    }

    fn now(self) -> u64 {
        static ORIGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
        match self {
            Self::Processor => processor_nanoseconds().unwrap_or(0),
            Self::Wall => ORIGIN.elapsed().as_nanos() as u64,
        }
    }
}

/// Processor time that the thread has taken; Linux brings it up to date where the thread lets others run.
fn processor_nanoseconds() -> Option<u64> {
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

impl Measurement for Clock {
    type Intermediate = u64;
    type Value = u64;

    fn start(&self) -> u64 {
        self.now()
    }

    fn end(&self, start: u64) -> u64 {
        self.now() - start
    }

    fn add(&self, a: &u64, b: &u64) -> u64 {
        a + b
    }

    fn zero(&self) -> u64 {
        0
    }

    fn to_f64(&self, nanoseconds: &u64) -> f64 {
        *nanoseconds as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}
