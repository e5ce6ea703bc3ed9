//! Cores and halos together: unions of cores are cores, intersections of halos are halos.

use super::state::{State, iterate};
use super::step::Network;
use super::{Recall, Stop};
use crate::bits::UnitSet;
use crate::{BlockCode, Cue, Direction, Synapses};

/// What is known of one population: core ⊆ pattern ⊆ halo, for a cue without false units.
#[derive(Clone, PartialEq, Eq)]
struct Bounds {
    core: UnitSet,
    halo: UnitSet,
}

impl Bounds {
    /// Tightens the bounds by those of the population at the other end of the synapses:
    /// its core by R1, its halo by R1 with threshold k and by R1B-SMX.
    fn tighten<S: Synapses>(
        &mut self,
        network: &Network<'_, S>,
        code: BlockCode,
        way: Direction,
        other: &Self,
    ) {
        network.confirm(way, &other.core.to_vec(), &mut self.halo);
        network.keep_excited(way, &other.halo, network.activity(), &mut self.halo);
        network.keep_supported(way, code, &other.halo, &mut self.halo);
        self.core.unite(&self.halo.core(code));
    }
}

pub(super) fn recall<S>(network: &Network<'_, S>, code: BlockCode, cue: &Cue<BlockCode>) -> Recall
where
    S: Synapses,
{
    let query = network.cue(cue);
    let known = if cue.false_units() == 0 { query.clone() } else { UnitSet::empty(query.units()) };
    let halo = network.first_step(cue);
    if network.is_too_active(&halo) {
        let address = (!network.is_auto()).then_some(query);
        return State { address, content: halo }.recall(1, Stop::TooActive);
    }
    if network.is_auto() {
        complete(network, code, Bounds { core: known, halo })
    } else {
        associate(network, code, known, halo)
    }
}

fn complete<S: Synapses>(network: &Network<'_, S>, code: BlockCode, first: Bounds) -> Recall {
    let (bounds, iterations, stop) = iterate(first, 1, network.iterations, |bounds| {
        let mut next = bounds.clone();
        next.tighten(network, code, Direction::Forward, bounds);
        Some(next)
    });
    State { address: None, content: bounds.halo }.recall(iterations, stop)
}

fn associate<S: Synapses>(
    network: &Network<'_, S>,
    code: BlockCode,
    known: UnitSet,
    halo: UnitSet,
) -> Recall {
    let mut address = UnitSet::full(network.units());
    network.keep_supported(Direction::Backward, code, &halo, &mut address);
    let content = Bounds { core: halo.core(code), halo };
    let first = (Bounds { core: known, halo: address }, content);
    let (bounds, iterations, stop) = iterate(first, 1, network.iterations, |(address, content)| {
        let (mut u, mut v) = (address.clone(), content.clone());
        v.tighten(network, code, Direction::Forward, &u);
        u.tighten(network, code, Direction::Backward, &v);
        Some((u, v))
    });
    State { address: Some(bounds.0.halo), content: bounds.1.halo }.recall(iterations, stop)
}
