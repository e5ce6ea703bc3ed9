//! Retrievals by name.

use pyo3::prelude::*;
use synaptome_willshaw::{
    BlockCode, CoreAndHalo, CoreSumOfMax, FirstClique, Iterative, IterativeHalo, KWinners, LkPlus,
    OneStep, OneStepCore, OutputKind, PatternCode, RandomCode, Retrieval, SearchedCode,
    SimpleIterative, SumOfMax, SumOfMaxStep,
};

use crate::error::SynaptomeError;

/// Name of a retrieval, the most iterations, the most active units of a step, and the most guesses.
#[derive(Clone, FromPyObject)]
pub struct Method(pub String, usize, Option<usize>, u64);

impl Method {
    /// The retrieval that guesses, which listens for the end, if it is meant.
    pub fn first_clique(&self) -> Option<FirstClique> {
        (self.0 == "first-clique").then_some(FirstClique { tries: self.3 })
    }
}

/// A retrieval for threads.
pub type Boxed<C> = Box<dyn Retrieval<C> + Send + Sync>;

/// A code with retrievals by name.
pub trait Named: PatternCode + SearchedCode + Send + Sync + 'static {
    /// The retrieval, if this code has it.
    fn retrieval(method: &Method) -> Option<Boxed<Self>>;

    /// The retrieval, or an exception that says what it needs.
    fn required(method: &Method) -> PyResult<Boxed<Self>> {
        let name = &method.0;
        let message = || format!("method {name:?} needs a BlockCode: this code has no blocks");
        Self::retrieval(method).ok_or_else(|| SynaptomeError::new_err(message()))
    }
}

impl Named for RandomCode {
    fn retrieval(method: &Method) -> Option<Boxed<Self>> {
        of_any(method)
    }
}

impl Named for BlockCode {
    fn retrieval(method: &Method) -> Option<Boxed<Self>> {
        of_any(method).or_else(|| of_blocks(method))
    }
}

/// What outputs of a retrieval hold of the pattern.
#[pyfunction]
pub fn output_kind(method: Method) -> PyResult<&'static str> {
    Ok(match BlockCode::required(&method)?.output_kind() {
        OutputKind::Core => "core",
        OutputKind::Halo => "halo",
        OutputKind::Neither => "neither",
    })
}

fn of_any<C: PatternCode>(method: &Method) -> Option<Boxed<C>> {
    let Method(name, iterations, active_units, _) = method.clone();
    Some(match name.as_str() {
        "one-step" => Box::new(OneStep),
        "k-winners" => Box::new(KWinners { iterations, active_units }),
        "lk+" => Box::new(LkPlus { iterations, active_units }),
        _ => return None,
    })
}

fn of_blocks(method: &Method) -> Option<Boxed<BlockCode>> {
    let Method(name, iterations, active_units, tries) = method.clone();
    let core = Iterative { iterations };
    let halo = SumOfMax { iterations, active_units };
    Some(match name.as_str() {
        "one-step-core" => Box::new(OneStepCore),
        "simple-iterative" => Box::new(SimpleIterative { iterations }),
        "iterative" => Box::new(core),
        "iterative-halo" => Box::new(IterativeHalo { core }),
        "sum-of-max-step" => Box::new(SumOfMaxStep),
        "sum-of-max" => Box::new(halo),
        "core-sum-of-max" => Box::new(CoreSumOfMax { halo }),
        "core-and-halo" => Box::new(CoreAndHalo { iterations, active_units }),
        "first-clique" => Box::new(FirstClique { tries }),
        _ => return None,
    })
}
