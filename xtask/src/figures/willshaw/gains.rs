//! By what factor one retrieval surpasses another.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Measurement, Result, Table};
use synaptome_willshaw::Association;

use super::largest_loads::{LargestLoads, estimate, lookup, means, sizes};
use super::pattern_capacity::{information, optima};

/// The gains in one association.
pub(super) struct Gains {
    id: &'static str,
    source: &'static str,
    association: Association,
}

pub(super) static AUTO: Gains =
    Gains { id: "will-7", source: "Knoblauch & Palm 2020, Fig 7", association: Association::Auto };

pub(super) static HETERO: Gains = Gains {
    id: "will-8",
    source: "Knoblauch & Palm 2020, Fig 8",
    association: Association::Hetero,
};

const PAIRS: [(&str, &str); 3] = [("IRB", "R1"), ("IRB", "IR-KWTA"), ("IR-KWTA", "R1")];

impl Figure for Gains {
    fn id(&self) -> &str {
        self.id
    }

    fn source(&self) -> &str {
        self.source
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Gains of iteration and of blocks",
            seen: "Ratios of pattern number (g_M), information (g_C) and load (g_p1) of two retrievals at ε = 0.01 and \
                   λ = 0.5 against k. Dots: simulation, drawn side by side for each k; lines: theory (B.4–B.9).",
            paper: "The same: at small k IRB stores more than twice what R1 stores; against \
                    IR-KWTA it gains patterns and loses information.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        &LargestLoads
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        if self.association != Association::Auto {
            return Ok(Vec::new());
        }
        let means = means(table, (self.association, 0.5), 4096, "weighted")?;
        let ratio = |k, rival: &str, column| -> Result<Estimate> {
            let of = |method: &str| estimate(&means, k, method, column);
            Ok(of("IRB")?.over(of(rival)?))
        };
        let mut gains = Vec::new();
        for k in activities(&means)? {
            if lookup(&means, k, "IRB")?[4] <= 0.5 {
                gains.push(ratio(k, "R1", "patterns")?);
            }
        }
        let largest = gains.into_iter().max_by(|a, b| a.value.total_cmp(&b.value));
        Ok(vec![
            Measurement::estimated("K04-M", ratio(16, "IR-KWTA", "patterns")?, "networks"),
            Measurement::estimated("K04-C", ratio(16, "IR-KWTA", "bits")?, "networks"),
            Measurement::estimated("K17", largest.unwrap_or(Estimate::mean(&[])), "networks"),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let sizes = sizes(table)?;
        let mut panels = Vec::new();
        for (a, b) in PAIRS {
            for &n in &sizes {
                let means = means(table, (self.association, 0.5), n, "weighted")?;
                let title = format!("{a} / {b}, {}, n = {n}", self.association);
                let axes = (Axis::log("k, active units"), Axis::linear("gain").range(0.0, 5.0));
                panels.push(
                    Panel::new(title, axes.0, axes.1)
                        .legend(Legend::TopRight)
                        .with_all(measured(&means, a, b)?)
                        .with_all(self.theory(n, a, b)?)
                        .reference(Reference::horizontal(1.0, "")),
                );
            }
        }
        Ok(Chart::new(panels).columns(sizes.len()))
    }
}

/// Name, colour, index in a row of `lookup`, and the factor by which dots are shifted along k.
const GAINS: [(&str, &str, usize, f64); 3] =
    [("g_M", "#0072B2", 0, 0.93), ("g_C", "#D55E00", 2, 1.0), ("g_p1", "#009E73", 4, 1.07)];

impl Gains {
    fn theory(&self, n: usize, a: &str, b: &str) -> Result<Vec<Series>> {
        let association = self.association;
        let place = |method| ["R1", "IR-KWTA", "IRB"].iter().position(|name| *name == method);
        let mut all = vec![Vec::new(); GAINS.len()];
        for k in (4..=n / 2).filter(|k| n.is_multiple_of(*k)) {
            let optima = optima(association, 0.5, n, k)?;
            let [Some(first), Some(second)] =
                [a, b].map(|method| place(method).and_then(|i| optima[i]))
            else {
                continue;
            };
            let bits = information(&first, association, a) / information(&second, association, b);
            let gain = first.gain_over(&second);
            let gains = [gain.patterns, bits, gain.load];
            all.iter_mut().zip(gains).for_each(|(line, gain)| line.push((k as f64, gain)));
        }
        let series = all.into_iter().zip(GAINS);
        Ok(series.map(|(line, (name, color, ..))| theoretical(name, line).color(color)).collect())
    }
}

/// The gain in information is dashed: for two retrievals of one kind of pattern it equals that in
/// patterns.
fn theoretical(name: &str, line: Vec<(f64, f64)>) -> Series {
    let line = Series::line("", line);
    if name == "g_C" { line.dashed() } else { line }
}

fn measured(means: &Table, a: &str, b: &str) -> Result<Vec<Series>> {
    let mut all = vec![Vec::new(); GAINS.len()];
    for k in activities(means)? {
        let (a, b) = (lookup(means, k, a)?, lookup(means, k, b)?);
        for (series, (_, _, i, shift)) in all.iter_mut().zip(GAINS) {
            let error = if i == 4 { 0.0 } else { (a[i + 1] / a[i]).hypot(b[i + 1] / b[i]) };
            series.push((shift * k as f64, a[i] / b[i], error * a[i] / b[i]));
        }
    }
    let series = all.iter().zip(GAINS);
    Ok(series.map(|(dots, (name, color, ..))| Series::measured(name, dots).color(color)).collect())
}

fn activities(means: &Table) -> Result<Vec<usize>> {
    let mut all: Vec<usize> = means.numbers("k")?.into_iter().map(|k| k as usize).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
