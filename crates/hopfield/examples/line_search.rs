//! How exactly minimum probability flow searches its lines, and what that does to recovery.
//!
//! Without a penalty the flow has no minimum, so that recovery depends on where the minimisation stops.
//! `line_search [UNITS]`, 128 by default; half as many messages.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    Cues, Dynamics, Error, Lbfgs, Messages, MinimumProbabilityFlow, Noise, Recovery, WritingRule,
};

const NETWORKS: u64 = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let units = std::env::args().nth(1).map_or(Ok(128), |units| units.parse())?;
    println!("{units} units, {NETWORKS} networks, 10 % flips");
    println!("{:>8} {:>8}  recovered", "penalty", "flatness");
    for ridge in [0.0, 3.0] {
        for flatness in [0.5, 0.3, 0.1] {
            let lbfgs = Lbfgs { flatness, ..Lbfgs::default() };
            let rule = MinimumProbabilityFlow { ridge, lbfgs, ..Default::default() };
            let (mean, error) = recovered(&rule, units)?;
            println!("{ridge:>8} {flatness:>8}  {mean:.3} ± {error:.3}");
        }
    }
    Ok(())
}

/// The mean fraction of cues that are recovered, and its standard error over networks.
fn recovered(rule: &MinimumProbabilityFlow, units: usize) -> Result<(f64, f64), Error> {
    let network = |seed| -> Result<f64, Error> {
        let rng = &mut ChaCha12Rng::seed_from_u64(seed);
        let messages = Messages::draw(units, units / 2, rng)?;
        let cues = Cues::draw(&messages, Noise::Probability(0.1), 4, rng)?;
        let network = rule.write(&messages, rng)?;
        Ok(Recovery::measure(&network, &cues, &Dynamics::default(), rng)?.recovered)
    };
    let found = (1..=NETWORKS).map(network).collect::<Result<Vec<_>, _>>()?;
    let (count, sum) = (found.len() as f64, found.iter().sum::<f64>());
    let squares: f64 = found.iter().map(|value| (value - sum / count).powi(2)).sum();
    Ok((sum / count, (squares / (count * (count - 1.0))).sqrt()))
}
