//! Hopfield networks that store letters and digits: weights for the page to run, and curves of recovery.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use serde::Serialize;
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    Cues, Dynamics, Ease, Hebbian, HopfieldNetwork, Messages, MinimumProbabilityFlow, Noise,
    ProjectorDiagonal, PseudoInverse, PseudoLikelihood, Recovery, Start, Storkey, TrainedRecurrent,
    WritingRule,
};
use synaptome_lab::Result;

use super::encoding::base64;
use super::glyphs::{SIDE, names, pictures};

/// How many pictures are stored.
pub(super) const COUNTS: [usize; 6] = [4, 8, 12, 18, 26, 36];
/// Cues of all pictures together, at least.
const CUES: usize = 144;

/// The writing rules by their names on the page, for a load M/N.
pub(super) fn rules(load: f64) -> [(&'static str, Box<dyn WritingRule>); 7] {
    let flip_rate = TrainedRecurrent::flip_rate_for(load).min(0.1);
    let ease = Ease { flip_rate };
    let trained =
        TrainedRecurrent { start: Start::Ease(ease), ..TrainedRecurrent::warm(flip_rate) };
    let inverse = PseudoInverse { diagonal: ProjectorDiagonal::Zero, ..PseudoInverse::default() };
    let flow = MinimumProbabilityFlow { ridge: 3.0, ..MinimumProbabilityFlow::default() };
    [
        ("HOP", Box::new(Hebbian::default())),
        ("Storkey", Box::new(Storkey)),
        ("PSE", Box::new(inverse)),
        ("MPF", Box::new(flow)),
        ("pseudo-likelihood", Box::new(PseudoLikelihood::default())),
        ("EASE", Box::new(ease)),
        ("TRN", Box::new(trained)),
    ]
}

/// Everything the page knows of pictures.
#[derive(Debug, Serialize)]
pub(super) struct Album {
    side: usize,
    names: Vec<&'static str>,
    /// One letter per pixel: 1 where there is ink.
    pictures: Vec<String>,
    /// Fractions of flipped pixels of the curves.
    noise: Vec<f64>,
    rules: Vec<Rule>,
}

/// A rule with a network for each number of stored pictures.
#[derive(Debug, Serialize)]
struct Rule {
    name: &'static str,
    networks: Vec<Network>,
}

#[derive(Debug, Serialize)]
struct Network {
    count: usize,
    /// Row by row, each multiplied by a number and rounded to 16 bits: a positive factor changes no sign of a field.
    weights: String,
    /// The fraction of cues that end in their picture, at each noise.
    recovered: Vec<f64>,
}

/// All rules with all numbers of stored pictures.
pub(super) fn album() -> Result<Album> {
    let pictures = pictures()?;
    let noise: Vec<f64> = (0..=9).map(|step| 0.05 * f64::from(step)).collect();
    let mut rules: Vec<Rule> =
        rules(0.1).into_iter().map(|(name, _)| Rule { name, networks: Vec::new() }).collect();
    for count in COUNTS {
        let messages = Messages::new(pictures[..count].to_vec())?;
        for (rule, written) in rules.iter_mut().zip(written(&messages)?) {
            let recovered = recovered(&written, &messages, &noise)?;
            let weights = base64(&bytes(&written));
            rule.networks.push(Network { count, weights, recovered });
        }
    }
    let bits = |spin: &i8| if *spin > 0 { '1' } else { '0' };
    let pictures = pictures.iter().map(|picture| picture.iter().map(bits).collect()).collect();
    Ok(Album { side: SIDE, names: names(), pictures, noise, rules })
}

/// The networks of all rules, with weights of 16 bits.
pub(super) fn written(messages: &Messages) -> Result<Vec<HopfieldNetwork>> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let rules = rules(messages.load()).into_iter();
    rules.map(|(_, rule)| rounded(&rule.write(messages, rng)?)).collect()
}

/// The network with each row rounded to whole numbers of 16 bits. The factor is a whole number, so that whole weights keep their
/// ties.
pub(super) fn rounded(network: &HopfieldNetwork) -> Result<HopfieldNetwork> {
    let weights = network.weights();
    let largest = |i: usize| weights.row(i).iter().fold(f64::MIN_POSITIVE, |a, w| a.max(w.abs()));
    let factors: Vec<f64> = (0..network.units()).map(|i| (32_767.0 / largest(i)).floor()).collect();
    let whole = |i: usize, j: usize| (factors[i] * weights[(i, j)]).round();
    Ok(HopfieldNetwork::from_weights(Mat::from_fn(network.units(), network.units(), whole))?)
}

/// The weights of a rounded network, row by row.
fn bytes(network: &HopfieldNetwork) -> Vec<u8> {
    let weights = network.weights();
    let row = |i: usize| (0..network.units()).map(move |j| weights[(i, j)] as i16);
    (0..network.units()).flat_map(row).flat_map(i16::to_le_bytes).collect()
}

fn recovered(network: &HopfieldNetwork, messages: &Messages, noise: &[f64]) -> Result<Vec<f64>> {
    let rng = &mut ChaCha12Rng::seed_from_u64(2);
    let each = CUES.div_ceil(messages.len());
    let at = |rate: &f64| {
        let cues = Cues::draw(messages, Noise::fraction(*rate, messages.units())?, each, rng)?;
        let recovery = Recovery::measure(network, &cues, &Dynamics::default(), rng)?;
        Ok((1e3 * recovery.recovered).round() / 1e3)
    };
    noise.iter().map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 16 bits are enough: recall ends alike for at least 98 of 100 cues.
    #[test]
    fn rounded_weights_recall_what_the_weights_recall() {
        let rng = &mut ChaCha12Rng::seed_from_u64(3);
        let messages = Messages::new(pictures().unwrap()[..18].to_vec()).unwrap();
        for (name, rule) in rules(messages.load()) {
            let network = rule.write(&messages, rng).unwrap();
            assert!(network.bias().iter().all(|bias| *bias == 0.0), "{name}");
            let rounded = rounded(&network).unwrap();
            let cues = Cues::draw(&messages, Noise::Flips(14), 12, rng).unwrap();
            let dynamics = Dynamics::default();
            let ends = |network: &HopfieldNetwork, rng: &mut ChaCha12Rng| {
                let end = |cue| network.recall(cue, &dynamics, rng).unwrap().state;
                cues.iter().map(|(cue, _)| cue).map(end).collect::<Vec<_>>()
            };
            let (exact, near) = (ends(&network, rng), ends(&rounded, rng));
            let differ = exact.iter().zip(&near).filter(|(a, b)| a != b).count();
            assert!(50 * differ <= exact.len(), "{name}: {differ} of {}", exact.len());
        }
    }
}
