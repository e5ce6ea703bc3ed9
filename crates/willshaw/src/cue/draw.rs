//! Cues at random: parts of a pattern, with false units added to or in the place of true ones.

use rand::{Rng, RngExt};

use super::{Cue, CueQuality};
use crate::error::require_at_most;
use crate::{BlockCode, Error, PatternCode};

impl<C: PatternCode> Cue<C> {
    /// Keeps λk units of `pattern` and adds κk silent ones, both uniformly at random.
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_willshaw::{BlockCode, Cue, CueQuality};
    ///
    /// let code = BlockCode::new(4, 8)?;
    /// let quality = CueQuality { completeness: 0.5, false_fraction: 0.25 };
    /// let cue = Cue::draw(code, &[0, 8, 16, 24], quality, &mut ChaCha12Rng::seed_from_u64(1))?;
    /// assert_eq!((cue.units().len(), cue.false_units()), (3, 1)); // two true units and a false one
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// What is no pattern of the code; a quality outside its ranges.
    pub fn draw<R: Rng + ?Sized>(
        code: C,
        pattern: &[u32],
        quality: CueQuality,
        rng: &mut R,
    ) -> Result<Self, Error> {
        code.check(pattern)?;
        let kept = quality.true_units(code.activity())?;
        let added = quality.false_units(code.activity(), code.units())?;
        let mut units = choose(pattern, kept, rng);
        add_false(code.units(), pattern, added, &mut units, rng);
        Self::new(code, units, added)
    }

    /// This part of `pattern` with `wrong` of its units replaced by false ones: in a block code by
    /// other units of the same blocks, else by silent units.
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_willshaw::{BlockCode, Cue};
    /// let code = BlockCode::new(4, 8)?;
    /// let part = Cue::new(code, vec![3, 9, 17], 0)?;
    /// let misled = part.misled(&[3, 9, 17, 30], 1, &mut ChaCha12Rng::seed_from_u64(1))?;
    /// assert_eq!((misled.units().len(), misled.false_units()), (3, 1));
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// What is no pattern of the code; as many false units as the cue has units, or more than there
    /// are silent ones.
    pub fn misled<R: Rng + ?Sized>(
        self,
        pattern: &[u32],
        wrong: usize,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let false_units = self.false_units + wrong;
        let Self { code, mut units, .. } = self.announcing(false_units)?;
        code.check(pattern)?;
        let taken = pattern.len() + units.iter().filter(|unit| !pattern.contains(unit)).count();
        let silent = code.units().saturating_sub(taken);
        require_at_most("the number of false units", wrong as u128, silent as u128)?;
        for place in 0..wrong {
            let other = rng.random_range(place..units.len());
            units.swap(place, other);
            units[place] = replace(code, units[place], pattern, &units, rng);
        }
        Self::new(code, units, false_units)
    }
}

/// The first `count` places of a Fisher–Yates shuffle.
fn choose<R: Rng + ?Sized>(pattern: &[u32], count: usize, rng: &mut R) -> Vec<u32> {
    let mut units = pattern.to_vec();
    for place in 0..count {
        let other = rng.random_range(place..units.len());
        units.swap(place, other);
    }
    units.truncate(count);
    units
}

/// Adds `count` distinct units outside the pattern by rejection, or by listing when few are left.
fn add_false<R: Rng + ?Sized>(
    population: usize,
    pattern: &[u32],
    count: usize,
    units: &mut Vec<u32>,
    rng: &mut R,
) {
    if 2 * (pattern.len() + count) > population {
        let silent: Vec<u32> =
            (0..population as u32).filter(|unit| pattern.binary_search(unit).is_err()).collect();
        return units.extend(choose(&silent, count, rng));
    }
    let wanted = units.len() + count;
    while units.len() < wanted {
        let unit = rng.random_range(0..population as u32);
        if pattern.binary_search(&unit).is_err() && !units.contains(&unit) {
            units.push(unit);
        }
    }
}

/// A false unit in the place of a true one.
fn replace<C, R>(code: C, unit: u32, pattern: &[u32], units: &[u32], rng: &mut R) -> u32
where
    C: PatternCode,
    R: Rng + ?Sized,
{
    if let Some(code) = code.block_code() {
        return replace_in_block(code, unit, rng);
    }
    loop {
        let unit = rng.random_range(0..code.units() as u32);
        if !pattern.contains(&unit) && !units.contains(&unit) {
            return unit;
        }
    }
}

/// Another unit of the same block.
fn replace_in_block<R: Rng + ?Sized>(code: BlockCode, unit: u32, rng: &mut R) -> u32 {
    let size = code.block_size() as u32;
    let first = unit / size * size;
    first + (unit - first + rng.random_range(1..size)) % size
}
