//! Networks of units that are 0 or 1.

use faer::{Mat, MatRef, Scale};

use crate::{Error, HopfieldNetwork};

impl HopfieldNetwork {
    /// The network of units 0 and 1 with these couplings J and thresholds θ.
    ///
    /// There a unit takes the value 1 if `Σ_j` `J_ij` `x_j` > `θ_i`, and 0 if it is less. With spins σ = 2 x - 1 these are
    /// the weights W = J/4 and the biases b = J 1/4 - θ/2: the field h = W σ + b is (J x - θ)/2.
    ///
    /// # Errors
    /// As [`with_bias`](Self::with_bias).
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::faer::Mat;
    /// use synaptome_hopfield::{HopfieldNetwork, State};
    ///
    /// // Two units that support each other, if both are active.
    /// let couplings = Mat::from_fn(2, 2, |i, j| if i == j { 0.0 } else { 1.0 });
    /// let network = HopfieldNetwork::for_bits(couplings.as_ref(), &[0.5, 0.5])?;
    /// assert_eq!(network.field(&State::from_bits(&[1, 0])?)?, [-0.25, 0.25]);
    /// let (same, thresholds) = network.to_bits();
    /// assert_eq!((same, thresholds), (couplings, vec![0.5, 0.5]));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn for_bits(couplings: MatRef<'_, f64>, thresholds: &[f64]) -> Result<Self, Error> {
        let sums = row_sums(couplings);
        let pairs = sums.iter().zip(thresholds);
        let mut bias: Vec<f64> = pairs.map(|(sum, theta)| 0.25 * sum - 0.5 * theta).collect();
        // A threshold too many is refused as a bias too many would be.
        bias.resize(thresholds.len(), 0.0);
        Self::with_bias(couplings * Scale(0.25), bias)
    }

    /// The couplings J = 4 W and the thresholds θ = J 1/2 - 2 b of the same network with units 0 and 1.
    pub fn to_bits(&self) -> (Mat<f64>, Vec<f64>) {
        let couplings = self.weights() * Scale(4.0);
        let sums = row_sums(couplings.as_ref());
        let pairs = sums.iter().zip(self.bias());
        let thresholds = pairs.map(|(sum, b)| 0.5 * sum - 2.0 * b).collect();
        (couplings, thresholds)
    }
}

fn row_sums(matrix: MatRef<'_, f64>) -> Vec<f64> {
    (0..matrix.nrows()).map(|i| matrix.row(i).iter().sum()).collect()
}
