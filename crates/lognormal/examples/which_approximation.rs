//! Every approximation of a sum of log-normals against the exact one.

use synaptome_lognormal::{
    Convolution, Error, FentonWilkinson, LogNormal, LogNormalSum, MgfMatching,
    NormalInverseGaussian, SchwartzYeh, SumApproximation,
};

fn main() -> Result<(), Error> {
    let methods: [&dyn SumApproximation; 4] = [
        &FentonWilkinson,
        &MgfMatching::default(),
        &SchwartzYeh,
        &NormalInverseGaussian::default(),
    ];
    for sigma in [0.5, 1.0, 2.0] {
        let sum = LogNormalSum::new(vec![LogNormal::new(0.0, sigma)?; 10])?;
        let exact = Convolution::default().information_with_error_nats(&sum)?;
        println!("σ = {sigma}: exact {:.6} ± {:.0e} nats", exact.value, exact.error);
        for method in methods {
            let found = match method.information_of_last_nats(&sum) {
                Ok(nats) => format!("{:+.2} %", 100.0 * (nats / exact.value - 1.0)),
                Err(error) => error.to_string(),
            };
            println!("  {:18} {found}", method.name());
        }
    }
    Ok(())
}
