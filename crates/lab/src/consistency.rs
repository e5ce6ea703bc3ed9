//! Whether an experiment can be stored: nothing may overwrite anything else.

use std::collections::BTreeSet;

use crate::chapter::data_sets;
use crate::{DataSet, Error, Figure, Point, Scale};

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

fn check_points(data: &dyn DataSet, scale: Scale) -> Result<(), Error> {
    require_file_name(data.name())?;
    let points = data.points(scale);
    let mut labels = BTreeSet::new();
    let mut is_new = |point: &Point| labels.insert(point.label().to_owned());
    match points.iter().find(|point| !is_new(point)) {
        Some(point) => require_new(false, "point", &format!("{} {}", data.name(), point.label())),
        None => Ok(()),
    }
}

/// Data sets of one name must be one data set.
fn check_shared(figure: &dyn Figure, all: &[&dyn Figure], scale: Scale) -> Result<(), Error> {
    let data = figure.data();
    let differs = |other: &dyn DataSet| {
        other.columns() != data.columns() || other.points(scale) != data.points(scale)
    };
    let namesakes = all.iter().map(|other| other.data()).filter(|o| o.name() == data.name());
    let is_unique = namesakes.filter(|other| !std::ptr::addr_eq(*other, data)).all(|o| !differs(o));
    require_new(is_unique, "data set", data.name())
}

fn require_new(is_new: bool, kind: &'static str, name: &str) -> Result<(), Error> {
    if is_new { Ok(()) } else { Err(Error::Duplicate { kind, name: name.to_owned() }) }
}

fn require_file_name(name: &str) -> Result<(), Error> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let valid = !name.is_empty() && name.chars().all(plain) && !name.starts_with('.');
    if valid { Ok(()) } else { Err(Error::Name { name: name.to_owned() }) }
}
