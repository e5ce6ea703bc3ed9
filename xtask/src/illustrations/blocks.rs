//! A block pattern, its cue, the halo of one step and the core within it.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_lab::Result;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_willshaw::{
    Association, BlockCode, Cue, CueQuality, Iterative, Memory, OneStep, Patterns, SumOfMax,
};

const BLOCKS: usize = 8;
const UNITS: usize = 32;

pub(super) fn chart() -> Result<Chart> {
    let rng = &mut ChaCha12Rng::seed_from_u64(17);
    let code = BlockCode::new(BLOCKS, UNITS)?;
    let patterns = Patterns::draw(code, 600, rng)?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&patterns)?;
    let stored = patterns.get(0).unwrap_or_default();
    let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
    let halo = memory.recall(&OneStep, &cue)?.content;
    let core = memory.recall(&Iterative::default(), &cue)?.content;
    let kept = memory.recall(&SumOfMax::default(), &cue)?.content;
    let shown = [
        ("cue: half of the stored pattern", cue.units()),
        ("halo: all units that the cue supports", &halo),
        ("core: blocks with one unit, iterated", &core),
        ("halo that sum-of-max leaves", &kept),
    ];
    Ok(Chart::new(shown.map(|(title, units)| panel(title, units, stored)).into()))
}

/// Active units dark; those of the stored pattern black, others grey.
fn panel(title: &str, units: &[u32], stored: &[u32]) -> Panel {
    let shade = |unit: u32| match (units.contains(&unit), stored.contains(&unit)) {
        (true, true) => 0.0,
        (true, false) => 0.6,
        (false, true) => 0.85,
        _ => 1.0,
    };
    let row = |block: usize| (0..UNITS).map(|unit| shade((block * UNITS + unit) as u32)).collect();
    let rows = (0..BLOCKS).map(row).collect();
    let (x, y) = ((0.0, UNITS as f64), (0.0, BLOCKS as f64));
    let axes = (Axis::linear("unit within its block").range(0.0, x.1), Axis::linear("block"));
    let panel = Panel::new(title, axes.0, axes.1.range(0.0, y.1));
    panel.with(Series::image(rows, x, y)).legend(Legend::Hidden)
}
