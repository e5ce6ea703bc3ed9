//! Recall from many cues, on several threads.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, Builder, Scope};

use rand::Rng;

use crate::error::require_len;
use crate::{Dynamics, Ending, Error, Recall, State};

/// How far recall from many cues is, as an observer is told.
///
/// ```
/// use synaptome_hopfield::RecallProgress;
///
/// let RecallProgress { done, cues } = RecallProgress { done: 30, cues: 40 };
/// assert_eq!(100 * done / cues, 75); // per cent, as an observer may show
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RecallProgress {
    /// Cues that recall has ended for.
    pub done: usize,
    /// All cues.
    pub cues: usize,
}

/// A memory that recalls blocks of cues.
pub(crate) trait Blocks: Sync {
    /// Number of units N.
    fn units(&self) -> usize;
    /// About how many operations the fields of one cue take in a sweep, by which the observer's calls are spaced.
    fn operations_of_sweep(&self) -> u64;
    /// Recalls from cues of this memory, while `go_on` says so before each sweep; `rng(k)` is the generator
    /// of the k-th.
    fn recall<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        go_on: &mut dyn FnMut() -> bool,
        rng: impl Fn(usize) -> R,
    ) -> Vec<Recall>;
}

/// Recalls from all cues; cue k is recalled with the generator `rng(k)`.
pub(crate) fn recall_all<M: Blocks, R: Rng>(
    memory: &M,
    cues: &[State],
    dynamics: &Dynamics,
    threads: usize,
    observer: &mut dyn FnMut(&RecallProgress) -> ControlFlow<()>,
    rng: impl Fn(usize) -> R + Sync,
) -> Result<Vec<Recall>, Error> {
    dynamics.update.validate(memory.units())?;
    cues.iter().try_for_each(|cue| require_len("a cue", memory.units(), cue.units()))?;
    let blocks = BLOCKS.saturating_mul(threads.max(1));
    let size = block_size(memory.units()).min(cues.len().div_ceil(blocks)).max(FEWEST_CUES);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = Work { memory, cues, dynamics, size, next, stop, rng };
    let blocks = vec![Vec::new(); cues.len().div_ceil(size)];
    let ledger = Ledger { blocks, done: 0, cues: cues.len(), observer };
    let blocks = work.run(threads.min(ledger.blocks.len()), ledger);
    Ok(blocks.into_iter().flatten().collect())
}

/// Most cues of a block, fewest, and about how many operations their fields should take.
const MOST_CUES: usize = 512;
const FEWEST_CUES: usize = 6;
/// Blocks that every thread should have, if there are enough cues.
const BLOCKS: usize = 4;
const OPERATIONS: u64 = 1 << 32;
/// About how many operations lie between two calls of the observer: some milliseconds, so that threads seldom wake it.
const OPERATIONS_PER_CALL: u64 = 1 << 28;
/// About how many operations take as long as beginning a sweep, and as choosing a unit: most of the work of a small network.
const OPERATIONS_PER_SWEEP: u64 = 1 << 10;
const OPERATIONS_PER_UNIT: u64 = 1 << 6;

/// The number of cues of a block, which results do not depend on.
fn block_size(units: usize) -> usize {
    let cues = OPERATIONS / (units as u64).pow(2).max(1);
    (cues as usize).clamp(FEWEST_CUES, MOST_CUES)
}

/// What a thread has to say.
enum Event {
    /// It still works.
    Alive,
    /// The recalls of a block.
    Done(usize, Vec<Recall>),
}

/// The work, which threads take block by block.
struct Work<'a, M, G> {
    memory: &'a M,
    cues: &'a [State],
    dynamics: &'a Dynamics,
    size: usize,
    next: AtomicUsize,
    stop: AtomicBool,
    rng: G,
}

impl<M: Blocks, R: Rng, G: Fn(usize) -> R + Sync> Work<'_, M, G> {
    fn run(&self, threads: usize, mut ledger: Ledger<'_>) -> Vec<Vec<Recall>> {
        thread::scope(|scope| {
            for event in self.start(threads, scope) {
                ledger.note(event, &self.stop);
            }
        });
        // One thread, or the system gave none.
        self.take_blocks(|event| ledger.note(event, &self.stop));
        ledger.blocks
    }

    /// Starts the threads; their events end when all have ended.
    fn start<'s>(&'s self, threads: usize, scope: &'s Scope<'s, '_>) -> Receiver<Event> {
        let (sender, receiver) = channel();
        for _ in 0..if threads > 1 { threads } else { 0 } {
            let sender: Sender<Event> = sender.clone();
            // An error says that nobody listens any more, and then nothing is left to do.
            let work = move || self.take_blocks(|event| _ = sender.send(event));
            if Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        receiver
    }

    /// Recalls blocks until none is left.
    fn take_blocks(&self, mut report: impl FnMut(Event)) {
        loop {
            let block = self.next.fetch_add(1, Relaxed);
            let Some(cues) = self.cues.chunks(self.size).nth(block) else { return };
            let recalls = self.recall(block * self.size, cues, &mut report);
            report(Event::Done(block, recalls));
        }
    }

    /// Recalls from the cues of a block, the first of which has this number.
    fn recall(&self, first: usize, cues: &[State], report: &mut impl FnMut(Event)) -> Vec<Recall> {
        if self.stop.load(Relaxed) {
            return cues.iter().map(untouched).collect();
        }
        let mut operations = 0_u64;
        let of_units = OPERATIONS_PER_UNIT * self.memory.units() as u64;
        let of_sweep = self.memory.operations_of_sweep() + OPERATIONS_PER_SWEEP + of_units;
        let mut go_on = || {
            operations = operations.saturating_add(of_sweep);
            if operations >= OPERATIONS_PER_CALL {
                operations = 0;
                report(Event::Alive);
            }
            !self.stop.load(Relaxed)
        };
        let rng = |k| (self.rng)(first + k);
        self.memory.recall(cues, self.dynamics, &mut go_on, rng)
    }
}

fn untouched(cue: &State) -> Recall {
    Recall { state: cue.clone(), sweeps: 0, ending: Ending::Stopped }
}

/// What is done.
struct Ledger<'a> {
    blocks: Vec<Vec<Recall>>,
    done: usize,
    cues: usize,
    observer: &'a mut dyn FnMut(&RecallProgress) -> ControlFlow<()>,
}

impl Ledger<'_> {
    /// Notes an event, and tells the observer unless it has broken off.
    fn note(&mut self, event: Event, stop: &AtomicBool) {
        if let Event::Done(block, recalls) = event {
            self.done += recalls.len();
            self.blocks[block] = recalls;
        }
        let progress = RecallProgress { done: self.done, cues: self.cues };
        if !stop.load(Relaxed) && (self.observer)(&progress).is_break() {
            stop.store(true, Relaxed);
        }
    }
}
