//! Rules that make weights of counts.

use crate::Error;
use crate::error::{require_in, require_positive};

/// In how many patterns an address unit i and a content unit j were active.
///
/// With the M of the literature `both` is M₁₁, and M₁₀, M₀₁, M₀₀ follow: i is active in M₁₁ + M₁₀ patterns and j
/// in M₁₁ + M₀₁.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, Patterns, counting};
/// let code = BlockCode::new(4, 16)?;
/// let patterns = Patterns::draw(code, 20, &mut ChaCha12Rng::seed_from_u64(1))?;
/// let mut memory = counting::CountingMemory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let unit = patterns.get(0).unwrap()[0];
/// let counts = memory.counts(unit, unit)?;
/// assert_eq!(counts.both, counts.address);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct PairCounts {
    /// Patterns in which both units are active.
    pub both: u32,
    /// Patterns in which the address unit is active.
    pub address: u32,
    /// Patterns in which the content unit is active.
    pub content: u32,
    /// All patterns.
    pub patterns: u32,
}

/// What the state of an address unit says for a content unit.
///
/// ```
/// use synaptome_willshaw::counting::{CountingRule, Covariance, PairCounts};
///
/// let counts = PairCounts { both: 2, address: 4, content: 4, patterns: 8 }; // independent units
/// let evidence = Covariance.evidence(counts);
/// assert_eq!((evidence.active, evidence.silent), (0.0, 0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Evidence {
    /// If the address unit is active.
    pub active: f64,
    /// If it is silent.
    pub silent: f64,
}

/// A rule that makes weights of counts.
///
/// The field of a content unit is its [`prior`](Self::prior) and the [`evidence`](Self::evidence) of all address
/// units, so that the weight of a synapse is `active − silent`. An infinite evidence is a certainty; where certainties
/// contradict each other, the unit is taken to be silent.
///
/// ```
/// use synaptome_willshaw::counting::{CountingMemory, CountingRule, Evidence, PairCounts};
/// use synaptome_willshaw::{Association, BlockCode, Patterns};
///
/// /// Hebb's rule without clipping: the weight counts the patterns.
/// struct Hebb;
///
/// impl CountingRule for Hebb {
///     fn evidence(&self, counts: PairCounts) -> Evidence {
///         Evidence { active: f64::from(counts.both), silent: 0.0 }
///     }
/// }
///
/// let code = BlockCode::new(2, 2)?;
/// let mut memory = CountingMemory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 2, 0, 2, 1, 3])?)?;
/// assert_eq!(memory.weights(&Hebb)?.weight(0, 2)?, 2.0);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub trait CountingRule {
    /// What an address unit says for a content unit.
    fn evidence(&self, counts: PairCounts) -> Evidence;

    /// The field of a content unit before anything is known.
    fn prior(&self, content: u32, patterns: u32) -> f64 {
        let _ = (content, patterns);
        0.0
    }

    /// Whether a unit of an autoassociation has a synapse to itself.
    fn has_autapses(&self) -> bool {
        false
    }

    /// Refuses options outside their ranges.
    ///
    /// # Errors
    /// Such options.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// Bayesian learning: fields are the log odds of a content unit to be active.
///
/// If address units are independent given a content unit, a stored pattern is drawn at random, and each of its
/// address units is lost with probability p₁₀ and each other one added with p₀₁, then
/// P(ũᵢ = 1 | vⱼ = 1) = (M₁₁(1 − p₁₀) + M₀₁p₀₁)/M₁, P(ũᵢ = 1 | vⱼ = 0) = (M₁₀(1 − p₁₀) + M₀₀p₀₁)/M₀, and the log odds
/// add up to ln(M₁/M₀) and the logarithms of such ratios (Knoblauch 2011, *Neural associative memory with optimal
/// Bayesian learning*, Neural Computation 23(6), 1393–1451, doi 10.1162/NECO_a_00127; derived anew, as we have not
/// read its equations).
///
/// With p₀₁ = 0 an active unit that never was active together with another one excludes it.
///
/// ```
/// use synaptome_willshaw::counting::{Bayes, CountingRule, PairCounts};
/// let rule = Bayes { spurious: 0.1, missing: 0.2 };
/// let evidence = rule.evidence(PairCounts { both: 3, address: 4, content: 5, patterns: 10 });
/// // In 3 of 5 patterns with j, unit i is active, and in 1 of 5 patterns without.
/// let (with, without) = (0.6 * 0.8 + 0.4 * 0.1, 0.2 * 0.8 + 0.8 * 0.1);
/// assert!((evidence.active - f64::ln(with / without)).abs() < 1e-12);
/// assert!((evidence.silent - f64::ln((1.0 - with) / (1.0 - without))).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Bayes {
    /// p₀₁, with which a silent unit is active in the cue, in [0, 1).
    pub spurious: f64,
    /// p₁₀, with which an active unit is silent in the cue, in (0, 1).
    pub missing: f64,
}

impl Default for Bayes {
    /// Half of the units missing, none added.
    fn default() -> Self {
        Self { spurious: 0.0, missing: 0.5 }
    }
}

impl CountingRule for Bayes {
    fn evidence(&self, counts: PairCounts) -> Evidence {
        let Self { spurious, missing } = *self;
        let [both, only_address, only_content, none] = counts.table();
        let (with, without) = (both + only_content, only_address + none);
        if with == 0.0 || without == 0.0 {
            return Evidence { active: 0.0, silent: 0.0 };
        }
        let active = |active: f64, silent: f64| active * (1.0 - missing) + silent * spurious;
        let lost = |active: f64, silent: f64| active * missing + silent * (1.0 - spurious);
        Evidence {
            active: ln_ratio(
                active(both, only_content) * without,
                active(only_address, none) * with,
            ),
            silent: ln_ratio(lost(both, only_content) * without, lost(only_address, none) * with),
        }
    }

    fn prior(&self, content: u32, patterns: u32) -> f64 {
        ln_ratio(f64::from(content), f64::from(patterns.saturating_sub(content)))
    }

    fn check(&self) -> Result<(), Error> {
        require_in("the probability p01 of an added unit", self.spurious, 0.0, BELOW_ONE)?;
        require_in(
            "the probability p10 of a missing unit",
            self.missing,
            f64::MIN_POSITIVE,
            BELOW_ONE,
        )
    }
}

/// The largest number below one.
const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;

/// The Bayesian confidence propagation rule: the weight is the logarithm of how much more often both units
/// were active than independent ones would be, ln(M₁₁M/(M₁(i) M₁(j))), and silent units say nothing.
///
/// ```
/// use synaptome_willshaw::counting::{Bcpnn, CountingRule, PairCounts};
/// let rule = Bcpnn::default();
/// let evidence = rule.evidence(PairCounts { both: 2, address: 4, content: 5, patterns: 10 });
/// assert_eq!((evidence.active, evidence.silent), (0.0, 0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Bcpnn {
    /// What counts as M₁₁ where it is less, in particular for units that were never active together; positive.
    pub least: f64,
}

impl Default for Bcpnn {
    /// A hundredth of a pattern.
    fn default() -> Self {
        Self { least: 0.01 }
    }
}

impl CountingRule for Bcpnn {
    fn evidence(&self, counts: PairCounts) -> Evidence {
        let independent = f64::from(counts.address) * f64::from(counts.content);
        if independent == 0.0 {
            return Evidence { active: 0.0, silent: 0.0 };
        }
        let both = f64::from(counts.both).max(self.least);
        Evidence { active: (both * f64::from(counts.patterns) / independent).ln(), silent: 0.0 }
    }

    fn prior(&self, content: u32, patterns: u32) -> f64 {
        ln_ratio(f64::from(content), f64::from(patterns))
    }

    fn check(&self) -> Result<(), Error> {
        require_positive("the least count of a pair", self.least)
    }
}

/// The covariance rule: M₁₁/M − M₁(i)M₁(j)/M².
///
/// ```
/// use synaptome_willshaw::counting::{CountingRule, Covariance, PairCounts};
/// let evidence =
///     Covariance.evidence(PairCounts { both: 3, address: 4, content: 5, patterns: 10 });
/// assert!((evidence.active - 0.1).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Covariance;

impl CountingRule for Covariance {
    fn evidence(&self, counts: PairCounts) -> Evidence {
        let PairCounts { both, address, content, patterns } = counts;
        let patterns = f64::from(patterns.max(1));
        let independent = f64::from(address) * f64::from(content) / patterns;
        Evidence { active: (f64::from(both) - independent) / patterns, silent: 0.0 }
    }
}

/// The rule of Willshaw's binary synapses: 1 where both units were active in some pattern, with autapses.
///
/// ```
/// use synaptome_willshaw::counting::{ClippedHebb, CountingRule, PairCounts};
/// let evidence =
///     ClippedHebb.evidence(PairCounts { both: 3, address: 4, content: 5, patterns: 10 });
/// assert_eq!(evidence.active, 1.0);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct ClippedHebb;

impl CountingRule for ClippedHebb {
    fn evidence(&self, counts: PairCounts) -> Evidence {
        Evidence { active: if counts.both > 0 { 1.0 } else { 0.0 }, silent: 0.0 }
    }

    fn has_autapses(&self) -> bool {
        true
    }
}

impl PairCounts {
    /// M₁₁, M₁₀, M₀₁, M₀₀.
    fn table(self) -> [f64; 4] {
        let Self { both, address, content, patterns } = self;
        let neither =
            (f64::from(patterns) + f64::from(both) - f64::from(address) - f64::from(content))
                .max(0.0);
        let (only_address, only_content) =
            (address.saturating_sub(both), content.saturating_sub(both));
        [f64::from(both), f64::from(only_address), f64::from(only_content), neither]
    }
}

/// ln(a/b), and 0 where nothing was seen on either side.
fn ln_ratio(a: f64, b: f64) -> f64 {
    if a == 0.0 && b == 0.0 { 0.0 } else { (a / b).ln() }
}
