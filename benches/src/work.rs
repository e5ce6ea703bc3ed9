//! Something that is measured.

use std::hint::black_box;

/// A named piece of work: made ready once, then done as often as wanted.
pub struct Work {
    name: String,
    prepare: Box<dyn Fn() -> Ready>,
}

/// Does the work once and returns how many elements (steps, queries, nodes, bytes) that were.
pub type Ready = Box<dyn FnMut() -> u64>;

impl Work {
    /// Work that is one element, whatever it returns.
    pub(crate) fn once<T, F>(name: impl Into<String>, prepare: impl Fn() -> F + 'static) -> Self
    where
        F: FnMut() -> T + 'static,
    {
        Self::counted(name, move || {
            let mut run = prepare();
            move || {
                black_box(run());
                1
            }
        })
    }

    /// Work that counts its elements.
    pub(crate) fn counted<F>(name: impl Into<String>, prepare: impl Fn() -> F + 'static) -> Self
    where
        F: FnMut() -> u64 + 'static,
    {
        Self { name: name.into(), prepare: Box::new(move || Box::new(prepare())) }
    }

    /// The same work by another name.
    pub(crate) fn renamed(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// The same work, where all that a call does counts as one element.
    pub(crate) fn by_call(self) -> Self {
        let Self { name, prepare } = self;
        Self::once(name, prepare)
    }

    /// The name, unique within its group.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes it ready, which is not measured.
    pub fn ready(&self) -> Ready {
        (self.prepare)()
    }
}
