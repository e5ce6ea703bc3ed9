//! The runner under faults: after each there is no wrong number, no finished point is lost, what is said is
//! clear, and a restart ends at the same tables. `cargo xtask faults` runs these; SYNAPTOME_FAULTS_SEED chooses
//! the moments and places, SYNAPTOME_FAULTS_KILLS the number of kills.
#![cfg(unix)]

mod damage;
mod given;
mod interruption;
mod storage;
mod strange;
