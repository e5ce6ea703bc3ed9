//! Capacity against load in networks of growing size.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Measurement, Result, Table};
use synaptome_willshaw::capacity::{BlockTheory, Criterion};
use synaptome_willshaw::{Association, BlockCode};

use super::growing_networks::{GrowingNetworks, sizes};
use super::load_curve::{LAMBDA, means};
use super::series::{at_largest, triples};

/// From small networks to large ones, viridis.
const BY_SIZE: [&str; 11] = [
    "#440154", "#482173", "#433E85", "#38588C", "#2D708E", "#25858E", "#1E9B8A", "#2BB07F",
    "#51C56A", "#85D54A", "#C2DF23",
];

pub(super) struct CapacityCurves;

/// The largest mean C_u of a method for one k, and the load f where it is.
pub(super) fn largest(means: &Table, method: &str, k: usize) -> Result<Option<(Estimate, f64)>> {
    let kind = if method.starts_with("IRB") { "block" } else { "random" };
    let rows = means.filter("method", method)?.filter("kind", kind)?.filter("k", k)?;
    let found = at_largest(&rows, "bits", &["bits", "bits_error", "networks", "f"])?;
    Ok(found.map(|at| (Estimate::new(at[0], at[1], at[2] as usize), at[3])))
}

impl Figure for CapacityCurves {
    fn id(&self) -> &str {
        "will-9"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, Fig 9"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Capacity against load",
            seen: "Completion capacity of autoassociative networks with k = 2 log₂ N against the \
                   number of patterns relative to the theory of IRB; standard errors over \
                   networks.",
            paper: "The same for n up to 2,097,152: the largest capacities are 0.191 (IR-LK+) and \
                    0.200 (IR-KWTA) at n = 98,304; IRB falls towards ln 2/4.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        &GrowingNetworks
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let means = means(table)?;
        let mut all = Vec::new();
        for (claim, method, k) in [
            ("K18", "IR-LK+", 24),
            ("K19", "IR-KWTA", 24),
            ("K20-983k", "IRB", 30),
            ("K20-2M", "IRB", 32),
        ] {
            let found = largest(&means, method, k)?;
            all.extend(found.map(|best| Measurement::estimated(claim, best.0, "networks")));
        }
        Ok(all)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let means = means(table)?;
        let mut panels = Vec::new();
        for (title, method, kind) in [
            ("IRB", "IRB", "block"),
            ("IR-KWTA", "IR-KWTA", "random"),
            ("IR-LK+", "IR-LK+", "random"),
            ("R1", "R1", "random"),
        ] {
            let rows = means.filter("method", method)?.filter("kind", kind)?;
            panels.push(panel(title, &rows)?);
        }
        Ok(Chart::new(panels))
    }
}

fn panel(title: &str, rows: &Table) -> Result<Panel> {
    let y = Axis::linear("C_u, bits per synapse").range(0.0, 0.22);
    let mut panel = Panel::new(title, Axis::linear("M / M_max by theory of IRB"), y)
        .reference(Reference::horizontal(2_f64.ln() / 4.0, "ln 2/4"))
        .legend(Legend::Right);
    for ((k, size), color) in sizes().zip(BY_SIZE) {
        let theory = BlockTheory::new(
            BlockCode::new(k, size)?,
            Association::Auto,
            LAMBDA,
            Criterion::default(),
        )?;
        let most = theory.optimum().patterns;
        let dots = triples(&rows.filter("k", k)?, "patterns", "bits", "bits_error")?;
        let dots: Vec<_> = dots.into_iter().map(|(m, c, e)| (m / most, c, e)).collect();
        let line = dots.iter().map(|dot| (dot.0, dot.1)).collect();
        let name = if dots.is_empty() { String::new() } else { format!("n = {}", k * size) };
        panel = panel
            .with(Series::line(name, line).color(color))
            .with(Series::measured("", &dots).color(color));
    }
    Ok(panel)
}
