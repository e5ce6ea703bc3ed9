//! Many observations and many trials, which are counted by their sizes and in blocks.

use synaptome_infomax::observables::{
    Bootstrap, BranchingProcess, MultistepRegression, SizeCounts, SizeRange, Tail, TailShape,
    TrialMean,
};

use super::given::rng;

/// 10⁷ s^−2 avalanches, times `scale`.
fn inverse_squares(scale: u64) -> SizeCounts {
    let mut counts = SizeCounts::new();
    (1..=3_000).for_each(|size| counts.add_many(size, scale / (size * size)));
    counts
}

/// The distance of Kolmogorov and Smirnov falls with the root of the number of observations, whether these are drawn one by one or
/// by their sizes, also where some lie outside of the range.
#[test]
fn replicates_scatter_alike_on_both_sides_of_the_limit_of_one_by_one() {
    for range in [SizeRange::from(1..), (5..=1_000).into()] {
        let scaled = |scale| {
            let counts = inverse_squares(scale);
            let tail = Tail::fit(TailShape::Power, &counts, range).unwrap();
            let within: u64 =
                counts.iter().filter(|pair| range.contains(pair.0)).map(|pair| pair.1).sum();
            let test = Bootstrap { replicates: 60, ..Bootstrap::default() };
            let found = test.run(&tail, &counts, &mut rng(1)).unwrap();
            found.mean_distance * (within as f64).sqrt()
        };
        // 49,000 and 780,000 observations; the mean of 60 distances has a standard error of 4 %.
        let (few, many) = (scaled(30_000), scaled(480_000));
        assert!((few / many - 1.0).abs() < 0.25, "{few} {many}");
    }
}

/// One by one, these observations would take hours.
#[test]
fn a_hundred_million_observations_are_tested_by_their_sizes() {
    let counts = inverse_squares(100_000_000);
    let tail = Tail::fit(TailShape::Power, &counts, 1..=3_000).unwrap();
    let test = Bootstrap { replicates: 10, ..Bootstrap::default() };
    let found = test.run(&tail, &counts, &mut rng(1)).unwrap();
    assert!((0.1..10.0).contains(&(found.distance / found.mean_distance)), "{found:?}");
}

#[test]
fn many_trials_are_pooled_into_blocks_and_give_the_same_ratio() {
    let process = BranchingProcess { ratio: 0.8, drive: 10.0 };
    let rng = &mut rng(2);
    let trials: Vec<Vec<f64>> = (0..1_500)
        .map(|_| process.draw(60, rng).unwrap().into_iter().map(|n| n as f64).collect())
        .collect();
    for mean in [TrialMean::Common, TrialMean::Each] {
        let run = |blocks| {
            let lags = (1..=5).collect();
            MultistepRegression { lags, mean, blocks, ..Default::default() }.run(&trials).unwrap()
        };
        let (pooled, single) = (run(20), run(1_500));
        assert!((pooled.ratio / single.ratio - 1.0).abs() < 1e-9, "{pooled:?} {single:?}");
        // Both errors are known to about a thirtieth.
        let errors = pooled.ratio_std_error / single.ratio_std_error;
        assert!((errors - 1.0).abs() < 0.15, "{errors}");
    }
}

/// Each trial against all others would be 2.5·10⁹ comparisons.
#[test]
fn fifty_thousand_short_trials_have_a_branching_ratio() {
    let process = BranchingProcess { ratio: 0.5, drive: 3.0 };
    let activity = process.draw(500_000, &mut rng(3)).unwrap();
    let trials: Vec<Vec<f64>> =
        activity.chunks(10).map(|trial| trial.iter().map(|&n| n as f64).collect()).collect();
    let regression = MultistepRegression { lags: vec![1, 2, 3], ..Default::default() };
    let found = regression.run(&trials).unwrap();
    assert!((found.ratio - 0.5).abs() < 5.0 * found.ratio_std_error, "{found:?}");
}
