//! Bits in 64-bit words: rows of synapses, sums, lanes of a search, and the loops over them.

mod adders;
mod feistel;
mod kernels;
mod lanes;
mod level;
mod marks;
mod owners;
mod pack;
mod rows;
mod search;
mod transpose;

pub(crate) use feistel::{Feistel, Mix};
pub(crate) use lanes::{LANE_UNITS, Lanes};
pub(crate) use level::Level;
pub(crate) use owners::Owners;
pub(crate) use pack::Piece;
pub(crate) use search::Problem;

use std::ops::Range;

/// Consecutive words of a bit row.
pub(crate) type Span = Range<usize>;

/// Words in a cache line.
pub(crate) const LINE: usize = 8;

/// The bit positions of a word.
pub(crate) fn bits(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        word &= word.wrapping_sub(1);
        (bit < 64).then_some(bit)
    })
}

/// Appends the bit positions of `word`, counted from `first`.
pub(crate) fn push_bits(word: u64, first: u32, members: &mut Vec<u32>) {
    members.extend(bits(word).map(|bit| first + bit));
}

/// Appends the bit positions of all words.
pub(crate) fn push_all(words: &[u64], members: &mut Vec<u32>) {
    for (line, words) in words.chunks(8).enumerate() {
        if words.iter().fold(0, |all, word| all | word) != 0 {
            for (index, &word) in words.iter().enumerate() {
                push_bits(word, 64 * (8 * line + index) as u32, members);
            }
        }
    }
}

/// Appends a span, merging it with the last one when they touch; spans must come in order.
pub(crate) fn push_span(span: Span, spans: &mut Vec<Span>) {
    match spans.last_mut() {
        Some(last) if last.start <= span.start && span.start <= last.end => {
            last.end = last.end.max(span.end);
        }
        _ => spans.push(span),
    }
}
