//! retrieval-dynamics: what one step of the continuous network adds to a noisy cue.

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::statistics::{mean, std_error};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_mi::{
    ContinuousNetwork, Patterns, SynapticEnsemble, covariance, mutual_information_of_each_nats,
    normal_information_bits, normal_information_of_pair_bits,
};

use super::super::mi::settings::bits;

/// Information about the stored pattern before and after one step, by three dynamics.
pub(super) struct RetrievalDynamics;

const NEURONS: usize = 200;
const LOADS: [usize; 5] = [2, 5, 10, 20, 40];
const SIGMAS: [f64; 3] = [0.25, 0.5, 1.0];
const DYNAMICS: [&str; 3] =
    ["normalised linear, ten steps", "one centred step", "one step, log-domain synapses"];

impl DataSet for RetrievalDynamics {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["P", "sigma", "dynamics", "seed", "cue_bits", "bits", "gain_bits", "synaptic_bits"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let seeds: usize = scale.pick(8, 40);
        let settings = LOADS.into_iter().flat_map(|load| SIGMAS.map(|sigma| (load, sigma)));
        let points = settings.flat_map(|(load, sigma)| {
            (1..=seeds).map(move |seed| {
                Point::new().key("P", load).key("sigma", sigma).key("seed", seed).takes(0.05)
            })
        });
        points.collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (load, sigma) = (point.count("P")?, point.number("sigma")?);
        let seed = point.number("seed")?;
        let memory = Memory::draw(load, sigma, &mut job.rng("patterns"))?;
        let synaptic = synaptic_bits(load, sigma)?;
        let mut rng = job.rng("cues");
        let mut totals = [0.0; DYNAMICS.len()];
        let mut cue_bits = 0.0;
        for stored in memory.log_domain.patterns() {
            let cue = noisy(stored, sigma, &mut rng);
            cue_bits += normal_information_bits(stored, &cue)? / load as f64;
            for (total, outcome) in totals.iter_mut().zip(memory.outcomes(&cue)?) {
                let both = normal_information_of_pair_bits(stored, &cue, &outcome)?;
                *total += both / load as f64;
            }
        }
        let rows = DYNAMICS.iter().zip(totals).map(|(dynamics, total)| {
            let gain = (total - cue_bits) * NEURONS as f64;
            row![load, sigma, *dynamics, seed, cue_bits, total, gain, synaptic]
        });
        Ok(rows.collect())
    }
}

impl Figure for RetrievalDynamics {
    fn id(&self) -> &str {
        "retrieval-dynamics"
    }

    fn source(&self) -> &str {
        "Ours; the poster's fourth topic (retrieval dynamics)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "One centred step retrieves more information about the pattern than linear dynamics",
            seen: "Two hundred neurons store P log-normal patterns; the cue is a stored pattern with noise of the same \
                   variance in ln x (0.50 bits per neuron). Left: information per neuron about ln x of cue and outcome \
                   together, σ = 0.5. Right: the gain over the cue as a fraction of the summed information of single \
                   synapses; the data-processing inequality holds at every point if all fractions stay below 1.",
            paper: "The poster names retrieval dynamics as a topic.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let fractions = fractions(table, DYNAMICS[1])?.into_iter().map(|(.., values)| values);
        let largest = fractions.max_by(|a, b| mean(a).total_cmp(&mean(b))).unwrap_or_default();
        Ok(vec![Measurement::mean("P-d", &largest, "seeds")])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        Ok(Chart::new(vec![information(table)?, processing(table)?]))
    }
}

/// P stored patterns as they are, and as logarithms, which are centred.
struct Memory {
    sigma: f64,
    network: ContinuousNetwork,
    log_domain: ContinuousNetwork,
}

impl Memory {
    fn draw<R: Rng + ?Sized>(load: usize, sigma: f64, rng: &mut R) -> Result<Self> {
        let draw = |_| (0..NEURONS).map(|_| sigma * normal(rng)).collect();
        let ln_patterns: Vec<Vec<f64>> = (0..load).map(draw).collect();
        let network = ContinuousNetwork::new(ln_patterns.iter().map(|x| exp(x)).collect())?;
        Ok(Self { sigma, network, log_domain: ContinuousNetwork::new(ln_patterns)? })
    }

    /// What the three dynamics make of a cue.
    fn outcomes(&self, cue: &[f64]) -> Result<[Vec<f64>; 3]> {
        // E x, and E c of a cue whose logarithm has twice the variance.
        let (mean, cue_mean) =
            ((self.sigma * self.sigma / 2.0).exp(), (self.sigma * self.sigma).exp());
        let start = exp(cue);
        let linear = (0..10).try_fold(start.clone(), |y, _| self.network.normalised_step(&y, mean));
        let centred: Vec<f64> = start.iter().map(|c| c - cue_mean).collect();
        let mean_weight = self.network.patterns().len() as f64 * mean * mean;
        let step = self.network.centred_field(&centred, mean_weight)?;
        Ok([linear?, step, self.log_domain.field(cue)?])
    }
}

fn exp(ln_x: &[f64]) -> Vec<f64> {
    ln_x.iter().map(|x| x.exp()).collect()
}

fn noisy<R: Rng + ?Sized>(stored: &[f64], sigma: f64, rng: &mut R) -> Vec<f64> {
    stored.iter().map(|x| x + sigma * normal(rng)).collect()
}

fn normal<R: Rng + ?Sized>(rng: &mut R) -> f64 {
    StandardNormal.sample(rng)
}

/// Σ_a MI(w_a; x^l) over all pairs; all synapses are alike.
fn synaptic_bits(load: usize, sigma: f64) -> Result<f64> {
    let covariance = covariance::exchangeable(2, sigma, 0.0)?;
    let patterns = Patterns::sharing_covariance(&vec![[0.0; 2]; load], &covariance)?;
    let each = mutual_information_of_each_nats(&patterns, &SynapticEnsemble::all_pairs(2)?, 0)?;
    let pairs = NEURONS as f64 * (NEURONS as f64 - 1.0) / 2.0;
    Ok(bits(each[0]) * pairs)
}

/// (P, σ, gain over synaptic information, standard error).
fn averages(table: &Table, dynamics: &str) -> Result<Vec<(f64, f64, f64, f64)>> {
    let all = fractions(table, dynamics)?.into_iter();
    Ok(all.map(|(load, sigma, own)| (load, sigma, mean(&own), std_error(&own))).collect())
}

/// (P, σ, gain over synaptic information for each seed).
fn fractions(table: &Table, dynamics: &str) -> Result<Vec<(f64, f64, Vec<f64>)>> {
    let own = table.filter("dynamics", dynamics)?;
    let mut all = Vec::new();
    for load in LOADS {
        for sigma in SIGMAS {
            let own = own.filter("P", load)?.filter("sigma", sigma)?;
            let pairs = own.pairs("gain_bits", "synaptic_bits")?;
            let fractions = pairs.into_iter().map(|(gain, sum)| gain / sum).collect();
            all.push((load as f64, sigma, fractions));
        }
    }
    Ok(all)
}

fn information(table: &Table) -> Result<Panel> {
    let axes = (Axis::log("P, number of patterns"), Axis::linear("bits per neuron"));
    let mut panel = Panel::new("Cue and outcome, σ = 0.5", axes.0, axes.1)
        .legend(Legend::TopRight)
        .reference(Reference::horizontal(0.5, "cue"));
    for (position, dynamics) in DYNAMICS.into_iter().enumerate() {
        let own = table.filter("dynamics", dynamics)?.filter("sigma", 0.5)?;
        let at = |load: usize| {
            let bits = own.filter("P", load)?.numbers("bits")?;
            Ok((load as f64, mean(&bits), std_error(&bits)))
        };
        let points: Vec<_> = LOADS.into_iter().map(at).collect::<Result<_>>()?;
        let line = points.iter().map(|p| (p.0, p.1)).collect();
        panel = panel
            .with(Series::measured("", &points).color(color_at(position)))
            .with(Series::line(dynamics, line).color(color_at(position)));
    }
    Ok(panel)
}

fn processing(table: &Table) -> Result<Panel> {
    let axes = (
        Axis::log("P, number of patterns"),
        Axis::log("gain / Σ MI(w; xˡ) over synapses").range(1e-4, 2.0),
    );
    let mut panel = Panel::new("One centred step against the synapses", axes.0, axes.1)
        .legend(Legend::BottomLeft)
        .reference(Reference::horizontal(1.0, "data processing"));
    let averages = averages(table, DYNAMICS[1])?;
    for (position, sigma) in SIGMAS.into_iter().enumerate() {
        let own = averages.iter().filter(|a| a.1 == sigma);
        let points: Vec<_> = own.map(|a| (a.0, a.2, a.3)).collect();
        panel =
            panel.with(Series::measured(format!("σ = {sigma}"), &points).color(color_at(position)));
    }
    Ok(panel)
}
