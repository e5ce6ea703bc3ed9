//! What one step of the continuous network adds to a noisy cue, by two kinds of synapses.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use synaptome_mi::{
    ContinuousNetwork, Error, normal_information_bits, normal_information_of_pair_bits,
};

const NEURONS: usize = 200;
/// The standard deviation of ln x, and of the noise of the cue.
const SIGMA: f64 = 0.5;

fn main() -> Result<(), Error> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let mut draw = || -> Vec<f64> {
        let normal = StandardNormal.sample_iter(&mut rng).take(NEURONS);
        normal.map(|z: f64| SIGMA * z).collect()
    };
    for count in [2, 10, 40] {
        let ln_patterns: Vec<Vec<f64>> = (0..count).map(|_| draw()).collect();
        let (stored, noise) = (ln_patterns[0].clone(), draw());
        let cue: Vec<f64> = stored.iter().zip(noise).map(|(x, z)| x + z).collect();
        let exp = |ln_x: &Vec<f64>| ln_x.iter().map(|x| x.exp()).collect::<Vec<_>>();
        let network = ContinuousNetwork::new(ln_patterns.iter().map(exp).collect())?;
        let log_domain = ContinuousNetwork::new(ln_patterns)?;

        // E c = e^σ², since ln c has the variance 2σ², and E w = N (e^(σ²/2))².
        let mean = (SIGMA * SIGMA).exp();
        let centred: Vec<f64> = exp(&cue).iter().map(|c| c - mean).collect();
        let step = network.centred_field(&centred, f64::from(count) * mean)?;
        let bits = |outcome| normal_information_of_pair_bits(&stored, &cue, outcome);
        println!("{count:2} patterns, bits per neuron about the stored one:");
        println!(
            "  in the cue                           {:.2}",
            normal_information_bits(&stored, &cue)?
        );
        println!("  with one centred step                {:.2}", bits(&step)?);
        println!("  with one step, log-domain synapses   {:.2}", bits(&log_domain.field(&cue)?)?);
    }
    Ok(())
}
