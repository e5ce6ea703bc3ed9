//! What a row of a table is made of.

/// One work.
pub(crate) struct Row {
    /// The group and name of the work in `benches/src`, as `hopfield/HOP, N = 2000, M = 1000`.
    pub(crate) work: &'static str,
    pub(crate) rivals: &'static [Rival],
    pub(crate) limit: Option<Limit>,
    pub(crate) shown: Shown,
    /// What we want to reach on a core with AVX2; empty where nothing is aimed at.
    pub(crate) aim: &'static str,
}

/// What the same work is compared with.
pub(crate) struct Rival {
    pub(crate) name: &'static str,
    pub(crate) does: Does,
}

/// How a rival does the work.
pub(crate) enum Does {
    /// A work of `benches/peers`, by group and name.
    Peer(&'static str),
    /// A work of our own, such as the same on one thread.
    Own(&'static str),
}

/// A limit of the machine, and how much of it one element of the work takes at least.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    /// The row of the machine whose elements are counted.
    pub(crate) of: &'static str,
    pub(crate) amount: f64,
}

/// How the speed of a row is written.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    /// Time for one element.
    Time,
    /// Million elements per second.
    Millions(&'static str),
    /// Thousand million elements per second.
    Billions(&'static str),
}

impl Row {
    pub(super) const fn new(work: &'static str) -> Self {
        Self { work, rivals: &[], limit: None, shown: Shown::Time, aim: "" }
    }

    pub(super) const fn against(self, rivals: &'static [Rival]) -> Self {
        Self { rivals, ..self }
    }

    pub(super) const fn limit(self, of: &'static str, amount: f64) -> Self {
        Self { limit: Some(Limit { of, amount }), ..self }
    }

    pub(super) const fn shown(self, shown: Shown) -> Self {
        Self { shown, ..self }
    }

    pub(super) const fn aim(self, aim: &'static str) -> Self {
        Self { aim, ..self }
    }

    /// The name without the group.
    pub(crate) fn name(&self) -> &'static str {
        self.work.split_once('/').map_or(self.work, |(_, name)| name)
    }
}

/// A work of `benches/peers`.
pub(super) const fn peer(name: &'static str, work: &'static str) -> Rival {
    Rival { name, does: Does::Peer(work) }
}

/// A work of our own.
pub(super) const fn own(name: &'static str, work: &'static str) -> Rival {
    Rival { name, does: Does::Own(work) }
}
