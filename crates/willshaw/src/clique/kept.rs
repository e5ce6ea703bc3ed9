//! Which units of a cue may be true together.

use super::collector::{Collector, check_bytes};
use crate::{Direction, Error, Network, PatternCode, UnitSet};

/// Which units of a cue may be true together: a row for each.
pub(super) struct Compatible(Vec<UnitSet>);

/// Units of an autoassociative memory must be connected, and none may exclude each other.
pub(super) fn compatible<C: PatternCode>(
    network: &Network<'_, C>,
    units: &[u32],
    exclude: impl Fn(u32, u32) -> bool,
) -> Result<Compatible, Error> {
    check_bytes(units.len() as u128 * units.len().div_ceil(64) as u128 * 8)?;
    let row = |&unit: &u32| {
        let mut row = UnitSet::full(units.len());
        if network.is_auto() {
            network.synapses().connected(Direction::Forward, unit, units, row.words_mut());
        }
        let excluded = (0_u32..).zip(units).filter(|(_, other)| exclude(unit, **other));
        excluded.for_each(|(place, _)| row.remove(place));
        row
    };
    Ok(Compatible(units.iter().map(row).collect()))
}

impl Compatible {
    /// Visits all choices of `count` compatible units, each ascending, until the search is cut.
    pub(super) fn each(
        &self,
        units: &[u32],
        count: usize,
        collector: &mut Collector<'_>,
        visit: &mut impl FnMut(&[u32], &mut Collector<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut left = UnitSet::full(units.len());
        (0..self.0.len())
            .filter(|&i| !self.0[i].contains(i as u32))
            .for_each(|i| left.remove(i as u32));
        self.extend(units, count, &left, &mut Vec::new(), collector, visit)
    }

    fn extend(
        &self,
        units: &[u32],
        count: usize,
        left: &UnitSet,
        chosen: &mut Vec<u32>,
        collector: &mut Collector<'_>,
        visit: &mut impl FnMut(&[u32], &mut Collector<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if chosen.len() == count {
            return visit(chosen, collector);
        }
        let mut left = left.clone();
        for place in left.to_vec() {
            if chosen.len() + left.len() < count || !collector.count_node(200) {
                break;
            }
            left.remove(place);
            let mut rest = left.clone();
            rest.intersect(&self.0[place as usize]);
            chosen.push(units[place as usize]);
            self.extend(units, count, &rest, chosen, collector, visit)?;
            chosen.pop();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Collector, Compatible, UnitSet};
    use std::ops::ControlFlow;

    use crate::clique::solve::Bounds;
    use crate::clique::watch::{CliqueProgress, Watch};

    #[test]
    fn all_choices_of_compatible_units_come_once() {
        let mut rows = vec![UnitSet::full(4); 4];
        rows[0].remove(3);
        rows[3].remove(0);
        let bounds = Bounds { list: 0, nodes: 100, work: 100_000, threads: 1 };
        let observer = &mut |_: &CliqueProgress| ControlFlow::Continue(());
        let watch = Watch::new(observer);
        let (mut found, mut collector) = (Vec::new(), Collector::new(bounds, &watch));
        let mut visit = |chosen: &[u32], _: &mut Collector| {
            found.push(chosen.to_vec());
            Ok(())
        };
        Compatible(rows).each(&[1, 2, 3, 4], 2, &mut collector, &mut visit).unwrap();
        assert_eq!(found, [[1, 2], [1, 3], [2, 3], [2, 4], [3, 4]].map(Vec::from));
    }
}
