//! hop-basins: overlap with the message after recall against the overlap of the cue.

use synaptome_hopfield::{Basin, Dynamics};
use synaptome_lab::Result;

use super::curves::by_protocol;
use super::points::{UNITS, for_networks, messages};
use super::protocol::Protocol;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

pub(super) struct Basins;

const LOADS: [f64; 2] = [0.2, 0.5];

const PROTOCOLS: [Protocol; 7] = [
    Protocol::Hop,
    Protocol::Pse,
    Protocol::PseZeroDiagonal,
    Protocol::Storkey,
    Protocol::AdaTron,
    Protocol::Mpf,
    Protocol::Trn,
];

impl DataSet for Basins {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["load", "network", "protocol", "strict_minima", "overlap_before", "overlap_after"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let points = LOADS.map(|load| Point::new().key("load", load).takes(0.4));
        for_networks(&points, scale.pick(5, 20))
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (load, number) = (point.number("load")?, point.number("network")?);
        let messages = messages(job, UNITS, load)?;
        let flips = || (0..=UNITS / 2).step_by(4);
        let mut rows = Rows::new();
        for protocol in PROTOCOLS {
            let network = protocol.rule(load).write(&messages, &mut job.rng(protocol.name()))?;
            let minima = network.strict_minimum_fraction(&messages)?;
            let (dynamics, rng) = (Dynamics::default(), &mut job.rng("cues"));
            for point in Basin::measure(&network, &messages, flips(), &dynamics, rng)? {
                let Basin { overlap_before, overlap_after, .. } = point;
                rows.push(row![
                    load,
                    number,
                    protocol.name(),
                    minima,
                    overlap_before,
                    overlap_after
                ]);
            }
        }
        Ok(rows)
    }
}

impl Figure for Basins {
    fn id(&self) -> &str {
        "hop-basins"
    }

    fn source(&self) -> &str {
        "Notes on Bao et al. 2019, MPF"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Basins of attraction",
            seen: "Mean overlap with the message after synchronous recall against the overlap of the cue, N = 128, with \
                   standard errors over networks. On the diagonal recall does not change the overlap.",
            paper: "MPF makes the energy of every message lower than that of all its neighbours at Hamming distance \
                    one; the claims count such messages. The notes contain no picture.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let mpf = table.filter("protocol", Protocol::Mpf.name())?;
        let clean = mpf.filter("load", 0.5)?.filter("overlap_before", 1.0)?;
        Ok(vec![
            Measurement::mean("B4", &clean.numbers("strict_minima")?, "networks").within(0.0..=1.0),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let panels = LOADS.into_iter().enumerate().map(|(k, load)| {
            let table = table.filter("load", load)?;
            let diagonal = Series::line("cue", vec![(0.0, 0.0), (1.0, 1.0)]);
            Ok(Panel::new(
                format!("M/N = {load}"),
                Axis::linear("overlap of the cue with the message").range(0.0, 1.0),
                Axis::linear("overlap after recall").range(0.0, 1.02),
            )
            .legend(if k == 1 { Legend::Right } else { Legend::Hidden })
            .with(diagonal.color("#999999").dashed())
            .with_all(by_protocol(&table, "overlap_before", "overlap_after")?))
        });
        Ok(Chart::new(panels.collect::<Result<_>>()?))
    }
}
