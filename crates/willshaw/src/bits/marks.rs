//! Units that patterns have in a block, marked as bits; the loops that `kernels` compiles.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use super::feistel::{Feistel, each};
use super::owners::Owners;

/// Many marks are bytes first, which are only written, if so many of them hold all of a block.
const BYTES: usize = 1 << 16;
/// Marks are many if there is one for so many units.
const FEW: usize = 16;

/// Sets bit `first` + l of each permuted pair; the last half-round, which leaves l as it is, is
/// not needed.
#[inline(always)]
pub(super) fn mark_body(
    feistel: &Feistel,
    lefts: &[u32],
    rights: &[u32],
    first: u32,
    bits: &mut [u64],
) {
    if !are_many(lefts.len(), feistel.left) {
        return each::<3>(feistel, lefts, rights, |l, _| {
            l.iter().for_each(|&l| set(bits, first + l));
        });
    }
    let mut marks = vec![0_u8; (first + feistel.left) as usize + 63];
    each::<3>(feistel, lefts, rights, |l, _| {
        l.iter().for_each(|&l| marks[(first + l) as usize] = 1);
    });
    pack_all(&marks, bits);
}

/// Sets bit `first` + u of each permuted pair, where u is the unit that has its slot.
#[inline(always)]
pub(super) fn mark_owners_body(
    feistel: &Feistel,
    owners: &Owners,
    (lefts, rights): (&[u32], &[u32]),
    first: u32,
    bits: &mut [u64],
) {
    let owner = |l: u32, r: u32| first + owners.of(l * feistel.right + r, l);
    if !are_many(lefts.len(), feistel.left) {
        return each::<4>(feistel, lefts, rights, |l, r| {
            l.iter().zip(r).for_each(|(&l, &r)| set(bits, owner(l, r)));
        });
    }
    let mut marks = vec![0_u8; (first + feistel.left) as usize + 63];
    each::<4>(feistel, lefts, rights, |l, r| {
        l.iter().zip(r).for_each(|(&l, &r)| marks[owner(l, r) as usize] = 1);
    });
    pack_all(&marks, bits);
}

/// Whether marks are many enough to be bytes first.
#[inline(always)]
fn are_many(marks: usize, size: u32) -> bool {
    size as usize <= BYTES && marks >= size as usize / FEW
}

#[inline(always)]
fn set(bits: &mut [u64], place: u32) {
    bits[place as usize / 64] |= 1 << (place % 64);
}

#[inline(always)]
fn pack_all(marks: &[u8], bits: &mut [u64]) {
    for (word, marks) in bits.iter_mut().zip(marks.as_chunks().0) {
        *word |= pack(marks);
    }
}

/// 64 bytes that are 0 or 1 as bits, eight at a time by a multiplication that moves the lowest
/// bit of byte i to bit 56 + i.
#[inline(always)]
fn pack(marks: &[u8; 64]) -> u64 {
    let bytes = marks.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight));
    let eights = bytes.map(|eight| eight.wrapping_mul(0x0102_0408_1020_4080) >> 56);
    eights.enumerate().fold(0, |word, (i, eight)| word | eight << (8 * i))
}

#[cfg(test)]
mod tests {
    use crate::bits::{Feistel, Level, Mix, Owners};

    #[test]
    fn every_instruction_set_marks_the_units_that_have_the_slots_of_permuted_pairs() {
        let mixes = [3, 5, 7, 9].map(|a| Mix { a: a << 20 | 1, b: a, c: (a * a) << 9 | 1 });
        let feistel = Feistel { left: 101, right: 4, mixes };
        // Units with none, four or eight slots.
        let starts: Vec<u32> = (0..=101).map(|unit| 4 * unit + 4 * (unit % 3 % 2)).collect();
        let owners = Owners::new(starts.clone(), feistel.right);
        for (&level, count) in
            Level::available().iter().flat_map(|level| [(level, 3), (level, 150)])
        {
            let pairs = (0..count).map(|pair| (pair % 101, pair / 101));
            let (mut l, mut r): (Vec<u32>, Vec<u32>) = pairs.unzip();
            let mut bits = [0_u64; 4];
            level.mark_owners(&feistel, &owners, (&l, &r), 9, &mut bits);
            level.permute(&feistel, &mut l, &mut r);
            let slots: Vec<u32> = l.iter().zip(&r).map(|(l, r)| 4 * l + r).collect();
            for unit in 0..101 {
                let own = starts[unit]..starts[unit + 1];
                let is_marked = bits[(unit + 9) / 64] >> ((unit + 9) % 64) & 1 == 1;
                assert_eq!(slots.iter().any(|slot| own.contains(slot)), is_marked, "{level:?}");
            }
        }
    }
}
