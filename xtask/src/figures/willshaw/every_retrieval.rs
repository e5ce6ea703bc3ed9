//! Noise and capacity of every retrieval against the number of patterns.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::statistics::{Estimate, mean};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table,
};

use super::load_curve::{COLUMNS, means, point, run};
use super::series::{at_largest, by_method};

const K: usize = 16;
const N: usize = 256;
/// f = M/N²; 0.60, 0.68, 0.76, 0.82 and 0.90 are also in the table of an independent program.
const LOADS: [f64; 16] = [
    0.40, 0.48, 0.54, 0.60, 0.64, 0.68, 0.72, 0.76, 0.79, 0.82, 0.84, 0.86, 0.90, 0.96, 1.04, 1.12,
];
const RANDOM: [&str; 3] = ["R1", "IR-LK+", "IR-KWTA"];
const BLOCK: [&str; 5] = ["sIRB", "IRB", "IRB-R1", "IRB-SMX", "IRB-cSMX"];

pub(super) struct Retrievals;

impl DataSet for Retrievals {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let networks = scale.pick(4, 10);
        let queries = scale.pick(2500_usize, 5000);
        let both = (0..networks).flat_map(|i| [("block", i), ("random", i)]);
        both.map(|(kind, i)| {
            let seconds = queries as f64 / 2500.0 * 1.2;
            point(kind, K, N, i).set("queries", queries).set("loads", LOADS.len()).takes(seconds)
        })
        .collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let methods: &[&str] = if point.text("kind")? == "block" { &BLOCK } else { &RANDOM };
        run(point, job, &LOADS, methods)
    }
}

impl Figure for Retrievals {
    fn id(&self) -> &str {
        "will-3"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, Fig 3"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Every retrieval, one network size",
            seen: "Output noise and completion capacity of autoassociative networks with \
                   n = 4096, k = 16 against the number of patterns; cues hold half of a pattern. \
                   Dots are means over networks with standard errors.",
            paper: "The same curves. Only IRB-SMX is slightly better than the classical IR-KWTA and IR-LK+. The \
                    information of IRB-R1 is too large if it is computed as for random patterns.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let means = means(table)?;
        let best = |method: &str| -> Result<Estimate> {
            let own = means.filter("method", method)?;
            let found = at_largest(&own, "bits", &["bits", "bits_error", "networks"])?;
            Ok(found.map_or(Estimate::mean(&[]), |at| Estimate::new(at[0], at[1], at[2] as usize)))
        };
        let (smx, lk, winners) = (best("IRB-SMX")?, best("IR-LK+")?, best("IR-KWTA")?);
        let rival = if lk.value > winners.value { lk } else { winners };
        Ok(vec![
            Measurement::estimated("K09", smx.minus(rival), "networks"),
            Measurement::estimated("K27", halo_ratio(table, &means)?, "networks"),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let means = means(table)?;
        let x = || Axis::linear("M, number of patterns");
        let noise = Panel::new(
            "Output noise",
            x(),
            Axis::log("ε̂, wrong units per active unit").range(1e-3, 10.0),
        )
        .with_all(by_method(&means, "patterns", "noise", "noise_error")?)
        .reference(Reference::horizontal(0.01, "ε = 0.01"))
        .legend(Legend::Right);
        let wrong = means.filter("method", "IRB-R1")?.pairs("patterns", "bits_random")?;
        let capacity = Panel::new(
            "Completion capacity",
            x(),
            Axis::linear("C_u, bits per synapse").range(0.0, 0.22),
        )
        .with_all(by_method(&means, "patterns", "bits", "bits_error")?)
        .with(Series::line("IRB-R1, by A.4", wrong).dashed().color("#8C510A"))
        .legend(Legend::Right);
        Ok(Chart::new(vec![noise, capacity]))
    }
}

/// C_u of IRB-R1 by the formula of random patterns over that of blocks, in the same networks, at the load
/// where its mean is largest.
fn halo_ratio(table: &Table, means: &Table) -> Result<Estimate> {
    let own = means.filter("method", "IRB-R1")?;
    let f = at_largest(&own, "bits", &["f"])?.map_or(f64::NAN, |found| found[0]);
    let networks =
        table.filter("method", "IRB-R1")?.filter("f", f)?.pairs("bits", "bits_random")?;
    Ok(Estimate::jackknife(&networks, |kept| {
        let (bits, random): (Vec<f64>, Vec<f64>) = kept.iter().map(|pair| **pair).unzip();
        mean(&random) / mean(&bits)
    }))
}
