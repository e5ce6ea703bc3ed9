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
    pub(super) fn seeded(rng: &mut dyn Rng) -> Self {
        let mut state = [[0; STREAMS]; 4];
        state.iter_mut().flatten().for_each(|word| *word = rng.next_u32());
        // A generator of zeros would stay there.
        state[0].iter_mut().for_each(|word| *word |= 1);
        Self { state }
    }

    /// Random numbers r for the lanes of a tile; [`logistic`](super::logistic::logistic) makes λ of them.
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

#[cfg(test)]
mod tests {
    use super::{Noise, STREAMS};

    /// The first words of xoshiro128++ from the state 1, 2, 3, 4, as published by others.
    #[test]
    fn every_stream_is_xoshiro128_plus_plus() {
        let mut noise = Noise { state: [1, 2, 3, 4].map(|word| [word; STREAMS]) };
        for word in [641, 1_573_767, 3_222_811_527, 3_517_856_514, 836_907_274] {
            assert_eq!(noise.words(), [word; STREAMS]);
        }
    }
}
