//! Bayesian learning and its relatives on counters, beside binary synapses.

mod methods;
mod network;
mod panels;
mod settings;

use synaptome_lab::chart::Chart;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table,
};
use synaptome_willshaw::{BlockCode, RandomCode};

const COLUMNS: &[&str] = &[
    "code",
    "association",
    "n",
    "k",
    "cues",
    "wrong",
    "method",
    "network",
    "patterns",
    "bits",
    "entropy",
    "per_computer_bit",
    "per_active_synapse",
];

pub(super) struct Bayesian;

impl DataSet for Bayesian {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        settings::points(scale)
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (n, k) = (point.count("n")?, point.count("k")?);
        match point.text("code")? {
            "block" => network::run(BlockCode::splitting(n, k)?, point, job),
            _ => network::run(RandomCode::new(n, k)?, point, job),
        }
    }
}

impl Figure for Bayesian {
    fn id(&self) -> &str {
        "will-bayes"
    }

    fn source(&self) -> &str {
        "beyond Knoblauch & Palm 2020; rules of Knoblauch 2011, capacities of Knoblauch, Palm & Sommer 2010"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Bayesian learning on counters",
            seen: "Capacity at an output noise of 1 % (missing and false units per active one), cues of half of the \
                   units, exactly k winners in six steps; standard errors over networks. Panels: bits per synapse; \
                   divided by the entropy of a synapse's state, which is a count for Bayes, BCPNN and covariance \
                   and a bit otherwise; and per synapse that is not in the most frequent state. \
                   R: random code, B: block code, with n/1024, k = 16; prime: k = 6; →: heteroassociation; *: two \
                   false units in the cue. Willshaw with ties kept is IR-KWTA, which may activate more than k units.",
            paper: "We have not seen Knoblauch's numbers. The claims come from a pilot study of ours: 0.15 (Willshaw), \
                    0.19 (BCPNN, Bayes), less than 0.13 (covariance) at n = 4096, k = 16.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let random =
            table.filter("code", "random")?.filter("association", "auto")?.filter("wrong", 0)?;
        let measured = |claim: &str, (n, k): (usize, usize), method: &str, column: &str| {
            let rows = random.filter("n", n)?.filter("k", k)?.filter("method", method)?;
            let values = rows.numbers(column)?;
            Ok((!values.is_empty()).then(|| Measurement::mean(claim, &values, "networks")))
        };
        let large = (4096, 16);
        let all: Vec<Result<Option<Measurement>>> = vec![
            measured("X41", large, "Willshaw", "bits"),
            measured("X42", large, "Bayes", "bits"),
            measured("X43", large, "Bayes", "per_computer_bit"),
            measured("X44", large, "Willshaw", "per_computer_bit"),
            measured("X45", (2048, 6), "Willshaw", "per_active_synapse"),
        ];
        let all: Result<Vec<_>> = all.into_iter().collect();
        Ok(all?.into_iter().flatten().collect())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        panels::chart(table)
    }
}
