//! The pictures of the README and of the primer, drawn from committed tables and from small runs.
//!
//! Unlike a figure, an illustration measures no claim: it shows an idea. `cargo xtask docs` draws all of them
//! into `docs/figures/guide`, and one into the folder of each crate; tests compare the committed files with what is drawn.

mod blocks;
mod capacity;
mod diagram;
mod fronts;
mod pictures;
mod raster;
mod rules;
mod tables;
mod weights;

use std::fs;
use std::path::PathBuf;

use synaptome_lab::Result;
use synaptome_lab::chart::{Chart, draw};

use crate::experiment::repository;
use crate::figures::palette::PALETTE;

/// The file name of an illustration, and what draws it.
type Illustration = (&'static str, fn() -> Result<Chart>);

/// All illustrations.
const ILLUSTRATIONS: &[Illustration] = &[
    ("blocks", blocks::chart),
    ("capacity", capacity::chart),
    ("pictures", pictures::chart),
    ("raster", raster::chart),
    ("rules", rules::chart),
    ("weights", weights::chart),
];

fn folder() -> PathBuf {
    repository().join("docs/figures/guide")
}

/// Draws every illustration into `docs/figures/guide`.
pub(crate) fn write() -> Result<()> {
    for (name, chart) in ILLUSTRATIONS {
        fs::write(folder().join(format!("{name}.svg")), svg(*chart)?)?;
    }
    fronts::write()
}

fn svg(chart: fn() -> Result<Chart>) -> Result<String> {
    Ok(draw(&chart()?, PALETTE)?.svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_illustrations_are_what_is_drawn() {
        for (name, chart) in ILLUSTRATIONS {
            let committed = fs::read_to_string(folder().join(format!("{name}.svg"))).unwrap();
            assert_eq!(svg(*chart).unwrap(), committed, "{name}: run `cargo xtask docs`");
        }
    }
}
