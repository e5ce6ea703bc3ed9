//! A raster of your own: avalanches, repeats, information with its bias.
//!
//!     cargo run --release -p synaptome-infomax --example own_raster -- raster.csv
//!     cargo run --release -p synaptome-infomax --example own_raster -- spikes.csv 4
//!
//! The file is a table, or an array of NumPy (`.npy`), of 0 and 1 with one row per step and one column per
//! neuron. With a number behind it, the file has one row per spike, time and neuron (counted from 0), and the number is the length
//! of a step in the unit of the times. Without a file, a raster is made.

use std::collections::BTreeSet;
use std::error::Error;

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use synaptome_infomax::information::{InformationOptions, gaussian_information};
use synaptome_infomax::observables::{
    AvalancheOptions, Avalanches, Comparison, MultistepRegression, Repeats, Tail, TailShape,
};
use synaptome_infomax::{Firing, Network, Raster, input::Spontaneous};
use synaptome_interchange::{AnyArray, Array, Delimiter, Dialect, read_csv};

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let raster = match (arguments.next(), arguments.next()) {
        (None, _) => made()?,
        (Some(path), None) => dense(&read(&path)?)?,
        (Some(path), Some(step)) => binned(&read(&path)?, step.parse()?)?,
    };
    let (steps, neurons) = (raster.len(), raster.neurons());
    println!("{steps} steps of {neurons} neurons, {} spikes", raster.spikes());

    // Exponents move with the width of bins: report it, and try several.
    for bin in [1, 2, 4] {
        match exponent(&raster, bin) {
            Ok((value, p)) => {
                println!("bins of {bin}: exponent {value:.3}, p {p:.1e} against a cut-off");
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
fn exponent(raster: &Raster, bin: usize) -> Result<(f64, f64), synaptome_infomax::Error> {
    let sizes =
        Avalanches::of(raster, &AvalancheOptions { bin, ..Default::default() })?.size_counts();
    let power = Tail::fit(TailShape::Power, &sizes, 1..)?;
    let cut = Tail::fit(TailShape::TruncatedPower, &sizes, 1..)?;
    Ok((power.exponent().value, Comparison::of(&power, &cut, &sizes)?.p))
}

/// The numbers of a file. A table with semicolons may have decimal commas.
fn read(path: &str) -> Result<Array<f64>, Box<dyn Error>> {
    let file = std::fs::read(path)?;
    if std::path::Path::new(path).extension().is_some_and(|name| name.eq_ignore_ascii_case("npy")) {
        return Ok(AnyArray::read_npy(&file[..])?.to_f64()?);
    }
    let mut dialect = Dialect::default();
    if file.contains(&b';') {
        dialect.delimiter = Delimiter::Semicolon;
        dialect.decimal = if file.contains(&b',') { ',' } else { '.' };
    }
    Ok(read_csv(&file[..], &dialect)?.1)
}

/// Steps × neurons of 0 and 1.
fn dense(array: &Array<f64>) -> Result<Raster, Box<dyn Error>> {
    let advice = "for times of spikes, state the length of a step behind the file";
    let (_, neurons) = array.matrix_shape()?;
    Ok(Raster::from_dense(neurons, array.values()).map_err(|error| format!("{error}; {advice}"))?)
}

/// One row per spike, time and neuron. A neuron that fires twice within a step counts once.
fn binned(array: &Array<f64>, step: f64) -> Result<Raster, Box<dyn Error>> {
    let mut spikes = BTreeSet::new();
    for row in array.rows()? {
        match *row {
            [time, neuron]
                if time >= 0.0 && step > 0.0 && neuron >= 0.0 && neuron.fract() == 0.0 =>
            {
                spikes.insert(((time / step) as usize, neuron as usize));
            }
            _ => return Err(format!("{row:?} is no time and neuron with steps of {step}").into()),
        }
    }
    let steps = spikes.last().map_or(0, |spike| spike.0 + 1);
    let neurons = spikes.iter().map(|spike| spike.1 + 1).max().unwrap_or(0);
    Ok(Raster::from_spikes(neurons, steps, spikes)?)
}

fn made() -> Result<Raster, Box<dyn Error>> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut network = Network::draw_uniform(20, 4.0, Firing::default(), &mut rng)?;
    Ok(network.settle_and_run(20_000, &mut Spontaneous, &mut rng))
}
