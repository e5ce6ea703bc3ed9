//! What a search must know of a code.

use super::watch::Observer;
use super::{CliqueSearch, blocks, random, random_pairs};
use crate::{
    BlockCode, Cue, Error, LkPlus, Network, PatternCode, RandomCode, Recall, Retrieval, SumOfMax,
};

/// A code whose patterns can be searched for; implemented by the codes of this crate.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use synaptome_willshaw::{CliqueSearch, Cue, Error, Memory, SearchedCode};
///
/// /// The number of stored patterns that a cue fits, for either code.
/// fn fitting<C: SearchedCode>(memory: &Memory<C>, cue: &Cue<C>) -> Result<u64, Error> {
///     let watch = &mut |_: &_| ControlFlow::Continue(());
///     let recall = CliqueSearch::default().recall_watched(&memory.network(), cue, watch)?;
///     Ok(recall.completions.map_or(0, |found| found.cliques))
/// }
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub trait SearchedCode: sealed::Sealed {}
impl SearchedCode for BlockCode {}
impl SearchedCode for RandomCode {}

mod sealed {
    use super::{CliqueSearch, Cue, Error, Network, Observer, PatternCode, Recall};

    pub trait Sealed: PatternCode {
        fn recall(
            search: &CliqueSearch,
            network: &Network<'_, Self>,
            cue: &Cue<Self>,
            observer: Observer<'_>,
        ) -> Result<Recall, Error>;
    }
}

impl sealed::Sealed for BlockCode {
    fn recall(
        search: &CliqueSearch,
        network: &Network<'_, Self>,
        cue: &Cue<Self>,
        observer: Observer<'_>,
    ) -> Result<Recall, Error> {
        let code = network.code();
        let same_block = |a, b| a != b && code.block_of(a) == code.block_of(b);
        let find = if network.is_auto() { blocks::cliques } else { blocks::bicliques };
        search.run(
            (network, cue),
            observer,
            same_block,
            |kept, collector| find(network, cue.units(), kept, collector),
            || SumOfMax::default().recall(network, cue),
        )
    }
}

impl sealed::Sealed for RandomCode {
    fn recall(
        search: &CliqueSearch,
        network: &Network<'_, Self>,
        cue: &Cue<Self>,
        observer: Observer<'_>,
    ) -> Result<Recall, Error> {
        let find = if network.is_auto() { random::cliques } else { random_pairs::bicliques };
        search.run(
            (network, cue),
            observer,
            |_, _| false,
            |kept, collector| find(network, cue.units(), kept, collector),
            || LkPlus::default().recall(network, cue),
        )
    }
}
