//! Retrieval, learning and clique search of Willshaw memories, and rows of implicit matrices.

use std::hint::black_box;
use std::ops::Range;

use rand::RngExt;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BitMatrix, BlockCode, CliqueSearch, Cue, CueQuality, Direction, ImplicitMatrix,
    Iterative, Memory, OneStep, PatternCode, Patterns, Recall, Retrieval, SumOfMax, Synapses,
    Usage,
};

use crate::work::Work;

fn rng() -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(1)
}

/// Blocks, units of a block, cue units and the fraction f = M/N² of the searches.
const SEARCHES: [(usize, usize, u32, f64); 5] = [
    (16, 256, 4, 0.74),
    (16, 256, 3, 0.72),
    (18, 2496, 6, 0.68),
    (18, 2496, 5, 0.64),
    (20, 2252, 5, 0.72),
];

pub(crate) fn works() -> Vec<Work> {
    let retrievals = [
        queries("R1", 2048, || Box::new(OneStep)),
        many("R1", 1, || Box::new(OneStep)),
        many("R1", 2, || Box::new(OneStep)),
        queries("IRB", 2048, || Box::new(Iterative::default())),
        queries("IRB-SMX", 2048, || Box::new(SumOfMax::default())),
        peak(),
        learning(22, 2048),
    ];
    let searches = SEARCHES.into_iter().map(|search| clique(search, 1));
    let on_two = SEARCHES[3..].iter().map(|&search| clique(search, 2));
    let implicit = [(Usage::Balanced, 30, 32_768), (Usage::Multinomial, 22, 2048)];
    let on_each = |of: (Usage, usize, usize)| {
        [1, 2].map(|threads| implicit_rows(of, rows_at_a_time(of.2), threads))
    };
    let implicit = implicit.into_iter().flat_map(on_each);
    let of_many = [1, 2].map(|threads| many_searches(SEARCHES[3], threads));
    let searches = searches.chain(on_two).chain(of_many);
    retrievals.into_iter().chain(searches).chain(implicit).collect()
}

type Memories = (Memory<BlockCode>, Vec<Cue<BlockCode>>);

/// A memory at f = M/N², and cues that keep a part of its patterns.
pub(crate) fn filled(code: BlockCode, f: f64, completeness: f64) -> Memories {
    let mut rng = rng();
    let stored = (f * (code.block_size() as f64).powi(2)) as usize;
    let patterns = Patterns::draw(code, stored, &mut rng).expect("patterns");
    let mut memory = Memory::new(code, Association::Auto).expect("a memory");
    memory.store(&patterns).expect("patterns of the code");
    let quality = CueQuality::part(completeness);
    let cues = (0..4096).map(|_| {
        let pattern = patterns.get(rng.random_range(0..stored)).expect("a stored pattern");
        Cue::draw(code, pattern, quality, &mut rng).expect("a cue")
    });
    let cues = cues.collect();
    (memory, cues)
}

type Method = fn() -> Box<dyn Retrieval<BlockCode>>;

/// One query after the other, from half of 22 units.
pub(crate) fn queries(name: &str, block_size: usize, retrieval: Method) -> Work {
    let units = 22 * block_size;
    retrievals(format!("{name}, n = {units}, k = 22"), (22, block_size, 0.74, 0.5), retrieval)
}

/// 4,096 queries together, counted by queries.
fn many(
    name: &str,
    threads: usize,
    retrieval: fn() -> Box<dyn Retrieval<BlockCode> + Sync>,
) -> Work {
    let of_threads = if threads == 1 { "" } else { ", two threads" };
    Work::counted(format!("{name} of 4,096 cues, n = 45056, k = 22{of_threads}"), move || {
        let code = BlockCode::new(22, 2048).expect("a valid code");
        let ((memory, cues), retrieval) = (filled(code, 0.74, 0.5), retrieval());
        move || {
            let recalls = memory.recall_all(&*retrieval, &cues, threads).expect("valid cues");
            black_box(recalls).len() as u64
        }
    })
}

/// Sum-of-max retrieval at the load at which it conveys most from 6 of 16 units.
fn peak() -> Work {
    let name = "IRB-SMX, n = 4096, k = 16, 6 cue units".to_owned();
    retrievals(name, (16, 256, 0.68, 6.0 / 16.0), || Box::new(SumOfMax::default()))
}

fn retrievals(
    name: String,
    (k, size, f, completeness): (usize, usize, f64, f64),
    retrieval: Method,
) -> Work {
    Work::once(name, move || {
        let code = BlockCode::new(k, size).expect("a valid code");
        let ((memory, cues), retrieval) = (filled(code, f, completeness), retrieval());
        let mut next = (0..cues.len()).cycle();
        move || memory.recall(&*retrieval, &cues[next.next().unwrap_or(0)])
    })
}

/// 2²⁰ patterns, counted by patterns. From the second call on the matrix has them already, which takes as long.
pub(crate) fn learning(k: usize, size: usize) -> Work {
    Work::counted(format!("learning a pattern, n = {}, k = {k}", k * size), move || {
        let code = BlockCode::new(k, size).expect("a valid code");
        let patterns = Patterns::draw(code, 1 << 20, &mut rng()).expect("patterns");
        let mut matrix = BitMatrix::new(code.units(), Association::Auto).expect("a matrix");
        move || {
            matrix.learn(black_box(&patterns)).expect("patterns of the code");
            1 << 20
        }
    })
}

/// Whole queries, R1 included, counted by nodes of the search.
fn clique((k, size, cue, f): (usize, usize, u32, f64), threads: usize) -> Work {
    let of_threads = if threads == 1 { "" } else { ", two threads" };
    let name = format!("clique search, {k} × {size}, {cue} cue units{of_threads}");
    Work::counted(name, move || {
        let code = BlockCode::new(k, size).expect("a valid code");
        let (memory, mut cues) = filled(code, f, f64::from(cue) / k as f64);
        cues.truncate(40);
        let search = CliqueSearch { threads, work_limit: u64::MAX, ..CliqueSearch::default() };
        move || {
            let nodes = |cue| nodes(&memory.recall(&search, cue).expect("cliques"));
            cues.iter().map(nodes).sum()
        }
    })
}

/// The same queries, one thread each.
fn many_searches((k, size, cue, f): (usize, usize, u32, f64), threads: usize) -> Work {
    let of_threads = if threads == 1 { "" } else { ", two threads" };
    let name = format!("40 queries of clique search, {k} × {size}, {cue} cue units{of_threads}");
    Work::counted(name, move || {
        let code = BlockCode::new(k, size).expect("a valid code");
        let (memory, mut cues) = filled(code, f, f64::from(cue) / k as f64);
        cues.truncate(40);
        let search = CliqueSearch { work_limit: u64::MAX, ..CliqueSearch::default() };
        move || {
            let recalls = memory.recall_all(&search, &cues, threads).expect("cliques");
            recalls.iter().map(nodes).sum()
        }
    })
}

fn nodes(recall: &Recall) -> u64 {
    recall.completions.as_ref().map_or(0, |found| found.nodes)
}

/// Rows that a thread computes at a time: enough for about a tenth of a second, so that the start of a thread hardly counts.
fn rows_at_a_time(size: usize) -> u32 {
    (1 << 21) / size as u32
}

/// So many rows of an implicit matrix on each thread, counted by patterns and blocks.
pub(crate) fn implicit_rows(
    (usage, k, size): (Usage, usize, usize),
    rows: u32,
    threads: u32,
) -> Work {
    let of_threads = if threads == 1 { "" } else { ", two threads" };
    let kind = if usage == Usage::Balanced { "balanced" } else { "multinomial" };
    let name = format!("implicit matrix, {kind}, n = {}{of_threads}", k * size);
    Work::counted(name, move || {
        let code = BlockCode::new(k, size).expect("a valid code");
        let per_unit = (0.7 * size as f64) as u32;
        let matrix = ImplicitMatrix::draw(code, Association::Auto, per_unit, usage, &mut rng())
            .expect("a matrix");
        move || {
            on_threads(&matrix, rows, threads);
            u64::from(threads * rows) * k as u64 * u64::from(per_unit)
        }
    })
}

fn on_threads(matrix: &ImplicitMatrix, rows: u32, threads: u32) {
    if threads == 1 {
        return some_rows(matrix, 0..rows);
    }
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || some_rows(matrix, rows * thread..rows * (thread + 1)));
        }
    });
}

fn some_rows(matrix: &ImplicitMatrix, units: Range<u32>) {
    let mut row = vec![0; matrix.units().div_ceil(64)];
    let words = 0..row.len();
    for unit in units {
        matrix.or_row(Direction::Forward, unit, std::slice::from_ref(&words), &mut row);
    }
    black_box(row);
}
