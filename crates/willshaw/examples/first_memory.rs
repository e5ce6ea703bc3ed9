//! Stores 46,000 patterns in 4,096 units and completes one of them from a quarter of its units:
//! `cargo run --release -p synaptome-willshaw --example first_memory`.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Cue, CueQuality, Error, Memory, Patterns, SumOfMax,
};

fn main() -> Result<(), Error> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let code = BlockCode::new(16, 256)?; // 16 blocks of 256 units; a pattern is one unit per block
    let patterns = Patterns::draw(code, 46_000, rng)?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&patterns)?;

    let stored = patterns.get(7).expect("one of 46,000 patterns");
    let cue = Cue::draw(code, stored, CueQuality::part(0.25), rng)?; // 4 of the 16 units
    let local = memory.recall(&SumOfMax::default(), &cue)?;
    let complete = memory.recall(&CliqueSearch::default(), &cue)?;
    println!("stored pattern:  {:?}", &stored[..6]);
    println!("sum-of-max:      {} candidate units are left", local.content.len());
    println!("complete search: {:?}", &complete.content[..6]);
    Ok(())
}
