//! Recognition: the theory of appendix C, and how often networks take new patterns for old.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_willshaw::capacity::{RecognitionTheory, limit, patterns_at};
use synaptome_willshaw::{Association, Memory, PatternCode, Patterns, RandomCode};

const N: usize = 512;
const SIMULATED: [usize; 3] = [3, 4, 5];

pub(super) struct Recognition;

impl DataSet for Recognition {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["what", "k", "x", "value", "theory", "error"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let theory = Point::new().key("what", "theory").takes(0.05);
        let simulated = SIMULATED.map(|k| {
            let cues = scale.pick(20_000_usize, 200_000);
            Point::new()
                .key("what", "simulated")
                .key("k", k)
                .set("cues", cues)
                .takes(cues as f64 / 2e5)
        });
        std::iter::once(theory).chain(simulated).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        if point.text("what")? == "theory" {
            return theory();
        }
        simulate(point.count("k")?, point.count("cues")?, job)
    }
}

impl Figure for Recognition {
    fn id(&self) -> &str {
        "will-recognition"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, §2.6 and appendix C"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Recognition capacity",
            seen: "A: information per synapse about which patterns are stored, at εq for ε = 0.01, against n for \
                   several k, and its limit over the load p₁. B: fraction of new patterns mistaken for stored ones. \
                   Dots: simulation (n = 512); lines: p₁ to the power k(k − 1)/2.",
            paper: "The limit ln 2/2 of equation 2.16; the text available to us has no figure of it.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let limit = table.filter("what", "limit")?.numbers("value")?;
        Ok(vec![Measurement::exact("K24", limit.into_iter().fold(f64::NAN, f64::max))])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut finite = Panel::new(
            "Capacity",
            Axis::log("n, number of units"),
            Axis::linear("C_rcg, bits per synapse").range(0.0, 0.4),
        )
        .reference(Reference::horizontal(2_f64.ln() / 2.0, "ln 2/2"))
        .legend(Legend::Right);
        for (k, rows) in table.filter("what", "finite")?.groups("k")? {
            finite = finite.with(Series::line(format!("k = {k}"), rows.pairs("x", "value")?));
        }
        let mut accepted = Panel::new(
            "New patterns accepted",
            Axis::linear("p₁, load off the diagonal"),
            Axis::log("q₀₁, fraction of new patterns accepted").range(1e-4, 1.0),
        )
        .legend(Legend::Right);
        let colors = ["#0072B2", "#D55E00", "#009E73"];
        for ((k, rows), color) in
            table.filter("what", "accepted")?.groups("k")?.into_iter().zip(colors)
        {
            let dots = super::series::triples(&rows, "x", "value", "error")?;
            accepted = accepted
                .with(Series::line(format!("k = {k}"), rows.pairs("x", "theory")?).color(color))
                .with(Series::measured("", &dots).color(color));
        }
        Ok(Chart::new(vec![finite, accepted]))
    }
}

fn theory() -> Result<Rows> {
    let mut rows = Rows::new();
    for i in 1..1000 {
        let p1 = f64::from(i) / 1000.0;
        let value = limit::recognition_bits_per_synapse(p1, 1.0);
        rows.push(row!["limit", f64::NAN, p1, value, f64::NAN, f64::NAN]);
    }
    for k in [4_usize, 8, 16, 32] {
        for n in (8..=24).map(|exponent| 1_usize << exponent) {
            let theory = RecognitionTheory::new(RandomCode::new(n, k)?, 1.0, 0.01)?;
            rows.push(row!["finite", k, n, theory.bits_per_synapse(), f64::NAN, f64::NAN]);
        }
    }
    Ok(rows)
}

fn simulate(k: usize, cues: usize, job: &Job) -> Result<Rows> {
    let code = RandomCode::new(N, k)?;
    let theory = RecognitionTheory::new(code, 1.0, 0.01)?;
    let (mut patterns, mut new) = (job.rng("patterns"), job.rng("new"));
    let mut memory = Memory::new(code, Association::Auto)?;
    let mut stored = 0;
    let mut rows = Rows::new();
    for wanted in [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] {
        let total = patterns_at(code, wanted) as usize;
        memory.store(&Patterns::draw(code, total - stored, &mut patterns)?)?;
        stored = total;
        let fraction = memory.false_acceptance(cues, &mut new)?;
        let n = code.units() as f64;
        let p1 = (memory.synapses().load() * n - 1.0) / (n - 1.0);
        let error = (fraction * (1.0 - fraction) / cues as f64).sqrt();
        rows.push(row!["accepted", k, p1, fraction, theory.false_acceptance(p1), error]);
    }
    Ok(rows)
}
