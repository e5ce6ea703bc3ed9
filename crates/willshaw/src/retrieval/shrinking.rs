//! Retrievals that begin with a halo by R1 and take away from it whatever the halo itself does
//! not support: IR-LK+ by dendritic sums, IRB-SMX by one vote per block.

use super::state::{State, iterate};
use super::step::Network;
use super::{Recall, Stop};
use crate::bits::UnitSet;
use crate::{Cue, Direction, PatternCode, Synapses};

/// What of the last argument the active units support.
pub(super) trait Support: Fn(Direction, &UnitSet, &mut UnitSet) {}
impl<F: Fn(Direction, &UnitSet, &mut UnitSet)> Support for F {}

/// Shrinks the halo of `cue` until it supports itself.
pub(super) fn recall<C, S>(network: &Network<'_, S>, cue: &Cue<C>, keep: impl Support) -> Recall
where
    C: PatternCode,
    S: Synapses,
{
    let first =
        if network.is_auto() { complete(network, cue) } else { associate(network, cue, &keep) };
    match first {
        Err(state) => state.recall(1, Stop::TooActive),
        Ok(first) => {
            let next = |state: &State| Some(advance(state, &keep));
            let (state, iterations, stop) = iterate(first, 1, network.iterations, next);
            state.recall(iterations, stop)
        }
    }
}

/// The first state, or, as an error, the one to return since a population is too active.
type First = Result<State, State>;

fn complete<C: PatternCode, S: Synapses>(network: &Network<'_, S>, cue: &Cue<C>) -> First {
    let content = if is_halo(network, cue) { network.cue(cue) } else { network.first_step(cue) };
    let too_active = network.is_too_active(&content);
    let state = State { address: None, content };
    if too_active { Err(state) } else { Ok(state) }
}

fn associate<C, S>(network: &Network<'_, S>, cue: &Cue<C>, keep: &impl Support) -> First
where
    C: PatternCode,
    S: Synapses,
{
    let (query, content) = (network.cue(cue), network.first_step(cue));
    let mut too_active = network.is_too_active(&content);
    let mut address = query.clone();
    if !too_active && !is_halo(network, cue) {
        address = UnitSet::full(network.units());
        keep(Direction::Backward, &content, &mut address);
    }
    too_active |= network.is_too_active(&address);
    if too_active {
        return Err(State { address: Some(query), content });
    }
    Ok(State { address: Some(address), content })
}

/// Whether the cue holds the whole pattern already.
fn is_halo<C: PatternCode, S: Synapses>(network: &Network<'_, S>, cue: &Cue<C>) -> bool {
    cue.true_units() == network.activity()
}

fn advance(state: &State, keep: &impl Support) -> State {
    let mut next = state.clone();
    match &mut next.address {
        None => keep(Direction::Forward, &state.content, &mut next.content),
        Some(address) => {
            keep(Direction::Forward, address, &mut next.content);
            keep(Direction::Backward, &next.content, address);
        }
    }
    next
}
