//! Figures selected with patterns of their identifiers.

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::{Error, Figure};

/// The figures whose identifier matches one of the patterns; all if there are none.
pub(crate) fn select<'a>(
    figures: impl Iterator<Item = &'a dyn Figure>,
    only: &[String],
) -> Result<Vec<&'a dyn Figure>, Error> {
    let (globs, all) = (globs(only)?, figures.collect::<Vec<_>>());
    let wanted = |figure: &&dyn Figure| only.is_empty() || globs.is_match(figure.id());
    let chosen: Vec<_> = all.iter().copied().filter(wanted).collect();
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let known = all.iter().map(|figure| figure.id().to_owned()).collect();
    Err(Error::UnknownFigure { patterns: only.to_vec(), known })
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
