//! Random codes, heteroassociative: k addresses and k contents that are fully connected.

use super::collector::{Collector, check_bytes, scan};
use crate::{Completion, Direction, Error, Network, RandomCode, Synapses, UnitSet};

/// All pairs of an address of k units that contains the kept ones, and no other of the cue, and a
/// content of k units, fully connected.
pub(super) fn bicliques(
    network: &Network<'_, RandomCode>,
    cue: &[u32],
    kept: &[u32],
    collector: &mut Collector<'_>,
) -> Result<(), Error> {
    let (k, synapses) = (network.activity(), network.synapses());
    let content = network.reach(Direction::Forward, kept, kept.len());
    let mut address = network.full();
    network.keep_excited(Direction::Backward, &content, k, &mut address);
    cue.iter().for_each(|&unit| address.remove(unit));
    check_bytes(address.len() as u128 * content.len() as u128 / 4)?;
    let (addresses, contents) = (address.to_vec(), content.to_vec());
    let rows = reached(synapses, Direction::Forward, &addresses, &contents);
    let columns = reached(synapses, Direction::Backward, &contents, &addresses);
    let open = (UnitSet::full(addresses.len()), UnitSet::full(contents.len()));
    let union = (UnitSet::empty(addresses.len()), UnitSet::empty(contents.len()));
    let mut search =
        Search { collector, kept, k, addresses, contents, rows, columns, union, pairs: 0 };
    search.extend(open.0, open.1, k - kept.len(), &mut Vec::new());
    search.end();
    Ok(())
}

/// For each of some units, which others it reaches.
fn reached(synapses: &dyn Synapses, way: Direction, units: &[u32], others: &[u32]) -> Vec<UnitSet> {
    let row = |&unit: &u32| {
        let mut row = UnitSet::empty(others.len());
        synapses.connected(way, unit, others, row.words_mut());
        row
    };
    units.iter().map(row).collect()
}

struct Search<'a, 'w> {
    collector: &'a mut Collector<'w>,
    kept: &'a [u32],
    k: usize,
    addresses: Vec<u32>,
    contents: Vec<u32>,
    rows: Vec<UnitSet>,
    columns: Vec<UnitSet>,
    union: (UnitSet, UnitSet),
    pairs: u64,
}

impl Search<'_, '_> {
    /// Adds all pairs with `wanted` more addresses of `open`, besides those taken, and contents of
    /// which all addresses taken reach `content`.
    fn extend(
        &mut self,
        mut open: UnitSet,
        mut content: UnitSet,
        wanted: usize,
        taken: &mut Vec<u32>,
    ) {
        if wanted == 0 {
            return self.note(&content, taken);
        }
        while let Some(next) = self.sparsest(&mut open, &mut content, wanted) {
            let work = scan(&open, &content) + scan(&content, &open);
            if !self.collector.count_node(work) {
                return;
            }
            open.remove(next);
            let mut rest = content.clone();
            rest.intersect(&self.rows[next as usize]);
            taken.push(next);
            self.extend(open.clone(), rest, wanted - 1, taken);
            taken.pop();
        }
    }

    /// Drops addresses that reach fewer than k contents, and contents that too few addresses
    /// reach, until nothing changes; then the address that reaches the fewest, if enough are left.
    fn sparsest(&self, open: &mut UnitSet, content: &mut UnitSet, wanted: usize) -> Option<u32> {
        loop {
            let best = drop_below(self.k, open, content, &self.rows)?;
            let before = content.len();
            drop_below(wanted, content, open, &self.columns)?;
            if before < self.k || open.len() < wanted {
                return None;
            }
            if content.len() == before {
                return Some(best);
            }
        }
    }

    /// Notes every choice of k contents.
    fn note(&mut self, content: &UnitSet, taken: &[u32]) {
        let pairs = choices(content.len(), self.k);
        if pairs == 0 {
            return;
        }
        self.pairs = self.pairs.saturating_add(pairs);
        taken.iter().for_each(|&place| self.union.0.insert(place));
        self.union.1.unite(content);
        self.list(&content.to_vec(), 0, &mut Vec::new(), taken);
    }

    /// Lists the choices that begin with `chosen` and continue with places from `from` on.
    fn list(&mut self, content: &[u32], from: usize, chosen: &mut Vec<u32>, taken: &[u32]) {
        if chosen.len() == self.k {
            return self.collector.list(self.completion(taken, chosen));
        }
        let last = content.len() + chosen.len() + 1 - self.k;
        for place in from..last {
            if self.collector.wanted() == 0 {
                return;
            }
            chosen.push(content[place]);
            self.list(content, place + 1, chosen, taken);
            chosen.pop();
        }
    }

    fn end(self) {
        if self.pairs > 0 {
            let union = self.completion(&self.union.0.to_vec(), &self.union.1.to_vec());
            self.collector.add(self.pairs, union);
        }
    }

    /// Some addresses together with the units kept, and some contents.
    fn completion(&self, addresses: &[u32], contents: &[u32]) -> Completion {
        let address = addresses.iter().map(|&place| self.addresses[place as usize]).collect();
        let content = contents.iter().map(|&place| self.contents[place as usize]).collect();
        Completion { content, address: Some(address) }.with(self.kept)
    }
}

/// Drops the members of a set that reach fewer than `least` of the others; then the one that
/// reaches the fewest, if there is one.
fn drop_below(least: usize, set: &mut UnitSet, others: &UnitSet, rows: &[UnitSet]) -> Option<u32> {
    let mut best = None;
    for unit in set.to_vec() {
        let degree = others.overlap(&rows[unit as usize]);
        if degree < least {
            set.remove(unit);
        } else if best.is_none_or(|(fewest, _)| degree < fewest) {
            best = Some((degree, unit));
        }
    }
    best.map(|(_, unit)| unit)
}

/// n over k; the largest number where it is larger.
fn choices(n: usize, k: usize) -> u64 {
    let mut product = u128::from(k <= n);
    for i in 0..k.min(n.saturating_sub(k)) as u128 {
        product = product * (n as u128 - i) / (i + 1);
        if product > u128::from(u64::MAX) {
            return u64::MAX;
        }
    }
    product as u64
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn choices_are_counted_without_overflow() {
        let small: Vec<u64> = (0..6).map(|k| choices(4, k)).collect();
        assert_eq!(small, [1, 4, 6, 4, 1, 0]);
        assert_eq!(choices(1000, 500), u64::MAX);
    }
}
