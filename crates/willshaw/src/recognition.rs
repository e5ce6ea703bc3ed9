//! Recognition: whether a cue belongs to a stored pattern.

use rand::Rng;

use crate::code::check_same;
use crate::{Cue, Direction, Error, Memory, PatternCode, Patterns, Synapses};

impl<C: PatternCode, S: Synapses> Memory<C, S> {
    /// S = `Σ_ij` `ũ_i` `w_ij` `ũ_j`, the number of potentiated synapses within the cue (§2.6).
    ///
    /// # Errors
    /// [`Error::WrongCode`] if the cue was made for another code.
    pub fn familiarity(&self, cue: &Cue<C>) -> Result<u64, Error> {
        check_same(self.code(), cue.code())?;
        let reached = |&unit| self.synapses().reached(Direction::Forward, unit, cue.units()) as u64;
        Ok(cue.units().iter().map(reached).sum())
    }

    /// Whether an autoassociative memory takes the cue for (a part of) a stored pattern:
    /// S ≥ `Θ_C` with `Θ_C` the square of the number of cue units.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, Cue, Memory, Patterns, RandomCode};
    ///
    /// let code = RandomCode::new(100, 3)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![1, 2, 3])?)?;
    /// assert!(memory.is_familiar(&Cue::new(code, vec![1, 2, 3], 0)?)?);
    /// let new = Cue::new(code, vec![1, 2, 50], 0)?;
    /// assert_eq!((memory.is_familiar(&new)?, memory.familiarity(&new)?), (false, 4));
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::WrongCode`] if the cue was made for another code.
    pub fn is_familiar(&self, cue: &Cue<C>) -> Result<bool, Error> {
        Ok(self.familiarity(cue)? >= (cue.units().len() as u64).pow(2))
    }

    /// q₀₁: the fraction of `count` random patterns of the code that the memory takes for stored ones;
    /// by theory [`RecognitionTheory::false_acceptance`](crate::capacity::RecognitionTheory::false_acceptance).
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_willshaw::{Association, Memory, Patterns, RandomCode};
    /// let (code, mut rng) = (RandomCode::new(200, 3)?, ChaCha12Rng::seed_from_u64(1));
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// assert_eq!(memory.false_acceptance(100, &mut rng)?, 0.0);
    /// memory.store(&Patterns::draw(code, 30_000, &mut rng)?)?;
    /// assert!(memory.false_acceptance(100, &mut rng)? > 0.9);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// A count of 0, or of more patterns than the system has memory for.
    pub fn false_acceptance<R: Rng + ?Sized>(
        &self,
        count: usize,
        rng: &mut R,
    ) -> Result<f64, Error> {
        let mut accepted = 0.0;
        for pattern in &Patterns::draw(self.code(), count, rng)? {
            let cue = Cue::new(self.code(), pattern.to_vec(), 0)?;
            accepted += f64::from(u8::from(self.is_familiar(&cue)?));
        }
        Ok(accepted / count as f64)
    }
}
