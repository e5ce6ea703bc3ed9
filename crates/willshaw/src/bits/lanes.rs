//! Bit-parallel search for cliques; the loops that `kernels` compiles.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

/// One 64-bit lane of units for each block, in whole cache lines.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Row<const L: usize>(pub(crate) [u64; L]);

/// A partial clique: in each lane the units that may still be taken, and the lanes that are
/// still to be decided. A lane that is not used holds all ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<const L: usize> {
    pub(crate) units: Row<L>,
    pub(crate) open: u64,
    /// The open lane with the fewest units.
    pub(crate) lane: usize,
}

/// Which units may be taken together: the row of bit j of lane b is `rows[first[b] + j]`, one
/// set of allowed units per lane.
#[derive(Debug, Clone)]
pub(crate) struct Problem<const L: usize> {
    pub(crate) rows: Vec<Row<L>>,
    pub(crate) first: [usize; L],
    pub(crate) start: Node<L>,
    pub(crate) stack: Vec<Node<L>>,
}

impl<const L: usize> Problem<L> {
    /// An empty problem, with a stack that is deep enough for every one.
    pub(crate) fn new() -> Self {
        let start = Node { units: Row([u64::MAX; L]), open: 0, lane: 0 };
        Self { rows: Vec::new(), first: [0; L], start, stack: vec![start; 64 * L + 64] }
    }
}

/// What a search has found.
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

/// Enumerates all ways to take one unit from each open lane so that the row of each contains
/// all others.
///
/// Depth first; always in the smallest open lane; the children of a node are computed side by
/// side and stored without a branch, those with an empty lane being overwritten by the next.
#[inline(always)]
pub(super) fn search_body<const L: usize>(
    problem: &mut Problem<L>,
    list_limit: usize,
    node_limit: u64,
) -> Found<L> {
    let mut found =
        Found { union: [0; L], list: Vec::new(), cliques: 0, nodes: 0, is_complete: true };
    let smallest = smallest(&problem.start.units, &marks(problem.start.open));
    let lane = (smallest & 63) as usize;
    problem.stack[0] = Node { lane, ..problem.start };
    let mut top = 1;
    while top > 0 {
        top -= 1;
        let node = problem.stack[top];
        if node.open == 0 {
            note(&node.units, list_limit, &mut found);
            continue;
        }
        if found.nodes > node_limit {
            found.is_complete = false;
            break;
        }
        top = expand(problem, &node, top, &mut found.nodes);
    }
    found
}

#[inline(always)]
fn note<const L: usize>(units: &Row<L>, list_limit: usize, found: &mut Found<L>) {
    for (all, units) in found.union.iter_mut().zip(&units.0) {
        *all |= units;
    }
    found.cliques += 1;
    if found.list.len() < list_limit {
        found.list.push(units.0);
    }
}

/// Pushes the children of a node that leave no lane empty; returns the new top of the stack.
///
/// The next lane of a child is found together with the child: that work overlaps between
/// children, while it would stand in the way when the child is taken from the stack.
#[inline(always)]
fn expand<const L: usize>(
    problem: &mut Problem<L>,
    node: &Node<L>,
    mut top: usize,
    nodes: &mut u64,
) -> usize {
    let open = node.open & !(1 << node.lane);
    let marks = marks::<L>(open);
    let mut choices = node.units.0[node.lane];
    let rows = &problem.rows[problem.first[node.lane]..];
    *nodes += u64::from(choices.count_ones());
    while choices != 0 {
        let row = &rows[choices.trailing_zeros() as usize];
        let mut units = node.units;
        for (units, row) in units.0.iter_mut().zip(&row.0) {
            *units &= row;
        }
        let smallest = smallest(&units, &marks);
        let lane = (smallest & 63) as usize;
        problem.stack[top] = Node { units, open, lane };
        top += usize::from(smallest > 63);
        choices &= choices - 1;
    }
    top
}

/// The number of each lane, raised above all counts where the lane is not open.
#[inline(always)]
fn marks<const L: usize>(open: u64) -> Row<L> {
    let mut marks = Row([0; L]);
    for (lane, mark) in marks.0.iter_mut().enumerate() {
        *mark = (!(open >> lane) & 1) << 32 | lane as u64;
    }
    marks
}

/// 64 times the number of units in the smallest open lane, plus its number. A lane that is
/// decided is never empty, since rows are symmetric.
#[inline(always)]
fn smallest<const L: usize>(units: &Row<L>, marks: &Row<L>) -> u64 {
    let mut best = u64::MAX;
    for (units, mark) in units.0.iter().zip(&marks.0) {
        best = best.min(u64::from(units.count_ones()) << 6 | mark);
    }
    best
}

/// For each block, words from `offsets[b]` to `offsets[b + 1]`, moves the bits of `row` under
/// the mask together; no block has more than 64 bits under the mask.
#[inline(always)]
pub(super) fn compress_with(
    row: &[u64],
    mask: &[u64],
    offsets: &[usize],
    lanes: &mut [u64],
    extract: impl Fn(u64, u64) -> u64,
) {
    for (block, lane) in offsets.windows(2).zip(lanes) {
        let mut place = 0;
        *lane = 0;
        for (word, mask) in row[block[0]..block[1]].iter().zip(&mask[block[0]..block[1]]) {
            *lane |= extract(*word, *mask).wrapping_shl(place);
            place += mask.count_ones();
        }
    }
}

/// The bits of `word` under `mask`, moved together.
#[inline(always)]
pub(super) fn extract(word: u64, mut mask: u64) -> u64 {
    let (mut result, mut place) = (0, 0);
    while mask != 0 {
        result |= (word >> mask.trailing_zeros() & 1) << place;
        place += 1;
        mask &= mask - 1;
    }
    result
}
