//! The loops that carry the run time, compiled once for every instruction set and chosen
//! at run time. The instruction sets share the source of each loop, so they give the same
//! bits; this is the crate's only file with `unsafe`.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]
#![allow(unsafe_code, reason = "calls of functions compiled for a detected instruction set")]

use super::Span;
use super::adders::add_rows_body;
use super::feistel::{Feistel, invert_body, permute_body};
use super::lanes::Lanes;
use super::level::Level;
use super::marks::{mark_body, mark_owners_body};
use super::owners::Owners;
use super::pack::{Piece, collect_with, extract, pack_with};
use super::rows::{Rows, and_rows_body, and_unions_body, or_rows_body, overlap_body};
use super::search::{Found, Problem, search_body};
use super::transpose::transpose_body;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch, _pext_u64};

macro_rules! dispatched {
    ($(#[$doc:meta])* $name:ident, $body:ident, $avx2:ident, $avx512:ident,
     $([$($generics:tt)*],)? ($($argument:ident: $type:ty),*) $(-> $output:ty)?) => {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,popcnt")]
        fn $avx2$(<$($generics)*>)?($($argument: $type),*) $(-> $output)? {
            $body($($argument),*)
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f,avx512vl,avx512vpopcntdq,popcnt")]
        fn $avx512$(<$($generics)*>)?($($argument: $type),*) $(-> $output)? {
            $body($($argument),*)
        }
        impl Level {
            $(#[$doc])*
            pub(crate) fn $name$(<$($generics)*>)?(self, $($argument: $type),*) $(-> $output)? {
                match self {
                    Self::Portable => $body($($argument),*),
                    // SAFETY: only `available` hands out these levels, after detection.
                    #[cfg(target_arch = "x86_64")]
                    Self::Avx2 => unsafe { $avx2($($argument),*) },
                    // SAFETY: as above.
                    #[cfg(target_arch = "x86_64")]
                    Self::Avx512 => unsafe { $avx512($($argument),*) },
                }
            }
        }
    };
}

dispatched!(
    /// `target[span] &= AND over rows of row[span]`, span by span.
    and_rows, and_rows_body, and_rows_avx2, and_rows_avx512,
    (rows: Rows<'_>, spans: &[Span], target: &mut [u64])
);
dispatched!(
    /// `target[span] |= OR over rows of row[span]`, span by span.
    or_rows, or_rows_body, or_rows_avx2, or_rows_avx512,
    (rows: Rows<'_>, spans: &[Span], target: &mut [u64])
);
dispatched!(
    /// `target[span] &= AND over sets of OR over the rows of a set of row[span]`; a set ends where the next begins.
    and_unions, and_unions_body, and_unions_avx2, and_unions_avx512,
    (rows: Rows<'_>, ends: &[usize], spans: &[Span], target: &mut [u64])
);
dispatched!(
    /// Adds the bits of rows to vertical counters, least significant plane first.
    add_rows, add_rows_body, add_rows_avx2, add_rows_avx512,
    (rows: Rows<'_>, planes: &mut [Vec<u64>])
);
dispatched!(
    /// |a ∩ b|.
    overlap, overlap_body, overlap_avx2, overlap_avx512,
    (a: &[u64], b: &[u64]) -> u64
);

dispatched!(
    /// Permutes pairs (left, right).
    permute, permute_body, permute_avx2, permute_avx512,
    (feistel: &Feistel, lefts: &mut [u32], rights: &mut [u32])
);
dispatched!(
    /// Undoes `permute`.
    invert, invert_body, invert_avx2, invert_avx512,
    (feistel: &Feistel, lefts: &mut [u32], rights: &mut [u32])
);

dispatched!(
    /// Sets bit `first` + left of each permuted pair.
    mark, mark_body, mark_avx2, mark_avx512,
    (feistel: &Feistel, lefts: &[u32], rights: &[u32], first: u32, bits: &mut [u64])
);

dispatched!(
    /// Sets bit `first` + u of each permuted pair, where u is the unit that has its slot; see `marks`.
    mark_owners, mark_owners_body, mark_owners_avx2, mark_owners_avx512,
    (feistel: &Feistel, owners: &Owners, pairs: (&[u32], &[u32]), first: u32, bits: &mut [u64])
);

dispatched!(
    /// Transposes up to 64 × 64 bits; see `transpose`.
    transpose, transpose_body, transpose_avx2, transpose_avx512,
    (rows: &mut [u64; 64], size: usize)
);

dispatched!(
    /// Searches for cliques; see `search`.
    search, search_body, search_avx2, search_avx512, [const L: usize],
    (problem: &mut Problem<L>, list_limit: usize, node_limit: u64) -> Found<L>
);
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "bmi2,popcnt")]
fn collect_bmi2(row: &[u64], pieces: &[Piece], lanes: &mut [u64]) {
    collect_with(row, pieces, lanes, |word, mask| _pext_u64(word, mask));
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "bmi2,popcnt")]
fn pack_bmi2<'a, const L: usize>(
    rows: impl Iterator<Item = &'a [u64]>,
    pieces: &[Piece],
    own: Option<usize>,
    out: &mut Vec<Lanes<L>>,
) {
    pack_with(rows, pieces, own, out, |word, mask| _pext_u64(word, mask));
}

#[cfg(target_arch = "x86_64")]
fn prefetch(row: &[u64], pieces: &[Piece]) {
    for piece in pieces {
        let word = row.as_ptr().wrapping_add(piece.word);
        // SAFETY: a prefetch changes nothing, whatever the address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(word.cast()) };
    }
}

impl Level {
    /// Adds the pieces of a row to their lanes; see `pack`.
    pub(crate) fn collect(self, row: &[u64], pieces: &[Piece], lanes: &mut [u64]) {
        match self {
            // SAFETY: `available` asks for BMI2 together with AVX2.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 | Self::Avx512 => unsafe { collect_bmi2(row, pieces, lanes) },
            Self::Portable => collect_with(row, pieces, lanes, extract),
        }
    }

    /// Appends the lanes of some rows; see `pack`.
    pub(crate) fn pack<'a, const L: usize>(
        self,
        rows: impl Iterator<Item = &'a [u64]>,
        pieces: &[Piece],
        own: Option<usize>,
        out: &mut Vec<Lanes<L>>,
    ) {
        match self {
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 | Self::Avx512 => unsafe { pack_bmi2(rows, pieces, own, out) },
            Self::Portable => pack_with(rows, pieces, own, out, extract),
        }
    }

    /// Begins to load what `collect` will read.
    pub(crate) fn prefetch(self, row: &[u64], pieces: &[Piece]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 | Self::Avx512 => prefetch(row, pieces),
            Self::Portable => {
                let _ = (row, pieces);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::super::level::Level;

    fn words(seed: u64, count: usize) -> Vec<u64> {
        (0..count as u64)
            .map(|i| (i + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(i as u32))
            .collect()
    }

    fn everything(level: Level, length: usize) -> Vec<u64> {
        let rows: Vec<Vec<u64>> = (0..21).map(|seed| words(seed * 77, length)).collect();
        let rows: Vec<&[u64]> = rows.iter().map(Vec::as_slice).collect();
        let spans = [0..1, 2..length.max(2)];
        let (mut all, mut any) = (words(9, length), words(8, length));
        let mut both = words(7, length);
        level.and_unions(&rows[..5], &[2, 2 + 3], &spans, &mut both);
        assert!(both.iter().enumerate().all(|(at, &word)| word == united(&rows, &spans, at)));
        let (mut some, mut planes) = (vec![vec![0; length]; 3], vec![vec![0; length]; 5]);
        level.and_rows(&rows[..2], &spans, &mut all);
        level.or_rows(&rows[..2], &spans, &mut any);
        level.add_rows(&rows[..7], &mut some);
        level.add_rows(&rows, &mut planes);
        assert_eq!(sums(&some), naive_sums(&rows[..7]));
        assert_eq!(sums(&planes), naive_sums(&rows));
        let overlap = level.overlap(rows[0], rows[1]);
        [all, any, both, planes.concat(), vec![overlap]].concat()
    }

    /// A word of the seventh words, under two rows and under three others if it is in a span.
    fn united(rows: &[&[u64]], spans: &[Span], at: usize) -> u64 {
        let any = |rows: &[&[u64]]| rows.iter().fold(0, |any, row| any | row[at]);
        let is_inside = spans.iter().any(|span| span.contains(&at));
        let kept = if is_inside { any(&rows[..2]) & any(&rows[2..5]) } else { u64::MAX };
        words(7, at + 1)[at] & kept
    }

    fn bit(words: &[u64], place: usize) -> u64 {
        words[place / 64] >> (place % 64) & 1
    }

    fn sums(planes: &[Vec<u64>]) -> Vec<u64> {
        let sum = |j| planes.iter().enumerate().map(|(b, plane)| bit(plane, j) << b).sum();
        (0..64 * planes[0].len()).map(sum).collect()
    }

    fn naive_sums(rows: &[&[u64]]) -> Vec<u64> {
        (0..64 * rows[0].len()).map(|j| rows.iter().map(|row| bit(row, j)).sum()).collect()
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let lengths = [2, 7, 8, 9, 64, 65, 200];
        // Miri takes minutes for the longer ones, which run the same loops.
        let lengths = if cfg!(miri) { &lengths[..4] } else { &lengths[..] };
        for &length in lengths {
            let portable = everything(Level::Portable, length);
            for &level in Level::available() {
                assert_eq!(everything(level, length), portable, "{level:?}, {length} words");
            }
        }
    }
}
