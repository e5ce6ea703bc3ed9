//! Receptive fields: spike-triggered averages, Gabor functions, orientations.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2, PyReadonlyArray3};
use pyo3::prelude::*;
use synaptome_infomax::Error;
use synaptome_infomax::observables::receptive_fields::{self, Field, Gabor, SpikeTriggeredAverage};

use super::raster::Raster;
use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;

/// The mean stimulus (steps, numbers) `lag` steps before the spikes of each neuron less the mean stimulus; NaN for a
/// neuron that never fired.
#[pyfunction]
pub fn spike_triggered_average<'py>(
    py: Python<'py>,
    raster: &Raster,
    stimulus: PyReadonlyArray2<'py, f64>,
    lag: usize,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let (raster, stimulus) = (Arc::clone(&raster.0), Matrix::of(&stimulus));
    let shape = (raster.neurons(), stimulus.columns);
    let averages = interruptible(py, move |stop| {
        let mut average = SpikeTriggeredAverage::new(raster.neurons(), stimulus.columns)?;
        for (shown, t) in stimulus.iter().zip(lag..raster.len()).take_while(|_| !stop.is_set()) {
            average.step(shown, raster.step(t))?;
        }
        let missing = || vec![f64::NAN; stimulus.columns];
        let rows = (0..raster.neurons()).map(|i| average.average(i).unwrap_or_else(missing));
        Ok::<_, Error>(rows.flatten().collect())
    })?;
    to_matrix(py, shape, averages.raised()?)
}

/// The fields of a stack (fields, rows, columns), about their means or about a baseline.
fn fields(
    stack: &PyReadonlyArray3<'_, f64>,
    baseline: Option<f64>,
) -> (usize, impl Fn(usize) -> Result<Field, Error> + Send + Sync + 'static) {
    let view = stack.as_array();
    let (count, rows, columns) = view.dim();
    let values: Vec<f64> = view.iter().copied().collect();
    let size = rows * columns;
    let field = move |k: usize| {
        let values = &values[k * size..(k + 1) * size];
        match baseline {
            None => Field::new(values, rows, columns),
            Some(baseline) => Field::about(baseline, values, rows, columns),
        }
    };
    (count, field)
}

/// Centre x and y, orientation, frequency, two widths, two amplitudes and R² of each field.
#[pyfunction]
pub fn fit_gabor<'py>(
    py: Python<'py>,
    stack: PyReadonlyArray3<'py, f64>,
    baseline: Option<f64>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let (count, field) = fields(&stack, baseline);
    let fits = batch(py, count, workers, move |k| {
        Ok::<_, Error>(numbers(&receptive_fields::fit_gabor(&field(k)?)))
    })?;
    to_matrix(py, (count, 9), fits.into_iter().flatten().collect())
}

fn numbers(gabor: &Gabor) -> [f64; 9] {
    let Gabor { center, orientation, frequency, widths, amplitudes, r_squared } = *gabor;
    [
        center.0,
        center.1,
        orientation,
        frequency,
        widths.0,
        widths.1,
        amplitudes.0,
        amplitudes.1,
        r_squared,
    ]
}

/// How much each field prefers one orientation.
#[pyfunction]
pub fn orientation_concentration<'py>(
    py: Python<'py>,
    stack: PyReadonlyArray3<'py, f64>,
    baseline: Option<f64>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (count, field) = fields(&stack, baseline);
    let item = move |k| Ok::<_, Error>(receptive_fields::orientation_concentration(&field(k)?));
    Ok(to_vector(py, batch(py, count, workers, item)?))
}
