//! Rasters of other people.

use rand::RngExt;
use synaptome_infomax::information::{
    GaussianInformation, InformationOptions, gaussian_information, gaussian_nats,
};
use synaptome_infomax::observables::{AvalancheOptions, Avalanches, CutAvalanches, Repeats};
use synaptome_infomax::{Error, Moments, Raster};

use super::given::rng;

fn independent(neurons: usize, steps: usize, rate: f64, seed: u64) -> Raster {
    let rng = &mut rng(seed);
    let cells: Vec<bool> = (0..neurons * steps).map(|_| rng.random_bool(rate)).collect();
    Raster::from_dense(neurons, &cells).unwrap()
}

fn information(raster: &Raster, lag: usize, ridge: f64) -> Result<GaussianInformation, Error> {
    gaussian_information(raster, &InformationOptions { lag, ridge })
}

/// Mean over runs of what independent neurons seem to tell, against the stated bias. One run scatters by
/// about N/(√2 T) = 0.0014 nats of 0.02; five standard errors of the mean of 20 runs are allowed.
#[test]
fn the_information_of_independent_neurons_is_the_bias_that_comes_with_it() {
    for (neurons, steps, lag, ridge) in
        [(20, 10_000, 1, 0.0), (20, 10_000, 7, 0.0), (20, 10_000, 1, 0.05), (30, 3_000, 2, 0.01)]
    {
        let found: Vec<_> = (0..20)
            .map(|seed| information(&independent(neurons, steps, 0.1, seed), lag, ridge).unwrap())
            .collect();
        let mean = |of: fn(&GaussianInformation) -> f64| found.iter().map(of).sum::<f64>() / 20.0;
        let (nats, bias) = (mean(|f| f.nats), mean(|f| f.bias_nats));
        let deviation = neurons as f64 / (2.0_f64.sqrt() * steps as f64);
        // The next term is N/T of the bias.
        let next = 2.0 * bias * neurons as f64 / steps as f64;
        assert!((nats - bias).abs() < 5.0 * deviation / 20.0_f64.sqrt() + next, "{nats} {bias}");
        if ridge == 0.0 {
            assert!(
                (bias - (neurons * neurons) as f64 / (2.0 * (steps - lag) as f64)).abs() < 1e-12
            );
        }
    }
}

#[test]
fn a_neuron_that_alternates_is_perfectly_predictable_and_not_silent() {
    for steps in [100, 101, 10_000, 9_999] {
        let cells: Vec<u8> = (0..steps).map(|t| (t % 2) as u8).collect();
        let raster = Raster::from_dense(1, &cells).unwrap();
        for lag in [1, 2, 5] {
            assert_eq!(
                information(&raster, lag, 0.0),
                Err(Error::Predictable { neuron: 0 }),
                "{steps} {lag}"
            );
        }
        assert!(information(&raster, 1, 1e-3).unwrap().nats > 1.0);
    }
    // Among others that are not.
    let noise = independent(3, 5_000, 0.3, 1).to_dense();
    let cell = |t: usize, i: usize| if i == 1 { t.is_multiple_of(2) } else { noise[3 * t + i] };
    let cells: Vec<bool> = (0..15_000).map(|at| cell(at / 3, at % 3)).collect();
    let error = information(&Raster::from_dense(3, &cells).unwrap(), 1, 0.0).unwrap_err();
    assert_eq!(error, Error::Predictable { neuron: 1 });
    assert_eq!(
        error.to_string(),
        "neuron 1 is perfectly predictable from the states before: its information is infinite; leave it out \
         or add a ridge"
    );
    // A copy of another neuron, three steps later.
    let cell =
        |t: usize, i: usize| if i == 1 { t >= 3 && noise[3 * (t - 3)] } else { noise[3 * t + i] };
    let cells: Vec<bool> = (0..15_000).map(|at| cell(at / 3, at % 3)).collect();
    let raster = Raster::from_dense(3, &cells).unwrap();
    assert_eq!(information(&raster, 3, 0.0), Err(Error::Predictable { neuron: 1 }));
    assert!(information(&raster, 1, 0.0).is_ok());
    // The same about its rate by way of the moments.
    let alternating: Vec<u8> = (0..1000).map(|t| (t % 2) as u8).collect();
    let moments = Moments::of(&Raster::from_dense(1, &alternating).unwrap(), &[0.5], 1).unwrap();
    assert_eq!(gaussian_nats(&moments), Err(Error::Predictable { neuron: 0 }));
}

#[test]
fn silent_locked_and_redundant_neurons_have_errors_of_their_own() {
    let noise = independent(3, 2_000, 0.3, 2).to_dense();
    let with = |second: fn(&[bool], usize) -> bool| {
        let cell =
            |t: usize, i: usize| if i == 1 { second(&noise[3 * t..], t) } else { noise[3 * t + i] };
        let cells: Vec<bool> = (0..6_000).map(|at| cell(at / 3, at % 3)).collect();
        information(&Raster::from_dense(3, &cells).unwrap(), 1, 0.0)
    };
    assert_eq!(with(|_, _| false), Err(Error::Silent { neuron: 1, steps: 1_999 }));
    assert_eq!(with(|_, _| true), Err(Error::Locked { neuron: 1, steps: 1_999 }));
    assert_eq!(with(|row, _| row[0]), Err(Error::Redundant { neuron: 1, others: vec![0] }));
    let message = with(|row, _| !row[0]).unwrap_err().to_string();
    assert_eq!(
        message,
        "neuron 1 is redundant: it follows from the neurons [0] at the same step; leave it out or add a ridge"
    );
    // Exactly one of three fires at every step: each follows from the other two.
    let turns: Vec<[u16; 1]> = noise.iter().step_by(2).map(|&x| [u16::from(x)]).collect();
    let turns: Vec<[u16; 1]> =
        turns.into_iter().enumerate().map(|(t, x)| if t % 5 == 0 { [2] } else { x }).collect();
    let raster = Raster::from_steps(3, turns).unwrap();
    assert_eq!(
        information(&raster, 1, 0.0),
        Err(Error::Redundant { neuron: 2, others: vec![0, 1] })
    );
    assert!(information(&raster, 1, 0.01).is_ok());
    let empty = Raster::new(0).unwrap();
    assert!(information(&empty, 1, 0.0).is_err() && information(&raster, usize::MAX, 0.0).is_err());
    // At the lag 0 every state predicts itself.
    let noise = independent(3, 500, 0.3, 5);
    let refused = Error::TooFew { quantity: "the lag in steps", found: 0, needed: 1 };
    assert_eq!(information(&noise, 0, 0.0), Err(refused));
    assert!(information(&raster, 1, f64::NAN).is_err() && information(&raster, 1, -1.0).is_err());
}

#[test]
fn a_raster_that_names_an_unknown_neuron_cannot_be_built_in_any_way() {
    let unknown = Error::IndexOutOfRange { quantity: "neuron", index: 99, len: 2 };
    assert_eq!(Raster::new(2).unwrap().push(&[99]), Err(unknown.clone()));
    assert_eq!(Raster::from_steps(2, [&[0][..], &[1, 99]]), Err(unknown.clone()));
    assert_eq!(Raster::from_compressed(2, &[0, 99], &[0, 1, 2]), Err(unknown.clone()));
    assert_eq!(Raster::from_spikes(2, 3, [(0, 0), (1, 99)]), Err(unknown));
    #[cfg(feature = "serde")]
    {
        let stored = serde_json::from_str::<Raster>(r#"{"neurons": 2, "steps": [[0], [1, 99]]}"#);
        assert!(
            stored
                .unwrap_err()
                .to_string()
                .starts_with("neuron index 99 is out of range: there are 2")
        );
    }
    for wrong in [&[0.0, 2.0][..], &[0.0, f64::NAN], &[1.0, -1.0], &[0.0, f64::INFINITY]] {
        assert!(matches!(
            Raster::from_dense(2, wrong),
            Err(Error::NotASpike { step: 0, neuron: 1, .. })
        ));
    }
    for (indices, ends) in [
        (&[0_u16, 1][..], &[0_usize, 3][..]),
        (&[0, 1], &[1, 2]),
        (&[0, 1], &[0, 2, 1, 2]),
        (&[0], &[]),
        (&[1, 0], &[0, 2]),
    ] {
        assert!(Raster::from_compressed(2, indices, ends).is_err(), "{indices:?} {ends:?}");
    }
    assert!(
        Raster::from_dense(2, &[0_u8, 1, 1]).is_err() && Raster::from_dense(0, &[0_u8]).is_err()
    );
    assert!(Raster::from_dense(70_000, &[0_u8]).is_err());
    assert!(
        Raster::from_spikes(2, usize::MAX, []).is_err()
            && Raster::from_spikes(2, 3, [(3, 0)]).is_err()
    );
    assert!(matches!(Raster::from_spikes(2, 3, [(1, 0), (1, 0)]), Err(Error::NotRising { .. })));
}

#[test]
fn every_way_to_build_a_raster_gives_the_same() {
    let raster = independent(7, 500, 0.2, 3);
    let cells = raster.to_dense();
    let spikes: Vec<(usize, usize)> =
        (0..cells.len()).rev().filter(|&at| cells[at]).map(|at| (at / 7, at % 7)).collect();
    assert_eq!(Raster::from_spikes(7, 500, spikes).unwrap(), raster);
    let indices: Vec<u16> = raster.iter().flatten().copied().collect();
    let mut ends = vec![0];
    raster.iter().for_each(|step| ends.push(ends[ends.len() - 1] + step.len()));
    assert_eq!(Raster::from_compressed(7, &indices, &ends).unwrap(), raster);
}

/// Avalanches by the definition: split the list of bins at those that are not active.
#[test]
fn avalanches_are_runs_of_active_bins() {
    let raster = independent(5, 4_003, 0.12, 4);
    for (bin, threshold) in [(1, 0), (1, 1), (2, 0), (3, 2), (7, 3)] {
        let bins: Vec<u64> = (0..raster.len() / bin)
            .map(|k| (k * bin..(k + 1) * bin).map(|t| raster.step(t).len() as u64).sum())
            .collect();
        assert_eq!(raster.activity(bin).unwrap(), bins);
        let runs: Vec<&[u64]> =
            bins.split(|&n| n <= threshold).filter(|run| !run.is_empty()).collect();
        let expected: Vec<(u64, u64)> =
            runs.iter().map(|run| (run.iter().sum(), run.len() as u64)).collect();
        let all = AvalancheOptions { bin, threshold, cut: CutAvalanches::Include };
        let found = Avalanches::of(&raster, &all).unwrap();
        let pairs: Vec<(u64, u64)> = found.into_iter().map(|a| (a.size, a.duration)).collect();
        assert_eq!(pairs, expected, "{bin} {threshold}");
        let whole =
            Avalanches::of(&raster, &AvalancheOptions { cut: CutAvalanches::Exclude, ..all })
                .unwrap();
        assert_eq!((whole.len() + whole.cut(), whole.cut()), (found.len(), found.cut()));
        assert_eq!(found.size_counts().total(), expected.len() as u64);
        for mean in found.mean_sizes() {
            let sizes: Vec<f64> = expected
                .iter()
                .filter(|pair| pair.1 == mean.duration)
                .map(|pair| pair.0 as f64)
                .collect();
            assert_eq!(mean.count, sizes.len() as u64);
            assert!((mean.mean - sizes.iter().sum::<f64>() / sizes.len() as f64).abs() < 1e-12);
            assert_eq!(mean.std_error.is_some(), sizes.len() > 1);
            let shape = found.mean_shape(&bins, mean.duration).unwrap().unwrap();
            assert_eq!(shape.len() as u64, mean.duration);
            assert!((shape.iter().sum::<f64>() - mean.mean).abs() < 1e-9);
        }
        assert_eq!(found.mean_shape(&bins, 999).unwrap(), None);
    }
    let of = |options| Avalanches::of(&raster, &options).map(|found| found.len());
    assert!(of(AvalancheOptions { bin: 0, ..AvalancheOptions::default() }).is_err());
    assert!(of(AvalancheOptions { bin: usize::MAX, ..AvalancheOptions::default() }).is_err());
    assert_eq!(of(AvalancheOptions { threshold: u64::MAX, ..AvalancheOptions::default() }), Ok(0));
    assert!(Avalanches::of(&Raster::new(3).unwrap(), &AvalancheOptions::default()).is_err());
    assert_eq!(Repeats::new(&Raster::new(0).unwrap()).sequences(3), 0);
}

#[test]
fn times_on_a_decimal_grid_lie_in_the_steps_that_their_digits_say() {
    for (digits, every) in [(3, 4), (3, 1), (1, 1), (2, 5)] {
        let unit = 10_u64.pow(digits);
        let decimal = |n: u64| -> f64 {
            let text = format!("{}.{:0width$}", n / unit, n % unit, width = digits as usize);
            text.parse().unwrap()
        };
        let step = decimal(every);
        let times = (0..20_000_u64).map(|k| (decimal(k * every), 0));
        let raster = Raster::from_times(1, step, times).unwrap();
        assert_eq!((raster.len(), raster.spikes()), (20_000, 20_000), "steps of {step}");
        let within = (0..20_000_u64).map(|k| (decimal(k * every) + 0.999 * step, 0));
        let raster = Raster::from_times(1, step, within).unwrap();
        assert_eq!((raster.len(), raster.spikes()), (20_000, 20_000), "within steps of {step}");
    }
}

#[test]
fn what_is_no_time_and_no_step_is_refused_by_value() {
    let said = |step, time| Raster::from_times(1, step, [(time, 0)]).unwrap_err().to_string();
    for (step, time, word) in [
        (0.0, 1.0, "0"),
        (f64::NAN, 1.0, "NaN"),
        (-1.0, 1.0, "-1"),
        (1.0, -0.5, "-0.5"),
        (1.0, f64::NAN, "NaN"),
        (1.0, f64::INFINITY, "inf"),
        (1e-300, 1e300, "steps"),
        (1.0, 1e300, "steps"),
    ] {
        assert!(said(step, time).contains(word), "{step} {time}: {}", said(step, time));
    }
    assert!(Raster::from_times(1, 1.0, [(0.0, 1)]).is_err());
    assert!(Raster::from_times(3, 1.0, []).unwrap().is_empty());
}
