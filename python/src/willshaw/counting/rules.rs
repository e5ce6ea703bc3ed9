//! Rules by name.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_willshaw::Error;
use synaptome_willshaw::counting::{
    Bayes, Bcpnn, ClippedHebb, CountingRule, Covariance, Evidence, PairCounts,
};

use crate::arrays::{Pair, to_pair, to_vector, vector};
use crate::batch::pointwise;
use crate::error::{Raise, unknown};
use crate::interruptible::Stop;

/// The name of a rule, and its options.
#[derive(FromPyObject)]
pub struct Named(String, f64, f64);

type Boxed = Box<dyn CountingRule + Send + Sync>;

/// A rule for threads.
pub struct Rule(Boxed);

impl Named {
    /// The rule, with options inside their ranges.
    pub fn rule(self) -> PyResult<Rule> {
        let Self(name, first, second) = self;
        let rule: Boxed = match name.as_str() {
            "bayes" => Box::new(Bayes { spurious: first, missing: second }),
            "bcpnn" => Box::new(Bcpnn { least: first }),
            "covariance" => Box::new(Covariance),
            "clipped-hebb" => Box::new(ClippedHebb),
            _ => return Err(unknown("rule", &name)),
        };
        rule.check().raised()?;
        Ok(Rule(rule))
    }
}

impl Rule {
    /// The same rule, which says nothing any more once the work should stop.
    pub fn stopping<'a>(&'a self, stop: &'a Stop) -> impl CountingRule + 'a {
        Stopping { rule: &*self.0, stop }
    }
}

struct Stopping<'a> {
    rule: &'a dyn CountingRule,
    stop: &'a Stop,
}

impl CountingRule for Stopping<'_> {
    fn evidence(&self, counts: PairCounts) -> Evidence {
        if self.stop.is_set() {
            return Evidence { active: 0.0, silent: 0.0 };
        }
        self.rule.evidence(counts)
    }

    fn prior(&self, content: u32, patterns: u32) -> f64 {
        self.rule.prior(content, patterns)
    }

    fn has_autapses(&self) -> bool {
        self.rule.has_autapses()
    }
}

type Given<'py> = PyReadonlyArray1<'py, u32>;

/// What address units say that are active, and that are silent; all arrays of one length.
#[pyfunction]
pub fn evidence<'py>(
    py: Python<'py>,
    rule: Named,
    both: Given<'py>,
    address: Given<'py>,
    content: Given<'py>,
    patterns: Given<'py>,
) -> PyResult<Pair<'py>> {
    let rule = rule.rule()?;
    let [both, address, content, patterns] =
        [both, address, content, patterns].map(|array| vector(&array));
    let found = pointwise(py, both.len(), move |k| {
        let counts = PairCounts {
            both: both[k],
            address: address[k],
            content: content[k],
            patterns: patterns[k],
        };
        Ok::<_, Error>(rule.0.evidence(counts))
    })?;
    Ok(to_pair(py, found.iter().map(|evidence| (evidence.active, evidence.silent)).collect()))
}

/// The fields of content units before anything is known.
#[pyfunction]
pub fn prior<'py>(
    py: Python<'py>,
    rule: Named,
    content: Given<'py>,
    patterns: Given<'py>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let rule = rule.rule()?;
    let (content, patterns) = (vector(&content), vector(&patterns));
    let found = pointwise(py, content.len(), move |k| {
        Ok::<_, Error>(rule.0.prior(content[k], patterns[k]))
    })?;
    Ok(to_vector(py, found))
}
