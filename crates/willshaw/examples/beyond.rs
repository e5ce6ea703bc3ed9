//! Completes patterns at a load where local retrieval has failed:
//! `cargo run --release -p synaptome-willshaw --example beyond`.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, BlockRetrieval, CliqueSearch, Cue, CueQuality, Error, Limits, Memory,
    Patterns,
};

fn main() -> Result<(), Error> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let code = BlockCode::new(16, 256)?;
    let patterns = Patterns::draw(code, 46_000, &mut rng)?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&patterns)?;

    let quality = CueQuality { completeness: 0.1875, false_fraction: 0.0 };
    for pattern in patterns.iter().take(5) {
        let cue = Cue::draw(code, pattern, quality, &mut rng)?;
        let halo = memory.recall_blocks(BlockRetrieval::SumOfMax, &cue, Limits::default())?;
        let found = CliqueSearch::default().complete(&memory, &cue)?;
        println!(
            "{} cue units: IRB-SMX leaves {} units, {} clique(s) after {} nodes",
            cue.units().len(),
            halo.content.len(),
            found.cliques,
            found.nodes,
        );
    }
    Ok(())
}
