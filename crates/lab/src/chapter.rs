//! Chapters: figures in reading order.

use std::fmt;

use crate::{DataSet, Figure};

/// The figures of one source.
///
/// ```
/// use synaptome_lab::{Chapter, Figure};
///
/// let figures: [&dyn Figure; 0] = [];
/// let chapter = Chapter { title: "Recall", citation: "Hopfield (1982)", figures: &figures };
/// assert!(!chapter.contains("recall"));
/// ```
#[derive(Clone, Copy)]
pub struct Chapter<'a> {
    /// The headline in the report.
    pub title: &'a str,
    /// The source.
    pub citation: &'a str,
    /// Its figures, in reading order.
    pub figures: &'a [&'a dyn Figure],
}

impl Chapter<'_> {
    /// Whether a figure of this identifier is part of the chapter.
    pub fn contains(&self, id: &str) -> bool {
        self.figures.iter().any(|figure| figure.id() == id)
    }
}

impl fmt::Debug for Chapter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self.figures.iter().map(|figure| figure.id()).collect();
        f.debug_struct("Chapter").field("title", &self.title).field("figures", &ids).finish()
    }
}

/// What the figures draw, each data set once.
pub(crate) fn data_sets<'a>(figures: &[&'a dyn Figure]) -> Vec<&'a dyn DataSet> {
    let mut all: Vec<&dyn DataSet> = Vec::new();
    for data in figures.iter().map(|figure| figure.data()) {
        if all.iter().all(|known| known.name() != data.name()) {
            all.push(data);
        }
    }
    all
}
