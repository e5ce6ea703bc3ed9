//! Whether an experiment can be stored: nothing may overwrite anything else.

use std::collections::BTreeSet;

use crate::chapter::data_sets;
use crate::{Chapter, Claim, Claims, DataSet, Error, Figure, Scale};

/// Refuses names that are no file names, and figures or points that would take each other's place.
pub(crate) fn check(figures: &[&dyn Figure], scale: Scale) -> Result<(), Error> {
    let mut ids = BTreeSet::new();
    for figure in figures {
        require_file_name(figure.id())?;
        require_new(ids.insert(figure.id()), "figure", figure.id())?;
    }
    data_sets(figures).into_iter().try_for_each(|data| check_points(data, scale))?;
    figures.iter().try_for_each(|figure| check_shared(*figure, figures, scale))
}

/// Refuses claims that no figure can measure.
pub(crate) fn check_claims(claims: &Claims, chapters: &[Chapter<'_>]) -> Result<(), Error> {
    let is_known = |claim: &&Claim| chapters.iter().any(|chapter| chapter.contains(&claim.figure));
    match claims.iter().find(|claim| !is_known(claim)) {
        None => Ok(()),
        Some(Claim { id, figure, .. }) => {
            let reason = format!("claim {id} names figure {figure:?}, which does not exist");
            Err(Error::Claims { reason })
        }
    }
}

fn check_points(data: &dyn DataSet, scale: Scale) -> Result<(), Error> {
    require_file_name(data.name())?;
    let mut columns = BTreeSet::new();
    for column in data.columns() {
        require_new(columns.insert(column), "column", column)?;
    }
    let mut labels = BTreeSet::new();
    for point in data.points(scale) {
        require_new(point.repeated().is_none(), "parameter", point.repeated().unwrap_or_default())?;
        let name = format!("{} {}", data.name(), point.label());
        require_new(labels.insert(point.label().to_owned()), "point", &name)?;
    }
    Ok(())
}

/// Data sets of one name must be one data set.
fn check_shared(figure: &dyn Figure, all: &[&dyn Figure], scale: Scale) -> Result<(), Error> {
    let data = figure.data();
    let differs = |other: &dyn DataSet| {
        other.columns() != data.columns() || other.points(scale) != data.points(scale)
    };
    let mut namesakes = all.iter().map(|o| o.data()).filter(|other| other.name() == data.name());
    require_new(!namesakes.any(differs), "data set", data.name())
}

fn require_new(is_new: bool, kind: &'static str, name: &str) -> Result<(), Error> {
    if is_new { Ok(()) } else { Err(Error::Duplicate { kind, name: name.to_owned() }) }
}

fn require_file_name(name: &str) -> Result<(), Error> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let valid =
        (1..=100).contains(&name.len()) && name.chars().all(plain) && !name.starts_with('.');
    if valid { Ok(()) } else { Err(Error::Name { name: name.to_owned() }) }
}
