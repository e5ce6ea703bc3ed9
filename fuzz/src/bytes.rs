//! Arbitrary bytes as what a caller could pass: numbers, counts, choices.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// Bytes that are used up; behind their end there are zeros.
pub(crate) struct Bytes<'a> {
    rest: &'a [u8],
    /// A digest of all bytes (FNV-1a).
    digest: u64,
}

/// Numbers at which formulas break.
const SPECIAL: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    2.0,
    1e-9,
    709.0,
    f64::EPSILON,
    f64::MIN_POSITIVE,
    5e-324,
    f64::MAX,
    f64::MIN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let mix =
            |digest: u64, &byte: &u8| (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        Self { rest: bytes, digest: bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix) }
    }

    /// True for one input of so many, whatever the fuzzer prefers: for what takes milliseconds. Were it a byte, nearly all
    /// inputs would come to have it, since what is slow reaches much.
    pub(crate) fn rarely(&self, one_of: u64) -> bool {
        (self.digest >> 20).is_multiple_of(one_of)
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        first
    }

    pub(crate) fn is_true(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    /// A number from 0 to `limit` − 1.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let both = usize::from(self.byte());
        let both = if limit > 256 { both << 8 | usize::from(self.byte()) } else { both };
        both % limit
    }

    pub(crate) fn word(&mut self) -> u64 {
        u64::from_le_bytes([(); 8].map(|()| self.byte()))
    }

    /// A count of any size: mostly small, sometimes absurd.
    pub(crate) fn count(&mut self) -> usize {
        match self.byte() {
            255 => usize::MAX,
            254 => self.word() as usize,
            small => usize::from(small % 24),
        }
    }

    /// Any number: special, of moderate size, or made of eight bytes.
    pub(crate) fn number(&mut self) -> f64 {
        match self.byte() {
            kind @ 0..16 => SPECIAL[usize::from(kind)],
            16..200 => f64::from(i16::from_le_bytes([self.byte(), self.byte()])) / 1024.0,
            _ => f64::from_bits(self.word()),
        }
    }

    pub(crate) fn numbers(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.number()).collect()
    }

    pub(crate) fn spins(&mut self, count: usize) -> Vec<i8> {
        (0..count).map(|_| if self.is_true() { 1 } else { -1 }).collect()
    }

    pub(crate) fn rng(&mut self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(u64::from(self.byte()))
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }
}
