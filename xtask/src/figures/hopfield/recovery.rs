//! hop-recovery: recovery of noisy messages against the flip rate and the load.

use synaptome_hopfield::{
    AssociativeMemory, Cues, DenseMemory, Dynamics, Interaction, Noise, Recovery as Outcome,
    noise_at_half_recovery,
};
use synaptome_lab::Result;

use super::curves::{by_protocol, curve, means, paired, text, without_errors};
use super::points::{UNITS, for_networks, messages, sizes};
use super::protocol::Protocol;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel};
use synaptome_lab::statistics::mean;
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

pub(super) struct Recovery;

const FLIP_RATES: [f64; 13] =
    [0.0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4];
const LOADS: [f64; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const DENSE: &str = "dense memory, exp";

impl DataSet for Recovery {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["N", "load", "M", "network", "protocol", "flip_rate", "recovered", "cycled"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let points = sizes(scale).iter().flat_map(|&units| {
            LOADS.map(|load| {
                let cost = load * units as f64 / 128.0;
                let seconds = scale.pick(0.8, 3.0) * cost;
                Point::new().key("N", units).key("load", load).takes(seconds)
            })
        });
        let points: Vec<_> =
            points.map(|point| point.set("anchored", scale.pick(0_usize, 1))).collect();
        for_networks(&points, scale.pick(3, 10))
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (units, load) = (point.count("N")?, point.number("load")?);
        let (number, rng) = (point.number("network")?, &mut job.rng("cues"));
        let messages = messages(job, units, load)?;
        let shown = FLIP_RATES
            .iter()
            .map(|&rate| Ok((rate, Cues::draw(&messages, Noise::Probability(rate), 1, rng)?)))
            .collect::<Result<Vec<_>>>()?;
        let mut rows = Rows::new();
        let mut put = |name: &str, memory: &dyn AssociativeMemory| -> Result<()> {
            for (rate, cues) in &shown {
                let found = Outcome::measure(memory, cues, &Dynamics::default(), rng)?;
                let (count, recovered, cycled) = (messages.len(), found.recovered, found.cycled);
                rows.push(row![units, load, count, number, name, *rate, recovered, cycled]);
            }
            Ok(())
        };
        for protocol in protocols(point.count("anchored")? > 0 && units <= UNITS) {
            let rng = &mut job.rng(protocol.name());
            put(protocol.name(), &protocol.rule(load).write(&messages, rng)?)?;
        }
        put(DENSE, &DenseMemory::new(messages.clone(), Interaction::Exponential)?)?;
        Ok(rows)
    }
}

impl Figure for Recovery {
    fn id(&self) -> &str {
        "hop-recovery"
    }

    fn source(&self) -> &str {
        "Notes on Bao et al. 2019, pros 1"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Recovery of noisy messages",
            seen: "Fraction of cues from which synchronous recall ends in the message as a true fixed point (cycles do \
                   not count). Every unit of a cue is flipped with the given probability; N = 128, standard errors \
                   over networks. Last panel: the flip rate at which recovery falls to one half, against the load.",
            paper: "TRN recovers from more noise than all other protocols; the notes contain neither curves nor \
                    settings, so all numbers are ours. The dense memory keeps the messages themselves and is not an N \
                    × N network.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let table = table.filter("N", UNITS)?;
        Ok(vec![
            advantage(&table, "B1-high", 0.5, 0.1)?,
            advantage(&table, "B1-low", 0.2, 0.2)?,
            Measurement::mean("B1-order", &ordered_loads(&table)?, "networks").within(0.0..=1.0),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let table = table.filter("N", UNITS)?;
        let mut panels = [0.2, 0.5, 0.7]
            .into_iter()
            .map(|load| at_load(&table, load))
            .collect::<Result<Vec<_>>>()?;
        panels.push(half_panel(&table)?);
        Ok(Chart::new(panels).columns(2))
    }
}

/// The anchored recipe is left out of the largest networks, where it takes most of the time.
fn protocols(anchored: bool) -> Vec<Protocol> {
    let mut protocols = Protocol::SWEPT.to_vec();
    if anchored {
        protocols.push(Protocol::TrnAnchored);
    }
    protocols
}

/// Recovery by TRN minus the best of MPF, PSE and HOP, which see the same messages and cues.
fn advantage(table: &Table, claim: &'static str, load: f64, rate: f64) -> Result<Measurement> {
    let table = table.filter("load", load)?.filter("flip_rate", rate)?;
    let recovered = |protocol: Protocol| -> Result<Vec<f64>> {
        Ok(table.filter("protocol", protocol.name())?.numbers("recovered")?)
    };
    let rivals = [Protocol::Mpf, Protocol::Pse, Protocol::Hop].map(recovered).into_iter();
    let rivals = rivals.collect::<Result<Vec<_>>>()?;
    let best = rivals.into_iter().max_by(|a, b| mean(a).total_cmp(&mean(b))).unwrap_or_default();
    Ok(paired(claim, &recovered(Protocol::Trn)?, &best))
}

/// In each network, the fraction of loads 0.2 to 0.7 at which MPF bears at least the noise of PSE, and PSE
/// that of HOP.
fn ordered_loads(table: &Table) -> Result<Vec<f64>> {
    table.groups("network")?.iter().map(|(_, own)| fraction_ordered(own)).collect()
}

fn fraction_ordered(table: &Table) -> Result<f64> {
    let loads: Vec<f64> = LOADS.into_iter().filter(|load| (0.2..=0.7).contains(load)).collect();
    let mut ordered = 0;
    for load in &loads {
        let table = table.filter("load", *load)?;
        let half = |protocol: Protocol| half_recovery(&table.filter("protocol", protocol.name())?);
        let (mpf, pse, hop) = (half(Protocol::Mpf)?, half(Protocol::Pse)?, half(Protocol::Hop)?);
        ordered += usize::from(mpf >= pse && pse >= hop);
    }
    Ok(ordered as f64 / loads.len() as f64)
}

/// The flip rate at which mean recovery first falls below one half.
fn half_recovery(table: &Table) -> Result<f64> {
    let points = without_errors(&means(table, "flip_rate", "recovered")?);
    Ok(noise_at_half_recovery(&points).unwrap_or(f64::NAN))
}

fn at_load(table: &Table, load: f64) -> Result<Panel> {
    let table = table.filter("load", load)?;
    Ok(Panel::new(
        format!("M/N = {load}"),
        Axis::linear("flip probability of a unit"),
        Axis::linear("fraction of messages recovered").range(0.0, 1.0),
    )
    .legend(Legend::Hidden)
    .with_all(by_protocol(&table, "flip_rate", "recovered")?))
}

fn half_panel(table: &Table) -> Result<Panel> {
    let mut panel = Panel::new(
        "Tolerated noise",
        Axis::linear("load M/N"),
        Axis::linear("flip probability at half recovery").range(0.0, 0.42),
    );
    for (protocol, own) in table.groups("protocol")? {
        let mut points = Vec::new();
        for (_, at) in own.groups("load")? {
            points.push((at.numbers("load")?[0], half_recovery(&at)?, 0.0));
        }
        let [_, line] = curve(&text(&protocol), &points);
        panel = panel.with(line);
    }
    Ok(panel)
}
