//! Writing and training of Hopfield networks; `peers/hopfield.py` does the same work in numpy.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    Batch, Cues, Dynamics, Ease, Hebbian, HopfieldNetwork, Lbfgs, MaxMargin, Messages,
    MinimumProbabilityFlow, Noise, PseudoInverse, PseudoLikelihood, Start, State, Storkey,
    TrainedRecurrent, Unrolled, WritingRule,
};

fn rng() -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(1)
}

fn messages(units: usize, count: usize) -> Messages {
    Messages::draw(units, count, &mut rng()).expect("the size is small")
}

/// HOP and PSE at N = 2000, M = 1000.
fn one_shot(c: &mut Criterion) {
    let messages = messages(2_000, 1_000);
    let mut group = c.benchmark_group("writing N=2000 M=1000");
    group.sample_size(10);
    let rules: [&dyn WritingRule; 2] = [&Hebbian::default(), &PseudoInverse::default()];
    for rule in rules {
        group.bench_function(rule.name(), |b| b.iter(|| rule.write(&messages, &mut rng())));
    }
}

/// MPF without penalty to a flow below that at which hdnet stops: 0.087 and 0.067 (see peers), with
/// lines searched as far as is usual; by default they are searched less far, to smaller weights.
fn flow(c: &mut Criterion) {
    let mut group = c.benchmark_group("MPF to the flow of hdnet");
    group.sample_size(10);
    for (units, count, iterations) in [(512, 256, 16), (1_024, 512, 22)] {
        let messages = messages(units, count);
        let lbfgs = Lbfgs { iterations, flatness: 0.3, ..Default::default() };
        let ridge = 0.0;
        let rule = MinimumProbabilityFlow { ridge, lbfgs, ..Default::default() };
        let reached = rule.minimise(&messages).expect("the settings are valid").report.objective;
        println!("flow at N = {units} after {iterations} iterations: {reached:.3}");
        let name = BenchmarkId::from_parameter(units);
        group.bench_function(name, |b| b.iter(|| rule.minimise(black_box(&messages))));
    }
}

/// One gradient of the unrolled network: 512 cues, L = 3.
fn gradient(c: &mut Criterion) {
    let mut group = c.benchmark_group("TRN gradient B=512 L=3");
    group.sample_size(10);
    for units in [128, 512, 2_000] {
        let (network, batch) = trained(units);
        let name = BenchmarkId::from_parameter(units);
        group.bench_function(name, |b| {
            b.iter(|| Unrolled::default().gradient(black_box(&network), &batch));
        });
    }
}

fn trained(units: usize) -> (HopfieldNetwork, Batch) {
    let rng = &mut rng();
    let messages = messages(units, 512);
    let rule = TrainedRecurrent { start: Start::Random(1.0), ..Default::default() };
    let training = rule.begin(&messages, rng).expect("the settings are valid");
    let pairs = messages.iter().map(|message| {
        let cue = State::draw(units, rng).expect("the size is small");
        (cue, message.clone())
    });
    let batch = Batch::new(&pairs.collect::<Vec<_>>(), &[]).expect("the lengths agree");
    (training.network().expect("the weights are finite"), batch)
}

/// Synchronous recall of all messages from 10 % flips at M/N = 1/2.
fn recall(c: &mut Criterion) {
    let mut group = c.benchmark_group("recall from 10 % flips, M = N/2");
    group.sample_size(10);
    for units in [128, 1_024] {
        let messages = messages(units, units / 2);
        let written = MinimumProbabilityFlow::default().write(&messages, &mut rng());
        let network = written.expect("the settings are valid");
        let cue = |message| Noise::fraction(0.1, units).damage(message, &mut rng());
        let cues = messages.iter().map(cue).collect::<Result<Vec<_>, _>>();
        let cues = cues.expect("the noise is valid");
        group.bench_function(BenchmarkId::from_parameter(units), |b| {
            b.iter(|| {
                for cue in &cues {
                    let _ = black_box(network.recall(cue, &Dynamics::default(), &mut rng()));
                }
            });
        });
    }
}

/// Three messages of 9,000 units, as of pictures of 100 × 90 pixels, by every rule that writes at once.
fn few_messages(c: &mut Criterion) {
    let messages = messages(9_000, 3);
    let mut group = c.benchmark_group("writing N=9000 M=3");
    group.sample_size(10);
    let rules: [&dyn WritingRule; 7] = [
        &Hebbian::default(),
        &Storkey,
        &PseudoInverse::default(),
        &MaxMargin::default(),
        &PseudoLikelihood::default(),
        &Ease::default(),
        &MinimumProbabilityFlow::default(),
    ];
    for rule in rules {
        group.bench_function(rule.name(), |b| b.iter(|| rule.write(&messages, &mut rng())));
    }
}

/// Recall from 10,000 cues at N = 1000, 50 messages with 10 % flips, together on two threads.
fn many_cues(c: &mut Criterion) {
    let messages = messages(1_000, 50);
    let network = Hebbian::default().write(&messages, &mut rng()).expect("the sums are finite");
    let cues = Cues::draw(&messages, Noise::Flips(100), 200, &mut rng()).expect("noise is valid");
    let cues: Vec<State> = cues.iter().map(|(cue, _)| cue.clone()).collect();
    let mut group = c.benchmark_group("recall from 10,000 cues N=1000");
    group.sample_size(10);
    for threads in [1, 2] {
        group.bench_function(BenchmarkId::new("threads", threads), |b| {
            b.iter(|| network.recall_all(&cues, &Dynamics::default(), threads, |_| rng()));
        });
    }
}

criterion_group!(benches, one_shot, flow, gradient, recall, few_messages, many_cues);
criterion_main!(benches);
