//! Recurrent infomax: nanoseconds per step, beside the floor of drawing its random bytes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Learner, Network};

const STEPS: usize = 20_000;

/// One criterion element is one step, so times per element are nanoseconds per step.
fn simulation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    group.throughput(Throughput::Elements(STEPS as u64));
    for neurons in [50, 100, 432, 1000] {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let firing = Firing { target_rate: 0.02, ..Firing::default() };
        let Ok(mut network) = Network::random(neurons, firing, &mut rng) else { continue };
        group.bench_function(format!("simulation, N = {neurons}"), |bencher| {
            bencher.iter(|| network.advance(STEPS, &mut Spontaneous, &mut rng, |_| ()));
        });
        let mut bytes = vec![0; 2 * neurons];
        group.bench_function(format!("random bytes alone, N = {neurons}"), |bencher| {
            bencher.iter(|| (0..STEPS).for_each(|_| rng.fill_bytes(&mut bytes)));
        });
    }
    group.finish();
}

/// A whole block of learning per step of it: simulation, statistics, gradient, replay.
fn learning(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("block of learning");
    group.throughput(Throughput::Elements(STEPS as u64)).sample_size(20);
    for neurons in [50, 200] {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let firing = Firing { target_rate: 0.02, ..Firing::default() };
        let Ok(mut network) = Network::random(neurons, firing, &mut rng) else { continue };
        let learner = Learner { block_steps: STEPS, learning_rate: 0.0, ..Learner::default() };
        group.bench_function(format!("two-pass, N = {neurons}"), |bencher| {
            bencher.iter(|| learner.learn_block(9, &mut network, &mut Spontaneous, &mut rng));
        });
    }
    group.finish();
}

criterion_group!(benches, simulation, learning);
criterion_main!(benches);
