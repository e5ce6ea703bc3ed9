//! Stores block patterns, saves the memory to a file, loads it again, and completes halves:
//! `cargo run --release -p synaptome-willshaw --example store_and_load`.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter};

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{Association, BlockCode, Cue, CueQuality, Memory, Patterns, SumOfMax};

fn main() -> Result<(), Box<dyn Error>> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let code = BlockCode::new(16, 256)?;
    let patterns = Patterns::draw(code, 40_000, &mut rng)?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&patterns)?;

    let path = std::env::temp_dir().join("synaptome-memory.bin");
    memory.save(BufWriter::new(File::create(&path)?))?;
    println!("{} bytes for {} patterns", std::fs::metadata(&path)?.len(), patterns.len());

    // A damaged or foreign file would be refused here.
    let loaded = Memory::<BlockCode>::load(BufReader::new(File::open(&path)?))?;
    let mut whole = 0;
    for pattern in patterns.iter().take(1_000) {
        let half = Cue::draw(code, pattern, CueQuality::default(), &mut rng)?;
        let recall = loaded.recall(&SumOfMax::default(), &half)?;
        whole += usize::from(recall.content == pattern);
    }
    println!("{whole} of 1000 patterns completed from half of their units");
    std::fs::remove_file(path)?;
    Ok(())
}
