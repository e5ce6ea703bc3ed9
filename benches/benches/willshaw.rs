//! Retrieval and learning beside the memory bandwidth of the machine, in one run.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use rand::RngExt;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BitMatrix, BlockCode, CliqueSearch, Cue, CueQuality, Direction, ImplicitMatrix,
    Iterative, Memory, OneStep, PatternCode, Patterns, Recall, Retrieval, SumOfMax, Synapses,
    Usage,
};

fn large() -> BlockCode {
    BlockCode::new(22, 2048).expect("a valid code")
}

/// A memory at f = M/N², and cues that keep a part of its patterns.
fn filled(code: BlockCode, f: f64, completeness: f64) -> (Memory<BlockCode>, Vec<Cue<BlockCode>>) {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
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

fn bandwidth(c: &mut Criterion) {
    let words = vec![1_u64; 1 << 25];
    let mut group = c.benchmark_group("machine");
    group.throughput(Throughput::Bytes(8 << 25)).sample_size(20);
    group.bench_function("sequential read, 256 MB", |b| {
        b.iter(|| black_box(&words).iter().fold(0_u64, |sum, word| sum.wrapping_add(*word)));
    });
}

fn retrieval(c: &mut Criterion) {
    let (memory, cues) = filled(large(), 0.74, 0.5);
    let mut group = c.benchmark_group("n = 45,056, k = 22");
    // R1 reads the rows of 11 units in 11 blocks of 256 bytes.
    let mut next = cues.iter().cycle();
    let mut recall = |retrieval: &dyn Retrieval<BlockCode>| {
        memory.recall(retrieval, next.next().expect("endless"))
    };
    group.throughput(Throughput::Bytes(11 * 11 * 256));
    group.bench_function("R1", |b| {
        b.iter(|| recall(&OneStep));
    });
    // The same, counted in queries.
    group.throughput(Throughput::Elements(1));
    group.bench_function("R1, queries", |b| {
        b.iter(|| recall(&OneStep));
    });
    group.bench_function("Iterative", |b| b.iter(|| recall(&Iterative::default())));
    group.bench_function("SumOfMax", |b| b.iter(|| recall(&SumOfMax::default())));
}

fn learning(c: &mut Criterion) {
    let mut group = c.benchmark_group("learning");
    let patterns =
        Patterns::draw(large(), 1 << 20, &mut ChaCha12Rng::seed_from_u64(1)).expect("patterns");
    group.throughput(Throughput::Elements(1 << 20)).sample_size(10);
    group.bench_function("n = 45,056, k = 22, patterns", |b| {
        b.iter_batched_ref(
            || BitMatrix::new(large().units(), Association::Auto).expect("a matrix"),
            |matrix| matrix.learn(&patterns),
            BatchSize::PerIteration,
        );
    });
}

/// Whole queries, R1 included; the rate is that of search nodes. 100 million nodes/s is what the
/// largest searches should reach with AVX-512.
fn cliques(c: &mut Criterion) {
    let mut group = c.benchmark_group("clique search, by node");
    group.sample_size(20);
    for (k, size, cue, f, threads) in [
        (16, 256, 4, 0.74, &[1][..]),
        (16, 256, 3, 0.72, &[1]),
        (18, 2496, 6, 0.68, &[1]),
        (18, 2496, 5, 0.64, &[1, 2]),
        (20, 2252, 5, 0.72, &[1, 2]),
    ] {
        let code = BlockCode::new(k, size).expect("a valid code");
        let (memory, mut cues) = filled(code, f, f64::from(cue) / k as f64);
        cues.truncate(40);
        let search = |threads, cue| {
            let search = CliqueSearch { threads, work_limit: u64::MAX, ..CliqueSearch::default() };
            memory.recall(&search, cue).expect("cliques")
        };
        let nodes = |cue| nodes(&search(1, cue));
        group.throughput(Throughput::Elements(cues.iter().map(nodes).sum()));
        for &threads in threads {
            let name =
                format!("{k} x {size}, {cue} cue units, f = {f}, 40 queries, {threads} thread(s)");
            group.bench_function(name, |b| {
                b.iter(|| {
                    for cue in &cues {
                        black_box(search(threads, cue));
                    }
                });
            });
        }
    }
}

fn nodes(recall: &Recall) -> u64 {
    recall.completions.as_ref().map_or(0, |found| found.nodes)
}

fn implicit(c: &mut Criterion) {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    for (usage, k, size) in [(Usage::Balanced, 30, 32_768), (Usage::Multinomial, 22, 2048)] {
        let code = BlockCode::new(k, size).expect("a valid code");
        let per_unit = (0.7 * size as f64) as u32;
        let matrix = ImplicitMatrix::draw(code, Association::Auto, per_unit, usage, &mut rng)
            .expect("a matrix");
        let mut group = c.benchmark_group(format!("implicit matrix, n = {}, {usage:?}", k * size));
        // Counted in patterns and blocks, on one core and on two.
        for threads in [1, 2] {
            let evaluations = u64::from(threads * ROWS) * k as u64 * u64::from(per_unit);
            group.throughput(Throughput::Elements(evaluations)).sample_size(20);
            group.bench_function(format!("rows, {threads} threads"), |b| {
                b.iter(|| on_threads(&matrix, threads));
            });
        }
    }
}

/// Rows that a thread makes at a time.
const ROWS: u32 = 8;

fn on_threads(matrix: &ImplicitMatrix, threads: u32) {
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || some_rows(matrix, 99 * thread));
        }
    });
}

fn some_rows(matrix: &ImplicitMatrix, first: u32) {
    let mut row = vec![0; matrix.units().div_ceil(64)];
    let words = 0..row.len();
    for unit in first..first + ROWS {
        matrix.or_row(Direction::Forward, unit, std::slice::from_ref(&words), &mut row);
    }
    black_box(row);
}

criterion_group!(benches, bandwidth, retrieval, learning, cliques, implicit);
criterion_main!(benches);
