use crate::code::check_ascending;
use crate::{Error, PatternCode};
use rand::{Rng, RngExt};

/// How a cue is made from a stored pattern: a part of it, and false units.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CueQuality {
    /// λ in (0, 1]: the fraction of the pattern's units that the cue keeps.
    pub completeness: f64,
    /// κ ≥ 0: false units, as a fraction of the pattern's activity k.
    pub false_fraction: f64,
}

impl Default for CueQuality {
    /// Half of the pattern and nothing false, as in the paper's figures.
    fn default() -> Self {
        Self { completeness: 0.5, false_fraction: 0.0 }
    }
}

impl CueQuality {
    /// λk rounded, at least one.
    pub fn true_units(&self, activity: usize) -> Result<usize, Error> {
        if !(self.completeness > 0.0 && self.completeness <= 1.0) {
            return Err(Error::Completeness(self.completeness));
        }
        Ok(((self.completeness * activity as f64).round() as usize).clamp(1, activity))
    }

    /// κk rounded; refused when fewer units are silent.
    pub fn false_units(&self, activity: usize, units: usize) -> Result<usize, Error> {
        let wanted = (self.false_fraction * activity as f64).round();
        if wanted >= 0.0 && wanted <= (units - activity.min(units)) as f64 {
            return Ok(wanted as usize);
        }
        Err(Error::FalseFraction(self.false_fraction))
    }
}

/// The query ũ: ascending units, and how many of them are known to be false.
///
/// ```
/// use synaptome_willshaw::{BlockCode, Cue};
/// let code = BlockCode::new(4, 8)?;
/// let cue = Cue::new(code, vec![3, 17], 0)?;
/// assert_eq!(cue.true_units(), 2);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        try_from = "crate::serial::StoredCue<C>",
        into = "crate::serial::StoredCue<C>",
        bound(
            serialize = "C: PatternCode + serde::Serialize",
            deserialize = "C: PatternCode + serde::Deserialize<'de>"
        )
    )
)]
pub struct Cue<C> {
    code: C,
    units: Vec<u32>,
    false_units: usize,
}

impl<C: PatternCode> Cue<C> {
    /// A cue of the given units (in any order), `false_units` of them false in unknown places.
    pub fn new(code: C, mut units: Vec<u32>, false_units: usize) -> Result<Self, Error> {
        units.sort_unstable();
        if units.is_empty() {
            return Err(Error::EmptyCue);
        }
        check_ascending(&units, code.units())?;
        check_truth(units.len(), false_units, code.activity())?;
        Ok(Self { code, units, false_units })
    }

    /// Keeps λk units of `pattern` and adds κk silent ones, both uniformly at random.
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

    /// The cue's units, ascending.
    pub fn units(&self) -> &[u32] {
        &self.units
    }

    /// The code that the cue was made for.
    pub fn code(&self) -> C {
        self.code
    }

    /// The number of units that are not part of the pattern looked for.
    pub fn false_units(&self) -> usize {
        self.false_units
    }

    /// The number of units that are.
    pub fn true_units(&self) -> usize {
        self.units.len() - self.false_units
    }
}

fn check_truth(units: usize, false_units: usize, activity: usize) -> Result<(), Error> {
    if false_units >= units {
        return Err(Error::AllFalse { units, false_units });
    }
    let correct = units - false_units;
    if correct > activity {
        return Err(Error::TooManyTrueUnits { correct, activity });
    }
    Ok(())
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
