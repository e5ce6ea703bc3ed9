//! pruning: which weights to keep.

use rand::{Rng, RngExt};
use synaptome_lab::Result;
use synaptome_lognormal::{LogNormal, LogNormalSum, SymmetricMatrix};
use synaptome_mi::{PatternMixture, Synapse, SynapticEnsemble, mutual_information_of_each};

use super::super::mi::NEURONS;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// Identification of a stored pattern from the weights that are left.
pub(super) struct Pruning;

const KEPT: [f64; 5] = [1.0, 0.3, 0.1, 0.05, 0.03];
const CRITERIA: [&str; 5] =
    ["at random", "by MI", "by |w|", "by |w − E w|", "by MI about the pattern asked for"];
/// Ways to tell which candidate is stored.
const DECODERS: [&str; 2] = ["energy", "likelihood"];
const PATTERNS: usize = 3;
/// What differs between synapses: the patterns' means, or the neurons' variances.
const SETTINGS: [&str; 2] = ["different means", "different neurons"];
/// One stored pattern among so many that are not.
const DECOYS: usize = 9;

impl DataSet for Pruning {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["setting", "decoder", "criterion", "kept", "trials", "identified"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let trials: usize = scale.pick(400, 4_000);
        let chunks = SETTINGS.into_iter().flat_map(|setting| {
            (1..=6_usize).map(move |chunk| Point::new().key("setting", setting).key("chunk", chunk))
        });
        chunks.map(|p| p.set("trials", trials).takes(6e-4 * trials as f64)).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (setting, trials) = (point.text("setting")?, point.count("trials")?);
        let mut rng = job.rng("trials");
        let mut hits = [[[0_usize; KEPT.len()]; CRITERIA.len()]; DECODERS.len()];
        for _ in 0..trials {
            let trial = Trial::draw(setting, &mut rng)?;
            for (criterion, order) in trial.orders(&mut rng).iter().enumerate() {
                for (at, share) in KEPT.into_iter().enumerate() {
                    let kept = (share * order.len() as f64).round().max(1.0) as usize;
                    for (decoder, hits) in hits.iter_mut().enumerate() {
                        let hit = trial.identified(decoder, &order[..kept]);
                        hits[criterion][at] += usize::from(hit);
                    }
                }
            }
        }
        let mut rows = Rows::new();
        for (decoder, hits) in DECODERS.into_iter().zip(hits) {
            for (criterion, hits) in CRITERIA.into_iter().zip(hits) {
                let kept = KEPT.into_iter().zip(hits);
                rows.extend(
                    kept.map(|(kept, hits)| row![setting, decoder, criterion, kept, trials, hits]),
                );
            }
        }
        Ok(rows)
    }
}

impl Figure for Pruning {
    fn id(&self) -> &str {
        "pruning"
    }

    fn source(&self) -> &str {
        "Ours; the poster's third promise (pruning)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Which weights to keep: the surprising ones, unless one knows what will be asked",
            seen: "Twenty neurons store three patterns, with different means (top) or with neurons of different variance (bottom). A stored pattern stands among \
                   nine that were drawn alike but not stored; it is identified if it fits the kept weights best, by \
                   the centred energy Σ (w − E w)(x xᵀ − E x xᵀ) or by the likelihood of w − x xᵀ. Share of \
                   identified patterns against the share of weights kept. By MI: information about all patterns \
                   together. Error bars: binomial standard errors; dashed: chance.",
            paper: "The poster suggests to prune by information.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let energy = table.filter("decoder", DECODERS[0])?;
        let [random, mi, _, surprise, _] = CRITERIA.map(|name| pooled(&energy, name, 0.1));
        let (random, mi, surprise) = (random?, mi?, surprise?);
        Ok(vec![
            Measurement::new("P-c2", mi.0 - random.0).with_error(mi.1.hypot(random.1)),
            Measurement::new("P-c3", surprise.0 - mi.0).with_error(surprise.1.hypot(mi.1)),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let pairs = SETTINGS.into_iter().flat_map(|setting| DECODERS.map(|d| (setting, d)));
        let panels = pairs.map(|(setting, decoder)| panel(table, setting, decoder));
        Ok(Chart::new(panels.collect::<Result<_>>()?))
    }
}

/// One network and a line-up of candidates, the stored one first. All per synapse.
struct Trial {
    weights: Vec<f64>,
    /// w − E w.
    deviations: Vec<f64>,
    /// About all patterns together, and about the one asked for.
    information: [Vec<f64>; 2],
    /// The law of w without the stored pattern.
    others: Vec<LogNormal>,
    /// E x xᵀ of the stored pattern.
    own_means: Vec<f64>,
    /// x xᵀ of every candidate.
    candidates: Vec<Vec<f64>>,
}

impl Trial {
    fn draw<R: Rng + ?Sized>(setting: &str, rng: &mut R) -> Result<Self> {
        let patterns = mixture(setting, rng)?;
        let ensemble = SynapticEnsemble::all_pairs(NEURONS)?;
        let synapses = ensemble.synapses();
        let about = |l| mutual_information_of_each(&patterns, &ensemble, l);
        let each = (0..PATTERNS).map(about).collect::<Result<Vec<_>, _>>()?;
        let total = |a: usize| each.iter().map(|own| own[a].0).sum();
        let asked = each[0].iter().map(|nats| nats.0).collect();
        let information = [(0..synapses.len()).map(total).collect(), asked];
        let laws =
            (0..PATTERNS).map(|k| laws(&patterns, k, synapses)).collect::<Result<Vec<_>>>()?;
        let stored = (0..PATTERNS).map(|k| products(&patterns, k, synapses, rng));
        let stored = stored.collect::<Result<Vec<_>>>()?;
        let sum = |values: &dyn Fn(usize, usize) -> f64| -> Vec<f64> {
            (0..synapses.len()).map(|a| (0..PATTERNS).map(|k| values(k, a)).sum()).collect()
        };
        let weights = sum(&|k, a| stored[k][a]);
        let deviations = sum(&|k, a| stored[k][a] - laws[k][a].mean());
        let rest = |a: usize| {
            LogNormalSum::new(laws[1..].iter().map(|law| law[a]).collect())?.fenton_wilkinson()
        };
        let others = (0..synapses.len()).map(rest).collect::<Result<_, _>>()?;
        let own_means = laws[0].iter().map(LogNormal::mean).collect();
        let decoys = (0..DECOYS).map(|_| products(&patterns, 0, synapses, rng));
        let decoys = decoys.collect::<Result<Vec<_>>>()?;
        let candidates = stored.into_iter().take(1).chain(decoys).collect();
        Ok(Self { weights, deviations, information, others, own_means, candidates })
    }

    /// The synapses in the order in which each criterion keeps them.
    fn orders<R: Rng + ?Sized>(&self, rng: &mut R) -> [Vec<usize>; CRITERIA.len()] {
        let random: Vec<f64> = self.weights.iter().map(|_| rng.random()).collect();
        let surprise = self.deviations.iter().map(|w| w.abs()).collect();
        let [all, asked] = self.information.clone();
        [random, all, self.weights.clone(), surprise, asked].map(|score: Vec<f64>| {
            let mut order: Vec<usize> = (0..score.len()).collect();
            order.sort_by(|&a, &b| score[b].total_cmp(&score[a]));
            order
        })
    }

    /// Whether the stored candidate fits the kept weights best.
    fn identified(&self, decoder: usize, kept: &[usize]) -> bool {
        let fit = |candidate: &Vec<f64>| -> f64 {
            kept.iter().map(|&a| self.fit(decoder, a, candidate[a])).sum()
        };
        let stored = fit(&self.candidates[0]);
        self.candidates[1..].iter().all(|decoy| fit(decoy) < stored)
    }

    /// A share of x xᵀ that exceeds the weight cannot be; that costs as much as 10⁶ nats.
    fn fit(&self, decoder: usize, a: usize, share: f64) -> f64 {
        if decoder == 0 {
            return self.deviations[a] * (share - self.own_means[a]);
        }
        self.others[a].ln_pdf(self.weights[a] - share).max(-1e6)
    }
}

/// σ = 0.5 and means uniform on [−1, 1], or equal means and σ_i² uniform on [0.05, 0.75].
fn mixture<R: Rng + ?Sized>(setting: &str, rng: &mut R) -> Result<PatternMixture> {
    let different = setting == SETTINGS[0];
    let spread = if different { 1.0 } else { 0.0 };
    let mean = |_| (0..NEURONS).map(|_| spread * rng.random_range(-1.0..1.0)).collect();
    let means: Vec<Vec<f64>> = (0..PATTERNS).map(mean).collect();
    let variances: Vec<f64> = (0..NEURONS).map(|_| rng.random_range(0.05..0.75)).collect();
    let variance = |i: usize| if different { 0.25 } else { variances[i] };
    let entry = |i: usize, j: usize| if i == j { variance(i) } else { 0.0 };
    Ok(PatternMixture::sharing_covariance(&means, &SymmetricMatrix::from_fn(NEURONS, entry))?)
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

/// The law of x_i x_j in pattern k.
fn laws(patterns: &PatternMixture, k: usize, synapses: &[Synapse]) -> Result<Vec<LogNormal>> {
    let (mu, sigma) = (patterns.mu(k)?, patterns.covariance(k)?);
    let law = |s: &Synapse| {
        let variance = sigma[(s.i, s.i)] + sigma[(s.j, s.j)] + 2.0 * sigma[(s.i, s.j)];
        LogNormal::new(mu[s.i] + mu[s.j], variance.sqrt())
    };
    Ok(synapses.iter().map(law).collect::<Result<_, _>>()?)
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

fn panel(table: &Table, setting: &str, decoder: &str) -> Result<Panel> {
    let own = table.filter("setting", setting)?.filter("decoder", decoder)?;
    let axes = (
        Axis::log("share of weights kept"),
        Axis::linear("share of patterns identified").range(0.0, 1.02),
    );
    let chance = 1.0 / (DECOYS as f64 + 1.0);
    let mut panel = Panel::new(format!("{setting}: identified by {decoder}"), axes.0, axes.1)
        .legend(if decoder == DECODERS[1] { Legend::BottomRight } else { Legend::Hidden })
        .reference(Reference::horizontal(chance, ""));
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
