//! Ensembles of tens of thousands of synapses.

use std::fs::File;
use std::io::{BufReader, BufWriter, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use pyo3::prelude::*;
use synaptome_mi::{Error, LargeEnsemble as Model};

use super::ensembles::{Pairs, ensemble};
use super::patterns::Patterns;
use super::prefixes::{Found, found};
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::{interruptible, watched};

/// An ensemble whose matrices are factored panel after panel; none once it is finished.
#[pyclass(frozen)]
pub struct LargeEnsemble {
    work: Arc<Mutex<Option<Model>>>,
    len: usize,
}

#[pymethods]
impl LargeEnsemble {
    #[new]
    fn new(py: Python<'_>, patterns: &Patterns, pairs: Pairs<'_>, about: usize) -> PyResult<Self> {
        let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
        let work = move |_: &_| Model::new(&patterns, &ensemble, about);
        let model = interruptible(py, work)?.raised()?;
        Ok(Self { len: model.len(), work: Arc::new(Mutex::new(Some(model))) })
    }

    #[getter]
    fn len(&self) -> usize {
        self.len
    }

    #[getter]
    fn done(&self) -> PyResult<usize> {
        let model = self.idle()?;
        Ok(model.as_ref().map_or(self.len, Model::done))
    }

    /// Factors panels until all are done, a callback says stop, or so many are done.
    fn run(
        &self,
        py: Python<'_>,
        panels: Option<usize>,
        checkpoint: Option<PathBuf>,
        callback: Option<Py<PyAny>>,
    ) -> PyResult<()> {
        drop(self.idle()?);
        let work = Arc::clone(&self.work);
        let outcome = watched(py, callback, move |stop, show: &mut dyn FnMut((usize, usize))| {
            let Ok(mut guard) = work.try_lock() else { return Ok(()) };
            let Some(model) = guard.as_mut() else { return Ok(()) };
            let mut file = checkpoint.map(|path| resume(model, &path)).transpose()?;
            let (mut left, mut saved) = (panels.unwrap_or(usize::MAX), Ok(()));
            if left == 0 {
                return Ok(());
            }
            model.run(|model| {
                saved = file.as_mut().map_or(Ok(()), |file| save(model, file));
                show((model.done(), model.len()));
                left -= 1;
                let ends = left == 0 || saved.is_err();
                if ends { ControlFlow::Break(()) } else { stop.flow() }
            });
            saved
        })?;
        outcome.raised()
    }

    /// The information of all prefixes that are done; it gives back the memory.
    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Found<'py>> {
        let model = self.idle()?.take();
        let finished = || SynaptomeError::new_err("the ensemble has already been finished");
        Ok(found(py, model.ok_or_else(finished)?.finish()))
    }
}

impl LargeEnsemble {
    fn idle(&self) -> PyResult<MutexGuard<'_, Option<Model>>> {
        let busy = |_| SynaptomeError::new_err("the ensemble is at work in another thread");
        self.work.try_lock().map_err(busy)
    }
}

/// Takes the panels that a file holds, and leaves the file behind the last of them.
fn resume(model: &mut Model, path: &Path) -> Result<File, Error> {
    let options = File::options().read(true).write(true).create(true).truncate(false).open(path);
    let mut file = options.map_err(failed)?;
    file.seek(SeekFrom::Start(model.saved_bytes())).map_err(failed)?;
    model.resume(BufReader::new(&file))?;
    file.set_len(model.saved_bytes()).map_err(failed)?;
    file.seek(SeekFrom::End(0)).map_err(failed)?;
    Ok(file)
}

fn save(model: &Model, file: &mut File) -> Result<(), Error> {
    let mut sink = BufWriter::new(file);
    model.save_panel(&mut sink)?;
    sink.flush().map_err(failed)
}

fn failed(error: std::io::Error) -> Error {
    Error::Io { kind: error.kind(), reason: error.to_string() }
}
