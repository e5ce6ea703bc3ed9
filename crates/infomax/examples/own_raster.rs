//! A raster of your own, a `.npy` file of steps × neurons: avalanches, repeats, information with its bias.
//! `cargo run --release -p synaptome-infomax --example own_raster raster.npy`; without a file, one is made.

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use synaptome_infomax::information::{InformationOptions, gaussian_information};
use synaptome_infomax::observables::{
    AvalancheOptions, Avalanches, Comparison, MultistepRegression, Repeats, Tail, TailShape,
};
use synaptome_infomax::{Error, Firing, Network, Raster, input::Spontaneous};
use synaptome_interchange::{AnyArray, Array, write_npy};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).map_or_else(made, |path| Ok(std::fs::read(path)?))?;
    // Truth values, integers or floating-point numbers, as long as they are 0 and 1.
    let array = AnyArray::read_npy(&file[..])?.to_f64()?;
    let (steps, neurons) = array.matrix_shape()?;
    let raster = Raster::from_dense(neurons, array.values())?;
    println!("{steps} steps of {neurons} neurons, {} spikes", raster.spikes());

    // Exponents move with the width of bins: report it, and try several.
    for bin in [1, 2, 4] {
        match exponent(&raster, bin) {
            Ok((value, p)) => {
                println!("bins of {bin}: exponent {value:.3}, p {p:.1e} without cut-off");
            }
            Err(reason) => println!("bins of {bin}: {reason}"),
        }
    }
    let activity: Vec<f64> = raster.activity(1)?.into_iter().map(|spikes| spikes as f64).collect();
    let regression = MultistepRegression { lags: (1..=20).collect(), ..Default::default() };
    match regression.run(&[activity]) {
        Ok(found) => println!("branching ratio {:.3} ± {:.3}", found.ratio, found.ratio_std_error),
        Err(reason) => println!("no branching ratio: {reason}"),
    }
    println!("{} repeated sequences of 3 patterns", Repeats::new(&raster).sequences(3));
    let found = gaussian_information(&raster, &InformationOptions::default())?;
    let corrected = found.corrected_nats();
    println!("{:.3} nats, of which {:.3} are bias: {corrected:.3}", found.nats, found.bias_nats);
    Ok(())
}

/// The exponent of a power law, and the p of its comparison with one that is cut off.
fn exponent(raster: &Raster, bin: usize) -> Result<(f64, f64), Error> {
    let sizes =
        Avalanches::of(raster, &AvalancheOptions { bin, ..Default::default() })?.size_counts();
    let power = Tail::fit(TailShape::Power, &sizes, 1..)?;
    let cut = Tail::fit(TailShape::TruncatedPower, &sizes, 1..)?;
    Ok((power.exponent().value, Comparison::of(&power, &cut, &sizes)?.p))
}

/// What `numpy.save` would write of a network's raster.
fn made() -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (mut rng, mut file) = (ChaCha8Rng::seed_from_u64(1), Vec::new());
    let mut network = Network::draw_uniform(20, 4.0, Firing::default(), &mut rng)?;
    let raster = network.settle_and_run(20_000, &mut Spontaneous, &mut rng);
    write_npy(&Array::new(vec![20_000, 20], raster.to_dense())?, &mut file)?;
    Ok(file)
}
