//! The methods for sums, by the names and options that Python gives them.

use pyo3::prelude::*;
use synaptome_lognormal::{
    Convolution, EdgeworthExpansion, Error, FentonWilkinson, LogNormal, LogNormalSum, MgfMatching,
    NormalInverseGaussian, SchwartzYeh, SumApproximation, SumFit,
};

use crate::arrays::Matrix;
use crate::error::unknown;

/// A method by name, and its two options: points and nodes, or near and far.
pub type Spec = (String, f64, f64);

/// A method that threads share.
pub type Method = Box<dyn SumApproximation + Send + Sync>;

/// The method that approximates the distribution of a sum.
pub fn method((name, first, second): &Spec) -> PyResult<Method> {
    let convolution = convolution(*first, *second);
    let edgeworth =
        |higher_cumulants| Box::new(EdgeworthExpansion { higher_cumulants, convolution });
    Ok(match name.as_str() {
        "nig" => {
            Box::new(NormalInverseGaussian { points: convolution.points, nodes: convolution.nodes })
        }
        "convolution" => Box::new(convolution),
        "edgeworth" => edgeworth(true),
        "log-moments" => edgeworth(false),
        "fenton-wilkinson" => Box::new(FentonWilkinson),
        "schwartz-yeh" => Box::new(SchwartzYeh),
        "mgf" => Box::new(MgfMatching { near: *first, far: *second }),
        _ => return Err(unknown("method", name)),
    })
}

/// Convolution with so many points and nodes.
pub fn convolution(points: f64, nodes: f64) -> Convolution {
    Convolution { points: points as usize, nodes: nodes as usize }
}

/// The method that fits one log-normal to a sum.
pub fn sum_fit((name, near, far): &Spec) -> PyResult<Box<dyn SumFit + Send + Sync>> {
    Ok(match name.as_str() {
        "fenton-wilkinson" => Box::new(FentonWilkinson),
        "schwartz-yeh" => Box::new(SchwartzYeh),
        "mgf" => Box::new(MgfMatching { near: *near, far: *far }),
        _ => return Err(unknown("method", name)),
    })
}

/// What to do with an approximation that gives a negative information.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Negative {
    /// It is an error.
    Raise,
    /// There is no number.
    Nan,
    /// It is returned as it is.
    Keep,
}

impl Negative {
    /// The choice of one name.
    pub fn of(name: &str) -> PyResult<Self> {
        match name {
            "raise" => Ok(Self::Raise),
            "nan" => Ok(Self::Nan),
            "keep" => Ok(Self::Keep),
            _ => Err(unknown("treatment of negative information", name)),
        }
    }

    /// Treats an information; `into_impossible_nats` is that of its error.
    pub fn settle<E>(
        self,
        found: Result<f64, E>,
        into_impossible_nats: fn(E) -> Result<f64, E>,
    ) -> Result<f64, E> {
        match (self, found) {
            (Self::Nan, Err(error)) => into_impossible_nats(error).map(|_| f64::NAN),
            (Self::Keep, Err(error)) => into_impossible_nats(error),
            (_, found) => found,
        }
    }
}

/// Sums, one per row.
pub struct Sums {
    mu: Matrix<f64>,
    sigma: Matrix<f64>,
}

impl Sums {
    /// Sums whose terms have these parameters, both of one shape.
    pub fn new(mu: Matrix<f64>, sigma: Matrix<f64>) -> Self {
        Self { mu, sigma }
    }

    /// Number of sums.
    pub fn count(&self) -> usize {
        self.mu.rows
    }

    /// One sum.
    pub fn sum(&self, row: usize) -> Result<LogNormalSum, Error> {
        let parameters = self.mu.row(row).iter().zip(self.sigma.row(row));
        let terms = parameters.map(|(&mu, &sigma)| LogNormal::new(mu, sigma));
        LogNormalSum::new(terms.collect::<Result<_, _>>()?)
    }
}
