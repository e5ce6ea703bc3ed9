//! Figures selected with patterns of their identifiers.

use std::collections::BTreeSet;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::{Error, Figure};

/// The figures whose identifier matches one of the patterns; all if there are none. Each pattern
/// must match a figure.
pub(crate) fn select<'a>(
    figures: impl Iterator<Item = &'a dyn Figure>,
    only: &[String],
) -> Result<Vec<&'a dyn Figure>, Error> {
    let (globs, all) = (globs(only)?, figures.collect::<Vec<_>>());
    let wanted = |figure: &&dyn Figure| only.is_empty() || globs.is_match(figure.id());
    let chosen: Vec<_> = all.iter().copied().filter(wanted).collect();
    let ids: Vec<&str> = all.iter().map(|figure| figure.id()).collect();
    let matched: BTreeSet<usize> = ids.iter().flat_map(|id| globs.matches(id)).collect();
    let unmatched = (0..only.len()).filter(|pattern| !matched.contains(pattern));
    let patterns: Vec<_> = unmatched.map(|pattern| only[pattern].clone()).collect();
    if patterns.is_empty() && !chosen.is_empty() {
        return Ok(chosen);
    }
    Err(Error::UnknownFigure { patterns, known: ids.iter().map(ToString::to_string).collect() })
}

fn globs(patterns: &[String]) -> Result<GlobSet, Error> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        let malformed = |error: globset::Error| Error::Pattern {
            pattern: pattern.clone(),
            reason: error.kind().to_string(),
        };
        builder.add(Glob::new(pattern).map_err(malformed)?);
    }
    builder
        .build()
        .map_err(|error| Error::Pattern { pattern: patterns.join(" "), reason: error.to_string() })
}
