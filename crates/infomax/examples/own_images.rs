//! A picture of your own to receptive fields: whitened, cut into patches, averaged before spikes, fitted.
//! `cargo run --release -p synaptome-infomax --example own_images grey.npy`, a file (`.npy` or CSV) of rows × columns of grey
//! levels; without a file, dead leaves with an overexposed corner.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use synaptome_infomax::input::{Image, Patches, draw_dead_leaves};
use synaptome_infomax::observables::receptive_fields::{
    Field, fit_gabor, orientation_concentration, record_response,
};
use synaptome_infomax::{Firing, Network};
use synaptome_interchange::{Array, open_matrix};

const SIDE: usize = 8;

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
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let image = match std::env::args().nth(1) {
        Some(path) => {
            let (_, array) = open_matrix(path)?;
            image(array)?
        }
        None => made(&mut rng)?,
    };
    // Uniform patches tell nothing: they are counted, and never shown.
    let raw = Patches::new(vec![image.clone()], SIDE, 0.1)?;
    writeln!(out, "{} patches are uniform", raw.skipped())?;

    // The filter is periodic, so that the border sees the other side.
    let whitened = image.whitened(200.0)?.cropped(8)?;
    let patches = Patches::new(vec![whitened], SIDE, 0.15)?;
    let firing = Firing { target_rate: 0.03, ..Firing::default() };
    let mut network = Network::draw_with_inputs(6, patches.inputs(), firing, &mut rng)?;
    let response = record_response(&mut network, 2_000, 40_000, &patches, &mut rng)?;
    writeln!(out, "inputs fire at {:.3} per step", response.input_rate)?;
    for (neuron, average) in response.average.averages().iter().enumerate() {
        let field = Field::new(average, SIDE, SIDE)?;
        let fit = fit_gabor(&field);
        let (x, y) = fit.center;
        writeln!(out, "neuron {neuron}: Gabor R² {:.2}, centre ({x:.1}, {y:.1})", fit.r_squared)?;
        writeln!(out, "  orientation concentration {:.2}", orientation_concentration(&field))?;
    }
    // What has no structure is refused instead of being called a Gabor function.
    writeln!(out, "{}", Field::new(&[3.0; SIDE * SIDE], SIDE, SIDE).unwrap_err())?;
    Ok(())
}

fn image(array: Array<f64>) -> Result<Image, Box<dyn Error>> {
    let (rows, columns) = array.matrix_shape()?;
    if let Some(at) = array.values().iter().position(|pixel| !pixel.is_finite()) {
        let (row, column, pixel) = (at / columns + 1, at % columns + 1, array.values()[at]);
        return Err(format!("row {row}, column {column} is {pixel}, and no grey level").into());
    }
    Ok(Image::new(columns, rows, array.into_values())?)
}

fn made(rng: &mut ChaCha8Rng) -> Result<Image, Box<dyn Error>> {
    let leaves = draw_dead_leaves(128, rng)?;
    let overexposed = |at: usize, x: f64| if at % 128 < 40 && at / 128 < 40 { 0.0 } else { x };
    let mean = leaves.pixels().iter().sum::<f64>() / leaves.pixels().len() as f64;
    let levels = leaves.pixels().iter().enumerate().map(|(at, x)| overexposed(at, x - mean));
    Ok(Image::new(128, 128, levels.collect())?)
}
