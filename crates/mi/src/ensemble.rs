//! Sets of synapses.

use std::collections::HashMap;
use std::ops::Range;

use rand::{Rng, RngExt};

use crate::error::{Error, require_index, require_len};
use crate::synapse::Synapse;

/// Distinct synapses, in an order that growing ensembles follow.
///
/// ```
/// use synaptome_mi::{Error, Synapse, SynapticEnsemble};
/// let ensemble = SynapticEnsemble::all_pairs(20)?;
/// assert_eq!(ensemble.len(), 190);
/// let twice = vec![Synapse::new(1, 2), Synapse::new(2, 1)];
/// assert!(matches!(SynapticEnsemble::new(twice), Err(Error::DuplicateSynapse { .. })));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<Synapse>", into = "Vec<Synapse>"))]
pub struct SynapticEnsemble {
    synapses: Vec<Synapse>,
}

/// Most synapses of an ensemble that is made here: 64 GiB of indices.
const MOST: u128 = 1 << 32;

impl SynapticEnsemble {
    /// These synapses, in this order.
    ///
    /// # Errors
    /// If there are none, or two are the same unordered pair.
    pub fn new(synapses: Vec<Synapse>) -> Result<Self, Error> {
        if synapses.is_empty() {
            return Err(Error::Empty { quantity: "an ensemble of synapses" });
        }
        let mut seen = HashMap::with_capacity(synapses.len());
        for (second, &synapse) in synapses.iter().enumerate() {
            if let Some(first) = seen.insert(synapse, second) {
                return Err(Error::DuplicateSynapse { synapse, first, second });
            }
        }
        Ok(Self { synapses })
    }

    /// All d(d − 1)/2 synapses i < j among `neurons` neurons: (0, 1), (0, 2), …
    ///
    /// # Errors
    /// If there are fewer than two neurons, or more than 2³² synapses.
    pub fn all_pairs(neurons: usize) -> Result<Self, Error> {
        if neurons < 2 {
            return Err(Error::TooFew { quantity: "neurons", found: neurons, needed: 2 });
        }
        let mut synapses = reserve(neurons as u128 * (neurons as u128 - 1) / 2)?;
        let from = |i| (i + 1..neurons).map(move |j| Synapse::new(i, j));
        synapses.extend((0..neurons).flat_map(from));
        Ok(Self { synapses })
    }

    /// Every synapse from a neuron of `layer` to one of `next`: with patterns (x, y) that are
    /// jointly log-normal, the heteroassociative weights w_ij = Σ_k x_i^k y_j^k.
    ///
    /// ```
    /// use synaptome_mi::SynapticEnsemble;
    ///
    /// let ensemble = SynapticEnsemble::layer_to_layer(0..2, 2..5)?;
    /// assert_eq!(ensemble.len(), 6);
    /// assert_eq!((ensemble.synapses()[0].i(), ensemble.synapses()[0].j()), (0, 2));
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a layer is empty, the layers share a pair, or there are more than 2³² synapses.
    pub fn layer_to_layer(layer: Range<usize>, next: Range<usize>) -> Result<Self, Error> {
        let mut synapses = reserve(layer.len() as u128 * next.len() as u128)?;
        let from = |i| next.clone().map(move |j| Synapse::new(i, j));
        synapses.extend(layer.flat_map(from));
        Self::new(synapses)
    }

    /// Draws `count` distinct synapses i < j among `neurons` neurons, all choices and orders
    /// equally likely.
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_mi::SynapticEnsemble;
    ///
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// assert_eq!(SynapticEnsemble::draw(10, 45, rng)?.len(), 45); // all pairs, in random order
    /// assert!(SynapticEnsemble::draw(10, 46, rng).is_err());
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
    ///
    /// # Errors
    /// If `count` is zero or exceeds the number of pairs, or as for
    /// [`all_pairs`](Self::all_pairs).
    pub fn draw<R: Rng + ?Sized>(neurons: usize, count: usize, rng: &mut R) -> Result<Self, Error> {
        let mut all = Self::all_pairs(neurons)?.synapses;
        if count == 0 {
            return Err(Error::Empty { quantity: "an ensemble of synapses" });
        }
        require_at_most(count as u128, all.len() as u128)?;
        for at in 0..count {
            let other = rng.random_range(at..all.len());
            all.swap(at, other);
        }
        all.truncate(count);
        Ok(Self { synapses: all })
    }

    /// The synapses, in order.
    pub fn synapses(&self) -> &[Synapse] {
        &self.synapses
    }

    /// The synapses, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Synapse> {
        self.synapses.iter()
    }

    /// Number of synapses n; never zero.
    #[expect(clippy::len_without_is_empty, reason = "an ensemble is never empty")]
    pub fn len(&self) -> usize {
        self.synapses.len()
    }

    /// The synapses of this ensemble, then those of another.
    ///
    /// # Errors
    /// If they share a synapse.
    pub fn union(&self, other: &Self) -> Result<Self, Error> {
        Self::new([self.synapses(), other.synapses()].concat())
    }

    /// What one pattern adds to every weight, x_i x_j, from its logarithm `ln_x`.
    ///
    /// # Errors
    /// If a synapse ends outside the pattern.
    pub fn products(&self, ln_x: &[f64]) -> Result<Vec<f64>, Error> {
        self.require_within(ln_x.len())?;
        Ok(self.synapses.iter().map(|s| (ln_x[s.i()] + ln_x[s.j()]).exp()).collect())
    }

    /// Fails unless every synapse joins two of `dim` neurons.
    pub(crate) fn require_within(&self, dim: usize) -> Result<(), Error> {
        let last = self.synapses.iter().map(|s| s.j()).max().unwrap_or(0);
        require_index("neuron", last, dim)
    }

    /// Fails unless there is one number per synapse.
    pub(crate) fn require_one_each(
        &self,
        quantity: &'static str,
        numbers: &[f64],
    ) -> Result<(), Error> {
        require_len(quantity, self.len(), numbers.len())
    }
}

impl AsRef<[Synapse]> for SynapticEnsemble {
    fn as_ref(&self) -> &[Synapse] {
        &self.synapses
    }
}

impl TryFrom<Vec<Synapse>> for SynapticEnsemble {
    type Error = Error;

    fn try_from(synapses: Vec<Synapse>) -> Result<Self, Error> {
        Self::new(synapses)
    }
}

impl From<SynapticEnsemble> for Vec<Synapse> {
    fn from(ensemble: SynapticEnsemble) -> Self {
        ensemble.synapses
    }
}

impl<'a> IntoIterator for &'a SynapticEnsemble {
    type Item = &'a Synapse;
    type IntoIter = std::slice::Iter<'a, Synapse>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn require_at_most(value: u128, limit: u128) -> Result<(), Error> {
    let quantity = "the number of synapses";
    if value <= limit { Ok(()) } else { Err(Error::TooLarge { quantity, value, limit }) }
}

/// An empty vector with room for `count` synapses.
fn reserve(count: u128) -> Result<Vec<Synapse>, Error> {
    require_at_most(count, MOST)?;
    let mut room = Vec::new();
    let fits = usize::try_from(count).is_ok_and(|count| room.try_reserve_exact(count).is_ok());
    let bytes = count * size_of::<Synapse>() as u128;
    if fits { Ok(room) } else { Err(Error::OutOfMemory { bytes }) }
}
