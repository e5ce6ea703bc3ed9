//! How many messages a Hopfield network recalls from one flipped unit, for five writing rules.

use synaptome_lab::Result;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::{mean, std_error};

use super::tables::table;

const CAPACITY: &str = include_str!("../../../docs/figures/paper/hop-capacity.csv");
/// The rule in the table, and its name in the picture.
const RULES: [(&str, &str); 5] = [
    ("HOP", "Hebb"),
    ("PSE, zero diagonal", "pseudo-inverse"),
    ("MPF", "minimum probability flow"),
    ("pseudo-likelihood", "pseudo-likelihood"),
    ("TRN, anchored", "trained recurrent network"),
];

pub(super) fn chart() -> Result<Chart> {
    let one = panel("one flipped unit", "one_flip", Legend::Hidden)?;
    Ok(Chart::new(vec![one, panel("5 % flipped units", "flips_5", Legend::TopRight)?]))
}

/// The panel that says most.
pub(super) fn panel_of_five_percent() -> Result<Panel> {
    panel("recall from 5 % flipped units", "flips_5", Legend::TopRight)
}

fn panel(title: &str, column: &str, legend: Legend) -> Result<Panel> {
    let x = Axis::linear("load M/N, messages per unit").range(0.0, 1.6);
    let y = Axis::linear("fraction of messages recalled").range(0.0, 1.0);
    let own = table(CAPACITY)?.filter("N", 128.0)?;
    let mut panel = Panel::new(title, x, y).legend(legend);
    for (rule, name) in RULES {
        let mut means = Vec::new();
        for (_, rows) in own.filter("protocol", rule)?.groups("load")? {
            let recalled = rows.numbers(column)?;
            means.push((mean(&rows.numbers("load")?), mean(&recalled), std_error(&recalled)));
        }
        let line = means.iter().map(|&(x, y, _)| (x, y)).collect();
        let color = crate::figures::palette::color_of(rule).unwrap_or("#000000");
        panel = panel.with(Series::line(name, line).color(color));
        panel = panel.with(Series::error_band("", &means).color(color));
    }
    Ok(panel)
}
