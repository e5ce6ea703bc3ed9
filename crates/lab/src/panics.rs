//! Panics of an experiment's own code, turned into errors.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::Result;

/// Runs code that may panic: a defect in one point or figure must not lose the others.
pub(crate) fn catch<T>(run: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| Err(describe(&*panic).into()))
}

fn describe(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    format!("panicked: {}", text.unwrap_or("no message"))
}
