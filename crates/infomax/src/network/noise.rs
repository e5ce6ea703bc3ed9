//! The noise that makes neurons stochastic, drawn for 64 neurons at a time.

use rand::Rng;

use super::tile::{Tile, WIDTH};

/// Generators side by side: one instruction of the widest vector unit advances all.
const STREAMS: usize = 16;

/// Logistic noise from sixteen interleaved xoshiro128++ generators (Blackman & Vigna 2021).
///
/// A neuron fires with probability p_max/(1 + e^−u) iff u > λ, where λ = ln(r/(p_max − r)) for a
/// uniform r below p_max, and infinite beyond. Unlike the probability, λ does not depend on the
/// state, so that a processor draws it ahead of the step that needs it.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Noise {
    state: [[u32; STREAMS]; 4],
}

impl Noise {
    /// Streams that begin where the bytes of `rng` say.
    pub(super) fn seeded<R: Rng + ?Sized>(rng: &mut R) -> Self {
        let mut state = [[0; STREAMS]; 4];
        state.iter_mut().flatten().for_each(|word| *word = rng.next_u32());
        // A generator of zeros would stay there.
        state[0].iter_mut().for_each(|word| *word |= 1);
        Self { state }
    }

    /// Random numbers r for the lanes of a tile; [`logistic`] makes λ of them.
    #[inline(always)]
    pub(super) fn tile(&mut self) -> Tile {
        let mut tile = [0.0; WIDTH];
        for sixteen in tile.as_chunks_mut().0 {
            *sixteen = self.words().map(|word| word as f32);
        }
        Tile(tile)
    }

    #[inline(always)]
    fn words(&mut self) -> [u32; STREAMS] {
        let [a, b, c, d] = &mut self.state;
        let mut words = [0; STREAMS];
        for i in 0..STREAMS {
            words[i] = a[i].wrapping_add(d[i]).rotate_left(7).wrapping_add(a[i]);
            let shifted = b[i] << 9;
            c[i] ^= a[i];
            d[i] ^= b[i];
            b[i] ^= c[i];
            a[i] ^= d[i];
            c[i] ^= shifted;
            d[i] = d[i].rotate_left(11);
        }
        words
    }
}

/// −ln(limit/word − 1) to an absolute error of 2e-6, which changes firing probabilities by less
/// than 2e-6 of themselves; infinite from the limit on.
#[inline(always)]
pub(super) fn logistic(r: f32, limit: f32) -> f32 {
    /// The bits of 1.0, and those that hold the fraction of a number.
    const ONE: u32 = 0x3f80_0000;
    const FRACTION: u32 = 0x007f_ffff;
    let odds = limit / r - 1.0;
    // For 2^e (1 + m) the bits less those of 1 are (e + m) 2²³, which is log₂ but for a function
    // of m alone.
    let steps = (odds.to_bits() as i32).wrapping_sub(ONE as i32) as f32;
    let m = f32::from_bits(odds.to_bits() & FRACTION | ONE) - 1.5;
    let logistic = steps.mul_add(-std::f32::consts::LN_2 / 8_388_608.0, remainder(m));
    if r < limit { logistic } else { f32::INFINITY }
}

/// ln 2 (½ + m) − ln(3/2 + m) on ±½, interpolated at Chebyshev's nodes to 3e-7.
#[inline(always)]
fn remainder(m: f32) -> f32 {
    const C: [f32; 8] = [
        -0.058_891_69,
        0.026_480_62,
        0.222_245_08,
        -0.098_779_03,
        0.048_932_415,
        -0.026_069_587,
        0.017_405_023,
        -0.010_009_29,
    ];
    let pair = |at: usize| m.mul_add(C[at + 1], C[at]);
    let m2 = m * m;
    m2.mul_add(m2.mul_add(m2.mul_add(pair(6), pair(4)), pair(2)), pair(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_is_the_inverse_of_the_firing_probability() {
        for max_probability in [1.0, 0.95, 0.5, 0.01] {
            let limit = max_probability * 4_294_967_296.0;
            for word in (0..4000).map(|i| i * 1_073_741 + 17).chain([1, 2, 100, u32::MAX]) {
                let found = f64::from(logistic(word as f32, limit as f32));
                // r as the kernel sees it, with 24 bits.
                let r = f64::from(word as f32);
                let exact = -(f64::from(limit as f32) / r - 1.0).ln();
                if r >= f64::from(limit as f32) {
                    assert_eq!(found, f64::INFINITY);
                } else {
                    // In terms of the probability at which the neuron would just fire.
                    let probability = |u: f64| max_probability / (1.0 + (-u).exp());
                    let (p, q) = (probability(found), probability(exact));
                    assert!((p / q - 1.0).abs() < 3e-6, "{word} {max_probability}: {p} {q}");
                }
            }
        }
    }

    /// The first words of xoshiro128++ from the state 1, 2, 3, 4, as published by others.
    #[test]
    fn every_stream_is_xoshiro128_plus_plus() {
        let mut noise = Noise { state: [1, 2, 3, 4].map(|word| [word; STREAMS]) };
        for word in [641, 1_573_767, 3_222_811_527, 3_517_856_514, 836_907_274] {
            assert_eq!(noise.words(), [word; STREAMS]);
        }
    }
}
