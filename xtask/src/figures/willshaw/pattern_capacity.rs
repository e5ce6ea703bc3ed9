//! Pattern capacity against the activity of the patterns.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Measurement, Result, Table};
use synaptome_willshaw::capacity::{BlockTheory, Criterion, Optimum, RandomTheory};
use synaptome_willshaw::{Association, BlockCode, RandomCode};

use super::largest_loads::{LargestLoads, SETTINGS, Setting, estimate, means, sizes};
use super::series::{colored, text, triples};

pub(super) struct PatternCapacity;

impl Figure for PatternCapacity {
    fn id(&self) -> &str {
        "will-5"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, Fig 5"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Number of patterns",
            seen: "The number of patterns M_ε at which the output noise passes ε = 0.01, against the number k of \
                   active units. Dots: simulation, with standard errors over networks; lines: theory (R1: B.2; \
                   IR-KWTA: B.7; IRB: 4.10 and A.22).",
            paper: "The same for n = 4096 and 45,056. At k = 4 and n = 45,056 the paper has \
                    1.45, 0.445 and 1.49 million patterns for heteroassociative IR-KWTA, IRB and \
                    IRB-SMX; all methods coincide for large k.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        &LargestLoads
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let small = means(table, SETTINGS[0], 4096, "weighted")?;
        let [irb, r1] = ["IRB", "R1"].map(|method| estimate(&small, 1024, method, "patterns"));
        let mut all = vec![Measurement::estimated("K16", irb?.over(r1?), "networks")];
        if sizes(table)?.contains(&45_056) {
            all.extend(sparse(table)?);
        }
        Ok(all)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        chart(table, "patterns", "error", "M_ε, patterns", |optimum, _, _| optimum.patterns)
    }
}

/// Claims at n = 45,056, k = 4.
fn sparse(table: &Table) -> Result<Vec<Measurement>> {
    let at = |setting: Setting, average: &str, method: &str| -> Result<Estimate> {
        estimate(&means(table, setting, 45_056, average)?, 4, method, "patterns")
    };
    let [auto, hetero, full] = SETTINGS;
    let mut all = Vec::new();
    for (claim, setting, average, method) in [
        ("K10-hetero", hetero, "weighted", "IR-KWTA"),
        ("K10-auto", auto, "weighted", "IR-KWTA"),
        ("K11-hetero", hetero, "weighted", "IRB"),
        ("K11-auto", auto, "weighted", "IRB"),
        ("K12-hetero", hetero, "weighted", "IRB-SMX"),
        ("K12-auto", auto, "weighted", "IRB-SMX"),
        ("K13-r1", full, "weighted", "R1"),
        ("K13-kwta", full, "weighted", "IR-KWTA"),
        ("K13-irb", full, "weighted", "IRB"),
        ("K13-smx", full, "weighted", "IRB-SMX"),
        ("K14-irb", full, "simple", "IRB"),
    ] {
        all.push(Measurement::estimated(claim, at(setting, average, method)?, "networks"));
    }
    let [h, a] = [hetero, auto].map(|setting| at(setting, "weighted", "IRB-SMX"));
    all.push(Measurement::estimated("K15", h?.over(a?), "networks"));
    Ok(all)
}

/// One panel for each setting and size.
pub(super) fn chart(
    table: &Table,
    y: &str,
    error: &str,
    label: &str,
    theory: impl Fn(&Optimum, Association, &str) -> f64,
) -> Result<Chart> {
    let sizes = sizes(table)?;
    let mut panels = Vec::new();
    for setting in SETTINGS {
        for &n in &sizes {
            let means = means(table, setting, n, "weighted")?;
            let axis =
                if y == "bits" { Axis::linear(label).range(0.0, 0.7) } else { Axis::log(label) };
            let title = format!("{}, λ = {}, n = {n}", setting.0, setting.1);
            let mut panel =
                Panel::new(title, Axis::log("k, active units"), axis).legend(Legend::Right);
            for (method, rows) in means.groups("method")? {
                let name = text(&method);
                panel = panel
                    .with(colored(Series::measured(name, &triples(&rows, "k", y, error)?), name));
            }
            panels.push(panel.with_all(lines(setting, n, &theory)?));
        }
    }
    Ok(Chart::new(panels).columns(sizes.len()))
}

fn lines(
    setting: Setting,
    n: usize,
    value: &impl Fn(&Optimum, Association, &str) -> f64,
) -> Result<Vec<Series>> {
    let (association, lambda) = setting;
    let names = ["R1", "IR-KWTA", "IRB"];
    let mut all = vec![Vec::new(); names.len()];
    for k in (4..=n / 2).filter(|k| n.is_multiple_of(*k)) {
        let optima = optima(association, lambda, n, k)?;
        for ((line, optimum), name) in all.iter_mut().zip(&optima).zip(names) {
            let value = optimum.as_ref().map(|optimum| value(optimum, association, name));
            line.extend(value.map(|value| (k as f64, value)));
        }
    }
    Ok(all
        .into_iter()
        .zip(names)
        .map(|(line, name)| colored(Series::line("", line), name))
        .collect())
}

/// The information that the simulations measure: C_u of autoassociation, C_uv of
/// heteroassociation, of which R1 has the content only, C_v.
pub(super) fn information(optimum: &Optimum, association: Association, method: &str) -> f64 {
    match association {
        Association::Auto => optimum.completion_bits_per_synapse,
        Association::Hetero if method == "R1" => optimum.mapping_bits_per_synapse,
        Association::Hetero => optimum.bidirectional_bits_per_synapse(),
    }
}

/// Theory of R1, IR and IRB; nothing where there is none.
pub(super) fn optima(
    association: Association,
    lambda: f64,
    n: usize,
    k: usize,
) -> Result<[Option<Optimum>; 3]> {
    let (random, block) = (RandomCode::new(n, k)?, BlockCode::splitting(n, k)?);
    let criterion = Criterion::default();
    let one_step = RandomTheory::one_step(random, lambda, criterion)?.optimum()?;
    let iterative = RandomTheory::iterative(random, lambda, criterion)?.optimum()?;
    let blocks = BlockTheory::new(block, association, lambda, criterion)?.optimum();
    Ok([Some(one_step), Some(iterative), Some(blocks)])
}
