//! Cores and halos together: unions of cores are cores, intersections of halos are halos.

use super::state::State;
use super::{ITERATIONS, OutputKind, Retrieval};
use crate::iteration::iterate;
use crate::{BlockCode, Cue, Direction, Ending, Error, Network, Recall, UnitSet};

/// All steps of cores and halos together until nothing changes. A halo.
///
/// ```
/// use synaptome_willshaw::{Association, BlockCode, CoreAndHalo, Cue, Memory, Patterns};
/// let code = BlockCode::new(3, 4)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 8, 1, 5, 9])?)?;
/// let recall = memory.recall(&CoreAndHalo::default(), &Cue::new(code, vec![5], 0)?)?;
/// assert_eq!(recall.content, [1, 5, 9]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct CoreAndHalo {
    /// The largest number of iterations.
    pub iterations: usize,
    /// The largest number of active units in the first step; `None` is the paper's max(1000, 2k).
    pub active_units: Option<usize>,
}

impl Default for CoreAndHalo {
    /// Ten iterations and the paper's limit of activity.
    fn default() -> Self {
        Self { iterations: ITERATIONS, active_units: None }
    }
}

impl Retrieval<BlockCode> for CoreAndHalo {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let query = network.cue(cue);
        let core = if cue.false_units() == 0 { query.clone() } else { network.empty() };
        let halo = network.first_step(cue);
        if halo.len() > network.most_active(self.active_units) {
            let address = (!network.is_auto()).then_some(query);
            return Ok(State { address, content: halo }.recall(1, Ending::TooActive));
        }
        Ok(if network.is_auto() {
            self.complete(network, Bounds { core, halo })
        } else {
            self.associate(network, core, halo)
        })
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

impl CoreAndHalo {
    fn complete(&self, network: &Network<'_, BlockCode>, first: Bounds) -> Recall {
        let (bounds, iterations, ending) = iterate(first, 1, self.iterations, |bounds| {
            let mut next = bounds.clone();
            next.tighten(network, Direction::Forward, bounds);
            Some(next)
        });
        State { address: None, content: bounds.halo }.recall(iterations, ending)
    }

    fn associate(
        &self,
        network: &Network<'_, BlockCode>,
        core: UnitSet,
        content: UnitSet,
    ) -> Recall {
        let mut address = network.full();
        network.keep_supported(Direction::Backward, &content, &mut address);
        let content = Bounds { core: content.core(network.code()), halo: content };
        let first = (Bounds { core, halo: address }, content);
        let (bounds, iterations, ending) = iterate(first, 1, self.iterations, |(u, v)| {
            let (mut u, mut v) = (u.clone(), v.clone());
            v.tighten(network, Direction::Forward, &u);
            u.tighten(network, Direction::Backward, &v);
            Some((u, v))
        });
        State { address: Some(bounds.0.halo), content: bounds.1.halo }.recall(iterations, ending)
    }
}

/// What is known of one population: core ⊆ pattern ⊆ halo, for a cue without false units.
#[derive(Clone, Eq, PartialEq)]
struct Bounds {
    core: UnitSet,
    halo: UnitSet,
}

impl Bounds {
    /// Tightens the bounds by those of the population at the other end of the synapses:
    /// its core by R1, its halo by R1 with threshold k and by R1B-SMX.
    fn tighten(&mut self, network: &Network<'_, BlockCode>, way: Direction, other: &Self) {
        network.confirm(way, &other.core, &mut self.halo);
        network.keep_excited(way, &other.halo, network.activity(), &mut self.halo);
        network.keep_supported(way, &other.halo, &mut self.halo);
        self.core.unite(&self.halo.core(network.code()));
    }
}
