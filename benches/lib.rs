//! Benchmarks live in `benches/`, one file per crate; scripts that run peers in `peers/`.
