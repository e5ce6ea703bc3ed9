//! real-synapses: measured weights of a worm, their distribution and what pairs of them share.

mod connectome;
mod panels;

use rand_distr::Distribution;
use synaptome_lab::chart::Chart;
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_lognormal::{LogNormal, LogNormalMixture, LogNormality, MixtureEstimator};
use synaptome_mi::{SizePairs, StrengthBins, strengths_in_range};

use connectome::{Connections, adults, chemical_weights, homologues};

/// Weights of C. elegans, and pairs of weights with one cause.
pub(super) struct RealSynapses;

/// Parts of a mixture that are tried.
const MOST_PARTS: usize = 4;
/// Levels of the information that assumes no distribution.
const LEVELS: usize = 6;

impl DataSet for RealSynapses {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["part", "quantity", "x", "y", "error"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let draws: usize = scale.pick(20, 200);
        vec![
            Point::new().key("part", "weights").takes(6.0),
            Point::new().key("part", "homologues").set("shuffles", 200_usize).takes(0.1),
            Point::new().key("part", "adults").set("shuffles", 200_usize).takes(0.1),
            Point::new().key("part", "recovery").set("draws", draws).takes(0.15 * draws as f64),
        ]
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        match point.text("part")? {
            "weights" => distribution(job),
            "homologues" => pairs("homologues", &homologues()?, point, job),
            "adults" => pairs("adults", &adults()?, point, job),
            _ => recovery(point, job),
        }
    }
}

/// Counts of weights, tests of log-normality, mixtures by number of parts, and their densities.
fn distribution(job: &Job) -> Result<Rows> {
    let weights = chemical_weights()?;
    let test = LogNormality::of(&weights)?;
    // Weights are counts: 3 stands for anything between 2.5 and 3.5.
    let counts = MixtureEstimator { resolution: Some(1.0), ..MixtureEstimator::default() };
    let found = counts.select(&weights, MOST_PARTS, &mut job.rng("starts"))?;
    let mut rows = connectome::counts(&weights);
    let skewness = test.skewness;
    rows.push(row!["weights", "skewness of ln w", 0.0, skewness.value, skewness.error]);
    rows.push(row!["weights", "Anderson-Darling", 0.0, test.anderson_darling, 0.0]);
    let one = found.all[0].as_ref().map_err(Clone::clone)?;
    let total = weights.len() as f64;
    for (name, mixture) in [("one part", &one.mixture), ("best mixture", &found.best.mixture)] {
        let grid = (0..=80).map(|k| 0.6 * 250_f64.powf(f64::from(k) / 80.0));
        rows.extend(grid.map(|w| row!["weights", name, w, total * mixture.pdf(w), 0.0]));
    }
    for (parts, fit) in (1_usize..).zip(&found.all) {
        let bic = fit.as_ref().map_or(f64::NAN, synaptome_lognormal::MixtureFit::bic);
        rows.push(row!["weights", "BIC", parts, bic, 0.0]);
    }
    let part = found.best.mixture.information_about_part_nats().value / std::f64::consts::LN_2;
    rows.push(row!["weights", "bits about the part", 0.0, part, 0.0]);
    Ok(rows)
}

/// The pairs, and how many bits or strengths they stand for.
fn pairs(part: &str, found: &Connections, point: &Point, job: &Job) -> Result<Rows> {
    let pairs = &found.pairs()?;
    let mut rows = connectome::pair_counts(part, pairs);
    let (variation, rng) = (pairs.median_variation(), &mut job.rng("shuffles"));
    let levels = pairs.information_of_levels_bits(LEVELS, point.count("shuffles")?, rng)?;
    let sizes: Vec<f64> = pairs.pairs().iter().flatten().copied().collect();
    let bins = StrengthBins::new(&sizes, variation)?;
    let largest = sizes.iter().copied().fold(0.0, f64::max);
    let smallest = sizes.iter().copied().fold(f64::INFINITY, f64::min);
    let range = strengths_in_range(smallest, largest, variation)?.log2();
    let (rho, other) = (SizePairs::log_correlation, SizePairs::information_of_other_bits);
    let cause = SizePairs::information_about_cause_bits;
    let results = [
        ("neurons", found.neurons() as f64, 0.0),
        ("correlation of ln w", rho(pairs)?, found.error(rho)),
        ("median variation", variation, 0.0),
        ("log-normal pair", other(pairs)?, found.error(other)),
        ("levels", levels.value, levels.error),
        ("common cause", cause(pairs)?, found.error(cause)),
        ("entropy of bins", bins.entropy_bits(), 0.0),
        ("number of bins", bins.capacity_bits(), 0.0),
        ("range of sizes", range, 0.0),
    ];
    rows.extend(results.map(|(quantity, value, error)| row![part, quantity, 0.0, value, error]));
    Ok(rows)
}

/// The information of a known mixture about its part, 0.626 bits, from 2,000 draws each.
fn recovery(point: &Point, job: &Job) -> Result<Rows> {
    let parts = vec![LogNormal::new(-3.0, 0.45)?, LogNormal::new(-1.8, 0.5)?];
    let truth = LogNormalMixture::new(vec![0.6, 0.4], parts)?;
    let rng = &mut job.rng("draws");
    let mut fitted = |draw: usize| -> Result<_> {
        let sizes: Vec<f64> = (0..2_000).map(|_| truth.sample(rng)).collect();
        let best = MixtureEstimator::default().select(&sizes, 2, rng)?.best.mixture;
        let bits = best.information_about_part_nats().value / std::f64::consts::LN_2;
        Ok(row!["recovery", "bits about the part", draw, bits, 0.0])
    };
    (1..=point.count("draws")?).map(&mut fitted).collect()
}

/// The value and error of a quantity of one part.
fn value(table: &Table, part: &str, quantity: &str) -> Result<(f64, f64)> {
    let found = table.filter("part", part)?.filter("quantity", quantity)?;
    let first = found.pairs("y", "error")?.first().copied();
    Ok(first.ok_or_else(|| format!("no {quantity} of {part}"))?)
}

impl Figure for RealSynapses {
    fn id(&self) -> &str {
        "real-synapses"
    }

    fn source(&self) -> &str {
        "Ours; data of Cook et al. 2019, Witvliet et al. 2021"
    }

    fn caption(&self) -> Caption {
        Caption::ours(
            "Synapses of a worm",
            "Chemical synapses: the weights of the 4,879 chemical connections of an adult hermaphrodite of C. elegans \
             (a weight is the number of electron-microscopy sections in which the connection is seen; Cook et al. \
             2019), with the log-normal distribution and the mixture of smallest BIC, which are fitted to weights as \
             counts: 3 means anything between 2.5 and 3.5. Two adults: numbers of synapses of the same connection \
             (1,469 pairs, both present; Witvliet et al. 2021). Left and right: weights of the same connection on both \
             sides (985 pairs, both present); dots are spread around their counts. What a weight tells: information in \
             bits. Log-normal: about the other weight, -log2(1 - ρ²)/2. Levels: the same without any distributional \
             assumption, in at most six levels, minus the information of shuffled pairs. Cause: about the common cause \
             of the two weights, -log2(1 - ρ)/2. Entropy, bins and range refer to strengths that differ by more than \
             the two weights of a pair do: the entropy of their use, log2 of their number, and log2 of the number that \
             fits between the smallest and the largest weight. Error bars: one standard error, which accounts for \
             pairs that share neurons.",
        )
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let shared = |claim, part: &str| -> Result<Measurement> {
            let (bits, error) = value(table, part, "log-normal pair")?;
            let (neurons, _) = value(table, part, "neurons")?;
            let found = Estimate::new(bits, error, neurons as usize);
            Ok(Measurement::estimated(claim, found, "presynaptic neurons"))
        };
        let recovered = table.filter("part", "recovery")?.numbers("y")?;
        Ok(vec![
            shared("X48", "adults")?,
            shared("X49", "homologues")?,
            Measurement::mean("X50", &recovered, "samples"),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        panels::chart(table)
    }
}
