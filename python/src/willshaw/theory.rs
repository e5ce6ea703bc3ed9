//! Theory of capacity, and measures of information; arrays are of one length.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_willshaw::capacity::{
    self as theory, BlockTheory, Criterion, Optimum, RandomTheory, RecognitionTheory, limit,
};
use synaptome_willshaw::information::{self, ErrorRates};
use synaptome_willshaw::{
    Association, BlockCode, CueQuality, Error, OutputKind, PatternCode, RandomCode,
};

use super::codes::{Code, Sizes, with_code};
use crate::arrays::{to_vector, vector};
use crate::error::{Raise, SynaptomeError};

type Numbers<'py> = Bound<'py, PyArray1<f64>>;
type Given<'py> = PyReadonlyArray1<'py, f64>;
/// The load, the number of patterns, and the mapping and completion capacities.
type Largest = (f64, f64, f64, f64);

/// Tolerated noise, and the gain of the first step.
#[derive(Clone, Copy, FromPyObject)]
pub struct Limits(f64, f64);

impl From<Limits> for Criterion {
    fn from(Limits(tolerated_noise, first_gain): Limits) -> Self {
        Self { tolerated_noise, first_gain }
    }
}

/// The largest memory that still retrieves well enough.
#[pyfunction]
pub fn capacity(
    sizes: Sizes,
    hetero: bool,
    completeness: f64,
    limits: Limits,
    iterative: bool,
) -> PyResult<Largest> {
    let optimum = match sizes.code().raised()? {
        Code::Block(code) if iterative => {
            Ok(block(code, hetero, completeness, limits).raised()?.optimum())
        }
        Code::Block(code) => {
            let code = RandomCode::new(code.units(), code.activity()).raised()?;
            random(code, completeness, limits, false).raised()?.optimum()
        }
        Code::Random(code) => random(code, completeness, limits, iterative).raised()?.optimum(),
    };
    let Optimum { load, patterns, mapping_bits_per_synapse, completion_bits_per_synapse } =
        optimum.raised()?;
    Ok((load, patterns, mapping_bits_per_synapse, completion_bits_per_synapse))
}

/// A quantity of iterative retrieval of block patterns at loads and completenesses.
#[pyfunction]
pub fn block_theory<'py>(
    py: Python<'py>,
    sizes: Sizes,
    hetero: bool,
    completeness: f64,
    limits: Limits,
    name: &str,
    loads: Given<'py>,
    completenesses: Given<'py>,
) -> PyResult<Numbers<'py>> {
    let Code::Block(code) = sizes.code().raised()? else {
        return Err(SynaptomeError::new_err("the theory of blocks needs a BlockCode"));
    };
    let theory = block(code, hetero, completeness, limits).raised()?;
    let value = |load: f64, completeness: f64| match name {
        "error" => theory.error_probability(load, completeness),
        "reconstruction" => theory.reconstruction_probability(load, completeness),
        "output" => theory.output_completeness(load, completeness),
        "fixed-point" => theory.fixed_point(load),
        "tangent" => theory.tangent_fixed_point(load).unwrap_or(f64::NAN),
        "required" => theory.required_reconstruction(),
        _ => theory.max_load(),
    };
    let (loads, completenesses) = (vector(&loads), vector(&completenesses));
    let values = loads.iter().zip(&completenesses).map(|(&load, &part)| value(load, part));
    Ok(to_vector(py, values.collect()))
}

/// Of recognition: the largest load, the number of patterns there, bits per synapse, and the
/// probability of wrong acceptance at a load.
#[pyfunction]
pub fn recognition(
    sizes: Sizes,
    completeness: f64,
    tolerated: f64,
    load: f64,
) -> PyResult<(f64, f64, f64, f64)> {
    let theory = RecognitionTheory::new(random_code(sizes)?, completeness, tolerated).raised()?;
    let accepted = theory.false_acceptance(load);
    Ok((theory.max_load(), theory.max_patterns(), theory.bits_per_synapse(), accepted))
}

/// p₁ after numbers of patterns.
#[pyfunction]
pub fn load<'py>(py: Python<'py>, sizes: Sizes, patterns: Given<'py>) -> PyResult<Numbers<'py>> {
    let code = sizes.code().raised()?;
    let load = |&patterns: &f64| with_code!(code, code => theory::load(code, patterns));
    Ok(to_vector(py, vector(&patterns).iter().map(load).collect()))
}

/// Numbers of patterns at loads.
#[pyfunction]
pub fn patterns_at<'py>(
    py: Python<'py>,
    sizes: Sizes,
    loads: Given<'py>,
) -> PyResult<Numbers<'py>> {
    let code = sizes.code().raised()?;
    let patterns = |&load: &f64| with_code!(code, code => theory::patterns_at(code, load));
    Ok(to_vector(py, vector(&loads).iter().map(patterns).collect()))
}

/// A quantity of one unit, or of infinite networks: of p, p₀₁ and p₁₀, or of the load and completeness.
#[pyfunction]
pub fn unit_bits<'py>(
    py: Python<'py>,
    name: &str,
    first: Given<'py>,
    second: Given<'py>,
    third: Given<'py>,
) -> PyResult<Numbers<'py>> {
    let [first, second, third] = [first, second, third].map(|array| vector(&array));
    let value = |k: usize| {
        let (p, q) = (first[k], second[k]);
        let rates = || ErrorRates::new(q, third[k]);
        Ok::<_, Error>(match name {
            "entropy" => information::entropy_bits(p),
            "conditional" => information::conditional_entropy_bits(p, rates()?),
            "transinformation" => information::transinformation_bits(p, rates()?),
            "mapping" => limit::mapping_bits_per_synapse(p, q),
            "bidirectional" => limit::bidirectional_bits_per_synapse(p, q),
            "completion" => limit::completion_bits_per_synapse(p, q),
            "recognition" => limit::recognition_bits_per_synapse(p, q),
            _ => limit::clique_bits_per_synapse(p, q),
        })
    };
    let values = (0..first.len()).map(value).collect::<Result<_, _>>();
    Ok(to_vector(py, values.raised()?))
}

/// The bits of one pattern of a code at error rates, by what outputs hold of it, or of a cue.
#[pyfunction]
pub fn code_bits<'py>(
    py: Python<'py>,
    sizes: Sizes,
    name: &str,
    first: Given<'py>,
    second: Given<'py>,
) -> PyResult<Numbers<'py>> {
    let code = sizes.code().raised()?;
    let (first, second) = (vector(&first), vector(&second));
    let value = |(&x, &y): (&f64, &f64)| with_code!(code, code => bits(code, name, x, y));
    let values = first.iter().zip(&second).map(value).collect::<Result<_, _>>();
    Ok(to_vector(py, values.raised()?))
}

/// The bits that one output of a core or halo retrieval conveys, for each list of units.
#[pyfunction]
pub fn part_bits<'py>(
    py: Python<'py>,
    sizes: Sizes,
    lists: super::codes::Given<'py>,
) -> PyResult<Numbers<'py>> {
    let Code::Block(code) = sizes.code().raised()? else {
        return Err(SynaptomeError::new_err("part_bits needs a BlockCode"));
    };
    let lists = lists.copied()?;
    let bits = |k| information::part_bits(code, lists.units(k));
    Ok(to_vector(py, (0..lists.len()).map(bits).collect()))
}

fn bits<C: PatternCode>(code: C, name: &str, x: f64, y: f64) -> Result<f64, Error> {
    if name == "cue" {
        let quality = CueQuality { completeness: x, false_fraction: y };
        return information::cue_bits(code, quality);
    }
    let rates = ErrorRates::new(x, y)?;
    let kind = match name {
        "core" => OutputKind::Core,
        "halo" => OutputKind::Halo,
        _ => OutputKind::Neither,
    };
    Ok(match (name, code.block_code()) {
        ("informed", Some(code)) => information::informed_block_code_bits(code, rates),
        ("random", _) => {
            information::random_code_bits(RandomCode::new(code.units(), code.activity())?, rates)
        }
        _ => information::output_bits(code, kind, rates)?,
    })
}

fn block(
    code: BlockCode,
    hetero: bool,
    completeness: f64,
    limits: Limits,
) -> Result<BlockTheory, Error> {
    let association = if hetero { Association::Hetero } else { Association::Auto };
    BlockTheory::new(code, association, completeness, limits.into())
}

fn random(
    code: RandomCode,
    completeness: f64,
    limits: Limits,
    iterative: bool,
) -> Result<RandomTheory, Error> {
    if iterative {
        RandomTheory::iterative(code, completeness, limits.into())
    } else {
        RandomTheory::one_step(code, completeness, limits.into())
    }
}

/// The code of all patterns with as many units and active units.
fn random_code(sizes: Sizes) -> PyResult<RandomCode> {
    let (units, activity) =
        with_code!(sizes.code().raised()?, code => (code.units(), code.activity()));
    RandomCode::new(units, activity).raised()
}
