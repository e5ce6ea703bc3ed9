//! Errors over many queries, and the noise and information that follow from them.

use super::Query;
use crate::information::{Capacities, Tally, cue_bits, output_bits};
use crate::{Association, CueQuality, Error, OutputKind, PatternCode, Recall};

/// The errors of a retrieval over many queries, in both populations.
///
/// See the [module](super) for an example.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::trial::GrowingMemory;
/// use synaptome_willshaw::{Association, BlockCode, CueQuality, SumOfMax};
///
/// let rng = &mut ChaCha12Rng::seed_from_u64(1);
/// let mut memory = GrowingMemory::new(BlockCode::new(8, 32)?, Association::Auto)?;
/// memory.grow_to(300, rng)?;
/// let outcome = memory.trial(200, CueQuality::default(), rng)?.run(&SumOfMax::default())?;
/// assert!(outcome.noise() < 0.1);
/// assert!(outcome.bits_per_synapse()? > 0.05); // 300 patterns, 20 bits of each, 256² synapses
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome<C> {
    /// The code of the patterns.
    pub code: C,
    /// Whether patterns were completed, or contents recalled from addresses.
    pub association: Association,
    /// M, the number of patterns in the memory.
    pub patterns: usize,
    /// The quality of the cues.
    pub quality: CueQuality,
    /// What outputs of the retrieval hold of the pattern, if the counted errors do not say otherwise: cores with false units
    /// and halos with missing ones, as they follow from false units in cues, count as [`OutputKind::Neither`].
    pub kind: OutputKind,
    /// The errors of v̂; for autoassociation of the completed patterns.
    pub content: Tally,
    /// The errors of û, where the retrieval reconstructs it.
    pub address: Tally,
}

impl<C: PatternCode> Outcome<C> {
    /// No query yet.
    pub fn new(
        code: C,
        association: Association,
        patterns: usize,
        quality: CueQuality,
        kind: OutputKind,
    ) -> Self {
        let (content, address) = (Tally::default(), Tally::default());
        Self { code, association, patterns, quality, kind, content, address }
    }

    /// Counts the errors of one output.
    pub fn add(&mut self, query: &Query<C>, recall: &Recall) {
        self.content.add(&query.content, &recall.content);
        if let Some(address) = &recall.address {
            self.address.add(&query.address, address);
        }
    }

    /// ε̂ of both populations with the weights 1 − λ (address) and λ (content), as in the paper's
    /// figures; of the only population scored, where there is one (2.4).
    pub fn noise(&self) -> f64 {
        self.weighted_noise(self.quality.completeness)
    }

    /// ε̂ of both populations with equal weights (§5.3).
    pub fn simple_noise(&self) -> f64 {
        self.weighted_noise(0.5)
    }

    /// ε̂ with the weight `content` of the content, and the rest that of the address.
    pub fn weighted_noise(&self, content: f64) -> f64 {
        if self.address.patterns == 0 {
            return self.content.noise();
        }
        (1.0 - content) * self.address.noise() + content * self.content.noise()
    }

    /// The bits of one content in the output, from its error rates.
    ///
    /// # Errors
    /// Before the first query.
    pub fn content_bits(&self) -> Result<f64, Error> {
        self.bits(&self.content)
    }

    /// The bits of one address in the output, from its error rates; of the cue, where the output
    /// holds no address, and those of the content for autoassociation.
    ///
    /// # Errors
    /// Before the first query; cues of a quality that does not exist.
    pub fn address_bits(&self) -> Result<f64, Error> {
        match self.association {
            Association::Auto => self.content_bits(),
            Association::Hetero if self.address.patterns == 0 => self.cue_bits(),
            Association::Hetero => self.bits(&self.address),
        }
    }

    /// The bits of one address in the cue.
    ///
    /// # Errors
    /// Cues of a quality that does not exist.
    pub fn cue_bits(&self) -> Result<f64, Error> {
        cue_bits(self.code, self.quality)
    }

    /// The mapping and completion capacities (A.16–A.18).
    ///
    /// # Errors
    /// Before the first query; cues of a quality that does not exist.
    pub fn capacities(&self) -> Result<Capacities, Error> {
        let (content, address) = (self.content_bits()?, self.address_bits()?);
        let (patterns, n) = (self.patterns as f64, self.code.units());
        Ok(Capacities::new(patterns, n, content, address, self.cue_bits()?))
    }

    /// C_u of an autoassociation (2.8); C_uv of a heteroassociation (2.10), which is C_v where no
    /// address is scored.
    ///
    /// # Errors
    /// Before the first query; cues of a quality that does not exist.
    pub fn bits_per_synapse(&self) -> Result<f64, Error> {
        let capacities = self.capacities()?;
        Ok(match self.association {
            Association::Auto => capacities.completion_bits_per_synapse,
            Association::Hetero => capacities.bidirectional_bits_per_synapse(),
        })
    }

    fn bits(&self, tally: &Tally) -> Result<f64, Error> {
        let rates = tally.rates(self.code.units())?;
        output_bits(self.code, self.kind.under(rates), rates)
    }
}
