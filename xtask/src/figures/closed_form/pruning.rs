//! pruning: which weights to keep.

use rand::{Rng, RngExt};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_lognormal::SymmetricMatrix;
use synaptome_mi::{PatternDecoder, Patterns, Ranking, SynapticEnsemble, closed_form_of_each_nats};

use super::super::mi::settings::NEURONS;

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
        let mut hits = Hits::default();
        for _ in 0..trials {
            let trial = Trial::draw(setting, &mut rng)?;
            for (hits, ranking) in hits.iter_mut().zip(trial.rankings(&mut rng)) {
                trial.count(&ranking, hits)?;
            }
        }
        let cells = (0..DECODERS.len()).flat_map(|d| {
            (0..CRITERIA.len()).flat_map(move |c| (0..KEPT.len()).map(move |k| (d, c, k)))
        });
        let row = |(d, c, k): (usize, usize, usize)| {
            row![setting, DECODERS[d], CRITERIA[c], KEPT[k], trials, hits[c][k][d]]
        };
        Ok(cells.map(row).collect())
    }
}

/// Identified patterns, by criterion, fraction kept and decoder.
type Hits = [[[usize; DECODERS.len()]; KEPT.len()]; CRITERIA.len()];

impl Figure for Pruning {
    fn id(&self) -> &str {
        "pruning"
    }

    fn source(&self) -> &str {
        "Ours; the poster's third topic (pruning)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Pruning: keep surprising weights, unless the queried pattern is known",
            seen: "Twenty neurons store three patterns, with different means (top) or with neurons of different \
                   variance (bottom). A stored pattern is presented among nine that were drawn in the same way but not \
                   stored; it is identified if it fits the kept weights best, according to the centred energy Σ (w − E \
                   w)(x xᵀ − E x xᵀ) or by the likelihood of w − x xᵀ. Fraction of identified patterns against the \
                   fraction of weights kept. By MI: information about all patterns together. Error bars: binomial \
                   standard errors; dashed: chance.",
            paper: "The poster names pruning as a topic.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let [random, mi, _, surprise, _] = CRITERIA;
        let measured = |claim, better, worse| -> Result<Measurement> {
            let found = advantage(table, better, worse)?;
            Ok(Measurement::estimated(claim, found, "chunks of trials").within(-1.0..=1.0))
        };
        Ok(vec![measured("P-c2", mi, random)?, measured("P-c3", surprise, mi)?])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let pairs = SETTINGS.into_iter().flat_map(|setting| DECODERS.map(|d| (setting, d)));
        let panels = pairs.map(|(setting, decoder)| panel(table, setting, decoder));
        Ok(Chart::new(panels.collect::<Result<_>>()?))
    }
}

/// One network and a line-up of candidates, the stored one first. All per synapse.
struct Trial {
    decoder: PatternDecoder,
    /// About all patterns together, and about the one asked for.
    information: [Vec<f64>; 2],
    /// x xᵀ of every candidate.
    candidates: Vec<Vec<f64>>,
}

impl Trial {
    fn draw<R: Rng + ?Sized>(setting: &str, rng: &mut R) -> Result<Self> {
        let patterns = draw_patterns(setting, rng)?;
        let all = SynapticEnsemble::all_pairs(NEURONS)?;
        let mut products =
            |k| -> Result<Vec<f64>> { Ok(all.products(&patterns.pattern(k)?.draw_ln(rng))?) };
        let stored = (0..PATTERNS).map(&mut products).collect::<Result<Vec<_>>>()?;
        let weights = (0..all.len()).map(|a| stored.iter().map(|own| own[a]).sum()).collect();
        let decoys = (0..DECOYS).map(|_| products(0)).collect::<Result<Vec<_>>>()?;
        let about = |l| Ok(closed_form_of_each_nats(&patterns, &all, l)?);
        let mut each = (0..patterns.len()).map(about).collect::<Result<Vec<_>>>()?;
        let total = (0..all.len()).map(|a| each.iter().map(|own| own[a]).sum()).collect();
        Ok(Self {
            decoder: PatternDecoder::new(&patterns, &all, 0, weights)?,
            information: [total, each.swap_remove(0)],
            candidates: stored.into_iter().take(1).chain(decoys).collect(),
        })
    }

    /// The synapses in the order in which each criterion keeps them.
    fn rankings<R: Rng + ?Sized>(&self, rng: &mut R) -> [Ranking; CRITERIA.len()] {
        let weights = self.decoder.weights();
        let random: Vec<f64> = weights.iter().map(|_| rng.random()).collect();
        let surprise: Vec<f64> = self.decoder.deviations().iter().map(|w| w.abs()).collect();
        let [all, asked] = &self.information;
        [&random[..], all, weights, &surprise, asked].map(Ranking::by_score)
    }

    /// Counts by which decoders the stored candidate is identified.
    fn count(&self, ranking: &Ranking, hits: &mut [[usize; DECODERS.len()]]) -> Result<()> {
        for (fraction, hits) in KEPT.into_iter().zip(hits) {
            let kept = ranking.kept(fraction)?;
            let energy = |c: &Vec<f64>| self.decoder.centred_overlap(c, kept);
            let likelihood = |c: &Vec<f64>| self.decoder.ln_likelihood(c, kept);
            hits[0] += usize::from(self.first_fits_best(energy)?);
            hits[1] += usize::from(self.first_fits_best(likelihood)?);
        }
        Ok(())
    }

    fn first_fits_best<E>(&self, fit: impl Fn(&Vec<f64>) -> Result<f64, E>) -> Result<bool, E> {
        let fits = self.candidates.iter().map(fit).collect::<Result<Vec<_>, E>>()?;
        Ok(fits[1..].iter().all(|decoy| *decoy < fits[0]))
    }
}

/// σ = 0.5 and means uniform on [−1, 1], or equal means and σ_i² uniform on [0.05, 0.75].
fn draw_patterns<R: Rng + ?Sized>(setting: &str, rng: &mut R) -> Result<Patterns> {
    let different = setting == SETTINGS[0];
    let spread = if different { 1.0 } else { 0.0 };
    let mean = |_| (0..NEURONS).map(|_| spread * rng.random_range(-1.0..1.0)).collect();
    let means: Vec<Vec<f64>> = (0..PATTERNS).map(mean).collect();
    let variances: Vec<f64> = (0..NEURONS).map(|_| rng.random_range(0.05..0.75)).collect();
    let variance = |i: usize| if different { 0.25 } else { variances[i] };
    let entry = |i: usize, j: usize| if i == j { variance(i) } else { 0.0 };
    Ok(Patterns::sharing_covariance(&means, &SymmetricMatrix::from_fn(NEURONS, entry)?)?)
}

/// The identified fraction and its binomial standard error.
fn fraction(table: &Table) -> Result<(f64, f64)> {
    let trials: f64 = table.numbers("trials")?.iter().sum();
    let fraction = table.numbers("identified")?.iter().sum::<f64>() / trials;
    Ok((fraction, (fraction * (1.0 - fraction) / trials).sqrt()))
}

/// Identified by energy at a tenth of the weights: one criterion less another, both on the same trials,
/// in chunks of both settings.
fn advantage(table: &Table, better: &str, worse: &str) -> Result<Estimate> {
    let own = table.filter("decoder", DECODERS[0])?.filter("kept", 0.1)?;
    let fractions = |setting: &str, criterion: &str| -> Result<Vec<f64>> {
        let chunks = own.filter("setting", setting)?.filter("criterion", criterion)?;
        let pairs = chunks.pairs("identified", "trials")?;
        Ok(pairs.into_iter().map(|(identified, trials)| identified / trials).collect())
    };
    let difference = |setting: &str| -> Result<Estimate> {
        let pairs = fractions(setting, better)?.into_iter().zip(fractions(setting, worse)?);
        Ok(Estimate::mean(&pairs.map(|(a, b)| a - b).collect::<Vec<_>>()))
    };
    let [means, neurons] = SETTINGS;
    Ok(difference(means)?.plus(difference(neurons)?).times(0.5))
}

fn pooled(table: &Table, criterion: &str, kept: f64) -> Result<(f64, f64)> {
    fraction(&table.filter("criterion", criterion)?.filter("kept", kept)?)
}

fn panel(table: &Table, setting: &str, decoder: &str) -> Result<Panel> {
    let own = table.filter("setting", setting)?.filter("decoder", decoder)?;
    let axes = (
        Axis::log("fraction of weights kept"),
        Axis::linear("fraction of patterns identified").range(0.0, 1.02),
    );
    let chance = 1.0 / (DECOYS as f64 + 1.0);
    let mut panel = Panel::new(format!("{setting}: identified by {decoder}"), axes.0, axes.1)
        .legend(if decoder == DECODERS[1] { Legend::BottomRight } else { Legend::Hidden })
        .reference(Reference::horizontal(chance, ""));
    for (position, criterion) in CRITERIA.into_iter().enumerate() {
        let at = |kept: f64| {
            let (fraction, error) = pooled(&own, criterion, kept)?;
            Ok((kept, fraction, error))
        };
        let points: Vec<_> = KEPT.into_iter().map(at).collect::<Result<_>>()?;
        let line = points.iter().map(|p| (p.0, p.1)).collect();
        panel = panel
            .with(Series::measured("", &points).color(color_at(position)))
            .with(Series::line(criterion, line).color(color_at(position)));
    }
    Ok(panel)
}
