//! Retrieval of the k units with the largest fields.

use super::Weights;
use crate::code::check_same;
use crate::iteration::Cycle;
use crate::{Association, Cue, Ending, Error, PatternCode, Recall};

/// The k units with the largest fields, again and again; in a block code the best unit of each block.
///
/// Ties go to the unit with the smaller number, so that exactly k units are active. That is what
/// distinguishes it from [`KWinners`](crate::KWinners), which keeps ties and so retrieves more with the many equal sums
/// of binary synapses. A heteroassociation takes one step.
///
/// See the [module](super) for an example.
///
/// ```
/// use synaptome_willshaw::counting::{Bayes, CountingMemory, KBest};
/// use synaptome_willshaw::{Association, BlockCode, Cue, Patterns};
///
/// let code = BlockCode::new(2, 4)?;
/// let mut memory = CountingMemory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 1, 5])?)?;
/// let weights = memory.weights(&Bayes { missing: 0.5, ..Bayes::default() })?;
/// let recall = KBest::default().recall(&weights, &weights, &Cue::new(code, vec![1], 0)?)?;
/// assert_eq!(recall.content, [1, 5]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct KBest {
    /// The largest number of steps.
    pub steps: usize,
    /// Whether the units of the cue stay active in the first step of an autoassociation.
    pub holds_cue: bool,
}

impl Default for KBest {
    /// Six steps; the cue is held in the first, which is right for cues without false units.
    fn default() -> Self {
        Self { steps: 6, holds_cue: true }
    }
}

impl KBest {
    /// Retrieves from a cue, with the weights of the first step and those of the others: a cue lacks many units,
    /// later states have few wrong ones.
    ///
    /// # Errors
    /// A cue or weights of another code; weights of different associations.
    pub fn recall<C: PatternCode>(
        &self,
        first: &Weights<C>,
        next: &Weights<C>,
        cue: &Cue<C>,
    ) -> Result<Recall, Error> {
        check_same(first.code(), cue.code())?;
        check_same(first.code(), next.code())?;
        if first.association() != next.association() {
            return Err(Error::WrongAssociation { expected: first.association() });
        }
        if first.association() == Association::Hetero {
            let content = best(first.code(), first.fields(cue.units())?, &[]);
            return Ok(recall(content, 1, Ending::Settled));
        }
        let held = if self.holds_cue { cue.units() } else { &[] };
        let mut content = best(first.code(), first.fields(cue.units())?, held);
        let (mut step, mut cycle) = (1, Cycle::new(1));
        while step < self.steps {
            step += 1;
            let next = best(next.code(), next.fields(&content)?, &[]);
            if next == content {
                return Ok(recall(content, step, Ending::Settled));
            }
            content = next;
            step += cycle.whole(&content, step, self.steps);
        }
        Ok(recall(content, step, Ending::IterationLimit))
    }
}

fn recall(content: Vec<u32>, iterations: usize, ending: Ending) -> Recall {
    Recall { content, address: None, iterations, ending, completions: None }
}

/// The best units, together with those that are held, ascending.
fn best<C: PatternCode>(code: C, mut fields: Vec<f32>, held: &[u32]) -> Vec<u32> {
    held.iter().for_each(|&unit| fields[unit as usize] = f32::INFINITY);
    let Some(blocks) = code.block_code() else { return largest(&fields, 0, code.activity()) };
    let block = |block| {
        let units = blocks.units_of(block);
        largest(&fields[units.clone()], units.start as u32, 1)
    };
    (0..blocks.blocks()).flat_map(block).collect()
}

/// The numbers of the largest fields, ascending from the first one's.
fn largest(fields: &[f32], first: u32, count: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..fields.len() as u32).collect();
    let place = |unit: &u32| fields[*unit as usize];
    let falling = |a: &u32, b: &u32| place(b).total_cmp(&place(a)).then(a.cmp(b));
    if count < order.len() {
        order.select_nth_unstable_by(count, falling);
        order.truncate(count);
    }
    order.sort_unstable();
    order.iter().map(|unit| first + unit).collect()
}
