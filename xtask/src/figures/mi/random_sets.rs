//! Simulation sets 2 and 3 (§5.1): random patterns, ensembles and queries.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Normal, StandardNormal, Uniform};
use synaptome_lab::Result;
use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
use synaptome_mi::extrapolation::{Features, fill_from_nearest};
use synaptome_mi::{Nats, PatternMixture, SynapticEnsemble, covariance, mutual_information};

use super::NEURONS;
use super::sweep::means;
use synaptome_lab::{Table, Value, row};

/// The family that a sample is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::figures) enum Set {
    /// One covariance AᵀA/d + σ²[(1 − ρ)I + ρ11ᵀ] for all patterns.
    Two,
    /// QΛQᵀ + r11ᵀ for each pattern, r drawn for each pattern.
    Three,
    /// The same with r drawn once for all patterns of a sample; the text leaves it open.
    ThreeCommonR,
}

impl Set {
    /// The name in tables.
    pub(in crate::figures) fn name(self) -> &'static str {
        match self {
            Self::Two => "2",
            Self::Three => "3, r per pattern",
            Self::ThreeCommonR => "3, r per sample",
        }
    }
}

/// The columns of [`sample`].
pub(super) const COLUMNS: &[&str] = &[
    "seed",
    "set",
    "N",
    "n",
    "mi_bits",
    "spread_of_means",
    "determinant",
    "condition",
    "off_diagonal",
];

/// One sample: a mixture, an ensemble, a query, and the information (NaN where
/// the approximate covariance is not positive definite).
pub(super) fn sample<R: Rng + ?Sized>(seed: f64, set: Set, rng: &mut R) -> Result<Vec<Value>> {
    let (count, size) = (rng.random_range(2..=50), rng.random_range(1..=19));
    let patterns = mixture(set, count, rng)?;
    let ensemble = SynapticEnsemble::random(NEURONS, size, rng)?;
    let about = rng.random_range(0..count);
    let bits = mutual_information(&patterns, &ensemble, about).map_or(f64::NAN, Nats::to_bits);
    let f = Features::of(&patterns, &ensemble)?;
    let name = set.name();
    Ok(row![
        seed,
        name,
        count,
        size,
        bits,
        f.spread_of_means,
        f.determinant,
        f.condition,
        f.off_diagonal
    ])
}

/// A mixture of `count` patterns of a set.
pub(in crate::figures) fn mixture<R: Rng + ?Sized>(
    set: Set,
    count: usize,
    rng: &mut R,
) -> Result<PatternMixture> {
    let means = means(count, NEURONS, rng)?;
    if set == Set::Two {
        return Ok(PatternMixture::sharing_covariance(&means, &covariance_of_set_2(rng)?)?);
    }
    let (common, eigenvalue) = (Uniform::new_inclusive(0.0, 1.44)?, Normal::new(0.01, 1.2)?);
    let shared = common.sample(rng);
    let patterns = means.into_iter().map(|mean| {
        let r = if set == Set::Three { common.sample(rng) } else { shared };
        let covariance = covariance::random_spectrum(NEURONS, &eigenvalue, r, rng)?;
        Ok(MultivariateLogNormal::new(mean, covariance)?)
    });
    Ok(PatternMixture::new(&patterns.collect::<Result<Vec<_>>>()?)?)
}

fn covariance_of_set_2<R: Rng + ?Sized>(rng: &mut R) -> Result<SymmetricMatrix> {
    let deviate: f64 = StandardNormal.sample(rng);
    let rho = Uniform::new_inclusive(-1.0 / (NEURONS as f64 - 1.0), 1.0)?.sample(rng);
    Ok(covariance::gram_perturbed(NEURONS, deviate.abs().max(1e-9), rho, rng)?)
}

/// A sample with a positive information, found or taken from the nearest one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) patterns: f64,
    pub(super) synapses: f64,
    pub(super) bits: f64,
}

/// The samples of a table (one seed, one set), those without a positive finite
/// information filled as in §5.2.
pub(super) fn filled(table: &Table) -> Result<Vec<Sample>> {
    let column = |name: &str| table.numbers(name);
    let (patterns, synapses) = (column("N")?, column("n")?);
    let (spread, determinant) = (column("spread_of_means")?, column("determinant")?);
    let (condition, off_diagonal) = (column("condition")?, column("off_diagonal")?);
    let features: Vec<Features> = (0..table.len())
        .map(|i| Features {
            patterns: patterns[i],
            synapses: synapses[i],
            spread_of_means: spread[i],
            determinant: determinant[i],
            condition: condition[i],
            off_diagonal: off_diagonal[i],
        })
        .collect();
    let positive = |bits: f64| Some(bits).filter(|bits| *bits > 0.0);
    let values: Vec<_> = column("mi_bits")?.into_iter().map(positive).collect();
    let bits = fill_from_nearest(&features, &values)?;
    let all = patterns.into_iter().zip(synapses).zip(bits);
    Ok(all.map(|((patterns, synapses), bits)| Sample { patterns, synapses, bits }).collect())
}

/// The share of samples for which the closed form has no value.
pub(super) fn share_invalid(table: &Table) -> Result<f64> {
    let bits = table.numbers("mi_bits")?;
    Ok(bits.iter().filter(|bits| bits.is_nan()).count() as f64 / bits.len() as f64)
}
