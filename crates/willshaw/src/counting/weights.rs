//! Real weights, and the fields that active units cause.

use super::memory::zeroed;
use super::{CountingMemory, CountingRule, Evidence};
use crate::error::require_index;
use crate::{Association, Error, PatternCode};

/// The weights of a [`CountingMemory`] by some rule, rows of single-precision numbers.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, Patterns, counting};
/// let code = BlockCode::new(4, 16)?;
/// let patterns = Patterns::draw(code, 20, &mut ChaCha12Rng::seed_from_u64(1))?;
/// let mut memory = counting::CountingMemory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let weights = memory.weights(&counting::Covariance)?;
/// assert_eq!(weights.association(), Association::Auto);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Weights<C> {
    pub(super) code: C,
    pub(super) association: Association,
    /// Priors and what all silent units say.
    pub(super) silence: Vec<f32>,
    pub(super) rows: Vec<f32>,
}

impl<C: PatternCode> Weights<C> {
    pub(super) fn new<R>(memory: &CountingMemory<C>, rule: &R) -> Result<Self, Error>
    where
        R: CountingRule + ?Sized,
    {
        let (code, association, n) = (memory.code(), memory.association(), memory.code().units());
        let prior = |&uses: &u32| rule.prior(uses, memory.stored());
        let mut silence: Vec<f64> = memory.content_uses().iter().map(prior).collect();
        let mut rows = zeroed(n as u128 * n as u128, "the number of bytes of the weights")?;
        for (i, row) in rows.chunks_exact_mut(n).enumerate() {
            let counts = memory.row(i);
            let omitted = (association == Association::Auto && !rule.has_autapses()).then_some(i);
            for j in (0..n).filter(|&j| Some(j) != omitted) {
                let Evidence { active, silent } = rule.evidence(counts(j));
                row[j] = (active - silent) as f32;
                silence[j] += silent;
            }
        }
        let silence = silence.into_iter().map(|field| field as f32).collect();
        Ok(Self { code, association, silence, rows })
    }

    /// The code of the stored patterns.
    pub fn code(&self) -> C {
        self.code
    }

    /// Whether patterns are completed, or contents recalled from addresses.
    pub fn association(&self) -> Association {
        self.association
    }

    /// The weight of the synapse from an address unit to a content unit.
    ///
    /// # Errors
    /// Units that do not exist.
    pub fn weight(&self, address: u32, content: u32) -> Result<f32, Error> {
        let n = self.code.units();
        require_index("unit", address as usize, n)?;
        require_index("unit", content as usize, n)?;
        Ok(self.rows[address as usize * n + content as usize])
    }

    /// The fields of all content units when some address units are active and all others silent; negative infinity
    /// where certainties contradict each other.
    ///
    /// ```
    /// use synaptome_willshaw::counting::{ClippedHebb, CountingMemory};
    /// use synaptome_willshaw::{Association, BlockCode, Patterns};
    ///
    /// let code = BlockCode::new(2, 2)?;
    /// let mut memory = CountingMemory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 2])?)?;
    /// let weights = memory.weights(&ClippedHebb)?;
    /// assert_eq!(weights.fields(&[0])?, [1.0, 0.0, 1.0, 0.0]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// Units that do not exist.
    pub fn fields(&self, active: &[u32]) -> Result<Vec<f32>, Error> {
        let n = self.code.units();
        active.iter().try_for_each(|&unit| require_index("unit", unit as usize, n))?;
        let mut fields = self.silence.clone();
        for &i in active {
            let row = &self.rows[i as usize * n..][..n];
            fields.iter_mut().zip(row).for_each(|(field, weight)| *field += weight);
        }
        fields
            .iter_mut()
            .filter(|field| field.is_nan())
            .for_each(|field| *field = f32::NEG_INFINITY);
        Ok(fields)
    }
}
