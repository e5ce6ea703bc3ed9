//! avalanche-sampling: what remains of branching ratio and exponents if few neurons are seen.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::statistics::curve;
use synaptome_lab::{Caption, DataSet, Figure, Measurement, Result, Table};

use super::bursts::{Bursts, COMMON, CRITICAL, DRIVEN, NETWORK, PROCESS, TREES};

/// Branching ratio and exponents against the fraction of units seen.
pub(super) struct Sampling;

/// The fraction that the claims are about.
const TENTH: f64 = 0.1;

impl Figure for Sampling {
    fn id(&self) -> &str {
        "avalanche-sampling"
    }

    fn source(&self) -> &str {
        "beyond Tanaka et al. 2009; estimator of Wilting & Priesemann 2018, doi 10.1038/s41467-018-04725-4"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "What electrodes on a tenth of the neurons would measure",
            seen: "All panels are against the fraction of units observed. Above: the branching ratio from multistep \
                   regression and from one step, for a branching process with m = 0.98 (10^5 steps; dashed: theory, m \
                   α/(α + (1 − α)(1 − m²))) and for the learned networks of ri-8 (p_max 0.5, rate 0.002). Below: the \
                   exponents of sizes on 2…100 spikes and the deviation from the crackling relation, for the same \
                   networks and for exactly critical trees with the same ranges. Means and standard deviations over \
                   runs, seeds and replicates.",
            paper: "Not in the paper, which observes all neurons. Multistep regression does not depend on the fraction \
                    observed. Exponents do, and the deviation is not 0 at criticality.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        &Bursts
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let seen = table.filter("system", PROCESS)?.filter("seen", TENTH)?;
        let runs = |claim, quantity| -> Result<Measurement> {
            Ok(Measurement::mean(claim, &seen.filter("quantity", quantity)?.numbers("y")?, "runs"))
        };
        Ok(vec![runs("X46", "branching ratio")?, runs("X47", "one-step ratio")?])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let process = table.filter("system", PROCESS)?;
        let networks = learned(table)?;
        let trees = table.filter("system", TREES)?;
        let theory = (0..=60).map(|i| 10.0_f64.powf(-2.0 + f64::from(i) / 30.0));
        let theory: Vec<_> = theory
            .filter_map(|seen| Some((seen, DRIVEN.ratio * DRIVEN.amplitude(seen).ok()?)))
            .collect();
        let known = ratios("A branching process, m = 0.98", &process)?
            .with(Series::line("theory, one step", theory).color("#000000").dashed())
            .reference(Reference::horizontal(DRIVEN.ratio, "m"));
        let of_networks = ratios("The learned networks", &networks)?
            .reference(Reference::horizontal(1.0, "critical"));
        let sizes = compared("Sizes of bursts", ("tau", "exponent τ"), &networks, &trees)?
            .legend(Legend::TopRight)
            .reference(Reference::horizontal(1.5, "3/2"));
        let deviation = ("deviation", "|γ fitted − γ predicted|");
        let deviation = compared("The crackling relation", deviation, &networks, &trees)?
            .legend(Legend::TopLeft);
        Ok(Chart::new(vec![known, of_networks, sizes, deviation]).columns(2))
    }
}

/// The networks at the rate where the paper has a power law, after learning.
fn learned(table: &Table) -> Result<Table> {
    let own = table.filter("system", NETWORK)?.filter("p_max", CRITICAL.0)?;
    let own = own.filter("rate", CRITICAL.1)?.filter("schedule", COMMON)?;
    Ok(own.filter("phase", "after")?.filter("bin", 1.0)?)
}

fn axis() -> Axis {
    Axis::log("fraction of units seen")
}

fn ratios(title: &str, table: &Table) -> Result<Panel> {
    let mut panel = Panel::new(title, axis(), Axis::linear("branching ratio").range(0.0, 1.1))
        .legend(Legend::BottomRight);
    let methods = [("branching ratio", "multistep regression"), ("one-step ratio", "one step")];
    for (position, (quantity, name)) in methods.into_iter().enumerate() {
        let curve = curve(&table.filter("quantity", quantity)?, "seen", "y")?;
        panel = panel.with(Series::measured(name, &curve).color(color_at(position)));
    }
    Ok(panel)
}

fn compared(
    title: &str,
    (quantity, label): (&str, &str),
    networks: &Table,
    trees: &Table,
) -> Result<Panel> {
    let mut panel = Panel::new(title, axis(), Axis::linear(label));
    let systems = [(networks, "learned networks"), (trees, "critical trees")];
    for (position, (table, name)) in systems.into_iter().enumerate() {
        let curve = curve(&table.filter("quantity", quantity)?, "seen", "y")?;
        panel = panel.with(Series::measured(name, &curve).color(color_at(position)));
    }
    Ok(panel)
}
