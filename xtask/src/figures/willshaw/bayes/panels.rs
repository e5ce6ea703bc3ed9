//! Bits per synapse, per bit of its entropy, and per synapse that is not in the most frequent state, method by method.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Result, Table, Value};

use super::methods::names;

const COLUMNS: [(&str, &str); 3] = [
    ("bits", "bits per synapse"),
    ("per_computer_bit", "bits per bit of entropy"),
    ("per_active_synapse", "bits per synapse in a rarer state"),
];

pub(super) fn chart(table: &Table) -> Result<Chart> {
    let panels: Result<Vec<Panel>> = COLUMNS.iter().map(|column| panel(table, column)).collect();
    Ok(Chart::new(panels?).columns(1))
}

/// One place for each kind of network, and in it one dot for each method.
fn panel(table: &Table, (column, axis): &(&str, &str)) -> Result<Panel> {
    let kinds = kinds(table)?;
    let x = Axis::categories("", kinds.iter().map(|kind| kind.0.clone()).collect())
        .range(0.5, kinds.len() as f64 + 0.5);
    let mut panel = Panel::new("", x, Axis::linear(*axis)).legend(Legend::Right);
    let methods = names("block", true);
    for (position, method) in methods.iter().enumerate() {
        let mut dots = Vec::new();
        for (place, (_, rows)) in kinds.iter().enumerate() {
            let values = rows.filter("method", *method)?.numbers(column)?;
            if !values.is_empty() {
                let found = Estimate::mean(&values);
                let aside = (position as f64 - 3.0) * 0.08;
                dots.push((place as f64 + 1.0 + aside, found.value, found.std_error));
            }
        }
        panel = panel.with(Series::measured(*method, &dots).color(color_at(position)));
    }
    Ok(panel)
}

/// R or B for the code, an arrow for heteroassociation, n/1024, a prime for k = 6 and a star for false cue units.
fn short([code, association, n, k, wrong]: [&Value; 5]) -> String {
    let mark = |is_so: bool, mark: &'static str| if is_so { mark } else { "" };
    let code = if *code == Value::from("block") { "B" } else { "R" };
    let arrow = mark(*association == Value::from("hetero"), "→");
    let (prime, star) =
        (mark(k.number() == Some(6.0), "′"), mark(wrong.number() != Some(0.0), "*"));
    format!("{code}{arrow}{}{prime}{star}", n.number().unwrap_or(f64::NAN) / 1024.0)
}

/// The kinds of networks with their names.
fn kinds(table: &Table) -> Result<Vec<(String, Table)>> {
    let mut kinds = Vec::new();
    for (code, of_code) in table.groups("code")? {
        for (association, of_both) in of_code.groups("association")? {
            for (n, of_size) in of_both.groups("n")? {
                for (k, of_activity) in of_size.groups("k")? {
                    for (wrong, rows) in of_activity.groups("wrong")? {
                        kinds.push((short([&code, &association, &n, &k, &wrong]), rows));
                    }
                }
            }
        }
    }
    Ok(kinds)
}
