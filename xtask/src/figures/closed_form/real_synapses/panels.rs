//! The panels of real-synapses.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::{Result, Table};

use super::value;

/// The parts that are pairs, as the legend names them.
const PAIRS: [(&str, &str); 2] = [("adults", "two adults"), ("homologues", "left and right")];
/// The axes of their panels.
const AXES: [[&str; 2]; 2] = [
    ["synapses in adult 7", "synapses in adult 8"],
    ["sections, one side", "sections, other side"],
];
/// What is told in bits, as the axis names it.
const BITS: [(&str, &str); 6] = [
    ("log-normal pair", "log-normal"),
    ("levels", "levels"),
    ("common cause", "cause"),
    ("entropy of bins", "entropy"),
    ("number of bins", "bins"),
    ("range of sizes", "range"),
];

/// All panels.
pub(super) fn chart(table: &Table) -> Result<Chart> {
    let panels = vec![distribution(table)?, pairs(table, 0)?, pairs(table, 1)?, bits(table)?];
    Ok(Chart::new(panels))
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

/// One dot per pair, spread over the unit square around its two counts.
fn pairs(table: &Table, position: usize) -> Result<Panel> {
    let (part, name) = PAIRS[position];
    let own = table.filter("part", part)?.filter("quantity", "pair")?;
    let (counts, sizes) = (own.numbers("error")?, own.pairs("x", "y")?);
    let spread = |k: usize, step: f64| 0.7 * ((k as f64 * step).fract() - 0.5);
    let dots = sizes.into_iter().zip(counts).flat_map(|((a, b), count)| {
        let dot = move |k: usize| (a + spread(k, 0.754_877_67), b + spread(k, 0.569_840_29));
        (0..count as usize).map(dot)
    });
    let [x, y] = AXES[position].map(|label| Axis::log(label).range(0.5, 150.0));
    let title = format!("Two weights of one connection, {name}");
    let diagonal = Series::line("equal", vec![(0.6, 0.6), (120.0, 120.0)]).dashed();
    let diagonal = diagonal.color("#777777");
    let dots = Series::cloud(name, dots.collect()).color(color_at(position));
    Ok(Panel::new(title, x, y).legend(Legend::TopLeft).with(dots).with(diagonal))
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
