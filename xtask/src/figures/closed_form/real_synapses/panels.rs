//! The panels of real-synapses.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::{Result, Table};

use super::value;

/// The parts that are pairs, as the legend names them.
const PAIRS: [(&str, &str); 2] = [("adults", "two adults"), ("homologues", "left and right")];
/// What is told in bits, as the axis names it.
const BITS: [(&str, &str); 6] = [
    ("log-normal pair", "log-normal pair"),
    ("levels", "levels"),
    ("common cause", "common cause"),
    ("entropy of bins", "entropy of bins"),
    ("number of bins", "log2 bins"),
    ("range of sizes", "log2 range"),
];

/// All panels.
pub(super) fn chart(table: &Table) -> Result<Chart> {
    Ok(Chart::new(vec![distribution(table)?, pairs(table)?, bits(table)?]))
}

fn distribution(table: &Table) -> Result<Panel> {
    let weights = table.filter("part", "weights")?;
    let of = |quantity: &str| weights.filter("quantity", quantity)?.pairs("x", "y");
    let axes = (
        Axis::log("weight, sections").range(0.6, 150.0),
        Axis::log("connections per section").range(0.1, 5_000.0),
    );
    let panel = Panel::new("Chemical synapses of one worm", axes.0, axes.1)
        .legend(Legend::TopRight)
        .with(Series::points("measured", of("count")?).color(color_at(0)))
        .with(Series::line("one log-normal", of("one part")?).color(color_at(1)).dashed())
        .with(Series::line("best mixture", of("best mixture")?).color(color_at(2)));
    Ok(panel)
}

fn pairs(table: &Table) -> Result<Panel> {
    let axis = |label| Axis::log(label).range(0.7, 150.0);
    let axes = (axis("one weight"), axis("the other weight"));
    let mut panel =
        Panel::new("Two weights of one connection", axes.0, axes.1).legend(Legend::TopLeft);
    for (position, (part, name)) in PAIRS.into_iter().enumerate() {
        let own = table.filter("part", part)?.filter("quantity", "pair")?;
        let points = own.pairs("x", "y")?;
        panel = panel.with(Series::points(name, points).color(color_at(position)));
    }
    Ok(panel)
}

fn bits(table: &Table) -> Result<Panel> {
    let names = BITS.map(|(_, name)| name.to_owned()).to_vec();
    let axes = (Axis::categories("", names), Axis::linear("bits").range(0.0, 5.0));
    let mut panel = Panel::new("What a weight tells", axes.0, axes.1).legend(Legend::TopLeft);
    for (position, (part, name)) in PAIRS.into_iter().enumerate() {
        let place = |k: usize| k as f64 + 0.9 + 0.2 * position as f64;
        let point = |(k, (quantity, _)): (usize, (&str, &str))| {
            value(table, part, quantity).map(|(bits, error)| (place(k), bits, error))
        };
        let points = BITS.into_iter().enumerate().map(point).collect::<Result<Vec<_>>>()?;
        panel = panel.with(Series::measured(name, &points).color(color_at(position)));
    }
    Ok(panel)
}
