//! Adding terms in pairs.

use super::convolve::{MARGIN_NATS, convolve};
use super::panels::Pieces;
use crate::{Error, LogNormal};

/// Most different terms: each takes a convolution of some 60 ms.
const MOST: usize = 1000;

/// Equal parts of a sum, and how many there are.
struct Group {
    pieces: Pieces,
    count: usize,
}

/// The distribution of ln w − `origin`, as far as its logarithm exceeds −`depth`.
pub(super) fn sum(terms: &[LogNormal], origin: f64, depth: f64) -> Result<Pieces, Error> {
    let levels = terms.len().next_power_of_two().trailing_zeros();
    let depth = depth + MARGIN_NATS * f64::from(levels + 1);
    let mut groups = groups(terms, origin, depth)?;
    while groups.len() > 1 || groups[0].count > 1 {
        groups = in_pairs(groups)?;
    }
    Ok(groups.swap_remove(0).pieces)
}

fn groups(terms: &[LogNormal], origin: f64, depth: f64) -> Result<Vec<Group>, Error> {
    let mut sorted = terms.to_vec();
    sorted.sort_by(|a, b| a.sigma().total_cmp(&b.sigma()).then(a.mu().total_cmp(&b.mu())));
    let chunks = sorted.chunk_by(|a, b| a == b);
    let value = chunks.clone().count();
    if value > MOST {
        let quantity = "the number of different terms";
        return Err(Error::TooLarge { quantity, value: value as u128, limit: MOST as u128 });
    }
    let group = |equal: &[LogNormal]| {
        let pieces = Pieces::of_term(equal[0].mu() - origin, equal[0], depth)?;
        Ok(Group { pieces, count: equal.len() })
    };
    chunks.map(group).collect()
}

/// Half as many: every group doubled, and what is left of odd ones added to each other.
fn in_pairs(groups: Vec<Group>) -> Result<Vec<Group>, Error> {
    let (mut next, mut single) = (Vec::new(), Vec::new());
    for Group { pieces, count } in groups {
        if count > 1 {
            next.push(Group { pieces: convolve(&pieces, &pieces)?, count: count / 2 });
        }
        if count % 2 == 1 {
            single.push(pieces);
        }
    }
    for pair in single.chunks(2) {
        let pieces = match pair {
            [a, b] => convolve(a, b)?,
            rest => rest[0].clone(),
        };
        next.push(Group { pieces, count: 1 });
    }
    Ok(next)
}
