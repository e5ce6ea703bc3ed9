/// A partial clique: in each of L lanes the units that may still be taken, and the lanes that
/// are still to be decided. A lane that is not used holds all ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lanes<const L: usize> {
    pub(crate) units: [u64; L],
    pub(crate) open: u64,
}

/// What a search among lanes has found.
#[derive(Debug, Clone)]
pub(crate) struct Found<const L: usize> {
    /// The units of all cliques.
    pub(crate) union: [u64; L],
    /// The first cliques, as many as were asked for.
    pub(crate) list: Vec<[u64; L]>,
    /// The number of cliques.
    pub(crate) cliques: u64,
    /// The number of partial cliques looked at.
    pub(crate) nodes: u64,
    /// Whether the search reached its end.
    pub(crate) is_complete: bool,
}

/// Enumerates all ways to take one unit from each open lane so that the row of each, one set of
/// allowed units per lane, contains all others. The row of bit j of lane b is `rows[64 b + j]`.
///
/// Depth first; always in the smallest open lane; the children of a node are computed side by
/// side and stored without a branch, those with an empty lane being overwritten by the next.
#[inline(always)]
pub(super) fn search_body<const L: usize>(
    rows: &[[u64; L]],
    start: Lanes<L>,
    list_limit: usize,
    node_limit: u64,
) -> Found<L> {
    let mut found = Found {
        union: [0; L],
        list: Vec::new(),
        cliques: 0,
        nodes: 0,
        is_complete: true,
    };
    let mut stack = vec![start; 64 * L + 64];
    let mut top = 1;
    while top > 0 {
        top -= 1;
        let node = stack[top];
        if node.open == 0 {
            note(&node.units, list_limit, &mut found);
            continue;
        }
        if found.nodes > node_limit {
            found.is_complete = false;
            break;
        }
        top = expand(rows, &node, &mut stack, top, &mut found.nodes);
    }
    found
}

#[inline(always)]
fn note<const L: usize>(units: &[u64; L], list_limit: usize, found: &mut Found<L>) {
    for (all, units) in found.union.iter_mut().zip(units) {
        *all |= units;
    }
    found.cliques += 1;
    if found.list.len() < list_limit {
        found.list.push(*units);
    }
}

/// Pushes the children of a node that leave no lane empty; returns the new top of the stack.
#[inline(always)]
fn expand<const L: usize>(
    rows: &[[u64; L]],
    node: &Lanes<L>,
    stack: &mut [Lanes<L>],
    mut top: usize,
    nodes: &mut u64,
) -> usize {
    let lane = smallest(node);
    let open = node.open & !(1 << lane);
    let mut choices = node.units[lane];
    *nodes += u64::from(choices.count_ones());
    while choices != 0 {
        let row = &rows[64 * lane + choices.trailing_zeros() as usize];
        let child = &mut stack[top];
        child.open = open;
        let mut empty = 0_u64;
        for i in 0..L {
            child.units[i] = node.units[i] & row[i];
            empty += u64::from(child.units[i] == 0);
        }
        top += usize::from(empty == 0);
        choices &= choices - 1;
    }
    top
}

/// The open lane with the fewest units.
#[inline(always)]
fn smallest<const L: usize>(node: &Lanes<L>) -> usize {
    let mut best = u64::MAX;
    for i in 0..L {
        let closed = !(node.open >> i) & 1;
        let key = (u64::from(node.units[i].count_ones()) << 6 | i as u64) | closed << 32;
        best = best.min(key);
    }
    (best & 63) as usize
}

/// The bits of `word` under `mask`, moved together.
#[inline]
pub(super) fn extract_body(word: u64, mut mask: u64) -> u64 {
    let (mut result, mut place) = (0, 0);
    while mask != 0 {
        result |= (word >> mask.trailing_zeros() & 1) << place;
        place += 1;
        mask &= mask - 1;
    }
    result
}
