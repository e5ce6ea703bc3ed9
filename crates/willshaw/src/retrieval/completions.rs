//! What a complete search adds to a recall: the patterns that fit, one by one.

/// The patterns that fit a cue, as a complete search found them.
///
/// If [`is_unique`](Self::is_unique), the output of the recall is the only pattern that fits. Else
/// it holds the units of all patterns that fit. When the search was [`cut`](Self::cut)
/// ([`Ending::NodeLimit`](crate::Ending::NodeLimit) or [`Ending::Stopped`](crate::Ending::Stopped)),
/// these are some of the patterns that fit, and the output is a halo that holds all of them: what local
/// retrieval leaves. In every case the stored pattern is contained, if the cue is what it is said to be.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{
///     Association, BlockCode, CliqueSearch, Cue, CueQuality, Memory, Patterns,
/// };
/// let rng = &mut ChaCha12Rng::seed_from_u64(17);
/// let code = BlockCode::new(8, 32)?;
/// let patterns = Patterns::draw(code, 600, rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let stored = patterns.get(0).unwrap();
/// let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
/// let recall = memory.recall(&CliqueSearch::default(), &cue)?;
/// let found = recall.completions.unwrap();
/// assert!(found.is_unique() && !found.cut);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Completions {
    /// The number of patterns that fit or, when the search was cut, that were found before.
    pub cliques: u64,
    /// The first of them.
    pub list: Vec<Completion>,
    /// The largest number of cue units that was tried to be false.
    pub false_units: usize,
    /// Partial cliques looked at; the limit of them when the search reached it.
    pub nodes: u64,
    /// Whether the search was cut, so that more patterns may fit.
    #[cfg_attr(feature = "serde", serde(default))]
    pub cut: bool,
}

/// A pattern that fits a cue, or a pair of patterns.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{
///     Association, BlockCode, CliqueSearch, Cue, CueQuality, Memory, Patterns,
/// };
/// let rng = &mut ChaCha12Rng::seed_from_u64(17);
/// let code = BlockCode::new(8, 32)?;
/// let patterns = Patterns::draw(code, 600, rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let stored = patterns.get(0).unwrap();
/// let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
/// let found = memory.recall(&CliqueSearch::default(), &cue)?.completions.unwrap();
/// assert_eq!(found.list[0].content, stored);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Completion {
    /// The content, ascending; for autoassociation the completed pattern.
    pub content: Vec<u32>,
    /// The address of a heteroassociation, ascending.
    pub address: Option<Vec<u32>>,
}

impl Completions {
    /// Whether exactly one pattern fits; not if the search was cut.
    pub fn is_unique(&self) -> bool {
        self.cliques == 1 && !self.cut
    }

    /// The bits that the list of all patterns conveys when `prior_bits` are unknown besides the
    /// cue: `prior_bits − log₂ cliques`, as all of them are equally likely; `None` if there are
    /// none, or the search was cut.
    ///
    /// [`Query::prior_bits`](crate::trial::Query::prior_bits) is that prior.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, CliqueSearch, Cue, Memory, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 4, 0, 5])?)?;
    /// let recall = memory.recall(&CliqueSearch::default(), &Cue::new(code, vec![0], 0)?)?;
    /// // Two bits were unknown, of one unit in four; one of two patterns is still to choose.
    /// assert_eq!(recall.completions.unwrap().list_bits(2.0), Some(1.0));
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn list_bits(&self, prior_bits: f64) -> Option<f64> {
        (self.cliques > 0 && !self.cut).then(|| prior_bits - (self.cliques as f64).log2())
    }
}

impl Completion {
    /// Together with the units of the cue, which are those of an address, if there is one.
    pub(crate) fn with(mut self, cue: &[u32]) -> Self {
        self.address.as_mut().unwrap_or(&mut self.content).extend(cue);
        self.content.sort_unstable();
        if let Some(address) = &mut self.address {
            address.sort_unstable();
        }
        self
    }
}
