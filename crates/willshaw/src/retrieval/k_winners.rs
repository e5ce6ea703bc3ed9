//! IR-KWTA: the largest threshold that leaves k units active, in one population after the other.

use super::state::State;
use super::{ITERATIONS, Retrieval};
use crate::iteration::iterate;
use crate::{Cue, Direction, Ending, Error, Network, PatternCode, Recall, UnitSet};

/// IR-KWTA: the k most excited units, again and again, back and forth for heteroassociation.
///
/// Ties are kept, so that more than k units may be active.
///
/// ```
/// use synaptome_willshaw::{Association, Cue, KWinners, Memory, Patterns, RandomCode};
/// let code = RandomCode::new(8, 3)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 1, 2, 5, 6, 7])?)?;
/// let recall = memory.recall(&KWinners::default(), &Cue::new(code, vec![1, 2, 7], 1)?)?;
/// assert_eq!(recall.content, [0, 1, 2]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct KWinners {
    /// The largest number of iterations.
    pub iterations: usize,
    /// The largest number of active units in a step; `None` is the paper's max(1000, 2k).
    pub active_units: Option<usize>,
}

impl Default for KWinners {
    /// Ten iterations and the paper's limit of activity.
    fn default() -> Self {
        Self { iterations: ITERATIONS, active_units: None }
    }
}

impl<C: PatternCode> Retrieval<C> for KWinners {
    fn recall(&self, network: &Network<'_, C>, cue: &Cue<C>) -> Result<Recall, Error> {
        let (query, most) = (network.cue(cue), network.most_active(self.active_units));
        let content = network.winners(Direction::Forward, &query);
        let too_active = content.len() > most;
        let first = State { address: (!network.is_auto()).then_some(query), content };
        if too_active {
            return Ok(first.recall(1, Ending::TooActive));
        }
        let (state, iterations, ending) =
            iterate(first, 1, self.iterations, |state| advance(network, most, state));
        Ok(state.recall(iterations, ending))
    }
}

fn advance<C: PatternCode>(network: &Network<'_, C>, most: usize, state: &State) -> Option<State> {
    let quiet = |set: UnitSet| (set.len() <= most).then_some(set);
    if network.is_auto() {
        let content = quiet(network.winners(Direction::Forward, &state.content))?;
        return Some(State { address: None, content });
    }
    let address = quiet(network.winners(Direction::Backward, &state.content))?;
    let content = quiet(network.winners(Direction::Forward, &address))?;
    Some(State { address: Some(address), content })
}
