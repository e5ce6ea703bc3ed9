//! Retrieval, learning and clique search of Willshaw memories, and rows of implicit matrices.

use super::machine::READ;
use super::row::{Row, Shown, own};

const NODES: Shown = Shown::Millions("million nodes/s");

pub(super) const ROWS: &[Row] = &[
    // The rows of 11 units in 11 blocks of 256 bytes.
    Row::new("willshaw/R1, n = 45056, k = 22").limit(READ, 11.0 * 11.0 * 256.0).aim("60 %"),
    Row::new("willshaw/R1 of 4,096 cues, n = 45056, k = 22").limit(READ, 11.0 * 11.0 * 256.0),
    Row::new("willshaw/R1 of 4,096 cues, n = 45056, k = 22, two threads")
        .against(&[own("one thread", "willshaw/R1 of 4,096 cues, n = 45056, k = 22")])
        .aim("1.8 times"),
    Row::new("willshaw/IRB, n = 45056, k = 22"),
    Row::new("willshaw/IRB-SMX, n = 45056, k = 22"),
    Row::new("willshaw/IRB-SMX, n = 4096, k = 16, 6 cue units").aim("26 µs"),
    Row::new("willshaw/learning a pattern, n = 45056, k = 22")
        .shown(Shown::Millions("million patterns/s"))
        .aim("1.5 million patterns/s"),
    Row::new("willshaw/clique search, 16 × 256, 4 cue units")
        .shown(NODES)
        .aim("22 million nodes/s"),
    Row::new("willshaw/clique search, 16 × 256, 3 cue units")
        .shown(NODES)
        .aim("95 million nodes/s"),
    Row::new("willshaw/clique search, 18 × 2496, 6 cue units")
        .shown(NODES)
        .aim("36 million nodes/s"),
    Row::new("willshaw/clique search, 18 × 2496, 5 cue units")
        .shown(NODES)
        .aim("59 million nodes/s"),
    on_two(
        "willshaw/clique search, 18 × 2496, 5 cue units, two threads",
        &[own("one thread", "willshaw/clique search, 18 × 2496, 5 cue units")],
    ),
    Row::new("willshaw/40 queries of clique search, 18 × 2496, 5 cue units").shown(NODES),
    on_two(
        "willshaw/40 queries of clique search, 18 × 2496, 5 cue units, two threads",
        &[own("one thread", "willshaw/40 queries of clique search, 18 × 2496, 5 cue units")],
    ),
    Row::new("willshaw/clique search, 20 × 2252, 5 cue units")
        .shown(NODES)
        .aim("110 million nodes/s"),
    on_two(
        "willshaw/clique search, 20 × 2252, 5 cue units, two threads",
        &[own("one thread", "willshaw/clique search, 20 × 2252, 5 cue units")],
    ),
    Row::new("willshaw/implicit matrix, balanced, n = 983040").aim("2.0 ns"),
    Row::new("willshaw/implicit matrix, balanced, n = 983040, two threads")
        .against(&[own("one thread", "willshaw/implicit matrix, balanced, n = 983040")])
        .aim("1.8 times"),
    Row::new("willshaw/implicit matrix, multinomial, n = 45056").aim("5 ns"),
    Row::new("willshaw/implicit matrix, multinomial, n = 45056, two threads")
        .against(&[own("one thread", "willshaw/implicit matrix, multinomial, n = 45056")])
        .aim("1.8 times"),
];

const fn on_two(work: &'static str, rivals: &'static [super::Rival]) -> Row {
    Row::new(work).against(rivals).shown(NODES).aim("1.8 times")
}
