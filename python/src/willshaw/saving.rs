//! Memories as bytes.

use std::io::{Read, Write};

use synaptome_willshaw::{BlockCode, Error, Memory, RandomCode};

use super::kind::Kind;
use super::refusal::Refusal;

/// Bytes of the first three words: the third says which code the memory has.
const HEADER: usize = 24;

/// Writes a memory.
pub fn save(kind: &Kind, sink: impl Write) -> Result<(), Refusal> {
    match kind {
        Kind::Block(memory) => memory.save(sink)?,
        Kind::Random(memory) => memory.save(sink)?,
        Kind::Implicit(_) => return Err(Refusal::FromKeys),
    }
    Ok(())
}

/// Reads a memory of any code.
pub fn load(mut source: impl Read) -> Result<Kind, Error> {
    let mut header = Vec::new();
    source.by_ref().take(HEADER as u64).read_to_end(&mut header)?;
    let has_blocks = header.get(16) == Some(&1);
    let whole = header.as_slice().chain(source);
    Ok(if has_blocks {
        Kind::Block(Memory::<BlockCode>::load(whole)?)
    } else {
        Kind::Random(Memory::<RandomCode>::load(whole)?)
    })
}
