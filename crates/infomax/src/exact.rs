//! Small networks by enumeration of all 2^N states: the stationary distribution, the mutual
//! information of consecutive states, moments and gradients without sampling or approximation.

mod balance;
mod chain;
mod goal;
mod gradients;
mod product;
mod relation;

pub use chain::Chain;
pub use gradients::{finite_difference_gradient, gradient};
pub use relation::{Relation, RelationFit};
