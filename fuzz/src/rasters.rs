//! Rasters of arbitrary spikes, and everything that is measured of them.

use synaptome_infomax::information::{InformationOptions, gaussian_information};
use synaptome_infomax::observables::{
    AvalancheOptions, Avalanches, BranchingProcess, Comparison, Crackling, CracklingRanges,
    CutAvalanches, LowerEnd, MultistepRegression, Repeats, SizeCounts, SizeRange, Tail, TailShape,
    TrialMean, Weighting, thinned,
};
use synaptome_infomax::{Moments, Raster};

use crate::bytes::Bytes;

/// Builds a raster in one of four ways and measures it; sizes come from bytes as well.
pub fn rasters(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    if bytes.is_true() {
        let counts = SizeCounts::from_counts(&counts(&mut bytes));
        return tails(&counts, &mut bytes);
    }
    let Some(raster) = raster(&mut bytes) else { return };
    if raster.neurons() > 0 {
        let cells: Vec<u8> = raster.to_dense().into_iter().map(u8::from).collect();
        let again = Raster::from_dense(raster.neurons(), &cells);
        assert!(again.is_ok_and(|again| again == raster), "a raster survives being dense");
    }
    measure(&raster, &mut bytes);
}

fn raster(bytes: &mut Bytes<'_>) -> Option<Raster> {
    let neurons = bytes.below(20);
    match bytes.below(4) {
        0 => {
            let cells = bytes.below(400);
            Raster::from_dense(neurons, &(0..cells).map(|_| bytes.byte() % 3).collect::<Vec<_>>())
        }
        1 => {
            let indices: Vec<_> = (0..bytes.below(60)).map(|_| u16::from(bytes.byte())).collect();
            let ends: Vec<_> = (0..bytes.below(60)).map(|_| usize::from(bytes.byte())).collect();
            Raster::from_compressed(neurons, &indices, &ends)
        }
        2 => {
            let steps = bytes.below(300);
            let spikes = (0..bytes.below(60)).map(|_| (bytes.below(300), bytes.below(20)));
            let spikes: Vec<_> = spikes.collect();
            Raster::from_spikes(neurons, steps, spikes)
        }
        _ => {
            let step = |bytes: &mut Bytes<'_>| {
                (0..bytes.below(8)).map(|_| u16::from(bytes.byte() % 24)).collect::<Vec<_>>()
            };
            let steps: Vec<_> = (0..bytes.below(40)).map(|_| step(bytes)).collect();
            Raster::from_steps(neurons, &steps)
        }
    }
    .ok()
}

fn measure(raster: &Raster, bytes: &mut Bytes<'_>) {
    let options = InformationOptions { lag: bytes.count(), ridge: bytes.number() };
    let _ = gaussian_information(raster, &options);
    let _ = Moments::of(raster, &raster.rates(), bytes.count());
    let cuts = [CutAvalanches::Exclude, CutAvalanches::Include];
    let options = AvalancheOptions {
        bin: bytes.count(),
        threshold: bytes.count() as u64,
        cut: cuts[bytes.below(2)],
    };
    if let Ok(avalanches) = Avalanches::of(raster, &options) {
        let _ = Crackling::of(&avalanches, &CracklingRanges::default());
        tails(&avalanches.size_counts(), bytes);
    }
    let repeats = Repeats::new(raster);
    let _ = (repeats.sequences(bytes.below(5)), repeats.patterns_of_at_least(bytes.count()));
    let Ok(activity) = raster.activity(bytes.count()) else { return };
    let _ = thinned(&activity, bytes.number(), &mut bytes.rng());
    let activity: Vec<f64> = activity.iter().map(|&count| count as f64).collect();
    regression(&activity, bytes);
}

fn regression(activity: &[f64], bytes: &mut Bytes<'_>) {
    let regression = MultistepRegression {
        lags: (0..bytes.below(8)).map(|_| bytes.count()).collect(),
        offset: bytes.is_true(),
        mean: [TrialMean::Common, TrialMean::Each][bytes.below(2)],
        weighting: [Weighting::Equal, Weighting::InverseVariance][bytes.below(2)],
        blocks: bytes.count().min(1_000),
    };
    let other = bytes.numbers(12);
    let _ = regression.run(&[activity, &other]);
    let process = BranchingProcess { ratio: bytes.number(), drive: bytes.number().min(50.0) };
    let _ = process.draw(bytes.below(20), &mut bytes.rng());
}

fn counts(bytes: &mut Bytes<'_>) -> Vec<u64> {
    (0..bytes.below(40))
        .map(|_| if bytes.is_true() { u64::from(bytes.byte()) } else { bytes.word() })
        .collect()
}

fn tails(counts: &SizeCounts, bytes: &mut Bytes<'_>) {
    let shapes = [
        TailShape::Power,
        TailShape::Exponential,
        TailShape::TruncatedPower,
        TailShape::LogNormal,
        TailShape::StretchedExponential,
    ];
    let range =
        SizeRange { low: bytes.count() as u64, high: bytes.is_true().then(|| bytes.word()) };
    let [first, second] = [(); 2].map(|()| Tail::fit(shapes[bytes.below(5)], counts, range));
    // Up to a million bins.
    let (largest, growth) = (bytes.word(), bytes.number());
    if growth > 1.01 || bytes.rarely(64) {
        let _ = counts.densities(largest, growth);
    }
    let lower = LowerEnd { largest: bytes.below(20) as u64, fewest: bytes.below(20) as u64 };
    // A search fits at every size, and takes milliseconds.
    if bytes.rarely(16) {
        let _ = lower.fit(shapes[bytes.below(2)], counts, None);
    }
    let (Ok(first), Ok(second)) = (first, second) else { return };
    assert!(first.ln_likelihood().is_finite() && first.exponent().value.is_finite());
    let _ = Comparison::of(&first, &second, counts);
    let _ = first.draw(bytes.below(10), &mut bytes.rng());
}
