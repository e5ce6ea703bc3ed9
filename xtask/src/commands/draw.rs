//! `cargo xtask draw`.

use synaptome_lab::{Result, Table, counted, open_file, picture, write_atomically};

use super::claims::{named, table_of};
use crate::cli::DrawOptions;
use crate::experiment::synaptome;
use crate::figures::palette::PALETTE;
use crate::output::say;

/// Draws the figures whose table is in a folder, and computes nothing.
pub(super) fn run(options: &DrawOptions) -> Result<()> {
    let (lab, folder) = (synaptome()?, &options.tables);
    let out = options.out.as_ref().unwrap_or(folder);
    let mut drawn = 0;
    for figure in lab.select(&options.only)? {
        let Some(file) = table_of(&lab, figure, folder) else { continue };
        let drawing = Table::from_csv(open_file(&file)?)
            .and_then(|table| picture(figure, &table, PALETTE))
            .map_err(|error| named(&file, error))?;
        write_atomically(&out.join(format!("{}.svg", figure.id())), drawing.svg.as_bytes())?;
        write_atomically(&out.join(format!("{}.png", figure.id())), &drawing.png)?;
        drawn += 1;
    }
    if drawn == 0 {
        return Err(named(folder, "it holds no table <figure>.csv of these figures"));
    }
    say(&format!("{} drawn into {}", counted(drawn, "figure"), out.display()));
    Ok(())
}
