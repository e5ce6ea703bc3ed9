//! Branching processes, of which the branching ratio or the exponents are known.

use synaptome_infomax::observables::{
    BranchingProcess, CriticalNull, MultistepRegression, thinned,
};
use synaptome_lab::{Job, Point, Result, Rows, row};

use super::super::training::rng;
use super::description::{crackling, crackling_ranges, ratios};
use super::systems::{PROCESS, TREES};

/// m = 0.98 with a hundred active units at the mean.
pub(in crate::figures::infomax) const DRIVEN: BranchingProcess =
    BranchingProcess { ratio: 0.98, drive: 2.0 };
/// Runs of the process; replicates of the trees, and avalanches of each.
const RUNS: usize = 16;
const REPLICATES: (usize, usize) = (4, 20_000);
/// Steps of a run.
const STEPS: usize = 100_000;
/// Fractions of units seen of the process, and of the trees.
const SEEN: [f64; 6] = [1.0, 0.5, 0.2, 0.1, 0.03, 0.01];
const SEEN_OF_TREES: [f64; 4] = [1.0, 0.5, 0.2, 0.1];

/// Runs of the process, and a set of critical trees for every fraction.
pub(super) fn points() -> Vec<Point> {
    let of = |system: &str| Point::new().key("system", system);
    let runs = (1..=RUNS).map(|run| of(PROCESS).key("seed", run).takes(0.15));
    let trees = SEEN_OF_TREES.into_iter().map(|seen| {
        let (replicates, avalanches) = REPLICATES;
        let point = of(TREES).key("seen", seen).set("replicates", replicates);
        point.set("avalanches", avalanches).takes(1e-6 / seen * (replicates * avalanches) as f64)
    });
    runs.chain(trees).collect()
}

pub(super) fn run(point: &Point, job: &Job) -> Result<Rows> {
    let mut rows = Rows::new();
    let mut put = |system: &str, seed: f64, seen: f64, quantity: &str, y: f64| {
        rows.push(row![system, 0.0, 0.0, "", 0.0, seed, "", seen, 1.0, quantity, 0.0, y]);
    };
    if point.text("system")? == PROCESS {
        let seed = point.number("seed")?;
        let activity = DRIVEN.draw(STEPS, &mut rng(job, "activity"))?;
        for seen in SEEN {
            let seen_activity = thinned(&activity, seen, &mut rng(job, &format!("seen {seen}")))?;
            let counts: Vec<f64> = seen_activity.iter().map(|&count| count as f64).collect();
            let found = MultistepRegression::default().run(&[counts])?;
            ratios(&found, &mut |quantity, _, y| put(PROCESS, seed, seen, quantity, y));
        }
        return Ok(rows);
    }
    let seen = point.number("seen")?;
    let null = CriticalNull {
        avalanches: point.count("avalanches")?,
        seen,
        replicates: point.count("replicates")?,
        ..CriticalNull::default()
    };
    let found = null.run(&crackling_ranges(), &mut rng(job, "trees"))?;
    for (replicate, found) in found.iter().enumerate() {
        crackling(found, &mut |quantity, _, y| {
            put(TREES, replicate as f64 + 1.0, seen, quantity, y);
        });
    }
    Ok(rows)
}
