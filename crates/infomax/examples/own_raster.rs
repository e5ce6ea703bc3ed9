//! A raster of your own: avalanches, repeats, information with its bias.
//!
//!     cargo run --release -p synaptome-infomax --example own_raster -- raster.csv
//!     cargo run --release -p synaptome-infomax --example own_raster -- spikes.csv 4
//!
//! The file is a table (commas, semicolons, tabs or blanks), or an array of NumPy (`.npy`), of 0 and 1 with one row per step and
//! one column per neuron. With a number behind it, the file has one row per spike, time and neuron (counted from 0), and the number is the length
//! of a step in the unit of the times. Without a file, a raster is made.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use rand::Rng;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use synaptome_infomax::information::{InformationOptions, gaussian_information};
use synaptome_infomax::observables::{
    AvalancheOptions, Avalanches, Bootstrap, Comparison, MultistepRegression, Repeats, SizeRange,
    Tail, TailShape,
};
use synaptome_infomax::{Firing, Network, Raster, input::Spontaneous};
use synaptome_interchange::{Array, open_matrix};

/// The smallest size that distributions are fitted to: smaller avalanches follow the discreteness of spikes.
const SMALLEST: u64 = 5;

fn main() -> ExitCode {
    match run(&mut io::stdout().lock()) {
        Err(error) if !is_closed(&*error) => {
            eprintln!("{}", named(&*error));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// The error with the file that was given, unless it names it.
fn named(error: &dyn Error) -> String {
    let (text, file) = (error.to_string(), std::env::args().nth(1).unwrap_or_default());
    if text.starts_with(&file) { text } else { format!("{file}: {text}") }
}

/// Whether the reader of the output has seen enough, such as `head`.
fn is_closed(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == ErrorKind::BrokenPipe)
}

fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let raster = match (arguments.next(), arguments.next()) {
        (None, _) => made()?,
        (Some(path), step) => {
            let (names, array) = open_matrix(path)?;
            from_file(&names, &array, step)?
        }
    };
    if raster.spikes() == 0 {
        return Err("there is no spike: every value is 0".into());
    }
    let (steps, neurons) = (raster.len(), raster.neurons());
    writeln!(out, "{steps} steps of {neurons} neurons, {} spikes", raster.spikes())?;
    if neurons > steps {
        writeln!(out, "more neurons than steps: are rows and columns exchanged? Rows are steps")?;
    }

    // Exponents move with the width of bins and the range of sizes: report both, and try several.
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for bin in [1, 2, 4] {
        let text = exponent(&raster, bin, &mut rng).unwrap_or_else(|reason| reason.to_string());
        writeln!(out, "bins of {bin}: {text}")?;
    }
    let activity: Vec<f64> = raster.activity(1)?.into_iter().map(|spikes| spikes as f64).collect();
    let regression = MultistepRegression { lags: (1..=20).collect(), ..Default::default() };
    match regression.run(&[activity]) {
        Ok(found) => {
            writeln!(out, "branching ratio {:.3} ± {:.3}", found.ratio, found.ratio_std_error)
        }
        Err(reason) => writeln!(out, "no branching ratio: {reason}"),
    }?;
    writeln!(out, "{} repeated sequences of 3 patterns", Repeats::new(&raster).sequences(3))?;
    let found = gaussian_information(&raster, &InformationOptions::default())?;
    let corrected = found.corrected_nats();
    writeln!(
        out,
        "information between successive steps: {:.3} nats, of which {:.3} are bias: {corrected:.3}",
        found.nats, found.bias_nats
    )?;
    Ok(())
}

/// The exponent of a power law with its range and goodness of fit, and its comparison with one that is cut off.
fn exponent(
    raster: &Raster,
    bin: usize,
    rng: &mut impl Rng,
) -> Result<String, synaptome_infomax::Error> {
    let options = AvalancheOptions { bin, ..AvalancheOptions::default() };
    let sizes = Avalanches::of(raster, &options)?.size_counts();
    let range = SizeRange::from(SMALLEST..);
    let power = Tail::fit(TailShape::Power, &sizes, range)?;
    let fit = Bootstrap { replicates: 200, ..Bootstrap::default() }.run(&power, &sizes, rng)?.p;
    let exponent = power.exponent();
    let error = exponent.std_error.map_or(String::new(), |error| format!(" ± {error:.3}"));
    let power_law = format!(
        "exponent {:.3}{error} on sizes in {range} ({} avalanches), goodness of fit p {fit:.3}",
        exponent.value, power.bursts
    );
    let rival = Tail::fit(TailShape::TruncatedPower, &sizes, range)
        .and_then(|cut| Comparison::of(&power, &cut, &sizes));
    let verdict = match rival {
        Ok(Comparison { p, .. }) if p < 0.05 => format!("a cut-off is better (p {p:.1e})"),
        Ok(Comparison { p, .. }) => format!("a cut-off is not needed (p {p:.1e})"),
        Err(reason) => format!("no comparison with a cut-off: {reason}"),
    };
    Ok(format!("{power_law}; {verdict}"))
}

/// The raster in a table, or in a list of spikes with the length of a step.
fn from_file(
    names: &[String],
    array: &Array<f64>,
    step: Option<String>,
) -> Result<Raster, Box<dyn Error>> {
    let Some(step) = step else { return dense(array) };
    let length =
        step.parse().ok().filter(|length| (0.0..LARGEST).contains(length) && *length > 0.0);
    let length = length.ok_or_else(|| format!("{step:?} is no length of a step"))?;
    let is_first = |name: &str| names.first().is_some_and(|first| first.eq_ignore_ascii_case(name));
    binned(array, length, is_first("neuron") || is_first("unit"))
}

/// Steps × neurons of 0 and 1.
fn dense(array: &Array<f64>) -> Result<Raster, Box<dyn Error>> {
    let advice = "is the first column a time? Leave it out; of a list of spikes, state the length of a step behind the file";
    let (_, neurons) = array.matrix_shape()?;
    Ok(Raster::from_dense(neurons, array.values()).map_err(|error| format!("{error}; {advice}"))?)
}

/// A larger step or number of a neuron is taken for a mistake.
const LARGEST: f64 = 1e9;
/// Fewer steps are taken for times in another unit than the step.
const FEWEST: usize = 50;

/// One row per spike, time and neuron, or the other way round. A neuron that fires twice within a step counts once.
fn binned(array: &Array<f64>, step: f64, is_swapped: bool) -> Result<Raster, Box<dyn Error>> {
    let mut spikes = Vec::new();
    for (number, row) in (1..).zip(array.rows()?) {
        let pair = if is_swapped { [1, 0] } else { [0, 1] }.map(|i| row.get(i).copied());
        match pair {
            [Some(time), Some(neuron)]
                if row.len() == 2
                    && (0.0..LARGEST).contains(&(time / step))
                    && (0.0..LARGEST).contains(&neuron)
                    && neuron.fract() == 0.0 =>
            {
                spikes.push((time, neuron as usize));
            }
            _ => {
                let expected = "a time from 0 on and the number of a neuron, 0, 1, 2 and so on";
                let start = &row[..row.len().min(3)];
                let advice = if row.len() > 3 {
                    "; for a raster of 0 and 1, state no length of a step"
                } else {
                    ""
                };
                return Err(format!(
                    "spike {number} begins with {start:?}, and is not {expected}{advice}"
                )
                .into());
            }
        }
    }
    let neurons = spikes.iter().map(|spike| spike.1 + 1).max().unwrap_or(0);
    let count = spikes.len() as u64;
    let raster = Raster::from_times(neurons, step, spikes)?;
    if raster.len() < FEWEST {
        return Err(
            format!("{} steps only: are the times in the unit of the step?", raster.len()).into()
        );
    }
    if raster.spikes() as u64 != count {
        let merged = count - raster.spikes() as u64;
        eprintln!(
            "{merged} of {count} spikes not counted: their neuron has fired in the same step before"
        );
    }
    Ok(raster)
}

fn made() -> Result<Raster, Box<dyn Error>> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut network = Network::draw_uniform(20, 4.0, Firing::default(), &mut rng)?;
    Ok(network.settle_and_run(20_000, &mut Spontaneous, &mut rng))
}
