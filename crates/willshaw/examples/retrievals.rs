//! Stores random block patterns and compares what the retrievals bring back:
//! `cargo run --release -p synaptome-willshaw --example retrievals`.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::information::Tally;
use synaptome_willshaw::{
    Association, BlockCode, BlockRetrieval, Cue, CueQuality, Error, Limits, Memory, Patterns,
};

fn main() -> Result<(), Error> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let code = BlockCode::new(16, 256)?;
    let patterns = Patterns::draw(code, 50_000, &mut rng)?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&patterns)?;
    println!("load p1 = {:.3}", memory.synapses().load());

    for retrieval in [
        BlockRetrieval::OneStep,
        BlockRetrieval::Iterative,
        BlockRetrieval::IterativeHalo,
        BlockRetrieval::SumOfMax,
        BlockRetrieval::CoreSumOfMax,
    ] {
        let mut tally = Tally::default();
        for pattern in patterns.iter().take(2000) {
            let cue = Cue::draw(code, pattern, CueQuality::default(), &mut rng)?;
            let recall = memory.recall_blocks(retrieval, &cue, Limits::default())?;
            tally.add(pattern, &recall.content);
        }
        println!("{retrieval:?}: {:.4} wrong units per active unit", tally.noise());
    }
    Ok(())
}
