//! What is recorded of the bursts of a network.

use synaptome_infomax::Network;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::observables::{
    Avalanche, AvalancheDetector, AvalancheOptions, Avalanches, SizeCounts,
};
use synaptome_lab::{Job, Point, Result};

use super::super::training::rng;
use super::description::{Put, describe};
use super::systems::NEURONS;

/// How a recording is made and tested.
#[derive(Clone, Copy)]
pub(super) struct Observed {
    /// Steps in which bursts are counted.
    steps: usize,
    /// Steps whose activity is kept.
    activity_steps: usize,
    /// Replicates of a test of goodness of fit, and the most bursts that it is made with.
    pub(super) replicates: usize,
    pub(super) tested: usize,
}

/// What was recorded, view by view.
pub(super) struct Recorded {
    observed: Observed,
    views: Vec<Recording>,
}

/// What electrodes on some neurons see with bins of some steps.
pub(super) struct Recording {
    /// The number of neurons that are seen, those with the lowest numbers: before learning all are alike.
    neurons: u16,
    /// Steps of a bin.
    pub(super) bin: usize,
    detector: AvalancheDetector,
    /// All sizes, and the first bursts with their durations.
    pub(super) sizes: SizeCounts,
    first: Vec<Avalanche>,
    /// Spikes per step, for bins of one step.
    pub(super) activity: Vec<f64>,
}

/// Neurons seen and steps per bin.
const VIEWS: [(u16, usize); 6] = [(50, 1), (50, 2), (50, 4), (25, 1), (10, 1), (5, 1)];
/// Bursts whose durations are kept.
const KEPT: usize = 1_000_000;
/// Steps before bursts are counted.
const SETTLING: usize = 100_000;

impl Observed {
    pub(super) fn new(point: &Point) -> Result<Self> {
        Ok(Self {
            steps: point.count("count_steps")?,
            activity_steps: point.count("activity_steps")?,
            replicates: point.count("replicates")?,
            tested: point.count("tested_bursts")?,
        })
    }

    /// Records while the network runs, since there are millions of bursts.
    pub(super) fn record(self, network: &mut Network, job: &Job, name: &str) -> Result<Recorded> {
        let rng = &mut rng(job, name);
        network.advance(SETTLING, &mut Spontaneous, |_| (), rng);
        let views: Result<Vec<Recording>> =
            VIEWS.iter().map(|view| Recording::new(*view)).collect();
        let mut views = views?;
        let mut step = 0;
        let seen = |firing: &[u16]| {
            let kept = step < self.activity_steps;
            views.iter_mut().for_each(|view| view.step(firing, kept));
            step += 1;
        };
        network.advance(self.steps, &mut Spontaneous, seen, rng);
        Ok(Recorded { observed: self, views })
    }
}

impl Recorded {
    /// Writes what the views show; of a network that has not learned, only that of all neurons.
    pub(super) fn describe(&self, phase: &str, job: &Job, put: &mut Put) -> Result<()> {
        let views = if phase == "before" { &self.views[..1] } else { &self.views[..] };
        let describe = |view| describe(view, &self.observed, phase, job, put);
        views.iter().try_for_each(describe)
    }
}

impl Recording {
    fn new((neurons, bin): (u16, usize)) -> Result<Self> {
        let detector = AvalancheDetector::new(AvalancheOptions { bin, ..Default::default() })?;
        let (sizes, first, activity) = (SizeCounts::new(), Vec::new(), Vec::new());
        Ok(Self { neurons, bin, detector, sizes, first, activity })
    }

    fn step(&mut self, firing: &[u16], kept: bool) {
        let spikes = firing.partition_point(|&neuron| neuron < self.neurons) as u64;
        if let Some(burst) = self.detector.step(spikes) {
            self.sizes.add(burst.size);
            if self.first.len() < KEPT {
                self.first.push(burst);
            }
        }
        if kept && self.bin == 1 {
            self.activity.push(spikes as f64);
        }
    }

    /// Whether distributions are compared on this view: all neurons with each bin, and a tenth of them.
    pub(super) fn is_tested(&self) -> bool {
        usize::from(self.neurons) == NEURONS || usize::from(self.neurons) * 10 == NEURONS
    }

    /// The fraction of neurons that is seen.
    pub(super) fn seen(&self) -> f64 {
        f64::from(self.neurons) / NEURONS as f64
    }

    /// The first bursts.
    pub(super) fn avalanches(&self) -> Avalanches {
        self.first.iter().copied().collect()
    }

    /// The sizes of so many of the first bursts.
    pub(super) fn first_sizes(&self, count: usize) -> SizeCounts {
        self.first.iter().take(count).map(|burst| burst.size).collect()
    }
}
