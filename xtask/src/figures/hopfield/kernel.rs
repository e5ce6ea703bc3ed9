//! hop-kernel: memories that keep their messages, with a Gaussian kernel, learnt or not.

use synaptome_hopfield::{
    AssociativeMemory, Cues, DenseMemory, Dynamics, Interaction, KernelLoss, KernelRegression,
    Messages, Noise, Recovery, WritingRule,
};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Result, Scale};
use synaptome_lab::{Rows, Table, row};

use super::curves::{curve, means, without_errors};
use super::points::{UNITS, for_networks, messages};
use super::protocol::mpf;

pub(super) struct Kernel;

/// γN: broad, less so, and narrow.
const WIDTHS: [f64; 3] = [1.28, 2.56, 6.4];
const LOADS: [f64; 5] = [0.5, 1.5, 3.0, 6.0, 12.0];
const FLIP_RATES: [f64; 2] = [0.1, 0.2];
/// The width and the load of the claims.
const CLAIMED: (f64, f64) = (1.28, 1.5);

const DENSE: &str = "dense memory, exp";
const RIDGE: &str = "kernel ridge";
const LOGISTIC: &str = "kernel logistic";
const MATRIX: &str = "MPF, λ = 3";
const MEMORIES: [&str; 4] = [DENSE, RIDGE, LOGISTIC, MATRIX];

impl DataSet for Kernel {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["gamma_n", "load", "network", "memory", "flip_rate", "recovered", "bits_per_number"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let most = scale.pick(6.0, 12.0);
        let points = WIDTHS.into_iter().flat_map(|width| {
            LOADS.into_iter().filter(move |load| *load <= most).map(move |load| {
                let seconds = 0.05 + 0.03 * load * load;
                Point::new().key("gamma_n", width).key("load", load).takes(seconds)
            })
        });
        let points: Vec<_> = points.collect();
        let (claimed, others): (Vec<_>, Vec<_>) =
            points.into_iter().partition(|point| is_claimed(point).unwrap_or(false));
        let mut all = for_networks(&claimed, 10);
        all.extend(for_networks(&others, scale.pick(2, 10)));
        all
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (width, load) = (point.number("gamma_n")?, point.number("load")?);
        let messages = messages(job, UNITS, load)?;
        let mut rows = Rows::new();
        for name in MEMORIES.into_iter().filter(|name| *name != MATRIX || load < 1.0) {
            let (memory, numbers) = memory(name, &messages, width, job)?;
            for rate in FLIP_RATES {
                let recovered = recovery(memory.as_ref(), &messages, rate, job)?;
                let bits = recovered * (messages.len() * UNITS) as f64 / numbers;
                let number = point.number("network")?;
                rows.push(row![width, load, number, name, rate, recovered, bits]);
            }
        }
        Ok(rows)
    }
}

fn is_claimed(point: &Point) -> Result<bool> {
    Ok((point.number("gamma_n")?, point.number("load")?) == CLAIMED)
}

/// A memory, and how many numbers of 64 bits it keeps; a message takes one bit for each of its spins.
fn memory(
    name: &str,
    messages: &Messages,
    width: f64,
    job: &Job,
) -> Result<(Box<dyn AssociativeMemory>, f64)> {
    let gamma = width / UNITS as f64;
    let spins = (messages.len() * UNITS) as f64;
    let learnt = |loss| KernelRegression { gamma, loss, ..Default::default() };
    let loss = match name {
        DENSE => {
            let interaction = Interaction::ScaledExponential(2.0 * gamma);
            let memory = DenseMemory::new(messages.clone(), interaction)?;
            return Ok((Box::new(memory), spins / 64.0));
        }
        MATRIX => {
            let network = mpf(3.0).write(messages, &mut job.rng("matrix"))?;
            return Ok((Box::new(network), (UNITS * (UNITS - 1) / 2) as f64));
        }
        RIDGE => KernelLoss::Squared,
        _ => KernelLoss::Logistic,
    };
    let memory = learnt(loss).learn(messages.clone())?;
    Ok((Box::new(memory), spins + spins / 64.0))
}

/// Recovery from at most this number of cues, the same for all memories, within so many sweeps.
const CUES: usize = 96;
const SWEEPS: usize = 20;

fn recovery(
    memory: &dyn AssociativeMemory,
    messages: &Messages,
    rate: f64,
    job: &Job,
) -> Result<f64> {
    let shown: Vec<_> = messages.iter().take(CUES).cloned().collect();
    let (shown, rng) = (Messages::new(shown)?, &mut job.rng(&format!("cues {rate}")));
    let dynamics = Dynamics { max_sweeps: SWEEPS, ..Dynamics::default() };
    let cues = Cues::draw(&shown, Noise::Probability(rate), CUES / shown.len(), rng)?;
    Ok(Recovery::measure(memory, &cues, &dynamics, rng)?.recovered)
}

impl Figure for Kernel {
    fn id(&self) -> &str {
        "hop-kernel"
    }

    fn source(&self) -> &str {
        "Tamamori 2025, and ours"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Kernel memories, and the numbers that they store",
            seen: "Exact synchronous recovery, within 20 sweeps, from flips of 10 % (lines) and 20 % (dashed) against \
                   the load P/N, N = 128, for the Gaussian kernel at three widths γN: the dense memory at the inverse \
                   temperature 2γ, which learns nothing, and memories whose amplitudes are learned with kernel ridge \
                   or kernel logistic regression (ridge 0.01). Learning helps where the kernel is broad. Last panel: \
                   bits recovered from 10 % flips per stored number of 64 bits, where a message counts one bit for \
                   each spin; MPF stores N (N - 1) / 2 weights. A kernel memory with learned amplitudes never exceeds \
                   one bit per number.",
            paper: "The abstracts state that recall is perfect up to P/N = 1.5 and that ridge regression is as good as \
                    logistic regression. We add the comparisons with the dense memory of the same width and per stored \
                    number.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let own = table.filter("gamma_n", CLAIMED.0)?.filter("load", CLAIMED.1)?;
        let own = own.filter("flip_rate", 0.1)?;
        let mean = |claim: &'static str, memory: &str| -> Result<Measurement> {
            let recovered = own.filter("memory", memory)?.numbers("recovered")?;
            Ok(Measurement::mean(claim, &recovered, "networks").within(0.0..=1.0))
        };
        Ok(vec![mean("X39", RIDGE)?, mean("X40", DENSE)?])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut panels = Vec::new();
        for (k, width) in WIDTHS.into_iter().enumerate() {
            panels.push(recovered_panel(table, width, k == 2)?);
        }
        panels.push(kept_panel(table)?);
        Ok(Chart::new(panels).columns(2))
    }
}

fn recovered_panel(table: &Table, width: f64, legend: bool) -> Result<Panel> {
    let own = table.filter("gamma_n", width)?;
    let mut panel = Panel::new(
        format!("γN = {width}"),
        Axis::log("load P/N"),
        Axis::linear("fraction of cues recovered").range(0.0, 1.04),
    )
    .legend(if legend { Legend::BottomRight } else { Legend::Hidden });
    for (memory, color) in MEMORIES.into_iter().zip(COLORS) {
        let own = own.filter("memory", memory)?;
        let few = means(&own.filter("flip_rate", 0.1)?, "load", "recovered")?;
        let many = means(&own.filter("flip_rate", 0.2)?, "load", "recovered")?;
        let dashed = Series::line("", without_errors(&many)).dashed().color(color);
        panel = panel.with_all(shown(memory, &few).map(|one| one.color(color))).with(dashed);
    }
    Ok(panel)
}

/// Black for the dense memory, as in other figures.
const COLORS: [&str; 4] = ["#000000", "#0072B2", "#D55E00", "#66C2A5"];

/// A line, or the point that there is.
fn shown(name: &str, points: &[(f64, f64, f64)]) -> [Series; 2] {
    if points.len() > 1 {
        return curve(name, points);
    }
    [Series::error_band("", points), Series::measured(name, points)]
}

fn kept_panel(table: &Table) -> Result<Panel> {
    let own = table.filter("gamma_n", WIDTHS[1])?.filter("flip_rate", 0.1)?;
    let mut panel = Panel::new(
        format!("What is kept, γN = {}, 10 % flips", WIDTHS[1]),
        Axis::log("load P/N"),
        Axis::log("bits recovered per number of 64 bits").range(0.1, 100.0),
    )
    .reference(Reference::horizontal(1.0, "1 bit per number"))
    .legend(Legend::Hidden);
    for (memory, color) in MEMORIES.into_iter().zip(COLORS) {
        let points = means(&own.filter("memory", memory)?, "load", "bits_per_number")?;
        panel = panel.with_all(shown(memory, &points).map(|one| one.color(color)));
    }
    Ok(panel)
}
