//! What counts as success, and the largest memory that has it.

use crate::Error;
use crate::error::{require_in, require_positive};

/// When a retrieval counts as successful.
///
/// ```
/// use synaptome_willshaw::capacity::Criterion;
/// assert_eq!(Criterion::default().tolerated_noise, 0.01);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Criterion {
    /// ε, the largest output noise tolerated, in (0, 1).
    pub tolerated_noise: f64,
    /// r, the number of blocks (or units) that the first step must gain, positive.
    pub first_gain: f64,
}

impl Default for Criterion {
    /// ε = 0.01 and r = 1, as in all figures of the paper.
    fn default() -> Self {
        Self { tolerated_noise: 0.01, first_gain: 1.0 }
    }
}

impl Criterion {
    pub(super) fn check(self) -> Result<Self, Error> {
        let noise = "the tolerated noise";
        require_positive(noise, self.tolerated_noise)?;
        require_in(noise, self.tolerated_noise, 0.0, 1_f64.next_down())?;
        require_positive("the gain of the first step", self.first_gain)?;
        Ok(self)
    }
}

/// The largest memory that still retrieves well enough.
///
/// ```
/// use synaptome_willshaw::capacity::{BlockTheory, Criterion};
/// use synaptome_willshaw::{Association, BlockCode};
///
/// let code = BlockCode::new(16, 256)?;
/// let best = BlockTheory::new(code, Association::Auto, 0.5, Criterion::default())?.optimum();
/// assert!(best.load > 0.4 && best.patterns > 30_000.0);
/// // Half of the bits of the pattern are in the cue, and are not counted as completion.
/// assert!(best.mapping_bits_per_synapse > best.completion_bits_per_synapse);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Optimum {
    /// p₁, the fraction of potentiated synapses.
    pub load: f64,
    /// M, the number of patterns.
    pub patterns: f64,
    /// `C_v`, bits of content per synapse.
    pub mapping_bits_per_synapse: f64,
    /// `C_u`, bits of completion per synapse.
    pub completion_bits_per_synapse: f64,
}

/// By which factors one memory surpasses another (B.4–B.9).
///
/// ```
/// use synaptome_willshaw::RandomCode;
/// use synaptome_willshaw::capacity::{Criterion, RandomTheory};
///
/// let (code, criterion) = (RandomCode::new(10_000, 30)?, Criterion::default());
/// let one_step = RandomTheory::one_step(code, 0.5, criterion)?.optimum()?;
/// let iterative = RandomTheory::iterative(code, 0.5, criterion)?.optimum()?;
/// let gain = iterative.gain_over(&one_step);
/// assert!(gain.patterns > 1.0);
/// assert!((gain.load - iterative.load / one_step.load).abs() < 1e-12);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// `g_p1`
    pub load: f64,
    /// `g_M`
    pub patterns: f64,
    /// `g_C` of the mapping capacity.
    pub mapping: f64,
    /// `g_C` of the completion capacity.
    pub completion: f64,
}

impl Optimum {
    /// `C_uv` = `C_u` + `C_v`.
    pub fn bidirectional_bits_per_synapse(&self) -> f64 {
        self.mapping_bits_per_synapse + self.completion_bits_per_synapse
    }

    /// The gain of this memory over another one with as many units and active units.
    pub fn gain_over(&self, other: &Self) -> Gain {
        Gain {
            load: self.load / other.load,
            patterns: self.patterns / other.patterns,
            mapping: self.mapping_bits_per_synapse / other.mapping_bits_per_synapse,
            completion: self.completion_bits_per_synapse / other.completion_bits_per_synapse,
        }
    }
}
