//! How much one synapse conveys about one of N patterns, and a growing ensemble of them.

use std::f64::consts::LN_2;

use synaptome_mi::{
    Error, Patterns, Synapse, SynapticEnsemble, covariance, mutual_information_nats,
    mutual_information_of_prefixes,
};

fn main() -> Result<(), Error> {
    let covariance = covariance::exchangeable(20, 1.0, 0.3)?;
    let synapse = SynapticEnsemble::new(vec![Synapse::new(2, 3)])?;
    for count in [2, 5, 10, 30] {
        let patterns = Patterns::sharing_covariance(&vec![[0.0; 20]; count], &covariance)?;
        let bits = mutual_information_nats(&patterns, &synapse, 0)? / LN_2;
        println!("{count:3} patterns: {bits:.4} bits in one synapse");
    }
    let patterns = Patterns::sharing_covariance(&vec![[0.0; 20]; 10], &covariance)?;
    let growing = mutual_information_of_prefixes(&patterns, &SynapticEnsemble::all_pairs(20)?, 0)?;
    for n in [1, 10, 100, 190] {
        let bits = growing.values_nats[n - 1] / LN_2;
        println!("{n:3} synapses: {bits:.3} bits, {:.4} each", bits / n as f64);
    }
    Ok(())
}
