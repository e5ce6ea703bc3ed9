//! What recall must know of a memory, unit by unit.

use crate::State;

/// A state together with what decides, unit by unit, whether it changes.
pub(crate) trait Field {
    /// The present state.
    fn state(&self) -> &State;
    /// Whether the field on the unit has the sign opposite to its spin.
    fn opposes(&self, unit: usize) -> bool;
    /// All units whose spin their field opposes, ascending.
    fn opposed(&self) -> Vec<usize> {
        (0..self.state().units()).filter(|&unit| self.opposes(unit)).collect()
    }
    /// Turns the unit over.
    fn flip(&mut self, unit: usize);
    /// The state alone.
    fn into_state(self) -> State;
}
