//! hop-noise-rules: rules that write for noisy cues, all tuned by one protocol on networks that are not reported.

mod candidates;
mod panels;
mod settings;

use synaptome_hopfield::{
    Cues, Dynamics, Ease, HopfieldNetwork, Messages, Noise, Recovery, WritingRule,
};
use synaptome_lab::chart::Chart;
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Result, Scale};
use synaptome_lab::{Rows, Table, row};

use super::points::{UNITS, for_networks, messages};
use candidates::{Candidate, Rule};
use settings::tuned;

pub(super) struct NoiseRules;

const LOADS: [f64; 2] = [0.5, 0.7];
const FLIP_RATES: [f64; 3] = [0.05, 0.1, 0.15];
/// Cues of each message at each flip rate.
const REPEATS: usize = 4;

/// The row of the claim about EASE, which has a fixed ridge, and that of the dreaming kernel with the same.
const FIXED: &str = "EASE, ridge N/6";
const DREAMING: &str = "dreaming kernel, t = 6";

impl DataSet for NoiseRules {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["stage", "load", "network", "rule", "setting", "flip_rate", "recovered", "same"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let reported = |load: f64| {
            let point = Point::new().key("stage", "reported").key("load", load);
            let full = scale.pick(0_usize, 1);
            point.set("full", full).takes(scale.pick(1.3, 6.0))
        };
        let mut points = for_networks(&[reported(LOADS[0])], 10);
        points.extend(for_networks(&[reported(LOADS[1])], scale.pick(2, 10)));
        if scale != Scale::Quick {
            let tuning = LOADS.into_iter().flat_map(|load| {
                Rule::ALL.map(|rule| {
                    let point = Point::new().key("stage", "tuning").key("load", load);
                    point.key("rule", rule.name()).takes(rule.seconds())
                })
            });
            points.extend(for_networks(&tuning.collect::<Vec<_>>(), 5));
        }
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let load = point.number("load")?;
        let messages = messages(job, UNITS, load)?;
        let shown = shown(&messages, job)?;
        let mut put =
            Put { point, job, load, messages: &messages, shown: &shown, rows: Rows::new() };
        if point.text("stage")? == "tuning" {
            let rule = Rule::named(point.text("rule")?)?;
            rule.candidates(load)
                .iter()
                .try_for_each(|candidate| put.candidate(rule, candidate))?;
        } else {
            let full = point.count("full")? > 0;
            let rules = Rule::ALL.into_iter().filter(|rule| full || !rule.is_slow());
            rules.map(|rule| Ok((rule, tuned(rule, load)?))).try_for_each(|found: Result<_>| {
                let (rule, candidate) = found?;
                put.candidate(rule, &candidate)
            })?;
            put.dreaming()?;
        }
        Ok(put.rows)
    }
}

/// Cues at each flip rate, the same for all rules of a network.
fn shown<'a>(messages: &'a Messages, job: &Job) -> Result<Vec<(f64, Cues<'a>)>> {
    let rng = &mut job.rng("cues");
    let cues = |rate| Ok((rate, Cues::draw(messages, Noise::Probability(rate), REPEATS, rng)?));
    FLIP_RATES.into_iter().map(cues).collect()
}

/// Writes networks of one set of messages and notes what is recovered.
struct Put<'a> {
    point: &'a Point,
    job: &'a Job,
    load: f64,
    messages: &'a Messages,
    shown: &'a [(f64, Cues<'a>)],
    rows: Rows,
}

impl Put<'_> {
    fn candidate(&mut self, rule: Rule, candidate: &Candidate) -> Result<()> {
        let rng = &mut self.job.rng(rule.name());
        let network = candidate.rule.write(self.messages, rng)?;
        self.network(rule.name(), &candidate.setting, &network, |_| Ok(1.0))
    }

    /// EASE with the ridge N/6, and the dreaming kernel, which should come to the same states.
    fn dreaming(&mut self) -> Result<()> {
        let rule = Ease::for_ridge(UNITS as f64 / 6.0, self.messages.len())?;
        let regressions = rule.write(self.messages, &mut self.job.rng(FIXED))?;
        let symmetric = rule.symmetric(self.messages)?;
        self.network(FIXED, "N/6", &regressions, |_| Ok(1.0))?;
        let job = self.job;
        let same = |cues: &Cues<'_>| same(&symmetric, &regressions, cues, job);
        self.network(DREAMING, "t = 6", &symmetric, same)
    }

    fn network(
        &mut self,
        name: &str,
        setting: &str,
        network: &HopfieldNetwork,
        same: impl Fn(&Cues<'_>) -> Result<f64>,
    ) -> Result<()> {
        let (stage, number) = (self.point.text("stage")?, self.point.number("network")?);
        for (rate, cues) in self.shown {
            let rng = &mut self.job.rng("recall");
            let found = Recovery::measure(network, cues, &Dynamics::default(), rng)?;
            let (recovered, same) = (found.recovered, same(cues)?);
            self.rows.push(row![stage, self.load, number, name, setting, *rate, recovered, same]);
        }
        Ok(())
    }
}

/// The fraction of cues that two networks lead to the same state.
fn same(x: &HopfieldNetwork, y: &HopfieldNetwork, cues: &Cues<'_>, job: &Job) -> Result<f64> {
    let (dynamics, rng, mut count) = (Dynamics::default(), &mut job.rng("recall"), 0);
    for (cue, _) in cues {
        let (x, y) = (x.recall(cue, &dynamics, rng)?, y.recall(cue, &dynamics, rng)?);
        count += usize::from(x.state == y.state);
    }
    Ok(count as f64 / cues.len() as f64)
}

impl Figure for NoiseRules {
    fn id(&self) -> &str {
        "hop-noise-rules"
    }

    fn source(&self) -> &str {
        "Ours: every rule, one protocol"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Writing rules for noisy cues, all tuned in the same way",
            seen: "Exact synchronous recovery of random messages from flips of 5, 10 and 15 %, N = 128, at the loads \
                   0.5 and 0.7, with standard errors over networks. Every rule has the setting of its grid that \
                   recovered most, as the mean over the three flip rates, in networks that are not shown; at paper \
                   scale the table holds five of these. HOP, PSE and Storkey have nothing to tune. Labels: PSE 0 is \
                   PSE with a zero diagonal, likel. is pseudo-likelihood, noise is training with noise, and struct. is \
                   training with structured noise (above quick). TRN of the notes has the squared error of the notes; \
                   its start, HOP, is our choice. The other TRN starts from a fit. The dreaming kernel, which is not \
                   drawn, ends in the same state as EASE for every cue.",
            paper: "Unlearning (Hopfield, Feinstein & Palmer 1983), dreaming (Fachechi, Agliari & Barra 2019), training with noise \
                    (Gardner, Stroud & Wallace 1989) and with structured noise (Benedetti & Ventura 2023) were published for other sizes \
                    and measures; of these we have read abstracts.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let table = table.filter("stage", "reported")?.filter("load", LOADS[0])?;
        let at = |name: &str| table.filter("rule", name)?.filter("flip_rate", 0.1);
        let mean = |claim: &'static str, name: &str, column: &str| -> Result<Measurement> {
            let values = at(name)?.numbers(column)?;
            Ok(Measurement::mean(claim, &values, "networks").within(0.0..=1.0))
        };
        Ok(vec![
            mean("X35", FIXED, "recovered")?,
            mean("X36", DREAMING, "same")?,
            mean("X37", Rule::Unlearning.name(), "recovered")?,
            mean("X38", Rule::NoiseTraining.name(), "recovered")?,
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        panels::chart(table)
    }
}
