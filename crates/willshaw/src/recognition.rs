//! Recognition: whether a cue belongs to a stored pattern.

use crate::code::check_same;
use crate::{Cue, Direction, Error, Memory, PatternCode, Synapses};

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
    /// # Errors
    /// [`Error::WrongCode`] if the cue was made for another code.
    pub fn is_familiar(&self, cue: &Cue<C>) -> Result<bool, Error> {
        Ok(self.familiarity(cue)? >= (cue.units().len() as u64).pow(2))
    }
}
