//! Measures the works of a group with criterion.

use std::cell::{LazyCell, RefCell};

use criterion::Criterion;
use synaptome_benches::works;

/// Measures those works of a group that the command line selects, and says how many elements one call has.
pub(super) fn group(name: &str) {
    let mut criterion = Criterion::default().configure_from_args();
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
