//! Mutants, and a sample of them that further mutants elsewhere do not change.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// A change of one line. Lines above it may move it: `file`, `change` and `copy` name it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Mutant {
    pub(super) file: String,
    /// What is changed, such as 'replace + with - in Network::run'.
    pub(super) change: String,
    /// How many mutants of the file with the same text stand above it.
    pub(super) copy: usize,
    /// Line and column, such as `22:5`.
    pub(super) place: String,
}

impl Mutant {
    /// The name that cargo-mutants gives it.
    pub(super) fn name(&self) -> String {
        format!("{}:{}: {}", self.file, self.place, self.change)
    }

    /// The name of its crate, without the prefix.
    pub(super) fn package(&self) -> &str {
        self.file.split('/').nth(1).unwrap_or_default()
    }

    /// Whether both are the same change of the same text.
    pub(super) fn is(&self, other: &Self) -> bool {
        (&self.file, &self.change, self.copy) == (&other.file, &other.change, other.copy)
    }

    fn key(&self, seed: u64) -> Vec<u8> {
        let text = format!("{seed}\n{}\n{}\n{}", self.file, self.change, self.copy);
        Sha256::digest(text.as_bytes()).to_vec()
    }
}

/// The mutants with these names, which are in the order of the sources.
pub(super) fn mutants<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Mutant> {
    let mut copies = BTreeMap::new();
    let mutant = |name: &'a str| {
        let (place, change) = name.split_once(": ")?;
        let (file, place) = place.split_once(':')?;
        let copy = copies.entry((file, change)).or_insert(0);
        *copy += 1;
        let (file, change, place) = (file.to_owned(), change.to_owned(), place.to_owned());
        Some(Mutant { file, change, copy: *copy - 1, place })
    };
    names.filter_map(mutant).collect()
}

/// The mutants whose digests with the seed are the smallest.
pub(super) fn draw(mut mutants: Vec<Mutant>, seed: u64, count: usize) -> Vec<Mutant> {
    mutants.sort_by_cached_key(|mutant| mutant.key(seed));
    mutants.truncate(count);
    mutants
}

/// A text as a regular expression that only this text matches. A backslash before `<` or `>` would mean the edge of a
/// word.
pub(super) fn escaped(text: &str) -> String {
    let special = |c: char| r"\.+*?()|[]{}^$#&-~".contains(c);
    let escape = |c: char| if special(c) { format!("\\{c}") } else { c.to_string() };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(first_line: usize) -> Vec<String> {
        let line =
            |i| format!("crates/a/src/b.rs:{}:9: replace + with - in f{}", first_line + i, i / 2);
        (0..50).map(line).collect()
    }

    fn drawn(seed: u64, first_line: usize) -> Vec<(String, usize)> {
        let names = names(first_line);
        let drawn = draw(mutants(names.iter().map(String::as_str)), seed, 5);
        drawn.into_iter().map(|mutant| (mutant.change, mutant.copy)).collect()
    }

    #[test]
    fn a_sample_depends_on_its_seed_and_not_on_lines_above() {
        assert_eq!(drawn(1, 10), drawn(1, 70));
        assert!(drawn(1, 10) != drawn(2, 10) && drawn(1, 10).len() == 5);
    }

    #[test]
    fn a_mutant_has_the_name_that_it_came_from() {
        let names = names(3);
        let mutants = mutants(names.iter().map(String::as_str));
        assert!(mutants.iter().map(Mutant::name).eq(names.iter().cloned()));
        assert!(mutants[1].copy == 1 && mutants[2].copy == 0 && mutants[0].package() == "a");
    }

    #[test]
    fn punctuation_in_a_name_means_itself() {
        assert_eq!(escaped("f -> Vec<u8> with (a|b)"), r"f \-> Vec<u8> with \(a\|b\)");
    }
}
