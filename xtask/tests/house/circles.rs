//! Circles of imports: sets of files that all reach each other.

use std::collections::{BTreeMap, BTreeSet};

type Reached<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The circles of more than two files, each sorted.
pub(crate) fn larger_than_two(arrows: &[(String, String)]) -> Vec<Vec<String>> {
    let reached = reached(arrows);
    let circle = |file: &&str| -> BTreeSet<&str> {
        let back = |other: &&&str| reached.get(*other).is_some_and(|r| r.contains(file));
        reached[*file].iter().filter(back).copied().collect()
    };
    let circles: BTreeSet<_> = reached.keys().map(circle).filter(|c| c.len() > 2).collect();
    circles.into_iter().map(|files| files.into_iter().map(str::to_owned).collect()).collect()
}

fn reached(arrows: &[(String, String)]) -> Reached<'_> {
    let mut next = Reached::new();
    for (from, to) in arrows {
        next.entry(from).or_default().insert(to);
    }
    next.keys().map(|&file| (file, all_from(file, &next))).collect()
}

fn all_from<'a>(start: &'a str, next: &Reached<'a>) -> BTreeSet<&'a str> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(file) = open.pop() {
        let targets = next.get(file).into_iter().flatten();
        open.extend(targets.copied().filter(|&target| seen.insert(target)));
    }
    seen
}
