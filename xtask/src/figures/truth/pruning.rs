//! pruning: which weights to keep.

use anyhow::Result;
use rand::{Rng, RngExt};
use synaptome_mi::{PatternMixture, Synapse, SynapticEnsemble, mutual_information_of_each};

use super::super::mi::NEURONS;
use super::super::mi::random_sets::{Set, mixture};
use super::set_named;
use crate::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use crate::figure::{Caption, Figure, Job, Measurement, Point, Scale};
use crate::table::{Rows, Table, row};

/// Identification of a stored pattern from the weights that are left.
pub(super) struct Pruning;

const KEPT: [f64; 5] = [1.0, 0.3, 0.1, 0.05, 0.03];
const CRITERIA: [&str; 4] = ["at random", "by MI", "by |w|", "by |w − E w|"];
const PATTERNS: usize = 5;
/// One stored pattern among so many that are not.
const DECOYS: usize = 9;

impl Figure for Pruning {
    fn id(&self) -> &'static str {
        "pruning"
    }

    fn source(&self) -> &'static str {
        "Ours; the poster's third promise (pruning)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Pruning by information is no better than by size; the surprising weights are worth keeping",
            seen: "Twenty neurons store five patterns. A stored pattern stands among nine that were drawn alike but \
                   not stored; it is identified if it fits the kept weights best (standardised deviations of w and \
                   of x xᵀ multiplied and summed). Share of identified patterns against the share of weights kept, \
                   by four criteria; error bars: binomial standard errors; dashed: chance.",
            paper: "The poster suggests to prune by information.",
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        &["set", "criterion", "kept", "trials", "identified"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let trials: usize = scale.pick(150, 1_500);
        let sets = [Set::Two, Set::Three].into_iter();
        let chunks = sets.flat_map(|set| {
            (1..=4_usize).map(move |chunk| Point::new().key("set", set.name()).key("chunk", chunk))
        });
        chunks.map(|p| p.set("trials", trials).takes(2e-3 * trials as f64)).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (name, trials) = (point.text("set")?, point.count("trials")?);
        let mut rng = job.rng("trials");
        let mut hits = [[0_usize; KEPT.len()]; CRITERIA.len()];
        for _ in 0..trials {
            let trial = Trial::draw(set_named(name), &mut rng)?;
            for (hits, order) in hits.iter_mut().zip(trial.orders(&mut rng)) {
                for (hits, share) in hits.iter_mut().zip(KEPT) {
                    let kept = (share * order.len() as f64).round().max(1.0) as usize;
                    *hits += usize::from(trial.identified(&order[..kept]));
                }
            }
        }
        let rows = CRITERIA.iter().zip(hits).flat_map(|(criterion, hits)| {
            KEPT.into_iter()
                .zip(hits)
                .map(move |(kept, hits)| row![name, *criterion, kept, trials, hits])
        });
        Ok(rows.collect())
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let share = |criterion| pooled(table, criterion, 0.1);
        let [random, mi, _, surprise] = CRITERIA.map(share);
        let (random, mi, surprise) = (random?, mi?, surprise?);
        Ok(vec![
            Measurement::new("P-c2", mi.0 - random.0).with_error(mi.1.hypot(random.1)),
            Measurement::new("P-c3", surprise.0 - mi.0).with_error(surprise.1.hypot(mi.1)),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let panels = [Set::Two, Set::Three].map(|set| panel(table, set));
        Ok(Chart::new(panels.into_iter().collect::<Result<_>>()?))
    }
}

/// One network and a line-up of candidates, the stored one first. All per synapse.
struct Trial {
    weights: Vec<f64>,
    means: Vec<f64>,
    information: Vec<f64>,
    /// (w − E w)/Var w, so that a sum over synapses weighs them by their noise.
    deviations: Vec<f64>,
    /// x xᵀ − E x xᵀ of every candidate.
    candidates: Vec<Vec<f64>>,
}

impl Trial {
    fn draw<R: Rng + ?Sized>(set: Set, rng: &mut R) -> Result<Self> {
        let patterns = mixture(set, PATTERNS, rng)?;
        let ensemble = SynapticEnsemble::all_pairs(NEURONS)?;
        let synapses = ensemble.synapses();
        let information = mutual_information_of_each(&patterns, &ensemble, 0)?;
        let (mut means, mut variances) = (vec![0.0; synapses.len()], vec![0.0; synapses.len()]);
        let mut weights = vec![0.0; synapses.len()];
        let mut own_means = Vec::new();
        let mut candidates = Vec::new();
        for k in 0..PATTERNS {
            let moments = moments(&patterns, k, synapses)?;
            let products = products(&patterns, k, synapses, rng)?;
            for (a, (mean, variance)) in moments.iter().enumerate() {
                means[a] += mean;
                variances[a] += variance;
                weights[a] += products[a];
            }
            if k == 0 {
                own_means = moments.iter().map(|m| m.0).collect();
                candidates.push(centred(&products, &own_means));
            }
        }
        for _ in 0..DECOYS {
            candidates.push(centred(&products(&patterns, 0, synapses, rng)?, &own_means));
        }
        let centred = centred(&weights, &means);
        let deviations = centred.iter().zip(&variances).map(|(w, v)| w / v).collect();
        let information = information.into_iter().map(|nats| nats.0).collect();
        Ok(Self { weights, means, information, deviations, candidates })
    }

    /// The synapses in the order in which each criterion keeps them.
    fn orders<R: Rng + ?Sized>(&self, rng: &mut R) -> [Vec<usize>; 4] {
        let random: Vec<f64> = self.weights.iter().map(|_| rng.random()).collect();
        let size: Vec<f64> = self.weights.iter().map(|w| w.abs()).collect();
        let surprise = centred(&self.weights, &self.means).into_iter().map(f64::abs).collect();
        [random, self.information.clone(), size, surprise].map(|score: Vec<f64>| {
            let mut order: Vec<usize> = (0..score.len()).collect();
            order.sort_by(|&a, &b| score[b].total_cmp(&score[a]));
            order
        })
    }

    /// Whether the stored candidate fits the kept weights best.
    fn identified(&self, kept: &[usize]) -> bool {
        let fit = |candidate: &Vec<f64>| -> f64 {
            kept.iter().map(|&a| self.deviations[a] * candidate[a]).sum()
        };
        let stored = fit(&self.candidates[0]);
        self.candidates[1..].iter().all(|decoy| fit(decoy) < stored)
    }
}

fn centred(values: &[f64], means: &[f64]) -> Vec<f64> {
    values.iter().zip(means).map(|(x, mean)| x - mean).collect()
}

/// x_i x_j of one draw of pattern k.
fn products<R: Rng + ?Sized>(
    patterns: &PatternMixture,
    k: usize,
    synapses: &[Synapse],
    rng: &mut R,
) -> Result<Vec<f64>> {
    let ln_x = patterns.pattern(k)?.sample_ln(rng);
    Ok(synapses.iter().map(|s| (ln_x[s.i] + ln_x[s.j]).exp()).collect())
}

/// Mean and variance of x_i x_j in pattern k.
fn moments(patterns: &PatternMixture, k: usize, synapses: &[Synapse]) -> Result<Vec<(f64, f64)>> {
    let (mu, sigma) = (patterns.mu(k)?, patterns.covariance(k)?);
    let moment = |s: &Synapse| {
        let variance = sigma[(s.i, s.i)] + sigma[(s.j, s.j)] + 2.0 * sigma[(s.i, s.j)];
        let mean = (mu[s.i] + mu[s.j] + variance / 2.0).exp();
        (mean, mean * mean * variance.exp_m1())
    };
    Ok(synapses.iter().map(moment).collect())
}

/// The identified share and its binomial standard error.
fn share(table: &Table) -> Result<(f64, f64)> {
    let trials: f64 = table.numbers("trials")?.iter().sum();
    let share = table.numbers("identified")?.iter().sum::<f64>() / trials;
    Ok((share, (share * (1.0 - share) / trials).sqrt()))
}

fn pooled(table: &Table, criterion: &str, kept: f64) -> Result<(f64, f64)> {
    share(&table.filter("criterion", criterion)?.filter("kept", kept)?)
}

fn panel(table: &Table, set: Set) -> Result<Panel> {
    let own = table.filter("set", set.name())?;
    let axes = (
        Axis::log("share of weights kept"),
        Axis::linear("share of patterns identified").range(0.0, 1.0),
    );
    let chance = 1.0 / (DECOYS as f64 + 1.0);
    let mut panel = Panel::new(format!("Set {}", set.name()), axes.0, axes.1)
        .legend(Legend::BottomRight)
        .reference(Reference::horizontal(chance, "chance"));
    for (position, criterion) in CRITERIA.into_iter().enumerate() {
        let at = |kept: f64| {
            let (share, error) = pooled(&own, criterion, kept)?;
            Ok((kept, share, error))
        };
        let points: Vec<_> = KEPT.into_iter().map(at).collect::<Result<_>>()?;
        let line = points.iter().map(|p| (p.0, p.1)).collect();
        panel = panel
            .with(Series::measured("", &points).color(color_at(position)))
            .with(Series::line(criterion, line).color(color_at(position)));
    }
    Ok(panel)
}
