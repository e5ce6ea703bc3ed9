//! Stores words as messages of symbols, and completes them from a few letters.
//!
//! `cargo run --release -p synaptome-willshaw --example own_symbols`

use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Cue, Error, Memory, Patterns, SumOfMax,
};

const WORDS: [&str; 8] =
    ["synapse", "neurons", "recalls", "pattern", "network", "clipped", "entropy", "circuit"];

fn main() -> Result<(), Error> {
    // One block for each letter of a word, one unit for each letter of the alphabet.
    let code = BlockCode::new(7, 26)?;
    let messages = WORDS.map(symbols);
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&Patterns::from_symbols(code, &messages)?)?;
    println!("load {:.3}", memory.synapses().load());

    for text in ["sy?????", "??t????", "?e?????", "zz?????"] {
        let cue = Cue::from_symbols(code, &partial(text), 0)?;
        let recall = memory.recall(&SumOfMax::default(), &cue)?;
        let known = code.to_partial_symbols(&recall.content)?;
        println!("{text}: {}", written(&known));
        // Where more than one word fits, a complete search lists them all.
        let found = memory.recall(&CliqueSearch::default(), &cue)?;
        for clique in found.completions.iter().flat_map(|found| &found.list) {
            let word: Vec<_> = code.to_symbols(&clique.content)?.into_iter().map(Some).collect();
            println!("    {}", written(&word));
        }
    }
    Ok(())
}

fn symbols(word: &str) -> Vec<u32> {
    word.bytes().map(|letter| u32::from(letter - b'a')).collect()
}

/// A question mark is a letter that is not known.
fn partial(text: &str) -> Vec<Option<u32>> {
    text.bytes().map(|letter| (letter != b'?').then(|| u32::from(letter - b'a'))).collect()
}

fn written(symbols: &[Option<u32>]) -> String {
    let letter = |symbol: &Option<u32>| symbol.map_or('?', |s| (b'a' + s as u8) as char);
    symbols.iter().map(letter).collect()
}
