//! Information of ensembles, of each synapse, and of pairs of ensembles.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_mi as crates;
use synaptome_mi::{
    Error, PairInformation, Patterns as Model, SynapticEnsemble, additive_information_nats,
    closed_form_of_each_nats, copula_gain_nats, copula_information_nats,
    information_about_all_nats, information_of_synapse_nats, mutual_information_nats,
    mutual_information_of_each_nats,
};

use super::ensembles::{Pairs, ensemble, ensembles};
use super::patterns::Patterns;
use crate::arrays::{Matrix, to_vector};
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::lognormal::methods::{Method, Negative, Spec, method};
use crate::lognormal::vector::symmetric;

type Vector<'py> = Bound<'py, PyArray1<f64>>;

/// The information of an ensemble: by the closed form, or by a copula between synapses for which a
/// method is given.
pub struct Joint(Option<Method>);

impl Joint {
    /// The closed form, or a copula with these marginals.
    pub fn of(marginals: Option<&Spec>) -> PyResult<Self> {
        Ok(Self(marginals.map(method).transpose()?))
    }

    /// In nats.
    pub fn nats(
        &self,
        patterns: &Model,
        ensemble: &SynapticEnsemble,
        about: usize,
    ) -> Result<f64, Error> {
        match &self.0 {
            None => mutual_information_nats(patterns, ensemble, about),
            Some(marginals) => {
                copula_information_nats(patterns, ensemble, about, marginals.as_ref())
            }
        }
    }
}

/// Ensembles of equally many pairs, how many they are, and for each question its ensemble and its pattern.
type Questions<'py> = (Pairs<'py>, usize, Vec<(usize, usize)>);

/// The information of an ensemble about a pattern, for each question.
#[pyfunction]
pub fn informations<'py>(
    py: Python<'py>,
    patterns: &Patterns,
    questions: Questions<'py>,
    marginals: Option<Spec>,
    negative: &str,
    workers: Option<NonZero<usize>>,
) -> PyResult<Vector<'py>> {
    let (pairs, count, questions) = questions;
    let (patterns, ensembles) = (Arc::clone(&patterns.0), ensembles(py, &pairs, count)?);
    let (joint, negative) = (Joint::of(marginals.as_ref())?, Negative::of(negative)?);
    let length = questions.len();
    let item = move |k: usize| {
        let (ensemble, about) = questions[k];
        let found = joint.nats(&patterns, &ensembles[ensemble], about);
        negative.settle(found, Error::into_impossible_nats)
    };
    Ok(to_vector(py, batch(py, length, workers, item)?))
}

/// The sum of the information of all synapses of an ensemble about a pattern, for each question.
#[pyfunction]
pub fn additive_informations<'py>(
    py: Python<'py>,
    patterns: &Patterns,
    questions: Questions<'py>,
    spec: Spec,
    workers: Option<NonZero<usize>>,
) -> PyResult<Vector<'py>> {
    let (pairs, count, questions) = questions;
    let (patterns, ensembles) = (Arc::clone(&patterns.0), ensembles(py, &pairs, count)?);
    let (method, length) = (method(&spec)?, questions.len());
    let item = move |k: usize| {
        let (ensemble, about) = questions[k];
        additive_information_nats(&patterns, &ensembles[ensemble], about, method.as_ref())
    };
    Ok(to_vector(py, batch(py, length, workers, item)?))
}

/// The information of each synapse, by the closed form or by a method for sums.
#[pyfunction]
pub fn informations_of_each<'py>(
    py: Python<'py>,
    patterns: &Patterns,
    pairs: Pairs<'py>,
    about: usize,
    spec: Option<Spec>,
    negative: &str,
    workers: Option<NonZero<usize>>,
) -> PyResult<Vector<'py>> {
    let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
    let negative = Negative::of(negative)?;
    let Some(spec) = spec else {
        let work = move |_: &_| closed(&patterns, &ensemble, about, negative);
        return Ok(to_vector(py, interruptible(py, work)?.raised()?));
    };
    let (method, count) = (method(&spec)?, ensemble.len());
    let item = move |k: usize| {
        let synapse = ensemble.synapses()[k];
        let found = information_of_synapse_nats(&patterns, synapse, about, method.as_ref());
        negative.settle(found, Error::into_impossible_nats)
    };
    Ok(to_vector(py, batch(py, count, workers, item)?))
}

fn closed(
    patterns: &Model,
    ensemble: &SynapticEnsemble,
    about: usize,
    negative: Negative,
) -> Result<Vec<f64>, Error> {
    if negative == Negative::Raise {
        return mutual_information_of_each_nats(patterns, ensemble, about);
    }
    let mut values = closed_form_of_each_nats(patterns, ensemble, about)?;
    if negative == Negative::Nan {
        values.iter_mut().filter(|value| **value < 0.0).for_each(|value| *value = f64::NAN);
    }
    Ok(values)
}

/// What each synapse conveys about all patterns together.
#[pyfunction]
pub fn about_all<'py>(
    py: Python<'py>,
    patterns: &Patterns,
    pairs: Pairs<'py>,
) -> PyResult<Vector<'py>> {
    let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
    let work = move |_: &_| information_about_all_nats(&patterns, &ensemble);
    Ok(to_vector(py, interruptible(py, work)?.raised()?))
}

/// Joint and additive information.
#[pyfunction]
pub fn synergy(
    py: Python<'_>,
    patterns: &Patterns,
    pairs: Pairs<'_>,
    about: usize,
) -> PyResult<(f64, f64)> {
    let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
    let work = move |_: &_| crates::synergy(&patterns, &ensemble, about);
    let found = interruptible(py, work)?.raised()?;
    Ok((found.joint_nats, found.additive_nats))
}

/// The information of two ensembles, and of both together.
#[pyfunction]
pub fn pair_information(
    py: Python<'_>,
    patterns: &Patterns,
    first: Pairs<'_>,
    second: Pairs<'_>,
    about: usize,
    marginals: Option<Spec>,
) -> PyResult<(f64, f64, f64)> {
    let patterns = Arc::clone(&patterns.0);
    let (first, second) = (ensemble(&first).raised()?, ensemble(&second).raised()?);
    let joint = Joint::of(marginals.as_ref())?;
    let work = move |_: &_| {
        PairInformation::of(&first, &second, |ensemble| joint.nats(&patterns, ensemble, about))
    };
    let found = interruptible(py, work)?.raised()?;
    Ok((found.first_nats, found.second_nats, found.both_nats))
}

/// What a Gaussian copula with these correlations adds.
#[pyfunction]
pub fn copula_gain(
    py: Python<'_>,
    with: PyReadonlyArray2<'_, f64>,
    without: PyReadonlyArray2<'_, f64>,
) -> PyResult<f64> {
    let (with, without) = (Matrix::of(&with), Matrix::of(&without));
    let work = move |_: &_| {
        let matrix = |m: &Matrix<f64>| symmetric(&m.entries, m.rows);
        copula_gain_nats(&matrix(&with)?, &matrix(&without)?)
    };
    interruptible(py, work)?.raised()
}
