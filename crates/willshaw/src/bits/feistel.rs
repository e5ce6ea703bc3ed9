//! A keyed permutation of L × R pairs, many at a time; the loops that `kernels` compiles.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

/// Half-rounds of the permutation.
const HALF_ROUNDS: usize = 4;

/// The key of one half-round: x ↦ ((x a + b) ⊕ its upper half) c, a and c odd.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Mix {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) c: u32,
}

/// An unbalanced Feistel network on pairs (l, r), l < `left` and r < `right`: half-rounds add a
/// mix of one half to the other, modulo its size.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Feistel {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) mixes: [Mix; HALF_ROUNDS],
}

impl Mix {
    /// A number below `size` that depends on x in an unrelated way.
    #[inline(always)]
    fn below(self, size: u32, x: u32) -> u32 {
        let h = x.wrapping_mul(self.a).wrapping_add(self.b);
        let h = (h ^ (h >> 15)).wrapping_mul(self.c);
        let h = h ^ (h >> 16);
        ((u64::from(h) * u64::from(size)) >> 32) as u32
    }
}

/// Numbers that go through a half-round together: one of them waits long for each of its products.
const ABREAST: usize = 64;

/// What [`Mix::below`] and [`add`] do with one pair, stage by stage with many.
#[inline(always)]
fn half_round(mix: Mix, size: u32, to: &mut [u32; ABREAST], from: &[u32; ABREAST]) {
    let mut h = *from;
    for h in &mut h {
        *h = h.wrapping_mul(mix.a).wrapping_add(mix.b);
    }
    for h in &mut h {
        *h ^= *h >> 15;
    }
    for h in &mut h {
        *h = h.wrapping_mul(mix.c);
    }
    for h in &mut h {
        *h ^= *h >> 16;
    }
    for h in &mut h {
        *h = ((u64::from(*h) * u64::from(size)) >> 32) as u32;
    }
    for (to, h) in to.iter_mut().zip(h) {
        *to = add(*to, h, size);
    }
}

/// (a + b) mod size, for a, b < size < 2³¹, without a branch.
#[inline(always)]
fn add(a: u32, b: u32, size: u32) -> u32 {
    let sum = a + b;
    sum.min(sum.wrapping_sub(size))
}

/// (a − b) mod size.
#[inline(always)]
fn subtract(a: u32, b: u32, size: u32) -> u32 {
    let difference = a.wrapping_sub(b);
    difference.min(difference.wrapping_add(size))
}

#[inline(always)]
pub(super) fn permute_body(feistel: &Feistel, lefts: &mut [u32], rights: &mut [u32]) {
    let Feistel { left, right, mixes } = *feistel;
    let (wide, rest) = lefts.as_chunks_mut::<ABREAST>();
    let (wide_rights, rest_rights) = rights.as_chunks_mut::<ABREAST>();
    for (l, r) in wide.iter_mut().zip(wide_rights) {
        half_round(mixes[0], left, l, r);
        half_round(mixes[1], right, r, l);
        half_round(mixes[2], left, l, r);
        half_round(mixes[3], right, r, l);
    }
    for (l, r) in rest.iter_mut().zip(rest_rights) {
        *l = add(*l, mixes[0].below(left, *r), left);
        *r = add(*r, mixes[1].below(right, *l), right);
        *l = add(*l, mixes[2].below(left, *r), left);
        *r = add(*r, mixes[3].below(right, *l), right);
    }
}

/// Calls with permuted pairs, some at a time, by their halves; after three half-rounds instead of all four only the
/// left halves are right.
#[inline(always)]
pub(super) fn each<const ROUNDS: usize>(
    feistel: &Feistel,
    lefts: &[u32],
    rights: &[u32],
    mut call: impl FnMut(&[u32], &[u32]),
) {
    let (wide, rest) = lefts.as_chunks();
    let (wide_rights, rest_rights) = rights.as_chunks();
    for (l, r) in wide.iter().zip(wide_rights) {
        let (l, r) = permuted::<ROUNDS>(feistel, *l, *r);
        call(&l, &r);
    }
    let (mut l, mut r) = ([0; ABREAST], [0; ABREAST]);
    l[..rest.len()].copy_from_slice(rest);
    r[..rest.len()].copy_from_slice(rest_rights);
    let (l, r) = permuted::<ROUNDS>(feistel, l, r);
    call(&l[..rest.len()], &r[..rest.len()]);
}

type Numbers = [u32; ABREAST];

#[inline(always)]
fn permuted<const ROUNDS: usize>(
    feistel: &Feistel,
    mut l: Numbers,
    mut r: Numbers,
) -> (Numbers, Numbers) {
    let Feistel { left, right, mixes } = *feistel;
    half_round(mixes[0], left, &mut l, &r);
    half_round(mixes[1], right, &mut r, &l);
    half_round(mixes[2], left, &mut l, &r);
    if ROUNDS > 3 {
        half_round(mixes[3], right, &mut r, &l);
    }
    (l, r)
}

#[inline(always)]
pub(super) fn invert_body(feistel: &Feistel, lefts: &mut [u32], rights: &mut [u32]) {
    let Feistel { left, right, mixes } = *feistel;
    for (l, r) in lefts.iter_mut().zip(rights) {
        *r = subtract(*r, mixes[3].below(right, *l), right);
        *l = subtract(*l, mixes[2].below(left, *r), left);
        *r = subtract(*r, mixes[1].below(right, *l), right);
        *l = subtract(*l, mixes[0].below(left, *r), left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::Level;

    fn feistel(left: u32, right: u32, seed: u32) -> Feistel {
        let mixes = std::array::from_fn(|i| {
            let word = |j: u32| (seed + 7 * i as u32 + j).wrapping_mul(0x9E37_79B9).rotate_left(11);
            Mix { a: word(1) | 1, b: word(2), c: word(3) | 1 }
        });
        Feistel { left, right, mixes }
    }

    #[test]
    fn it_is_a_bijection_that_every_instruction_set_inverts() {
        for (left, right, seed) in
            [(1, 1, 1), (2, 1, 2), (7, 5, 3), (64, 37, 4), (100, 3, 5), (300, 50, 6)]
        {
            let feistel = feistel(left, right, seed);
            let pairs: Vec<(u32, u32)> =
                (0..left).flat_map(|l| (0..right).map(move |r| (l, r))).collect();
            let mut expected = None;
            for &level in Level::available() {
                let (mut l, mut r): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
                level.permute(&feistel, &mut l, &mut r);
                let images: Vec<(u32, u32)> = l.iter().copied().zip(r.iter().copied()).collect();
                let distinct: std::collections::BTreeSet<_> = images.iter().collect();
                assert_eq!(distinct.len(), pairs.len());
                assert!(images.iter().all(|&(l, r)| l < left && r < right));
                assert_eq!(expected.get_or_insert(images.clone()), &images, "{level:?}");
                let mut bits = vec![0; left as usize / 64 + 2];
                let (some, rest) = (pairs.len() / 3, pairs.len());
                let (lefts, rights): (Vec<u32>, Vec<u32>) =
                    pairs[some..rest].iter().copied().unzip();
                level.mark(&feistel, &lefts, &rights, 9, &mut bits);
                let marked =
                    (0..left).filter(|l| bits[(l + 9) as usize / 64] >> ((l + 9) % 64) & 1 == 1);
                let expected: std::collections::BTreeSet<u32> =
                    images[some..].iter().map(|pair| pair.0).collect();
                assert!(marked.eq(expected), "{level:?}");
                level.invert(&feistel, &mut l, &mut r);
                assert!(l.into_iter().zip(r).eq(pairs.iter().copied()));
            }
        }
    }
}
