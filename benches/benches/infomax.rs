//! Recurrent infomax: nanoseconds per step, and the gradient of a block. `benches/peers/infomax.py`
//! does the same work in NumPy and numba.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Gradient, Learner, Moments, Network, PaperGradient, Schedule};

/// A network at rate 0.02, with its generator; none of these sizes is refused.
fn network(neurons: usize) -> Option<(Network, ChaCha8Rng)> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let firing = Firing { target_rate: 0.02, ..Firing::default() };
    Some((Network::draw(neurons, firing, &mut rng).ok()?, rng))
}

/// One criterion element is one step, so times per element are nanoseconds per step.
fn simulation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    for (neurons, steps) in [(50, 100_000), (100, 50_000), (432, 20_000), (1000, 5_000)] {
        let Some((mut network, mut rng)) = network(neurons) else { continue };
        group.throughput(Throughput::Elements(steps as u64));
        group.bench_function(format!("simulation, N = {neurons}"), |bencher| {
            bencher.iter(|| network.advance(steps, &mut Spontaneous, |_| (), &mut rng));
        });
    }
    group.finish();
}

/// A whole block of learning per step of it: simulation, statistics, gradient.
fn learning(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("block of learning");
    group.sample_size(10);
    for (neurons, block_steps) in [(50, 40_000), (1000, 20_000)] {
        group.throughput(Throughput::Elements(block_steps as u64));
        for (name, gradient) in [("paper", Gradient::Paper), ("two-pass", Gradient::TwoPass)] {
            let Some((network, mut rng)) = network(neurons) else { continue };
            let schedule = Schedule { settling_blocks: 0, ..Schedule::default() };
            let still = Learner { learning_rate: 0.0, schedule, ..Learner::default() };
            let learner = Learner { block_steps, gradient, ..still };
            let Ok(mut learning) = learner.begin(network) else { continue };
            group.bench_function(format!("{name}, N = {neurons}"), |bencher| {
                bencher.iter(|| learning.advance(&mut Spontaneous, &mut rng));
            });
        }
    }
    group.finish();
}

/// From the spikes of half a block (N = 1000, 10,000 steps) to the gradient of the paper.
fn gradient(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("gradient of a block, N = 1000");
    group.sample_size(10);
    let Some((mut network, mut rng)) = network(1000) else { return };
    let raster = network.run(10_000, &mut Spontaneous, &mut rng);
    let moments = || Moments::of(&raster, &[0.02; 1000], 1).map(|moments| moments.with_ridge(1e-3));
    group.bench_function("moments C and E", |bencher| bencher.iter(moments));
    let Ok(fixed) = moments() else { return };
    group.bench_function("gradient from C and E", |bencher| {
        bencher.iter(|| PaperGradient::of(&fixed).map(|gradient| gradient.whole()));
    });
    group.finish();
}

criterion_group!(benches, simulation, learning, gradient);
criterion_main!(benches);
