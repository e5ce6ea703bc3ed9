//! Laws of the memories, checked on random small networks.

mod drawing;
mod implicit;
mod learning;
mod naive;
mod refusals;
mod retrieval;
mod saved;
mod standard_traits;
mod symbols;
mod trial;
