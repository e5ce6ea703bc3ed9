//! Branching processes against their theory and against units that are followed one by one.

use rand::{Rng, RngExt};
use synaptome_infomax::Error;
use synaptome_infomax::observables::{
    BranchingProcess, Crackling, CracklingRanges, CriticalNull, thinned,
};

use super::given::rng;

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Cov(a_t, a_{t+k}).
fn covariance(values: &[f64], lag: usize) -> f64 {
    let center = mean(values);
    let products = values.iter().zip(&values[lag..]).map(|(a, b)| (a - center) * (b - center));
    products.sum::<f64>() / (values.len() - lag) as f64
}

/// Standard errors are 0.2 % of the mean, 0.5 % of the variance and at most 0.0025 of a correlation, a fifth of what
/// is allowed or less.
#[test]
fn a_driven_process_has_the_mean_and_the_correlations_of_its_theory() {
    let process = BranchingProcess { ratio: 0.8, drive: 3.0 };
    let activity = process.draw(400_000, &mut rng(1)).unwrap();
    let whole: Vec<f64> = activity.iter().map(|&count| count as f64).collect();
    assert!((mean(&whole) / 15.0 - 1.0).abs() < 0.01, "{}", mean(&whole));
    let variance = covariance(&whole, 0);
    assert!((variance / (15.0 / 0.36) - 1.0).abs() < 0.03, "{variance}");
    for seen in [1.0, 0.3, 0.05] {
        let part = thinned(&activity, seen, &mut rng(2)).unwrap();
        let part: Vec<f64> = part.iter().map(|&count| count as f64).collect();
        let b = process.amplitude(seen).unwrap();
        for lag in 1..=4 {
            let found = covariance(&part, lag) / covariance(&part, 0);
            let theory = b * 0.8_f64.powi(lag as i32);
            assert!((found - theory).abs() < 0.015, "{seen} {lag}: {found} {theory}");
        }
    }
}

#[test]
fn thinning_keeps_each_spike_with_the_same_probability() {
    let counts = vec![20; 50_000];
    let seen = thinned(&counts, 0.3, &mut rng(3)).unwrap();
    let seen: Vec<f64> = seen.iter().map(|&count| count as f64).collect();
    // Standard errors 0.009 and 0.027.
    assert!((mean(&seen) - 6.0).abs() < 0.05 && (covariance(&seen, 0) - 4.2).abs() < 0.13);
    assert_eq!(thinned(&counts, 1.0, &mut rng(3)).unwrap(), counts);
    assert!(thinned(&counts, 0.0, &mut rng(3)).unwrap().iter().all(|&count| count == 0));
}

/// Sizes of critical trees have the Borel distribution e^−s s^(s−1)/s!; the probability q_t that a tree is
/// extinct after t generations is q_t = exp(q_{t−1} − 1).
#[test]
fn critical_trees_have_the_sizes_of_borel_and_the_durations_of_their_generating_function() {
    let null = CriticalNull { avalanches: 200_000, ..CriticalNull::default() };
    let found = null.draw(&mut rng(4)).unwrap();
    let n = found.len() as f64;
    let near = |count: u64, p: f64| (count as f64 - n * p).abs() < 4.5 * (n * p).sqrt();
    let (sizes, durations) = (found.size_counts(), found.duration_counts());
    let mut factorial = 1.0;
    for s in 1..=8_u64 {
        factorial *= s as f64;
        let p = (-(s as f64)).exp() * (s as f64).powi(s as i32 - 1) / factorial;
        assert!(near(sizes.count(s), p), "{s}: {} {p}", sizes.count(s) as f64 / n);
    }
    let mut extinct = 0.0_f64;
    for t in 1..=8 {
        let next = (extinct - 1.0).exp();
        assert!(near(durations.count(t), next - extinct), "{t}");
        extinct = next;
    }
}

/// Pieces of critical trees, unit by unit.
fn pieces(seen: f64, count: usize, rng: &mut impl Rng) -> Vec<(u64, u64)> {
    let (mut found, mut open) = (Vec::new(), (0, 0));
    while found.len() < count {
        let (mut active, mut total) = (1, 0);
        while active > 0 && total < 100_000 {
            total += active;
            let spikes = (0..active).filter(|_| rng.random_bool(seen)).count() as u64;
            match spikes {
                0 if open.1 > 0 => found.push(std::mem::take(&mut open)),
                0 => (),
                _ => open = (open.0 + spikes, open.1 + 1),
            }
            active = (0..active).map(|_| children(rng)).sum();
        }
        if open.1 > 0 {
            found.push(std::mem::take(&mut open));
        }
    }
    found
}

/// A Poisson number with mean 1.
fn children(rng: &mut impl Rng) -> u64 {
    let (limit, mut product, mut count) = ((-1.0_f64).exp(), rng.random_range(0.0..1.0_f64), 0);
    while product > limit {
        count += 1;
        product *= rng.random_range(0.0..1.0_f64);
    }
    count
}

/// Whether size and duration are such.
type Test = fn(&(u64, u64)) -> bool;

/// Fractions with standard errors of about 0.002, of two samples: false alarm below 1e-4.
#[test]
fn what_is_seen_of_trees_is_as_if_units_were_followed_one_by_one() {
    let seen = 0.3;
    let slow = pieces(seen, 40_000, &mut rng(5));
    let null = CriticalNull { avalanches: 40_000, seen, ..CriticalNull::default() };
    let fast = null.draw(&mut rng(6)).unwrap();
    let fast: Vec<_> = fast.iter().map(|found| (found.size, found.duration)).collect();
    let tests: [Test; 4] = [|a| a.0 == 1, |a| a.1 == 1, |a| a.0 > 5, |a| a.1 > 3];
    for (number, test) in tests.into_iter().enumerate() {
        let fraction = |all: &[(u64, u64)]| {
            all.iter().filter(|piece| test(piece)).count() as f64 / all.len() as f64
        };
        let (one, other) = (fraction(&slow), fraction(&fast));
        assert!((one - other).abs() < 0.014, "{number}: {one} {other}");
    }
}

/// 400,000 trees of a NumPy program had τ 1.498, α 1.854, γ 1.84 and the deviation 0.13 on sizes 30 to 3000 and
/// durations 10 to 100, and the deviation 0.40 with durations from 1.
#[test]
fn the_crackling_relation_is_biased_at_criticality_as_another_program_found() {
    let null = CriticalNull { avalanches: 400_000, ..CriticalNull::default() };
    let found = null.draw(&mut rng(7)).unwrap();
    let sizes = (30..=3000).into();
    let late =
        Crackling::of(&found, &CracklingRanges { sizes, durations: (10..=100).into() }).unwrap();
    assert!((late.sizes.exponent().value + 1.498).abs() < 0.015, "{late:?}");
    assert!((late.durations.exponent().value + 1.854).abs() < 0.04, "{late:?}");
    assert!((late.fitted - 1.84).abs() < 0.05 && (late.deviation - 0.13).abs() < 0.06, "{late:?}");
    let early =
        Crackling::of(&found, &CracklingRanges { sizes, durations: (1..=100).into() }).unwrap();
    assert!((early.deviation - 0.40).abs() < 0.1, "{early:?}");
}

#[test]
fn processes_that_cannot_be_are_refused() {
    let process = BranchingProcess::default();
    let draw = |process: BranchingProcess| process.draw(10, &mut rng(1)).map(|_| ());
    let null = CriticalNull::default();
    let run = |null: CriticalNull| null.run(&CracklingRanges::default(), &mut rng(1)).map(|_| ());
    for (result, text) in [
        (
            draw(BranchingProcess { ratio: 1.0, ..process }),
            "the branching ratio must be below 1, got 1",
        ),
        (draw(BranchingProcess { ratio: -0.1, ..process }), "got -0.1"),
        (draw(BranchingProcess { ratio: f64::NAN, ..process }), "got NaN"),
        (draw(BranchingProcess { drive: -1.0, ..process }), "the drive must lie in"),
        (process.draw(usize::MAX, &mut rng(1)).map(|_| ()), "the number of steps is"),
        (
            process.amplitude(1.5).map(|_| ()),
            "the fraction of units seen must lie in [0, 1], got 1.5",
        ),
        (thinned(&[1], f64::NAN, &mut rng(1)).map(|_| ()), "got NaN"),
        (run(CriticalNull { avalanches: 0, ..null }), "avalanches: 0 given, at least 1 needed"),
        (run(CriticalNull { avalanches: usize::MAX, ..null }), "the number of avalanches is"),
        (run(CriticalNull { replicates: 0, ..null }), "replicates: 0 given, at least 1 needed"),
        (run(CriticalNull { largest: 0, ..null }), "units of a tree: 0 given, at least 1 needed"),
        (run(CriticalNull { seen: 0.0, ..null }), "the fraction of units seen must lie in"),
    ] {
        let error: Error = result.unwrap_err();
        assert!(error.to_string().contains(text), "{error}");
    }
    // A process without drive or ratio is none of these.
    let still = BranchingProcess { ratio: 0.0, drive: 0.0 };
    assert_eq!(still.draw(3, &mut rng(1)), Ok(vec![0; 3]));
}
