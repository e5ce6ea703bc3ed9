//! mi-large-n: information per synapse of tens of thousands of synapses.

use std::fs::OpenOptions;
use std::io::{BufReader, ErrorKind, Seek, SeekFrom, Write};

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::{
    Caption, DataSet, Error, Figure, Job, Measurement, Point, Result, Rows, Scale, Table,
    open_file, row,
};
use synaptome_mi::{
    LargeEnsemble, Patterns, SynapticEnsemble, SynapticNoise, covariance, degrees_of_freedom,
    draw_means, exchangeable,
};

use super::super::mi::settings::{LARGEST_MEAN, bits};

/// All pairs of neurons of exchangeable patterns, N = 10, σ = 1.
pub(super) struct LargeEnsembles;

const PATTERNS: usize = 10;
const SIGMA: f64 = 1.0;
const RHOS: [f64; 3] = [0.0, 0.3, 0.7];
/// Neurons of the closed curves; 300 is the claim's, with 44,850 synapses.
const NEURONS: [usize; 14] = [4, 5, 7, 10, 14, 20, 30, 45, 70, 100, 150, 200, 300, 1000];
const NOISES: [f64; 3] = [0.01, 0.1, 1.0];
/// Neurons of the networks with random means.
const RANDOM: usize = 55;

impl DataSet for LargeEnsembles {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["kind", "rho", "noise", "d", "n", "mi_bits"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let neurons = match scale {
            Scale::Quick => vec![30, 91],
            Scale::Paper => vec![30, 91, 201],
            Scale::Beyond => vec![30, 91, 201, 284],
        };
        let dense = neurons.into_iter().map(|d: usize| {
            let n = (d * d / 2) as f64;
            Point::new().key("kind", "dense").key("d", d).takes(0.1 + 5e-11 * n * n * n)
        });
        let random = RHOS.map(|rho| {
            Point::new().key("kind", "random").key("rho", rho).key("d", RANDOM).takes(0.6)
        });
        let closed = Point::new().key("kind", "closed").takes(0.01);
        [closed].into_iter().chain(dense).chain(random).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        match point.text("kind")? {
            "closed" => closed(),
            "dense" => dense(point.count("d")?, job),
            _ => random_means(point.count("d")?, point.number("rho")?, job),
        }
    }
}

impl Figure for LargeEnsembles {
    fn id(&self) -> &str {
        "mi-large-n"
    }

    fn source(&self) -> &str {
        "Ours; Fan & Mysore 2024, §4.3 ask about ensembles of more than 40,000 synapses"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Large ensembles: the closed form saturates, the noiseless information diverges",
            seen: "Information per synapse about one of ten patterns. Left: all pairs of d neurons, from the closed \
                   spectrum (lines) and from factored matrices (markers); dashed lines: the limits. Curves for random \
                   means (thin lines, every prefix of one factorisation) end where the Fenton-Wilkinson covariance \
                   stops being positive definite. Beyond D synapses the true noiseless information is infinite; D is \
                   drawn for d = 55. Right: with noise s on every weight (ρ = 0.3), the exact information is finite \
                   too.",
            paper: "A network of 300 neurons has 44,850 synapses, beyond the paper's computations.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let closed = table.filter("kind", "closed")?.filter("rho", 0.3)?.filter("noise", 0.0)?;
        let limit = closed.filter("n", 44_850_usize)?.pairs("n", "mi_bits")?;
        let dense = table.filter("kind", "dense")?.filter_by("n", |n| n >= 4_000.0)?;
        let difference = |(d, found): (f64, f64)| -> Result<f64> {
            let closed = exchangeable::information_nats(PATTERNS, d as usize, SIGMA, 0.3)?;
            Ok((found / bits(closed) - 1.0).abs())
        };
        let differences = dense.pairs("d", "mi_bits")?.into_iter().map(difference);
        let largest = differences.collect::<Result<Vec<_>>>()?.into_iter().fold(f64::NAN, f64::max);
        let per_synapse = limit.first().map_or(f64::NAN, |(n, bits)| bits / n);
        Ok(vec![
            Measurement::exact("X04-limit", per_synapse),
            Measurement::exact("X04-dense", largest),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        Ok(Chart::new(vec![noiseless(table)?, noisy(table)?]))
    }
}

fn closed() -> Result<Rows> {
    let mut rows = Rows::new();
    for d in NEURONS {
        let n = d * (d - 1) / 2;
        for rho in RHOS {
            let nats = exchangeable::information_nats(PATTERNS, d, SIGMA, rho)?;
            rows.push(row!["closed", rho, 0.0, d, n, bits(nats)]);
        }
        for relative_mean in NOISES {
            let noise = SynapticNoise { relative_mean, sigma: 1.0 };
            let nats = exchangeable::noisy_information_nats(PATTERNS, d, SIGMA, 0.3, noise)?;
            rows.push(row!["closed", 0.3, relative_mean, d, n, bits(nats)]);
        }
    }
    Ok(rows)
}

fn patterns(means: &[Vec<f64>], rho: f64) -> Result<Patterns> {
    let covariance = covariance::exchangeable(means[0].len(), SIGMA, rho)?;
    Ok(Patterns::sharing_covariance(means, &covariance)?)
}

fn dense(d: usize, job: &Job) -> Result<Rows> {
    let patterns = patterns(&vec![vec![0.0; d]; PATTERNS], 0.3)?;
    let work = LargeEnsemble::new(&patterns, &SynapticEnsemble::all_pairs(d)?, 0)?;
    let n = work.len();
    let nats = factor(work, job)?.get(n - 1).copied().unwrap_or(f64::NAN);
    Ok(vec![row!["dense", 0.3, 0.0, d, n, bits(nats)]])
}

/// All prefixes of an ensemble in random order of the synapses.
fn random_means(d: usize, rho: f64, job: &Job) -> Result<Rows> {
    let means = draw_means(PATTERNS, d, LARGEST_MEAN, &mut job.rng("means"))?;
    let synapses = SynapticEnsemble::draw(d, d * (d - 1) / 2, &mut job.rng("synapses"))?;
    let work = LargeEnsemble::new(&patterns(&means, rho)?, &synapses, 0)?;
    let nats = factor(work, job)?;
    let last = nats.len();
    let shown = (1..=last).filter(|n| *n < 20 || n % 20 == 0 || *n == last);
    Ok(shown.map(|n| row!["random", rho, 0.0, d, n, bits(nats[n - 1])]).collect())
}

/// Factors panel by panel, each appended to the checkpoint; resumes after what is there.
fn factor(mut work: LargeEnsemble, job: &Job) -> Result<Vec<f64>> {
    let checkpoint = job.checkpoint.join("panels");
    match open_file(&checkpoint) {
        // Whole panels before a damage are taken; the others are computed again.
        Ok(file) => drop(work.resume(BufReader::new(file))),
        Err(Error::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    job.checkpoint_folder()?;
    let mut options = OpenOptions::new();
    let mut file = options.create(true).truncate(false).write(true).open(&checkpoint)?;
    file.set_len(work.saved_bytes())?;
    file.seek(SeekFrom::End(0))?;
    while work.advance() {
        let mut panel = Vec::new();
        work.save_panel(&mut panel)?;
        file.write_all(&panel)?;
        // The work left goes as the cube of the columns left.
        job.watch.show(1.0 - (1.0 - work.done() as f64 / work.len() as f64).powi(3));
    }
    Ok(work.finish().values_nats)
}

fn per_synapse(table: &Table) -> Result<Vec<(f64, f64)>> {
    Ok(table.pairs("n", "mi_bits")?.into_iter().map(|(n, bits)| (n, bits / n)).collect())
}

fn noiseless(table: &Table) -> Result<Panel> {
    let d = degrees_of_freedom(PATTERNS, RANDOM) as f64;
    let mut panel = Panel::new(
        "Without noise",
        Axis::log("n, number of synapses"),
        Axis::linear("MI(w; x¹)/n, bits").range(0.0, 0.3),
    )
    .legend(Legend::BottomRight)
    .reference(Reference::vertical(d, "D"));
    for (position, rho) in RHOS.into_iter().enumerate() {
        let (color, own) = (color_at(position), table.filter("rho", rho)?);
        let plateau = bits(exchangeable::plateau_nats_per_synapse(PATTERNS, SIGMA, rho)?);
        let limit = vec![(1e4, plateau), (5e5, plateau)];
        let closed = own.filter("kind", "closed")?.filter("noise", 0.0)?;
        let name = format!("ρ = {rho}: all pairs, closed");
        panel = panel
            .with(Series::line(name, per_synapse(&closed)?).color(color))
            .with(Series::line("", limit).color(color).dashed())
            .with(
                Series::line(
                    format!("ρ = {rho}: random means"),
                    per_synapse(&own.filter("kind", "random")?)?,
                )
                .color(color_at(position + 3)),
            );
    }
    let dense = per_synapse(&table.filter("kind", "dense")?)?;
    Ok(panel.with(Series::points("factored matrices", dense).color("#000000")))
}

fn noisy(table: &Table) -> Result<Panel> {
    let own = table.filter("kind", "closed")?.filter("rho", 0.3)?;
    let mut panel = Panel::new(
        "With noise, ρ = 0.3",
        Axis::log("n, number of synapses"),
        Axis::linear("MI(w̃; x¹)/n, bits").range(0.0, 0.3),
    )
    .legend(Legend::TopRight);
    for (position, noise) in [0.0].into_iter().chain(NOISES).enumerate() {
        let curve = per_synapse(&own.filter("noise", noise)?)?;
        panel = panel.with(Series::line(format!("s = {noise}"), curve).color(color_at(position)));
    }
    Ok(panel)
}
