//! Retrieval: from a cue to the pattern it belongs to (Knoblauch & Palm 2020, §3).

mod completions;
mod core_and_halo;
mod iterative;
mod iterative_halo;
mod k_winners;
mod lk_plus;
mod many;
mod one_step;
mod recall;
mod shrinking;
mod simple_iterative;
mod state;
mod sum_of_max;

pub use completions::{Completion, Completions};
pub use core_and_halo::CoreAndHalo;
pub use iterative::Iterative;
pub use iterative_halo::IterativeHalo;
pub use k_winners::KWinners;
pub use lk_plus::LkPlus;
pub use one_step::{OneStep, OneStepCore};
pub use recall::{Ending, Recall};
pub use simple_iterative::SimpleIterative;
pub use sum_of_max::{CoreSumOfMax, SumOfMax, SumOfMaxStep};

use crate::code::check_same;
use crate::{Cue, Error, Memory, Network, OutputKind, PatternCode, Synapses};

/// The most iterations in the paper's figures.
const ITERATIONS: usize = 10;

/// A way to retrieve a pattern of code `C` from a cue.
///
/// Each retrieval is a type with its options as public fields and a `Default`: [`OneStep`],
/// [`KWinners`] and [`LkPlus`] work with any code, [`OneStepCore`], [`SimpleIterative`],
/// [`Iterative`], [`IterativeHalo`], [`SumOfMaxStep`], [`SumOfMax`], [`CoreSumOfMax`] and
/// [`CoreAndHalo`] with block codes, and [`CliqueSearch`](crate::CliqueSearch) with block codes
/// and random codes. `memory.recall(&SumOfMax::default(), &cue)` retrieves. A retrieval of your
/// own is one more type:
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{
///     Association, BlockCode, Cue, CueQuality, Error, Memory, Network, OutputKind, Patterns, Recall,
///     Retrieval,
/// };
///
/// /// What one step and the votes of the blocks agree on.
/// struct Agreement;
///
/// impl Retrieval<BlockCode> for Agreement {
///     fn recall(
///         &self,
///         network: &Network<'_, BlockCode>,
///         cue: &Cue<BlockCode>,
///     ) -> Result<Recall, Error> {
///         let mut halo = network.first_step(cue);
///         halo.intersect(&network.votes(cue));
///         Ok(Recall::one_step(&halo))
///     }
///
///     fn output_kind(&self) -> OutputKind {
///         OutputKind::Halo
///     }
/// }
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let code = BlockCode::new(8, 64)?;
/// let patterns = Patterns::draw(code, 500, &mut rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let pattern = patterns.get(3).unwrap();
/// let cue = Cue::draw(code, pattern, CueQuality::default(), &mut rng)?;
/// let recall = memory.recall(&Agreement, &cue)?;
/// assert!(pattern.iter().all(|unit| recall.content.contains(unit)));
/// # Ok::<(), Error>(())
/// ```
pub trait Retrieval<C: PatternCode> {
    /// Retrieves from a cue, made for the code of the network.
    ///
    /// # Errors
    /// Whatever the retrieval can't do with this cue or in this network.
    fn recall(&self, network: &Network<'_, C>, cue: &Cue<C>) -> Result<Recall, Error>;

    /// What the output holds of the pattern; this decides how much noisy outputs tell
    /// ([`output_bits`](crate::information::output_bits)).
    fn output_kind(&self) -> OutputKind {
        OutputKind::Neither
    }
}

impl<C: PatternCode, S: Synapses> Memory<C, S> {
    /// Retrieves from a cue.
    ///
    /// A block retrieval needs a block code; this does not compile:
    /// ```compile_fail,E0277
    /// use synaptome_willshaw::{Cue, Memory, RandomCode, SumOfMax};
    /// fn f(memory: &Memory<RandomCode>, cue: &Cue<RandomCode>) {
    ///     let _ = memory.recall(&SumOfMax::default(), cue);
    /// }
    /// ```
    ///
    /// # Errors
    /// [`Error::WrongCode`] if the cue was made for another code, and the errors of the retrieval:
    /// those of this crate but [`CliqueSearch`](crate::CliqueSearch) have none.
    pub fn recall<R>(&self, retrieval: &R, cue: &Cue<C>) -> Result<Recall, Error>
    where
        R: Retrieval<C> + ?Sized,
    {
        check_same(self.code(), cue.code())?;
        retrieval.recall(&self.network(), cue)
    }
}
