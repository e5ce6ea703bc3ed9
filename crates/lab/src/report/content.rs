//! What a report is made from.

use crate::{Chapter, Finished, Judgement, Scale, Store};

/// What a report is made from.
pub(crate) struct Content<'a> {
    pub(crate) title: &'a str,
    pub(crate) chapters: &'a [Chapter<'a>],
    /// Recomputes figures, followed by `--only` and `--scale`.
    pub(crate) command: &'a str,
    /// Where the findings are explained.
    pub(crate) findings: &'a str,
    pub(crate) scale: Scale,
    pub(crate) store: &'a Store,
    /// The figures with their panels as SVG.
    pub(crate) shown: Vec<(&'a Finished<'a>, &'a Vec<String>)>,
    pub(crate) judged: &'a [Judgement],
}

impl<'a> Content<'a> {
    /// The figures of a chapter that are shown.
    pub(crate) fn of(&self, chapter: &Chapter<'_>) -> Vec<(&'a Finished<'a>, &'a Vec<String>)> {
        let is_part = |(done, _): &&(&'a Finished<'a>, _)| chapter.contains(done.figure.id());
        self.shown.iter().filter(is_part).copied().collect()
    }
}

/// The position of the chapter that measures a claim.
pub(super) fn chapter_of(claim: &Judgement, chapters: &[Chapter<'_>]) -> Option<usize> {
    chapters.iter().position(|chapter| chapter.contains(&claim.figure))
}
