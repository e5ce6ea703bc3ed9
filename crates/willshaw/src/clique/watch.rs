//! How a search is watched, and stopped.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// How far a clique search is, as an observer is told.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use synaptome_willshaw::{Association, BlockCode, CliqueProgress, CliqueSearch, Cue, Ending};
/// use synaptome_willshaw::{Memory, Patterns};
///
/// let code = BlockCode::new(2, 4)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 1, 5])?)?;
/// let mut until_found = |progress: &CliqueProgress| match progress.cliques {
///     0 => ControlFlow::Continue(()),
///     _ => ControlFlow::Break(()),
/// };
/// let cue = Cue::new(code, vec![0], 0)?;
/// let recall =
///     CliqueSearch::default().recall_watched(&memory.network(), &cue, &mut until_found)?;
/// assert_eq!(recall.content, [0, 4]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CliqueProgress {
    /// Partial cliques looked at.
    pub nodes: u64,
    /// Cliques found on this thread, in the part of the problem that is searched.
    pub cliques: u64,
}

/// What is told of the search, and breaks it off; on one of its threads at a time.
pub(super) type Observer<'a> = &'a mut (dyn FnMut(&CliqueProgress) -> ControlFlow<()> + Send);

/// An observer, and whether it has broken off.
pub(super) struct Watch<'a> {
    observer: Mutex<Observer<'a>>,
    stopped: AtomicBool,
}

impl<'a> Watch<'a> {
    pub(super) fn new(observer: Observer<'a>) -> Self {
        Self { observer: Mutex::new(observer), stopped: AtomicBool::new(false) }
    }

    /// Tells the observer, unless another thread is telling it.
    pub(super) fn tell(&self, nodes: u64, cliques: u64) {
        if let Ok(mut observer) = self.observer.try_lock()
            && !self.is_stopped()
            && observer(&CliqueProgress { nodes, cliques }).is_break()
        {
            self.stopped.store(true, Relaxed);
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }
}

/// The work between two looks at the watch: about that many nanoseconds.
const STRETCH: u64 = 1 << 24;

/// Whether work has gone on into another stretch.
pub(super) fn is_time(before: u64, after: u64) -> bool {
    after / STRETCH > before / STRETCH
}
