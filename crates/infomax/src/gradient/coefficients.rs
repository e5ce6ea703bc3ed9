//! The linear functional of two steps that a neuron's firing is to be correlated with.

use faer::{Mat, Scale};

use super::kind::Gradient;
use crate::algebra::off_diagonal;
use crate::information::Innovations;
use crate::kernel::padded;
use crate::{Error, Moments};

/// b(t) = Γ x(t) + 2Λ x(t+1), for the free neurons.
#[derive(Clone, Debug)]
pub(crate) struct Coefficients {
    /// Γ, column after column, padded.
    pub(crate) before: Vec<f64>,
    /// 2Λ, column after column, padded.
    pub(crate) after: Vec<f64>,
    /// I^(1) of the moments.
    pub(crate) information_nats: f64,
}

impl Coefficients {
    /// The coefficients for a network of `neurons`, `free` of them free, from the moments of the
    /// neurons in `subset`; the others have coefficient 0.
    pub(crate) fn new(
        moments: &Moments,
        gradient: Gradient,
        subset: &[usize],
        (neurons, free): (usize, usize),
    ) -> Result<Self, Error> {
        let parts = Innovations::of(moments)?;
        let direct = off_diagonal(&(&parts.precision - &parts.mean_precision));
        let lateral = match gradient {
            Gradient::FullResponse => full_response(&parts, direct)?,
            Gradient::Paper | Gradient::TwoPass => direct,
        };
        let spread = |matrix: &Mat<f64>, factor: f64| {
            let mut columns = vec![0.0; padded(free) * neurons];
            for (column, &j) in subset.iter().enumerate() {
                for (row, &i) in subset.iter().enumerate().filter(|(_, i)| **i < free) {
                    columns[j * padded(free) + i] = factor * matrix[(row, column)];
                }
            }
            columns
        };
        let (before, after) = (spread(&parts.forward, 1.0), spread(&lateral, 2.0));
        Ok(Self { before, after, information_nats: parts.information_nats })
    }
}

/// Solves Λ = offdiag[Λ₀ + ½(AᵀΓ + ΓᵀA) + AᵀΛA] by iteration.
fn full_response(parts: &Innovations, direct: Mat<f64>) -> Result<Mat<f64>, Error> {
    const ITERATIONS: usize = 500;
    let a = &parts.predictor;
    let product = a.transpose() * &parts.forward;
    let mut source = direct + (&product + product.transpose()) * Scale(0.5);
    source = off_diagonal(&source);
    let mut lateral = source.clone();
    let mut residual = f64::INFINITY;
    for _ in 0..ITERATIONS {
        let next = &source + off_diagonal(&(a.transpose() * &lateral * a));
        residual = (&next - &lateral).norm_max();
        lateral = next;
        if residual <= 1e-10 * (1.0 + lateral.norm_max()) {
            return Ok(lateral);
        }
    }
    Err(Error::NotConverged { quantity: "the full response", iterations: ITERATIONS, residual })
}
