//! Completes patterns at a load where local retrieval has failed:
//! `cargo run --release -p synaptome-willshaw --example beyond`.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Completions, Cue, CueQuality, Error, Memory, Patterns,
    SumOfMax,
};

fn main() -> Result<(), Error> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let code = BlockCode::new(16, 256)?;
    let patterns = Patterns::draw(code, 46_000, &mut rng)?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&patterns)?;

    let quality = CueQuality::part(0.1875);
    for pattern in patterns.iter().take(5) {
        let cue = Cue::draw(code, pattern, quality, &mut rng)?;
        let halo = memory.recall(&SumOfMax::default(), &cue)?;
        let found = memory.recall(&CliqueSearch::default(), &cue)?;
        let Completions { cliques, nodes, .. } = found.completions.unwrap_or_default();
        println!(
            "{} cue units: IRB-SMX leaves {} units, {cliques} clique(s) after {nodes} nodes",
            cue.units().len(),
            halo.content.len(),
        );
    }
    Ok(())
}
