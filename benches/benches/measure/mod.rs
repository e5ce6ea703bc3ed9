//! Measures the works of a group with criterion.

mod clock;

use std::cell::{LazyCell, RefCell};

use criterion::Criterion;
use synaptome_benches::works;

/// Measures those works of a group that the command line selects, and says how many elements one call has.
pub(super) fn group(name: &str) {
    let criterion = Criterion::default().with_measurement(clock::Clock::chosen());
    let mut criterion = criterion.configure_from_args();
    for work in works(name) {
        // Made ready only if it is selected, and once.
        let ready = LazyCell::new(|| {
            let mut ready = work.ready();
            println!("elements: {}", ready());
            RefCell::new(ready)
        });
        criterion.bench_function(work.name(), |bencher| bencher.iter(&mut *ready.borrow_mut()));
    }
    criterion.final_summary();
}
