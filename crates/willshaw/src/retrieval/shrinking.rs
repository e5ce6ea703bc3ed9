//! Retrievals that begin with a halo by R1 and take away from it whatever the halo itself does
//! not support: IR-LK+ by dendritic sums, IRB-SMX by one vote per block.

use super::state::State;
use crate::iteration::iterate;
use crate::{Cue, Direction, Ending, Network, PatternCode, Recall, UnitSet};

/// What of the last argument the active units support.
pub(super) trait Support: Fn(Direction, &UnitSet, &mut UnitSet) {}
impl<F: Fn(Direction, &UnitSet, &mut UnitSet)> Support for F {}

/// How far an iteration goes.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) iterations: usize,
    pub(super) active_units: Option<usize>,
}

/// Shrinks the halo of `cue` until it supports itself.
pub(super) fn recall<C: PatternCode>(
    network: &Network<'_, C>,
    cue: &Cue<C>,
    limits: Limits,
    keep: impl Support,
) -> Recall {
    let most = network.most_active(limits.active_units);
    let first = if network.is_auto() {
        complete(network, cue, most)
    } else {
        associate(network, cue, most, &keep)
    };
    match first {
        Err(state) => state.recall(1, Ending::TooActive),
        Ok(first) => {
            let next = |state: &State| Some(advance(state, &keep));
            let (state, iterations, ending) = iterate(first, 1, limits.iterations, next);
            state.recall(iterations, ending)
        }
    }
}

/// The first state, or, as an error, the one to return since a population is too active.
type First = Result<State, State>;

fn complete<C: PatternCode>(network: &Network<'_, C>, cue: &Cue<C>, most: usize) -> First {
    let content = if is_halo(network, cue) { network.cue(cue) } else { network.first_step(cue) };
    let too_active = content.len() > most;
    let state = State { address: None, content };
    if too_active { Err(state) } else { Ok(state) }
}

fn associate<C: PatternCode>(
    network: &Network<'_, C>,
    cue: &Cue<C>,
    most: usize,
    keep: &impl Support,
) -> First {
    let (query, content) = (network.cue(cue), network.first_step(cue));
    let mut too_active = content.len() > most;
    let mut address = query.clone();
    if !too_active && !is_halo(network, cue) {
        address = network.full();
        keep(Direction::Backward, &content, &mut address);
    }
    too_active |= address.len() > most;
    if too_active {
        return Err(State { address: Some(query), content });
    }
    Ok(State { address: Some(address), content })
}

/// Whether the cue holds the whole pattern already.
fn is_halo<C: PatternCode>(network: &Network<'_, C>, cue: &Cue<C>) -> bool {
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
