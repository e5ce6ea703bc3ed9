//! What outputs convey beyond the cues, output by output.

use super::Query;
use crate::information::entropy_bits;
use crate::{Ending, PatternCode, Recall};

/// What the outputs of many queries convey beyond their cues.
///
/// The means take errors that come together for what they are, where error rates
/// ([`Outcome`](super::Outcome)) take them as independent. For outputs that should hold the
/// pattern: halos, and what a complete search finds. A receiver who does not know in which queries the
/// pattern was missed loses all the bits of these queries, and the entropy of which they are (Fano).
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::trial::GrowingMemory;
/// use synaptome_willshaw::{Association, BlockCode, CliqueSearch, CueQuality};
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let mut memory = GrowingMemory::new(BlockCode::new(8, 32)?, Association::Auto)?;
/// memory.grow_to(100, &mut rng)?;
/// let trial = memory.trial(50, CueQuality::part(0.25), &mut rng)?;
/// let conveyed = trial.conveyed(&CliqueSearch::default())?;
/// assert_eq!((conveyed.queries, conveyed.missed), (50, 0));
/// assert!(conveyed.mean_union_bits() > 29.0); // of 6 blocks of 5 bits
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Conveyed {
    /// The number of queries.
    pub queries: u64,
    /// Σ [`Query::union_bits`] over the queries that were not missed.
    pub union_bits: f64,
    /// Σ [`Query::list_bits`] over these; outputs that are not listed convey nothing.
    pub list_bits: f64,
    /// Partial cliques that complete searches looked at.
    pub nodes: u64,
    /// Searches cut at their node limit.
    pub cut: u64,
    /// Queries whose pattern is not in the output.
    pub missed: u64,
}

impl Conveyed {
    /// Adds an output.
    pub fn add<C: PatternCode>(&mut self, query: &Query<C>, recall: &Recall) {
        self.queries += 1;
        let nodes = recall.completions.as_ref().map_or(0, |found| found.nodes);
        self.nodes = self.nodes.saturating_add(nodes);
        self.cut += u64::from(recall.ending == Ending::NodeLimit);
        match query.union_bits(recall) {
            Some(bits) => {
                self.union_bits += bits;
                self.list_bits += query.list_bits(recall).unwrap_or(0.0);
            }
            None => self.missed += 1,
        }
    }

    /// Bits of a pattern that the output as a set conveys, less the doubt about what was missed;
    /// NaN before the first query.
    pub fn mean_union_bits(&self) -> f64 {
        self.union_bits / self.queries as f64 - self.doubt_bits()
    }

    /// The same of the list of the patterns that fit.
    pub fn mean_list_bits(&self) -> f64 {
        self.list_bits / self.queries as f64 - self.doubt_bits()
    }

    /// The fraction of queries whose pattern is not in the output.
    pub fn missed_fraction(&self) -> f64 {
        self.missed as f64 / self.queries as f64
    }

    fn doubt_bits(&self) -> f64 {
        entropy_bits(self.missed_fraction())
    }
}
