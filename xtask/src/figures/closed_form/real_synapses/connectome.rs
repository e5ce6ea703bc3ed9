//! The weights of the worm, from their tables.

use std::collections::{BTreeMap, BTreeSet};

use synaptome_interchange::{Dialect, Table};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Result, Rows, row};
use synaptome_mi::{Error, SizePairs};

/// See `xtask/data/README.md`.
const COOK: &str = include_str!("../../../../data/c_elegans_hermaphrodite_cook_2019.csv");
const WITVLIET: &str = include_str!("../../../../data/c_elegans_two_adults_witvliet_2021.csv");

/// Pairs of weights, each of one connection, with its presynaptic and its postsynaptic neuron.
pub(super) struct Connections {
    ends: Vec<[String; 2]>,
    weights: Vec<[f64; 2]>,
}

impl Connections {
    fn new(found: impl IntoIterator<Item = ([String; 2], [f64; 2])>) -> Self {
        let (ends, weights) = found.into_iter().unzip();
        Self { ends, weights }
    }

    /// The pairs without their neurons.
    pub(super) fn pairs(&self) -> Result<SizePairs> {
        Ok(SizePairs::new(&self.weights)?)
    }

    /// The number of presynaptic neurons.
    pub(super) fn neurons(&self) -> usize {
        self.ends.iter().map(|ends| &ends[0]).collect::<BTreeSet<_>>().len()
    }

    /// The standard error of a statistic of pairs that share neurons (Cameron, Gelbach & Miller 2011): the squared
    /// errors of the jackknife over presynaptic and over postsynaptic neurons, less that over pairs, which is in both.
    pub(super) fn error(&self, statistic: fn(&SizePairs) -> Result<f64, Error>) -> f64 {
        let over = |groups: Vec<Vec<[f64; 2]>>| {
            let value = |kept: &[&Vec<[f64; 2]>]| {
                let pairs: Vec<[f64; 2]> = kept.iter().flat_map(|own| *own).copied().collect();
                SizePairs::new(&pairs).and_then(|pairs| statistic(&pairs)).unwrap_or(f64::NAN)
            };
            Estimate::jackknife(&groups, value).std_error.powi(2)
        };
        let alone = self.weights.iter().map(|pair| vec![*pair]).collect();
        (over(self.by_end(0)) + over(self.by_end(1)) - over(alone)).sqrt()
    }

    /// The pairs of each presynaptic (0) or postsynaptic (1) neuron.
    fn by_end(&self, side: usize) -> Vec<Vec<[f64; 2]>> {
        let mut groups = BTreeMap::<&str, Vec<[f64; 2]>>::new();
        for (ends, pair) in self.ends.iter().zip(&self.weights) {
            groups.entry(&ends[side]).or_default().push(*pair);
        }
        groups.into_values().collect()
    }
}

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

/// Weights of connections that exist on both sides of the body, each pair once. A neuron stands for both of its sides.
pub(super) fn homologues() -> Result<Connections> {
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
        let of_both = |name: &String| mirrored(name).min(name.clone());
        Some(([of_both(&ends.0), of_both(&ends.1)], [weight, *other]))
    });
    Ok(Connections::new(pairs))
}

/// Numbers of synapses of connections that exist in both adults.
pub(super) fn adults() -> Result<Connections> {
    let table = Table::read(WITVLIET.as_bytes(), &Dialect::default())?;
    let ends = table.text("pre")?.into_iter().zip(table.text("post")?);
    let pairs = table.numbers("adult_7")?.into_iter().zip(table.numbers("adult_8")?);
    let named =
        ends.zip(pairs).map(|((pre, post), (a, b))| ([pre, post].map(str::to_owned), [a, b]));
    Ok(Connections::new(named.filter(|(_, [a, b])| *a > 0.0 && *b > 0.0)))
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

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: [[f64; 2]; 5] = [[1.0, 2.0], [3.0, 2.0], [5.0, 7.0], [2.0, 2.5], [9.0, 4.0]];

    fn error(ends: impl Fn(usize) -> [String; 2], copies: usize) -> f64 {
        let one = |at: usize| (ends(at), WEIGHTS[at % WEIGHTS.len()]);
        let all = Connections::new((0..copies * WEIGHTS.len()).map(one));
        all.error(SizePairs::log_correlation)
    }

    #[test]
    fn pairs_of_different_neurons_have_the_error_of_the_jackknife_over_pairs() {
        let value = |kept: &[&[f64; 2]]| {
            let kept: Vec<[f64; 2]> = kept.iter().map(|pair| **pair).collect();
            SizePairs::new(&kept).unwrap().log_correlation().unwrap()
        };
        let alone = Estimate::jackknife(&WEIGHTS, value).std_error;
        assert!((error(|at| [format!("a{at}"), format!("b{at}")], 1) - alone).abs() < 1e-12);
    }

    #[test]
    fn a_copy_of_every_pair_from_the_same_neuron_tells_nothing_new() {
        let ends = |at: usize| [format!("a{}", at % 5), format!("b{at}")];
        let apart = |at: usize| [format!("a{at}"), format!("b{at}")];
        let (twice, once) = (error(ends, 2), error(apart, 1));
        assert!((twice - once).abs() < 1e-12, "{twice} {once}");
    }
}
