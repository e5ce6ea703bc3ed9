//! Capacities of a memory from the bits of one pattern.

/// Information per synapse that retrieval brings out of a memory of M patterns.
///
/// ```
/// use synaptome_willshaw::information::Capacities;
/// let capacities = Capacities::new(1_000.0, 100, 50.0, 40.0, 10.0);
/// assert!(capacities.mapping_bits_per_synapse > 0.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Capacities {
    /// M T(V; V̂)/n² (2.6): what addresses convey about contents.
    pub mapping_bits_per_synapse: f64,
    /// M (T(U; Û) − T(U; Ũ))/n² (2.8): what the memory conveys about addresses, beyond the cue.
    pub completion_bits_per_synapse: f64,
}

impl Capacities {
    /// From the bits of one pattern (A.16–A.18): of a content in the output (`content`), of an
    /// address in the output (`address`) and in the cue (`cue`).
    ///
    /// For autoassociation `content` and `address` are the same.
    ///
    /// ```
    /// use synaptome_willshaw::information::Capacities;
    ///
    /// // 40,000 patterns of 128 bits among 4096 units, retrieved without error from half of each.
    /// let found = Capacities::new(40_000.0, 4_096, 128.0, 128.0, 64.0);
    /// assert!((found.mapping_bits_per_synapse - 40_000.0 * 128.0 / 4_096_f64.powi(2)).abs() < 1e-9);
    /// assert!(
    ///     (found.completion_bits_per_synapse - found.mapping_bits_per_synapse / 2.0).abs() < 1e-9
    /// );
    /// ```
    pub fn new(patterns: f64, units: usize, content: f64, address: f64, cue: f64) -> Self {
        let per_synapse = patterns / (units as f64).powi(2);
        Self {
            mapping_bits_per_synapse: per_synapse * content,
            completion_bits_per_synapse: per_synapse * (address - cue),
        }
    }

    /// `C_uv`, the sum of both (2.10).
    pub fn bidirectional_bits_per_synapse(&self) -> f64 {
        self.mapping_bits_per_synapse + self.completion_bits_per_synapse
    }
}
