//! Stores words as messages of symbols, and completes them from a few letters.
//!
//!     cargo run --release -p synaptome-willshaw --example own_symbols
//!     cargo run --release -p synaptome-willshaw --example own_symbols -- words.txt "sy?????" "?e?????"
//!
//! The file has one word in each line, all of the same length, of any letters, digits or signs; a question mark of a cue is a
//! symbol that is not known.

use std::collections::BTreeSet;
use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use synaptome_interchange::open_text;
use synaptome_willshaw::{Association, BlockCode, CliqueSearch, Cue, Memory, Patterns, SumOfMax};

const WORDS: &str = "synapse\nneurons\nrecalls\npattern\nnetwork\nclipped\nentropy\ncircuit";
const CUES: [&str; 4] = ["sy?????", "??t????", "?e?????", "n??????"];

fn main() -> ExitCode {
    match run(&mut io::stdout().lock()) {
        Err(error) if !is_closed(&*error) => {
            eprintln!("{}", named(&*error));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// The error with the file that was given, unless it names it.
fn named(error: &dyn Error) -> String {
    let (text, file) = (error.to_string(), std::env::args().nth(1).unwrap_or_default());
    if text.starts_with(&file) { text } else { format!("{file}: {text}") }
}

/// Whether the reader of the output has seen enough, such as `head`.
fn is_closed(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == ErrorKind::BrokenPipe)
}

fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let words = match arguments.next() {
        None => WORDS.to_owned(),
        Some(path) => open_text(path)?,
    };
    let mut cues: Vec<String> = arguments.collect();
    let words: Vec<&str> = words.lines().map(str::trim).filter(|word| !word.is_empty()).collect();
    if cues.is_empty() {
        cues.extend(CUES.map(str::to_owned));
    }
    let alphabet = Alphabet(words.iter().flat_map(|word| word.chars()).chain(['?']).collect());
    let length = words.first().ok_or("there is no word")?.chars().count();

    // One block for each letter of a word, one unit for each symbol of the alphabet.
    let code = BlockCode::new(length, alphabet.0.len())?;
    let messages: Vec<Vec<u32>> =
        words.iter().map(|word| alphabet.symbols(word, length)).collect::<Result<_, _>>()?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&Patterns::from_symbols(code, &messages)?)?;
    writeln!(out, "{} words, load {:.3}", words.len(), memory.synapses().load())?;

    for text in &cues {
        let unknown = alphabet.place('?');
        let given = alphabet.symbols(text, length)?.into_iter();
        let partial: Vec<_> =
            given.map(|symbol| (Some(symbol) != unknown).then_some(symbol)).collect();
        let cue = Cue::from_symbols(code, &partial, 0)?;
        let recall = memory.recall(&SumOfMax::default(), &cue)?;
        let known = code.to_partial_symbols(&recall.content)?;
        writeln!(out, "{text}: {}", alphabet.written(&known))?;
        // Where more than one word fits, a complete search lists them all.
        let found = memory.recall(&CliqueSearch::default(), &cue)?;
        for clique in found.completions.iter().flat_map(|found| &found.list) {
            let word: Vec<_> = code.to_symbols(&clique.content)?.into_iter().map(Some).collect();
            writeln!(out, "    {}", alphabet.written(&word))?;
        }
    }
    Ok(())
}

/// The signs of all words, numbered in their order.
struct Alphabet(BTreeSet<char>);

impl Alphabet {
    fn place(&self, letter: char) -> Option<u32> {
        self.0.iter().zip(0..).find(|(sign, _)| **sign == letter).map(|(_, place)| place)
    }

    /// The symbols of a word; a letter that no word has is an error.
    fn symbols(&self, word: &str, length: usize) -> Result<Vec<u32>, String> {
        let count = word.chars().count();
        if count != length {
            return Err(format!("{word:?} has {count} letters, but the first word has {length}"));
        }
        let unknown =
            |letter: char| format!("{word:?} has the letter {letter:?}, which no stored word has");
        word.chars().map(|letter| self.place(letter).ok_or_else(|| unknown(letter))).collect()
    }

    fn written(&self, symbols: &[Option<u32>]) -> String {
        let letter = |symbol: &Option<u32>| symbol.and_then(|s| self.0.iter().nth(s as usize));
        symbols.iter().map(|symbol| letter(symbol).copied().unwrap_or('?')).collect()
    }
}
