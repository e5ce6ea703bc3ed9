//! Which distribution the sizes of avalanches follow.

mod bootstrap;
mod comparison;
mod distance;
mod drawing;
mod exponential_family;
mod fit;
mod kernel;
mod lower_end;
mod maximum;
mod model;
mod one_parameter;
mod quadrature;
mod range;
mod rounded;
mod sample;
mod shape;
mod support;
mod two_parameters;

pub use bootstrap::{Bootstrap, GoodnessOfFit};
pub use comparison::Comparison;
pub use fit::{Parameter, Tail};
pub use lower_end::LowerEnd;
pub use range::SizeRange;
pub use shape::TailShape;
