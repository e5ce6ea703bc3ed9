//! The continuous network whose weights the patterns make.

use crate::error::{Error, require_finite, require_index, require_len, require_positive};
use crate::synapse::Synapse;

/// A continuous Hopfield network with the weights w_ij = Σ_k x_i^k x_j^k for i ≠ j and no
/// synapse of a neuron with itself. The weights are applied, but never stored: a step costs
/// 2Nd multiplications for N patterns of d neurons.
///
/// Patterns may be any finite numbers: those of Fan & Mysore (arXiv 2411.17692) are positive;
/// their logarithms give *log-domain synapses*.
///
/// ```
/// use synaptome_mi::{ContinuousNetwork, Synapse};
/// let network = ContinuousNetwork::new(vec![vec![1.0, 2.0, 3.0], vec![2.0, 0.5, 1.0]])?;
/// assert_eq!(network.weight(Synapse::new(0, 1))?, 3.0);
/// assert_eq!(network.field(&[0.0, 1.0, 0.0])?, [3.0, 0.0, 6.5]);
/// assert_eq!(network.energy(&[1.0, 1.0, 0.0])?, -3.0);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ContinuousNetwork {
    patterns: Vec<Vec<f64>>,
}

impl ContinuousNetwork {
    /// The network that stores these patterns, one per row.
    ///
    /// # Errors
    /// If there are no patterns or no neurons, their lengths differ, or a number is not finite.
    pub fn new(patterns: Vec<Vec<f64>>) -> Result<Self, Error> {
        let dim = patterns.first().map_or(0, Vec::len);
        if dim == 0 {
            return Err(Error::Empty { quantity: "the stored patterns" });
        }
        for pattern in &patterns {
            require_len("a pattern", dim, pattern.len())?;
            pattern.iter().try_for_each(|&x| require_finite("a pattern", x).map(drop))?;
        }
        Ok(Self { patterns })
    }

    /// Number of neurons d.
    pub fn dim(&self) -> usize {
        self.patterns[0].len()
    }

    /// The stored patterns.
    pub fn patterns(&self) -> &[Vec<f64>] {
        &self.patterns
    }

    /// w_ij; 0 for i = j.
    ///
    /// # Errors
    /// If the synapse ends outside the network.
    pub fn weight(&self, synapse: Synapse) -> Result<f64, Error> {
        let (i, j) = (synapse.i(), synapse.j());
        require_index("neuron", j, self.dim())?;
        let sum = self.patterns.iter().map(|x| x[i] * x[j]).sum();
        Ok(if i == j { 0.0 } else { sum })
    }

    /// W y: the field Σ_{j≠i} w_ij y_j of every neuron, which is −∂E/∂y_i of the
    /// [`energy`](Self::energy).
    ///
    /// # Errors
    /// If the state has another number of neurons.
    pub fn field(&self, state: &[f64]) -> Result<Vec<f64>, Error> {
        require_len("the state", self.dim(), state.len())?;
        let mut field = vec![0.0; state.len()];
        for x in &self.patterns {
            let overlap: f64 = x.iter().zip(state).map(|(x, y)| x * y).sum();
            for ((field, x), y) in field.iter_mut().zip(x).zip(state) {
                *field += x * (overlap - x * y);
            }
        }
        Ok(field)
    }

    /// E = −½ Σ_{i≠j} w_ij y_i y_j.
    ///
    /// ```
    /// use synaptome_mi::ContinuousNetwork;
    ///
    /// let network = ContinuousNetwork::new(vec![vec![1.0, 2.0, 3.0]])?;
    /// assert_eq!(network.field(&[1.0, 0.0, 0.0])?, [0.0, 2.0, 3.0]); // w₀₁ = 2, w₀₂ = 3
    /// assert_eq!(network.energy(&[1.0, 1.0, 0.0])?, -2.0);
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the state has another number of neurons.
    pub fn energy(&self, state: &[f64]) -> Result<f64, Error> {
        Ok(-0.5 * inner(&self.field(state)?, state))
    }

    /// (W − w̄) y: the field of synapses that all lost the mean weight w̄ = `mean_weight`.
    /// For independent log-normal patterns with E x_i = m it is w̄ = N m². One step from a
    /// centred cue, y = c − E c, retrieves a pattern.
    ///
    /// # Errors
    /// If the state has another number of neurons, or the mean weight is not finite.
    pub fn centred_field(&self, state: &[f64], mean_weight: f64) -> Result<Vec<f64>, Error> {
        require_finite("the mean weight", mean_weight)?;
        let field = self.field(state)?;
        let shift = mean_weight * state.iter().sum::<f64>();
        let pairs = field.iter().zip(state);
        Ok(pairs.map(|(field, y)| field - shift + mean_weight * y).collect())
    }

    /// −½ Σ_{i≠j} (w_ij − w̄) y_i y_j, of which
    /// [`centred_field`](Self::centred_field) is the negative gradient.
    ///
    /// # Errors
    /// If the state has another number of neurons, or the mean weight is not finite.
    pub fn centred_energy(&self, state: &[f64], mean_weight: f64) -> Result<f64, Error> {
        Ok(-0.5 * inner(&self.centred_field(state, mean_weight)?, state))
    }

    /// The field, scaled so that the neurons have the average `mean`: a step of the linear
    /// dynamics y ← W y. Repeated, it converges to the leading eigenvector of W, which for
    /// positive patterns is near their mean and forgets the cue.
    ///
    /// # Errors
    /// If the state has another number of neurons, or the field cannot be scaled to that mean.
    pub fn normalised_step(&self, state: &[f64], mean: f64) -> Result<Vec<f64>, Error> {
        let mut field = self.field(state)?;
        let norm = field.iter().sum::<f64>() / (mean * state.len() as f64);
        require_positive("the scale of the field", norm)?;
        field.iter_mut().for_each(|y| *y /= norm);
        Ok(field)
    }
}

/// Σ a_i b_i.
fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
