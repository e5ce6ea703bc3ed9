//! How well a Hopfield network recalls your own patterns from noisy cues: a whole experiment.
//! Writes `lab-output/index.html`. Kill it and run it again, or compute a shard: `-- 1/2`.
use rand::seq::index::sample;
use synaptome_lab::chart::{Axis, Panel, Series};
use synaptome_lab::statistics::curve;
use synaptome_lab::{Caption, Chapter, Claim, Claims, Experiment, Lab, Measurement, Point, Result};
use synaptome_lab::{Run, row};

const X_AND_T: [&str; 2] = ["#...#.#.#...#...#.#.#...#", "#####..#....#....#....#.."];

const RECALL: Experiment = Experiment {
    id: "recall",
    source: "Own patterns",
    caption: Caption::ours("Recall removes noise", "Overlap, mean ± standard deviation."),
    columns: &["flips", "overlap"],
    points: |scale| {
        let point = |flips| Point::new().key("flips", flips).set("trials", scale.pick(60, 2000));
        (0..=10_usize).map(point).collect()
    },
    run: |point, job| {
        let spin = |pixel| if pixel == '#' { 1.0 } else { -1.0 };
        let stored = X_AND_T.map(|letter| letter.chars().map(spin).collect::<Vec<f64>>());
        let (flips, mut cues) = (point.count("flips")?, job.rng("cues"));
        let trial = |trial: usize| {
            let mut state = stored[trial % 2].clone();
            sample(&mut cues, 25, flips).iter().for_each(|unit| state[unit] *= -1.0);
            for _ in 0..5 {
                let weighted = stored.each_ref().map(|x| (x, overlap(x, &state)));
                let field = |unit: usize| weighted.iter().map(|(x, m)| x[unit] * m).sum::<f64>();
                state = (0..25).map(|unit| field(unit).signum()).collect();
            }
            row![flips, overlap(&stored[trial % 2], &state)]
        };
        Ok((0..point.count("trials")?).map(trial).collect())
    },
    measure: |table| {
        let overlaps = table.filter("flips", 8_usize)?.numbers("overlap")?;
        Ok(vec![Measurement::mean("own-1", &overlaps, "trials").within(-1.0..=1.0)])
    },
    chart: |table| {
        let (x, points) = ("flipped units of 25", curve(table, "flips", "overlap")?);
        let panel = Panel::new("Recall", Axis::linear(x), Axis::linear("overlap with the letter"));
        let series = [Series::error_band("", &points), Series::measured("Hebb", &points)];
        Ok(panel.with_all(series.map(|series| series.color("#0072B2"))).into())
    },
};

fn overlap(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>() / x.len() as f64
}

fn main() -> Result<()> {
    let shard = std::env::args().nth(1).map(|text| text.parse()).transpose()?;
    let claim = Claim::ours("own-1", "recall", "overlap after eight flips", 0.8..=1.0);
    let chapter = Chapter { title: "Recall", citation: "Own patterns", figures: &[&RECALL] };
    let lab = Lab { chapters: &[chapter], claims: Claims::new(vec![claim])?, ..Lab::default() };
    println!("{:#?}", lab.run(&Run { shard, ..Run::default() })?);
    Ok(())
}
