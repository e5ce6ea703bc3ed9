//! The copula's own error: its synergy compared with sampled information, where layers are small enough.
//!
//! Sampled information has a bias that grows with the number of synapses. It is measured on a Gaussian
//! twin, whose information is known, and taken off.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use synaptome_lab::{Job, Point, Result, Rows, Scale, row};
use synaptome_lognormal::{Cholesky, SymmetricMatrix};
use synaptome_mi::{Patterns, SampledWeights, SynapticEnsemble, copula_gain_nats};

use super::super::super::mi::random_sets::Set;
use super::super::super::mi::settings::bits;
use super::{LayerPair, SETS};

/// Neurons of a layer.
const WIDTHS: [usize; 2] = [1, 2];
/// Neighbours of the estimate.
const NEIGHBOURS: usize = 4;

pub(super) fn points(scale: Scale) -> impl Iterator<Item = Point> {
    let (cases, draws): (usize, usize) = (scale.pick(8, 40), scale.pick(4_000, 8_000));
    let settings = SETS.into_iter().flat_map(|set| WIDTHS.map(|m| (set, m)));
    settings.map(move |(set, m)| {
        let point = Point::new().key("set", set.name()).key("m", m).key("part", "sampled");
        let seconds = (cases * draws) as f64 * 4e-5 * (m * m * m) as f64;
        point.set("samples", cases).set("draws", draws).takes(seconds)
    })
}

pub(super) fn run(point: &Point, job: &Job) -> Result<Rows> {
    let (set, m) = (point.text("set")?, point.count("m")?);
    let (draws, mut rng) = (point.count("draws")?, job.rng("samples"));
    let layers = LayerPair::of(m)?;
    let case = |_| {
        let count = rng.random_range(2 * m..=50);
        let patterns = Set::named(set)?.draw(count, &mut rng)?;
        let about = rng.random_range(0..count);
        let [a, b, copula] = layers.by_copula(&patterns, about);
        let both = layers.first.union(&layers.second)?;
        let mut sampled = |part| corrected_bits(&patterns, part, about, draws, &mut rng);
        let synergy = sampled(&both)? - sampled(&layers.first)? - sampled(&layers.second)?;
        Ok(row![set, m, count, a, b, copula, f64::NAN, synergy])
    };
    (0..point.count("samples")?).map(case).collect()
}

/// Sampled information, less what the same estimate errs by on the Gaussian twin.
fn corrected_bits<R: Rng + ?Sized>(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
    draws: usize,
    rng: &mut R,
) -> Result<f64> {
    let sampled = SampledWeights::draw(patterns, ensemble, about, draws, rng)?;
    let found = sampled.nearest_neighbours_nats(NEIGHBOURS)?.value;
    let (with, without) = sampled.correlations()?;
    let twin = twin(&with, &without, draws, rng)?.nearest_neighbours_nats(NEIGHBOURS)?.value;
    Ok(bits(found - twin + copula_gain_nats(&with, &without)?))
}

/// Normal ln w with these correlations, from the same random numbers with and without the pattern.
fn twin<R: Rng + ?Sized>(
    with: &SymmetricMatrix,
    without: &SymmetricMatrix,
    draws: usize,
    rng: &mut R,
) -> Result<SampledWeights> {
    let factors = [Cholesky::new(with)?, Cholesky::new(without)?];
    let (dim, mut rows) = (with.dim(), [Vec::new(), Vec::new()]);
    for _ in 0..draws {
        let normal: Vec<f64> = (0..dim).map(|_| StandardNormal.sample(rng)).collect();
        for (rows, factor) in rows.iter_mut().zip(&factors) {
            rows.extend(factor.times(&normal)?);
        }
    }
    let [with, without] = rows;
    Ok(SampledWeights::new(dim, with, without)?)
}
