//! hop-capacity: messages that are fixed points, and what one flip and more do to them.

mod limits;

use synaptome_hopfield::{Cues, Dynamics, Noise, Recovery};
use synaptome_lab::Result;

use super::curves::{by_protocol, paired};
use super::points::{UNITS, for_networks, messages, sizes};
use super::protocol::Protocol;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

use limits::{crossing, curves, limit};

pub(super) struct Capacity;

const QUICK: [f64; 14] = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.25, 1.5, 1.75, 2.0];
const PAPER: [f64; 19] = [
    0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.4, 1.5, 1.6, 1.7, 1.85,
    2.0,
];

/// Rules whose networks have no synapse of a unit onto itself, for which capacity means something.
const ZERO_DIAGONAL: [Protocol; 7] = [
    Protocol::Hop,
    Protocol::PseZeroDiagonal,
    Protocol::Storkey,
    Protocol::AdaTron,
    Protocol::PseudoLikelihood,
    Protocol::Ease,
    Protocol::Mpf,
];

const PROTOCOLS: [Protocol; 9] = [
    Protocol::Hop,
    Protocol::Pse,
    Protocol::PseZeroDiagonal,
    Protocol::Storkey,
    Protocol::AdaTron,
    Protocol::PseudoLikelihood,
    Protocol::Ease,
    Protocol::Mpf,
    Protocol::Trn,
];

impl DataSet for Capacity {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["N", "load", "M", "network", "protocol", "fixed", "one_flip", "flips_5", "flips_10"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let loads: &[f64] = if scale == Scale::Quick { &QUICK } else { &PAPER };
        let points = sizes(scale).iter().flat_map(|&units| {
            loads.iter().map(move |&load| {
                let seconds = scale.pick(1.0, 3.0) * load * units as f64 / 128.0;
                Point::new().key("N", units).key("load", load).takes(seconds)
            })
        });
        let full = scale.pick(0_usize, 1);
        let points: Vec<_> = points.map(|point| point.set("full", full)).collect();
        for_networks(&points, scale.pick(1, 10))
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (units, load) = (point.count("N")?, point.number("load")?);
        let messages = messages(job, units, load)?;
        let rng = &mut job.rng("cues");
        let noises = [Noise::Flips(1), Noise::Probability(0.05), Noise::Probability(0.1)];
        let shown = noises.map(|noise| Cues::draw(&messages, noise, 1, rng));
        let shown = shown.into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut rows = Rows::new();
        for protocol in protocols(point.count("full")? > 0 && units <= UNITS, load) {
            let rng = &mut job.rng(protocol.name());
            let network = protocol.rule(load).write(&messages, rng)?;
            let fixed = network.fixed_fraction(&messages)?;
            let mut recovered = |cues: &Cues| -> Result<f64> {
                Ok(Recovery::measure(&network, cues, &Dynamics::default(), rng)?.recovered)
            };
            let (one, five) = (recovered(&shown[0])?, recovered(&shown[1])?);
            let (ten, number) = (recovered(&shown[2])?, point.number("network")?);
            rows.push(row![
                units,
                load,
                messages.len(),
                number,
                name(protocol),
                fixed,
                one,
                five,
                ten
            ]);
        }
        Ok(rows)
    }
}

impl Figure for Capacity {
    fn id(&self) -> &str {
        "hop-capacity"
    }

    fn source(&self) -> &str {
        "Notes on Bao et al. 2019, pros 2 and PSE"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Capacity, with recovery from one flipped unit",
            seen: "Fractions of messages that are fixed points, that synchronous recall recovers from one flipped \
                   unit, and that it recovers from 5 and 10 % flips, against the load (N = 128, standard errors over \
                   networks). Dashed: the limits 0.138 of Hebb's rule and 2 of any N × N network with a zero diagonal \
                   (Gardner). TRN, anchored: L = 3 up to M = N, L = 1 above.",
            paper: "TRN has the largest capacity. With a free diagonal a capacity alone is meaningless, because W = I \
                    keeps every state in place; read it together with recovery from one flip. The curve of PSE ends at \
                    M = N, where W = I.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let table = table.filter("N", UNITS)?;
        let curves = |column| curves(&table, column);
        let (fixed, one_flip) = (curves("fixed")?, curves("one_flip")?);
        let b2 = Estimate::jackknife(&one_flip, |kept| {
            let rivals = ZERO_DIAGONAL.map(|rival| crossing(kept, rival.name()));
            crossing(kept, ANCHORED) - rivals.into_iter().fold(0.0, f64::max)
        });
        let b3 = Estimate::jackknife(&fixed, |kept| limit(kept, "PSE") - limit(kept, "HOP"));
        Ok(vec![
            Measurement::estimated("B2", b2, "networks"),
            basin(&table)?,
            Measurement::estimated("B3", b3, "networks"),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let table = table.filter("N", UNITS)?;
        let views = [
            ("Fixed points", "fixed", "fraction of messages that are fixed points"),
            ("One flipped unit", "one_flip", "fraction recovered from one flip"),
            ("5 % of the units flipped", "flips_5", "fraction recovered"),
            ("10 % of the units flipped", "flips_10", "fraction recovered"),
        ];
        let panels = views.into_iter().enumerate().map(|(k, view)| panel(&table, view, k == 1));
        Ok(Chart::new(panels.collect::<Result<_>>()?).columns(2))
    }
}

/// The anchored recipe, whatever its length.
const ANCHORED: &str = "TRN, anchored";

fn name(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::TrnAnchoredShort => ANCHORED,
        other => other.name(),
    }
}

fn protocols(full: bool, load: f64) -> Vec<Protocol> {
    let anchored = if full { Protocol::TrnAnchored } else { Protocol::TrnAnchoredShort };
    let defined = |protocol: &Protocol| {
        let inverse = [Protocol::Pse, Protocol::PseZeroDiagonal].contains(protocol);
        load <= 1.0 || !inverse
    };
    PROTOCOLS.into_iter().chain([anchored]).filter(defined).collect()
}

/// Recovery from one flip at M = N: TRN minus MPF, which write the same messages.
fn basin(table: &Table) -> Result<Measurement> {
    let table = table.filter("load", 1.0)?;
    let recovered = |name: &str| table.filter("protocol", name)?.numbers("one_flip");
    Ok(paired("B2-basin", &recovered(ANCHORED)?, &recovered(Protocol::Mpf.name())?))
}

fn panel(table: &Table, (title, column, label): (&str, &str, &str), legend: bool) -> Result<Panel> {
    Ok(Panel::new(title, Axis::linear("load M/N"), Axis::linear(label).range(0.0, 1.1))
        .legend(if legend { Legend::Right } else { Legend::Hidden })
        .reference(Reference::vertical(0.138, "0.138"))
        .reference(Reference::vertical(2.0, "2"))
        .with_all(by_protocol(table, "load", column)?))
}
