//! The first clique that guesses and sum-of-max propagation find.

use std::ops::ControlFlow;

use super::blocks::candidates;
use super::graph::Graph;
use super::guessing::{Guessed, Guessing};
use crate::{BlockCode, Completion, Cue, Ending, Error, Network, OutputKind, Recall, Retrieval};

/// Sum-of-max retrieval that continues past its fixed point, until one pattern is left.
///
/// [`SumOfMax`](crate::SumOfMax) stops when every block supports all units that are left, even if
/// several are left in a block. This retrieval then guesses a unit of the smallest ambiguous block, lets sum-of-max
/// propagate what follows, and takes the guess back if some block is left without a unit; the unit that is
/// connected with most of the others is tried first. The output is the first pattern found whose units are
/// all connected. It need not be the stored one where several patterns fit: [`CliqueSearch`](crate::CliqueSearch)
/// finds all of them.
///
/// That fixed points of sum-of-max need not be patterns, and that further processing helps, was
/// reported by Yao, Gripon & Rabbat (2013), *Improving sparse associative memories by escaping from bogus fixed
/// points*, arXiv 1308.6003, of which we have read the abstract and the introduction; the procedure here is our own.
///
/// ```
/// use synaptome_willshaw::{
///     Association, BlockCode, Cue, FirstClique, Memory, Patterns, SumOfMax,
/// };
/// let code = BlockCode::new(3, 4)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 8, 0, 5, 9, 1, 4, 9])?)?;
/// let cue = Cue::new(code, vec![0], 0)?;
/// assert_eq!(memory.recall(&SumOfMax::default(), &cue)?.content, [0, 4, 5, 8, 9]);
/// // 0, 4, 8 and 0, 5, 9 were stored with unit 0; 0, 4, 9 fits as well.
/// let recall = memory.recall(&FirstClique::default(), &cue)?;
/// assert_eq!(recall.content.len(), 3);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct FirstClique {
    /// The number of guesses after which the fixed point of sum-of-max is returned, with
    /// [`Ending::NodeLimit`].
    pub tries: u64,
}

impl Default for FirstClique {
    /// A million guesses.
    fn default() -> Self {
        Self { tries: 1_000_000 }
    }
}

impl FirstClique {
    /// Recalls while a listener is told the number of guesses before each one. When it breaks off, the fixed point of
    /// sum-of-max is returned, with [`Ending::Stopped`].
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use synaptome_willshaw::{Association, BlockCode, Cue, FirstClique, Memory, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 4, 0, 5])?)?; // two patterns begin with unit 0
    /// let cue = Cue::new(code, vec![0], 0)?;
    /// let at_once = &mut |_guesses| ControlFlow::Break(());
    /// let recall = FirstClique::default().recall_watched(&memory.network(), &cue, at_once)?;
    /// assert_eq!(recall.content, [0, 4, 5]); // no guess was made
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooLarge`] if the synapses between the candidates take more than 1 GiB.
    pub fn recall_watched(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
        listener: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Recall, Error> {
        let Some(graph) = candidates(network, cue)? else {
            return Ok(none(network));
        };
        let mut guessing = Guessing::new(&graph, self.tries, listener);
        Ok(match guessing.run() {
            Guessed::None => none(network),
            Guessed::Clique(row) => recall(&graph, &row, guessing.tries, Ending::Settled),
            Guessed::Cut(row) => recall(&graph, &row, self.tries, Ending::NodeLimit),
            Guessed::Stopped(row) => recall(&graph, &row, guessing.tries - 1, Ending::Stopped),
        })
    }
}

impl Retrieval<BlockCode> for FirstClique {
    /// # Errors
    /// [`Error::TooLarge`] if the synapses between the candidates take more than 1 GiB.
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        self.recall_watched(network, cue, &mut |_| ControlFlow::Continue(()))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Neither
    }
}

/// No pattern fits.
fn none(network: &Network<'_, BlockCode>) -> Recall {
    let nothing = network.empty();
    let address = (!network.is_auto()).then_some(&nothing);
    Recall::new(&nothing, address, 1, Ending::Settled)
}

fn recall(graph: &Graph, row: &[u64], tries: u64, ending: Ending) -> Recall {
    let Completion { content, address } = graph.names(row).with(&[]);
    let iterations = usize::try_from(tries).unwrap_or(usize::MAX).saturating_add(1);
    Recall { content, address, iterations, ending, completions: None }
}
