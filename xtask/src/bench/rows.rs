//! The rows of `docs/performance.md` as data: what is measured, against whom, and which limit it could reach.

mod hopfield;
mod infomax;
mod information;
mod machine;
mod row;
mod willshaw;

pub(crate) use row::{Does, Limit, Rival, Row, Shown};

/// A table of the document, between the markers with its name.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) rows: &'static [Row],
}

/// The tables in the order of their measurement: limits come first.
pub(crate) const TABLES: &[Table] = &[
    Table { name: "machine", rows: machine::ROWS },
    Table { name: "hopfield", rows: hopfield::ROWS },
    Table { name: "willshaw", rows: willshaw::ROWS },
    Table { name: "infomax", rows: infomax::ROWS },
    Table { name: "information", rows: information::ROWS },
];
