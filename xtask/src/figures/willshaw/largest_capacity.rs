//! The largest capacity of each retrieval against the size of the network.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Measurement, Result, Table};
use synaptome_willshaw::capacity::limit;

use super::capacity_against_load::largest;
use super::growing_networks::GrowingNetworks;
use super::load_curve::means;
use super::series::colored;

const METHODS: [&str; 5] = ["R1", "IR-LK+", "IR-KWTA", "IRB", "IRB-SMX"];
const ACTIVITIES: [usize; 11] = [10, 12, 14, 16, 18, 20, 22, 24, 28, 30, 32];

/// Of IRB and R1 in infinite networks.
const LIMIT: f64 = std::f64::consts::LN_2 / 4.0;

pub(super) struct LargestCapacity;

impl Figure for LargestCapacity {
    fn id(&self) -> &str {
        "will-10"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, Fig 10"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "The largest capacity",
            seen: "The largest completion capacity over all loads, for half cues and k = 2 log₂ N, \
                   against the number of units; standard errors over networks.",
            paper: "About 0.2 bit per synapse near n = 10⁵ (IRB-SMX 0.204 for n of 50,000 to \
                    100,000); the limit is ln 2/4 = 0.173.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        &GrowingNetworks
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let means = means(table)?;
        let mut all = vec![
            Measurement::exact("K01", largest_limit(limit::mapping_bits_per_synapse)),
            Measurement::exact("K02", largest_limit(limit::completion_bits_per_synapse)),
            best_of_all(&means)?,
        ];
        for (claim, k) in [("K22-k20", 20), ("K22-k22", 22), ("K22-k24", 24)] {
            all.extend(noise_of_one_step(&means, claim, k)?);
        }
        let smx = largest(&means, "IRB-SMX", 22)?;
        all.extend(smx.map(|best| Measurement::estimated("K21", best.0, "networks")));
        Ok(all)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let means = means(table)?;
        let mut panel = Panel::new(
            "",
            Axis::log("n, number of units"),
            Axis::linear("largest C_u, bits per synapse").range(0.1, 0.22),
        )
        .with(
            Series::line("ln 2/4", vec![(300.0, LIMIT), (2.2e6, LIMIT)]).dashed().color("#555555"),
        )
        .legend(Legend::Right);
        for method in METHODS {
            let mut dots = Vec::new();
            for k in ACTIVITIES {
                let n = (k << (k / 2)) as f64;
                let best = largest(&means, method, k)?.map(|best| best.0);
                dots.extend(best.map(|best| (n, best.value, best.std_error)));
            }
            let line = dots.iter().map(|dot| (dot.0, dot.1)).collect();
            panel = panel
                .with(colored(Series::line(method, line), method))
                .with(colored(Series::measured("", &dots), method));
        }
        Ok(panel.into())
    }
}

/// The largest value over loads p₁ and completenesses λ.
fn largest_limit(f: fn(f64, f64) -> f64) -> f64 {
    let values = (1..=100).flat_map(|i| (1..=100).map(move |j| (i, j)));
    values
        .map(|(i, j)| f((f64::from(i) / 101.0 * 1.01).min(0.999), f64::from(j) / 100.0))
        .fold(0.0, f64::max)
}

/// The largest capacity of all methods and sizes.
fn best_of_all(means: &Table) -> Result<Measurement> {
    let mut all = Vec::new();
    for (method, k) in METHODS.iter().flat_map(|method| ACTIVITIES.map(|k| (*method, k))) {
        all.extend(largest(means, method, k)?.map(|found| found.0));
    }
    let best = all.into_iter().max_by(|a, b| a.value.total_cmp(&b.value));
    Ok(Measurement::estimated("K03", best.unwrap_or(Estimate::mean(&[])), "networks"))
}

/// The noise after R1 at the load at which IRB-SMX has its largest capacity.
fn noise_of_one_step(means: &Table, claim: &'static str, k: usize) -> Result<Option<Measurement>> {
    let Some((_, f)) = largest(means, "IRB-SMX", k)? else { return Ok(None) };
    let first = means.filter("method", "R1")?.filter("kind", "block")?.filter("k", k)?;
    let first = first.filter("f", f)?;
    let value = |column: &str| -> Result<f64> {
        Ok(first.numbers(column)?.first().copied().unwrap_or(f64::NAN))
    };
    let (noise, error) = (value("noise")?, value("noise_error")?);
    let found = Estimate::new(noise, error, value("networks")? as usize);
    Ok(Some(Measurement::estimated(claim, found, "networks")))
}
