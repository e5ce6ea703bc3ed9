//! Memories that count: Bayesian learning and its relatives, with k winners.
//!
//! A [`CountingMemory`] counts for each pair of units in how many patterns both were active. A [`CountingRule`]
//! turns the counts into real weights: [`Bayes`] and [`Bcpnn`], and for comparison [`Covariance`] and
//! [`ClippedHebb`], the rule of the binary synapses of [`Memory`](crate::Memory). [`KBest`] retrieves.
//!
//! ```
//! use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
//! use synaptome_willshaw::counting::{Bayes, CountingMemory, KBest};
//! use synaptome_willshaw::{Association, Cue, CueQuality, Patterns, RandomCode};
//!
//! let mut rng = ChaCha12Rng::seed_from_u64(1);
//! let code = RandomCode::new(256, 8)?;
//! let patterns = Patterns::draw(code, 300, &mut rng)?;
//! let mut memory = CountingMemory::new(code, Association::Auto)?;
//! memory.store(&patterns)?;
//!
//! // A cue of half of the units, then states in which one unit in twenty is wrong.
//! let first = memory.weights(&Bayes { spurious: 0.0, missing: 0.5 })?;
//! let next = memory.weights(&Bayes { spurious: 0.05 * 8.0 / 248.0, missing: 0.05 })?;
//! let pattern = patterns.get(7).unwrap();
//! let cue = Cue::draw(code, pattern, CueQuality::default(), &mut rng)?;
//! assert_eq!(KBest::default().recall(&first, &next, &cue)?.content, pattern);
//! # Ok::<(), synaptome_willshaw::Error>(())
//! ```

mod k_best;
mod memory;
mod parts;
mod rules;
mod weights;

pub use k_best::KBest;
pub use memory::CountingMemory;
pub use rules::{Bayes, Bcpnn, ClippedHebb, CountingRule, Covariance, Evidence, PairCounts};
pub use weights::Weights;
