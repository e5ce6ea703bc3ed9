//! Synapses and sets of them.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use rand::{Rng, RngExt};

use crate::Error;

/// The connection between neurons `i` and `j`. The weights w_ij = Σ_k x_i^k x_j^k are
/// symmetric, so (i, j) and (j, i) are one synapse; i = j is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Synapse {
    /// One neuron.
    pub i: usize,
    /// The other.
    pub j: usize,
}

impl Synapse {
    fn ordered(self) -> (usize, usize) {
        (self.i.min(self.j), self.i.max(self.j))
    }
}

impl fmt::Display for Synapse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {})", self.i, self.j)
    }
}

/// Distinct synapses, in an order that growing ensembles follow.
///
/// ```
/// use synaptome_mi::{Error, Synapse, SynapticEnsemble};
/// let ensemble = SynapticEnsemble::all_pairs(20)?;
/// assert_eq!(ensemble.len(), 190);
/// let twice = vec![Synapse { i: 1, j: 2 }, Synapse { i: 2, j: 1 }];
/// assert!(matches!(SynapticEnsemble::new(twice), Err(Error::DuplicateSynapse { .. })));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<Synapse>", into = "Vec<Synapse>"))]
pub struct SynapticEnsemble {
    synapses: Vec<Synapse>,
}

impl SynapticEnsemble {
    /// These synapses, in this order.
    ///
    /// # Errors
    /// If there are none, or two are the same unordered pair.
    pub fn new(synapses: Vec<Synapse>) -> Result<Self, Error> {
        if synapses.is_empty() {
            return Err(Error::EmptyEnsemble);
        }
        let mut seen = HashMap::with_capacity(synapses.len());
        for (second, &synapse) in synapses.iter().enumerate() {
            if let Some(first) = seen.insert(synapse.ordered(), second) {
                return Err(Error::DuplicateSynapse { synapse, first, second });
            }
        }
        Ok(Self { synapses })
    }

    /// All d(d − 1)/2 synapses i < j among `neurons` neurons: (0, 1), (0, 2), …
    ///
    /// # Errors
    /// If there are fewer than two neurons, or more than 2¹⁶.
    pub fn all_pairs(neurons: usize) -> Result<Self, Error> {
        if neurons < 2 {
            return Err(Error::EmptyEnsemble);
        }
        if neurons > 1 << 16 {
            let synapses = neurons.saturating_mul(neurons - 1) / 2;
            return Err(Error::TooManySynapses { synapses, neurons });
        }
        let from = |i| (i + 1..neurons).map(move |j| Synapse { i, j });
        Ok(Self { synapses: (0..neurons).flat_map(from).collect() })
    }

    /// Every synapse from a neuron of `layer` to one of `next`.
    ///
    /// # Errors
    /// If a layer is empty, the layers share a pair, or there are more than 2³² pairs.
    pub fn layer_to_layer(layer: Range<usize>, next: Range<usize>) -> Result<Self, Error> {
        let synapses = layer.len().saturating_mul(next.len());
        if synapses > 1 << 32 {
            let neurons = layer.len().saturating_add(next.len());
            return Err(Error::TooManySynapses { synapses, neurons });
        }
        let from = |i| next.clone().map(move |j| Synapse { i, j });
        Self::new(layer.flat_map(from).collect())
    }

    /// `count` distinct synapses i < j among `neurons` neurons, all choices and orders
    /// equally likely.
    ///
    /// # Errors
    /// If `count` is zero or exceeds the number of pairs, or as for
    /// [`all_pairs`](Self::all_pairs).
    pub fn random<R: Rng + ?Sized>(
        neurons: usize,
        count: usize,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let mut all = Self::all_pairs(neurons)?.synapses;
        if count == 0 {
            return Err(Error::EmptyEnsemble);
        }
        if count > all.len() {
            return Err(Error::TooManySynapses { synapses: count, neurons });
        }
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

    /// Fails unless every synapse joins two of `dim` neurons.
    pub(crate) fn require_within(&self, dim: usize) -> Result<(), Error> {
        let ends = self.synapses.iter().map(|s| s.i.max(s.j));
        let neuron = ends.max().unwrap_or(0);
        if neuron < dim { Ok(()) } else { Err(Error::NeuronOutOfRange { neuron, dim }) }
    }
}
