//! Theory of the capacity (Knoblauch & Palm 2020, §4, appendices A.2, A.3, B and C).
//!
//! * [`BlockTheory`]: iterative retrieval of block patterns, §4.
//! * [`RandomTheory`]: one-step and iterative retrieval of random patterns, appendix B.
//! * [`RecognitionTheory`]: telling stored patterns from new ones, appendix C.
//! * [`limit`]: what they all come to in large networks.

mod block;
pub mod limit;
mod load;
mod optimum;
mod random;
mod recognition;

pub use block::BlockTheory;
pub use load::{load, patterns_at};
pub use optimum::{Criterion, Gain, Optimum};
pub use random::RandomTheory;
pub use recognition::RecognitionTheory;
