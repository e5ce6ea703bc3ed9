//! The weights of the worm, from their tables.

use std::collections::{BTreeMap, BTreeSet};

use synaptome_interchange::{Dialect, Table};
use synaptome_lab::{Result, Rows, row};
use synaptome_mi::SizePairs;

/// See `xtask/data/README.md`.
const COOK: &str = include_str!("../../../../data/c_elegans_hermaphrodite_cook_2019.csv");
const WITVLIET: &str = include_str!("../../../../data/c_elegans_two_adults_witvliet_2021.csv");

/// The weights of all chemical connections by their ends.
fn chemical() -> Result<BTreeMap<(String, String), f64>> {
    let table = Table::read(COOK.as_bytes(), &Dialect::default())?;
    let (pre, post, kind) = (table.text("pre")?, table.text("post")?, table.text("kind")?);
    let ends = pre.into_iter().zip(post).map(|(pre, post)| (pre.to_owned(), post.to_owned()));
    let all = ends.zip(table.numbers("weight")?).zip(kind);
    Ok(all.filter(|(_, kind)| *kind == "chemical").map(|(connection, _)| connection).collect())
}

/// The weights of all chemical connections.
pub(super) fn chemical_weights() -> Result<Vec<f64>> {
    Ok(chemical()?.into_values().collect())
}

/// Weights of connections that exist on both sides of the body, each pair once.
pub(super) fn homologues() -> Result<SizePairs> {
    let weights = chemical()?;
    let names: BTreeSet<&str> = weights.keys().flat_map(|(pre, post)| [&**pre, &**post]).collect();
    let mirrored = |name: &str| {
        let other = match name.strip_suffix('L') {
            Some(stem) => format!("{stem}R"),
            None => name.strip_suffix('R').map_or(name.to_owned(), |stem| format!("{stem}L")),
        };
        if names.contains(&*other) { other } else { name.to_owned() }
    };
    let pairs = weights.iter().filter_map(|(ends, &weight)| {
        let mirror = (mirrored(&ends.0), mirrored(&ends.1));
        let other = weights.get(&mirror).filter(|_| *ends < mirror)?;
        Some([weight, *other])
    });
    Ok(SizePairs::new(&pairs.collect::<Vec<_>>())?)
}

/// Numbers of synapses of connections that exist in both adults.
pub(super) fn adults() -> Result<SizePairs> {
    let table = Table::read(WITVLIET.as_bytes(), &Dialect::default())?;
    let pairs = table.numbers("adult_7")?.into_iter().zip(table.numbers("adult_8")?);
    let both = pairs.filter(|&(a, b)| a > 0.0 && b > 0.0).map(|(a, b)| [a, b]);
    Ok(SizePairs::new(&both.collect::<Vec<_>>())?)
}

/// How many connections have each weight.
pub(super) fn counts(weights: &[f64]) -> Rows {
    let mut counts = BTreeMap::<u64, usize>::new();
    weights.iter().for_each(|weight| *counts.entry(*weight as u64).or_default() += 1);
    let rows = counts.into_iter();
    rows.map(|(weight, count)| row!["weights", "count", weight as usize, count, 0.0]).collect()
}

/// How many pairs have the same two weights.
pub(super) fn pair_counts(part: &str, pairs: &SizePairs) -> Rows {
    let mut counts = BTreeMap::<(u64, u64), usize>::new();
    for [a, b] in pairs.pairs() {
        *counts.entry((*a as u64, *b as u64)).or_default() += 1;
    }
    let rows = counts.into_iter();
    rows.map(|((a, b), count)| row![part, "pair", a as usize, b as usize, count]).collect()
}
