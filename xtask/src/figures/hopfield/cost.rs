//! hop-cost: what writing costs, in multiplications, and what the cost buys.
//!
//! Counts are exact and the same on every machine; times are in docs/performance.md.

use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    Cues, Dynamics, Fitted, Hebbian, HopfieldNetwork, Messages, Noise, PseudoInverse,
    PseudoLikelihood, Recovery, Storkey, TrainedRecurrent, Unrolled, WritingRule,
};
use synaptome_lab::Result;

use super::curves::{by_protocol, curve, mean_of, means};
use super::points::{UNITS, for_networks, messages};
use super::protocol::{Protocol, ease, mpf, warm};
use crate::figures::palette::color_of;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, Value, row};

pub(super) struct Cost;

const LOADS: [f64; 6] = [0.1, 0.2, 0.3, 0.5, 0.7, 1.0];
const PROBES: [usize; 5] = [1, 2, 5, 10, 20];
const UNROLLS: [usize; 3] = [1, 3, 5];

const PROTOCOLS: [Protocol; 9] = [
    Protocol::Hop,
    Protocol::Pse,
    Protocol::PseZeroDiagonal,
    Protocol::Storkey,
    Protocol::PseudoLikelihood,
    Protocol::Ease,
    Protocol::Mpf,
    Protocol::MpfRidge,
    Protocol::Trn,
];

impl DataSet for Cost {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["series", "N", "M", "K", "L", "network", "protocol", "multiplications", "recovered"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let sizes: &[usize] = scale.pick(&[32, 64, 128, 256], &[32, 64, 128, 256, 512]);
        let by_size = sizes.iter().map(|&n| {
            let seconds = 0.3 * (n as f64 / 128.0).powi(3);
            Point::new().key("series", "N").key("N", n).key("load", 0.5).takes(seconds)
        });
        let by_load = LOADS.map(|load| {
            let point = Point::new().key("series", "M").key("N", UNITS);
            point.key("load", load).takes(0.6 * load)
        });
        let trn = UNROLLS.into_iter().flat_map(|l| {
            PROBES.map(|k| {
                let point = Point::new().key("series", "K").key("K", k).key("L", l);
                point.takes(0.02 * (k * l) as f64)
            })
        });
        let points: Vec<_> = by_size.chain(by_load).chain(trn).collect();
        for_networks(&points, scale.pick(1, 10))
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        if point.text("series")? == "K" {
            return run_trained(point, job);
        }
        let (units, load) = (point.count("N")?, point.number("load")?);
        let messages = messages(job, units, load)?;
        let mut rows = Rows::new();
        for protocol in PROTOCOLS {
            let rng = &mut job.rng(protocol.name());
            let (network, count) = write(protocol, &messages, rng)?;
            let recovered = recovery(&network, &messages, &mut job.rng("cues"))?;
            let (series, number) = (point.text("series")?, point.number("network")?);
            let trained = if protocol == Protocol::Trn { (2, 3) } else { (0, 0) };
            let name = protocol.name();
            rows.push(row![
                series,
                units,
                messages.len(),
                trained.0,
                trained.1,
                number,
                name,
                count,
                recovered
            ]);
        }
        Ok(rows)
    }
}

impl Figure for Cost {
    fn id(&self) -> &str {
        "hop-cost"
    }

    fn source(&self) -> &str {
        "Notes on Bao et al. 2019, cons 1"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Cost of writing",
            seen: "Number of multiplications to write all messages: against N at M = N/2; against M at N = 128; and \
                   for TRN against the number of queries K and of steps L. Last: recovery from 10 % flips against this \
                   cost (N = 128, M = 64). The cost is a count, not a time: the measured number of iterations, \
                   multiplied by the products in each.",
            paper: "TRN is said to cost O(exp N). That is the number of possible queries (2.1e17 of 13 flips at N = 128); \
                    at M/N = 0.5 training needs one or two per message and step, and its cost is a constant times the \
                    cost of MPF.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let against = |series: &str, x: &str, label: &str, title: &str| -> Result<Panel> {
            let axes = (Axis::log(label), Axis::log("multiplications"));
            let curves = by_protocol(&table.filter("series", series)?, x, "multiplications")?;
            let panel = Panel::new(title, axes.0, axes.1).legend(Legend::Hidden);
            Ok(panel.with_all(curves))
        };
        Ok(Chart::new(vec![
            against("N", "N", "number of units N", "Cost against N, M = N/2")?,
            against("M", "M", "number of messages M", "Cost against M, N = 128")?,
            trained_panel(&table.filter("series", "K")?)?,
            bought_panel(&table.filter("series", "M")?.filter("M", UNITS / 2)?)?,
        ])
        .columns(2))
    }
}

/// TRN with K queries per message and L steps.
fn run_trained(point: &Point, job: &Job) -> Result<Rows> {
    let (probes, steps) = (point.count("K")?, point.count("L")?);
    let messages = messages(job, UNITS, 0.5)?;
    let unrolled = Unrolled { steps, ..Default::default() };
    let rule = TrainedRecurrent { unrolled, probes, ..warm(0.5) };
    let network = rule.write(&messages, &mut job.rng("training"))?;
    let recovered = recovery(&network, &messages, &mut job.rng("cues"))?;
    let (count, name) = (rule.multiplications(UNITS, messages.len()), Protocol::Trn.name());
    let number = point.number("network")?;
    Ok(vec![row!["K", UNITS, messages.len(), probes, steps, number, name, count, recovered]])
}

fn recovery(network: &HopfieldNetwork, messages: &Messages, rng: &mut ChaCha12Rng) -> Result<f64> {
    let cues = Cues::draw(messages, Noise::Probability(0.1), 4, rng)?;
    Ok(Recovery::measure(network, &cues, &Dynamics::default(), rng)?.recovered)
}

/// The network, and the multiplications that the highest order of the algorithm takes.
fn write(
    protocol: Protocol,
    messages: &Messages,
    rng: &mut ChaCha12Rng,
) -> Result<(HopfieldNetwork, f64)> {
    let (n, m, load) = (messages.units(), messages.len(), messages.load());
    let fitted = |fitted: Fitted| (fitted.network, fitted.report.multiplications(n, m));
    let count = match protocol {
        Protocol::Mpf => return Ok(fitted(mpf(0.0).minimise(messages)?)),
        Protocol::MpfRidge => return Ok(fitted(mpf(3.0).minimise(messages)?)),
        Protocol::PseudoLikelihood => {
            return Ok(fitted(PseudoLikelihood::default().minimise(messages, rng)?));
        }
        Protocol::Pse | Protocol::PseZeroDiagonal => PseudoInverse::default().multiplications(n, m),
        Protocol::Ease => ease(load).multiplications(n, m),
        Protocol::Storkey => Storkey.multiplications(n, m),
        Protocol::Trn => warm(load).multiplications(n, m),
        Protocol::Hop => Hebbian::default().multiplications(n, m),
        Protocol::AdaTron | Protocol::TrnAnchored | Protocol::TrnAnchoredShort => {
            return Err(
                format!("the multiplications of {} are not counted", protocol.name()).into()
            );
        }
    };
    Ok((protocol.rule(load).write(messages, rng)?, count))
}

fn trained_panel(table: &Table) -> Result<Panel> {
    let mut panel = Panel::new(
        "TRN: recovery against queries (M = 64)",
        Axis::log("queries K per message"),
        Axis::linear("fraction recovered from 10 % flips").range(0.0, 1.02),
    )
    .legend(Legend::BottomRight);
    for (position, (steps, own)) in table.groups("L")?.into_iter().enumerate() {
        let points = means(&own, "K", "recovered")?;
        let series = curve(&format!("L = {steps}"), &points);
        panel = panel.with_all(series.map(|one| one.color(color_at(position))));
    }
    Ok(panel)
}

fn bought_panel(table: &Table) -> Result<Panel> {
    let mut panel = Panel::new(
        "Recovery against cost (M = 64)",
        Axis::log("multiplications"),
        Axis::linear("fraction recovered from 10 % flips").range(-0.02, 1.02),
    );
    for (protocol, own) in table.groups("protocol")? {
        let (x, (y, error)) = (mean_of(&own, "multiplications")?.0, mean_of(&own, "recovered")?);
        let Value::Text(name) = protocol else {
            continue;
        };
        let color = color_of(&name);
        let series = Series::measured(name, &[(x, y, error)]);
        panel = panel.with(match color {
            Some(color) => series.color(color),
            None => series,
        });
    }
    Ok(panel)
}
