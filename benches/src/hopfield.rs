//! Writing, training and recall of Hopfield networks.

use std::hint::black_box;
use std::ops::ControlFlow;

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    Batch, Cues, Dynamics, Ease, Hebbian, HopfieldNetwork, Lbfgs, MaxMargin, Messages,
    MinimumProbabilityFlow, Noise, PseudoInverse, PseudoLikelihood, Start, State, Storkey,
    TrainedRecurrent, Unrolled, WritingRule,
};

use crate::work::Work;

/// Every work draws from its beginning.
pub(crate) fn rng() -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(1)
}

pub(crate) fn messages(units: usize, count: usize) -> Messages {
    Messages::draw(units, count, &mut rng()).expect("the size is small")
}

/// Units, messages, and the flow at which SciPy's L-BFGS-B ends by its own rule, from these messages.
pub(crate) const FLOWS: [(usize, usize, f64); 2] = [(512, 256, 0.0784), (1_024, 512, 0.437)];

/// Sizes of trained networks.
pub(crate) const TRAINED: [usize; 3] = [128, 512, 2_000];

pub(crate) fn works() -> Vec<Work> {
    let rules = [
        writing("HOP", 2_000, 1_000, || Box::new(Hebbian::default())),
        writing("PSE", 2_000, 1_000, || Box::new(PseudoInverse::default())),
        writing("HOP", 9_000, 3, || Box::new(Hebbian::default())),
        writing("Storkey", 9_000, 3, || Box::new(Storkey)),
        writing("PSE", 9_000, 3, || Box::new(PseudoInverse::default())),
        writing("AdaTron", 9_000, 3, || Box::new(MaxMargin::default())),
        writing("pseudo-likelihood", 9_000, 3, || Box::new(PseudoLikelihood::default())),
        writing("EASE", 9_000, 3, || Box::new(Ease::default())),
        writing("MPF", 9_000, 3, || Box::new(MinimumProbabilityFlow::default())),
    ];
    let recalls = [1, 2].into_iter().flat_map(|threads| {
        [
            recall("Hebb", threads, || Box::new(Hebbian::default())),
            recall("EASE", threads, || Box::new(Ease::default())),
        ]
    });
    let others = FLOWS.map(flow).into_iter().chain(TRAINED.map(gradient));
    rules.into_iter().chain(others).chain(recalls).collect()
}

type Rule = Box<dyn WritingRule>;

/// A rule that writes messages at once.
pub(crate) fn writing(name: &str, units: usize, count: usize, rule: fn() -> Rule) -> Work {
    Work::once(format!("{name}, N = {units}, M = {count}"), move || {
        let (rule, messages) = (rule(), messages(units, count));
        move || rule.write(black_box(&messages), &mut rng())
    })
}

/// MPF with thresholds and without penalty until its flow is below that of SciPy.
fn flow((units, count, flow): (usize, usize, f64)) -> Work {
    Work::once(format!("MPF, N = {units}, M = {count}"), move || {
        let messages = messages(units, count);
        let rule = flow_rule(1_000);
        let until = |progress: &synaptome_hopfield::LbfgsProgress| match progress.objective {
            objective if objective > flow => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        };
        let fitted = rule.minimise_watched(&messages, until).expect("the settings are valid");
        let rule = flow_rule(fitted.report.iterations);
        move || rule.minimise(black_box(&messages))
    })
}

/// Minimum probability flow for so many iterations, with lines searched as far as is usual; by default they are
/// searched less far, to smaller weights.
pub(crate) fn flow_rule(iterations: usize) -> MinimumProbabilityFlow {
    let lbfgs = Lbfgs { iterations, gradient: -1.0, objective: -1.0, flatness: 0.3 };
    MinimumProbabilityFlow { ridge: 0.0, thresholds: true, lbfgs }
}

/// One gradient of the unrolled network: 512 cues, L = 3.
pub(crate) fn gradient(units: usize) -> Work {
    Work::once(format!("TRN gradient, N = {units}"), move || {
        let (network, pairs) = trained(units);
        let batch = Batch::new(&pairs, &[]).expect("the lengths agree");
        move || Unrolled::default().gradient(black_box(&network), &batch)
    })
}

/// A network of random weights, and 512 random cues with their messages.
pub(crate) fn trained(units: usize) -> (HopfieldNetwork, Vec<(State, State)>) {
    let rng = &mut rng();
    let messages = messages(units, 512);
    let rule = TrainedRecurrent { start: Start::Random(1.0), ..Default::default() };
    let training = rule.begin(&messages, rng).expect("the settings are valid");
    let pairs = messages.iter().map(|message| {
        let cue = State::draw(units, rng).expect("the size is small");
        (cue, message.clone())
    });
    let pairs = pairs.collect();
    (training.network().expect("the weights are finite"), pairs)
}

/// A network of 1,000 units and 100 messages, and 10,000 cues with 10 % flips.
pub(crate) fn many_cues(rule: &dyn WritingRule) -> (HopfieldNetwork, Vec<State>) {
    let messages = messages(1_000, 100);
    let network = rule.write(&messages, &mut rng()).expect("the messages can be written");
    let cues = Cues::draw(&messages, Noise::Flips(100), 100, &mut rng()).expect("noise is valid");
    (network, cues.iter().map(|(cue, _)| cue.clone()).collect())
}

fn recall(name: &str, threads: usize, rule: fn() -> Rule) -> Work {
    let of_threads = if threads == 1 { "" } else { ", two threads" };
    Work::once(format!("recall of 10,000 cues, {name}{of_threads}"), move || {
        let (network, cues) = many_cues(&*rule());
        move || network.recall_all(&cues, &Dynamics::default(), threads, |_| rng())
    })
}
