//! Long work in a thread of its own, while Python's main thread listens for Ctrl-C.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use pyo3::exceptions::{PyRuntimeError, PyStopIteration};
use pyo3::prelude::*;

/// How often signals are looked for.
const PATIENCE: Duration = Duration::from_millis(50);
/// How long interrupted work may take to end before it is left to itself.
const GRACE: Duration = Duration::from_millis(100);

/// Tells work that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whether work should end.
    pub fn is_set(&self) -> bool {
        self.0.load(Relaxed)
    }

    /// The answer of an observer that only listens for the end.
    pub fn flow(&self) -> ControlFlow<()> {
        if self.is_set() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn set(&self) {
        self.0.store(true, Relaxed);
    }
}

/// Runs work without Python's lock. On Ctrl-C it is told to stop; if it does not end within [`GRACE`],
/// the exception is raised at once, and the thread, which holds nothing of Python, ends by itself.
pub fn interruptible<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce(&Stop) -> T + Send + 'static,
) -> PyResult<T> {
    watched(py, None, |stop, _: &mut dyn FnMut(())| work(stop))
}

/// What the thread has to say.
enum Event<P, T> {
    Progress(P),
    Done(T),
}

/// Runs work that tells a callback of Python how far it is, in the calling thread.
///
/// A callback that raises `StopIteration` sets the stop, and the work returns what it has; any other
/// exception also sets it and is raised. Without a callback nothing waits for Python.
pub fn watched<T: Send + 'static, P: for<'py> IntoPyObject<'py> + Send + 'static>(
    py: Python<'_>,
    callback: Option<Py<PyAny>>,
    work: impl FnOnce(&Stop, &mut dyn FnMut(P)) -> T + Send + 'static,
) -> PyResult<T> {
    asking(py, callback, |stop, ask| {
        work(stop, &mut |progress| {
            if ask(progress).is_break() {
                stop.set();
            }
        })
    })
}

/// Tells the callback of Python how far some work is. It breaks off if the callback raised `StopIteration`.
pub type Ask<'a, P> = dyn FnMut(P) -> ControlFlow<()> + Send + 'a;

/// The same of work that decides itself what ends if the callback raises `StopIteration`.
pub fn asking<T: Send + 'static, P: for<'py> IntoPyObject<'py> + Send + 'static>(
    py: Python<'_>,
    callback: Option<Py<PyAny>>,
    work: impl FnOnce(&Stop, &mut Ask<'_, P>) -> T + Send + 'static,
) -> PyResult<T> {
    let (events, inbox) = channel();
    let (answer, answers) = channel();
    let (stop, seen) = (Stop::default(), callback.is_some());
    let told = stop.clone();
    let thread = Builder::new().name("synaptome".to_owned()).spawn(move || {
        let teller = events.clone();
        let mut ask = move |progress| {
            if seen && teller.send(Event::Progress(progress)).is_ok() {
                // An error says that nobody answers any more: then the stop is set.
                return answers.recv().unwrap_or(ControlFlow::Break(()));
            }
            ControlFlow::Continue(())
        };
        let result = work(&told, &mut ask);
        _ = events.send(Event::Done(result));
    })?;
    let inbox = Mutex::new(inbox);
    Watch { thread, inbox, answer, stop, callback }.wait(py)
}

/// The waiting side.
struct Watch<P, T> {
    thread: JoinHandle<()>,
    inbox: Mutex<Receiver<Event<P, T>>>,
    answer: Sender<ControlFlow<()>>,
    stop: Stop,
    callback: Option<Py<PyAny>>,
}

impl<T: Send, P: for<'py> IntoPyObject<'py> + Send> Watch<P, T> {
    fn wait(self, py: Python<'_>) -> PyResult<T> {
        loop {
            match self.next(py, PATIENCE) {
                Ok(Event::Done(result)) => return Ok(result),
                Ok(Event::Progress(progress)) => self.tell(py, progress)?,
                Err(RecvTimeoutError::Timeout) => self.look_for_signals(py)?,
                Err(RecvTimeoutError::Disconnected) => return Err(self.panicked()),
            }
        }
    }

    fn next(&self, py: Python<'_>, patience: Duration) -> Result<Event<P, T>, RecvTimeoutError> {
        py.detach(|| {
            let inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
            inbox.recv_timeout(patience)
        })
    }

    /// Calls the callback; the work goes on only after it.
    fn tell(&self, py: Python<'_>, progress: P) -> PyResult<()> {
        let Some(callback) = &self.callback else { return Ok(()) };
        match callback.call1(py, (progress,)) {
            Err(error) if error.is_instance_of::<PyStopIteration>(py) => {
                _ = self.answer.send(ControlFlow::Break(()));
            }
            Err(error) => return Err(self.end(py, error)),
            Ok(_) => {
                self.look_for_signals(py)?;
                _ = self.answer.send(ControlFlow::Continue(()));
            }
        }
        Ok(())
    }

    fn look_for_signals(&self, py: Python<'_>) -> PyResult<()> {
        py.check_signals().map_err(|signal| self.end(py, signal))
    }

    /// Stops the work for an exception.
    fn end(&self, py: Python<'_>, exception: PyErr) -> PyErr {
        self.stop.set();
        _ = self.answer.send(ControlFlow::Break(()));
        _ = self.next(py, GRACE);
        exception
    }

    fn panicked(self) -> PyErr {
        match self.thread.join() {
            Err(panic) => resume_unwind(panic),
            Ok(()) => PyRuntimeError::new_err("the work ended without a result"),
        }
    }
}
