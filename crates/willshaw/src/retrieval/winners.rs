//! IR-KWTA: the largest threshold that leaves k units active, in one population after the other.

use super::state::{State, iterate};
use super::step::Network;
use super::{Recall, Stop};
use crate::bits::UnitSet;
use crate::{Cue, Direction, PatternCode, Synapses};

pub(super) fn recall<C, S>(network: &Network<'_, S>, cue: &Cue<C>) -> Recall
where
    C: PatternCode,
    S: Synapses,
{
    let query = network.cue(cue);
    let content = winners(network, Direction::Forward, &query);
    let too_active = network.is_too_active(&content);
    let first = State { address: (!network.is_auto()).then_some(query), content };
    if too_active {
        return first.recall(1, Stop::TooActive);
    }
    let (state, iterations, stop) =
        iterate(first, 1, network.iterations, |state| advance(network, state));
    state.recall(iterations, stop)
}

/// Where enough units are reached by all active ones, nothing needs to be counted.
fn winners<S: Synapses>(network: &Network<'_, S>, way: Direction, active: &UnitSet) -> UnitSet {
    let active = active.to_vec();
    let reached = network.one_step(way, &active, active.len());
    if reached.len() >= network.activity() {
        return reached;
    }
    network.count(way, &active).winners(network.activity())
}

fn advance<S: Synapses>(network: &Network<'_, S>, state: &State) -> Option<State> {
    let quiet = |set: UnitSet| (!network.is_too_active(&set)).then_some(set);
    if network.is_auto() {
        let content = quiet(winners(network, Direction::Forward, &state.content))?;
        return Some(State { address: None, content });
    }
    let address = quiet(winners(network, Direction::Backward, &state.content))?;
    let content = quiet(winners(network, Direction::Forward, &address))?;
    Some(State { address: Some(address), content })
}
