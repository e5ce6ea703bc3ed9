//! What reaches a network from outside.

use std::sync::Arc;

use numpy::{PyArray2, PyArray3, PyReadonlyArray2};
use pyo3::prelude::*;
use rand::Rng;
use synaptome_infomax::input::{self, Image, Input, PatchStream};

use super::raster::Raster;
use crate::arrays::{Matrix, to_cube, to_matrix};
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// A stimulus, to be started anew by whoever uses it.
#[pyclass(frozen)]
#[derive(Clone)]
pub struct Stimulus(Kind);

#[derive(Clone)]
enum Kind {
    Spontaneous,
    Rows(Rows),
    Patches(Arc<input::Patches>),
    Forced(input::Stimulus),
}

#[pymethods]
impl Stimulus {
    #[staticmethod]
    fn spontaneous() -> Self {
        Self(Kind::Spontaneous)
    }

    /// The steps of a raster, again and again; its neurons are those from `first` on.
    #[staticmethod]
    fn rows(raster: &Raster, first: u16) -> Self {
        Self(Kind::Rows(Rows { raster: Arc::clone(&raster.0), first, next: 0 }))
    }

    #[staticmethod]
    fn patches(patches: &Patches) -> Self {
        Self(Kind::Patches(Arc::clone(&patches.0)))
    }

    /// A trigger, and followers given as (delay, neuron).
    #[staticmethod]
    fn forced(trigger: usize, followers: Vec<(usize, usize)>, neurons: usize) -> PyResult<Self> {
        Ok(Self(Kind::Forced(input::Stimulus::new(trigger, &followers, neurons).raised()?)))
    }
}

impl Stimulus {
    /// The same after so many steps, if it has a place.
    pub fn after(&self, steps: usize) -> Self {
        match &self.0 {
            Kind::Rows(rows) => {
                let next = steps % rows.raster.len().max(1);
                Self(Kind::Rows(Rows { next, ..rows.clone() }))
            }
            other => Self(other.clone()),
        }
    }

    /// The input that drives a network; the stimulus keeps where it is.
    pub fn source(&mut self) -> Source<'_> {
        match &mut self.0 {
            Kind::Spontaneous => Source::Spontaneous,
            Kind::Rows(rows) => Source::Rows(rows),
            Kind::Patches(patches) => Source::Patches(PatchStream::new(patches)),
            Kind::Forced(stimulus) => Source::Forced(stimulus),
        }
    }
}

/// A stimulus at work.
pub enum Source<'a> {
    Spontaneous,
    Rows(&'a mut Rows),
    Patches(PatchStream<'a>),
    Forced(&'a mut input::Stimulus),
}

impl Input for Source<'_> {
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng) {
        match self {
            Self::Spontaneous => (),
            Self::Rows(rows) => rows.impose(free, firing, rng),
            Self::Patches(stream) => stream.impose(free, firing, rng),
            Self::Forced(stimulus) => stimulus.impose(free, firing, rng),
        }
    }

    #[inline]
    fn imposes(&self) -> bool {
        !matches!(self, Self::Spontaneous)
    }
}

/// The steps of a raster in turn.
#[derive(Clone)]
pub struct Rows {
    raster: Arc<synaptome_infomax::Raster>,
    first: u16,
    next: usize,
}

impl Input for Rows {
    fn impose(&mut self, _: usize, firing: &mut Vec<u16>, _: &mut dyn Rng) {
        let added = self.raster.step(self.next).iter().map(|neuron| neuron + self.first);
        firing.extend(added);
        if self.first == 0 {
            firing.sort_unstable();
            firing.dedup();
        }
        self.next = (self.next + 1) % self.raster.len().max(1);
    }
}

/// Patches of images, and how they drive input neurons.
#[pyclass(frozen)]
pub struct Patches(pub Arc<input::Patches>);

#[pymethods]
impl Patches {
    #[new]
    fn new(
        py: Python<'_>,
        images: Vec<PyReadonlyArray2<'_, f64>>,
        side: usize,
        mean_rate: f64,
    ) -> PyResult<Self> {
        let images: Vec<_> = images.iter().map(|image| Matrix::of(image)).collect();
        let made = interruptible(py, move |_| {
            let images = images.into_iter().map(image).collect::<Result<_, _>>()?;
            input::Patches::new(images, side, mean_rate)
        })?;
        Ok(Self(Arc::new(made.raised()?)))
    }

    #[getter]
    fn gain(&self) -> f64 {
        self.0.gain()
    }

    #[getter]
    fn inputs(&self) -> usize {
        self.0.inputs()
    }

    #[getter]
    fn skipped(&self) -> usize {
        self.0.skipped()
    }

    fn saturated_fraction(&self) -> f64 {
        self.0.saturated_fraction()
    }

    fn draw<'py>(
        &self,
        py: Python<'py>,
        count: usize,
        side: usize,
        key: Key,
    ) -> PyResult<Bound<'py, PyArray3<f64>>> {
        let patches = Arc::clone(&self.0);
        let drawn = interruptible(py, move |stop| {
            let rng = &mut generator(key, 0);
            let draws = (0..count).take_while(|_| !stop.is_set());
            draws.flat_map(|_| patches.draw(rng)).collect::<Vec<f64>>()
        })?;
        to_cube(py, (count, side, side), drawn)
    }
}

fn image(matrix: Matrix<f64>) -> Result<Image, synaptome_infomax::Error> {
    Image::new(matrix.columns, matrix.rows, matrix.entries)
}

/// An image for Python.
fn pixels<'py>(py: Python<'py>, image: &Image) -> PyResult<Bound<'py, PyArray2<f64>>> {
    to_matrix(py, (image.height(), image.width()), image.pixels().to_vec())
}

/// The whitened image, without a border of `margin` pixels.
#[pyfunction]
pub fn whiten<'py>(
    py: Python<'py>,
    grey: PyReadonlyArray2<'py, f64>,
    cutoff: f64,
    margin: usize,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let grey = Matrix::of(&grey);
    let white = interruptible(py, move |_| image(grey)?.whitened(cutoff)?.cropped(margin))?;
    pixels(py, &white.raised()?)
}

/// An image of dead leaves.
#[pyfunction]
pub fn dead_leaves(py: Python<'_>, side: usize, key: Key) -> PyResult<Bound<'_, PyArray2<f64>>> {
    let drawn = interruptible(py, move |_| input::draw_dead_leaves(side, &mut generator(key, 0)))?;
    pixels(py, &drawn.raised()?)
}
