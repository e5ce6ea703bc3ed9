//! The information of pattern ensembles.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_willshaw::information::{
    ErrorRates, block_code_bits, entropy_bits, informed_block_code_bits, random_code_bits,
};
use synaptome_willshaw::{BlockCode, CueQuality, PatternCode, RandomCode};

pub(super) struct PatternInformation;

impl DataSet for PatternInformation {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["n", "k", "krnd", "block", "half", "noisy", "noisy_informed"]
    }

    fn points(&self, _: Scale) -> Vec<Point> {
        [4096_usize, 45_056].map(|n| Point::new().key("n", n).takes(0.1)).into()
    }

    fn run(&self, point: &Point, _: &Job) -> Result<Rows> {
        let n = point.count("n")?;
        let divisors = (1..=n / 2).filter(|k| n.is_multiple_of(*k));
        divisors.map(|k| ratios(n, k)).collect()
    }
}

impl Figure for PatternInformation {
    fn id(&self) -> &str {
        "will-11"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, Fig 11 and appendix A.1"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Information of random and block patterns",
            seen: "Information of a pattern of k among n = 4096 units, relative to that of n independent units that \
                   are active with probability k/n: all k-subsets (kRND) and block patterns, complete, as a half cue, \
                   and as a half cue with as many false units (exact value, and the bound that diverges).",
            paper: "kRND differs by a few percent, and only below k = 10; block patterns carry much less at large k. \
                    In the paper the noisy ratio diverges as k → n/2; the exact ratio does not (see the findings).",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let small = table.filter("n", 4096_usize)?.filter_by("k", |k| k >= 10.0)?;
        let difference = small.numbers("krnd")?.iter().map(|x| (1.0 - x).abs()).fold(0.0, f64::max);
        Ok(vec![Measurement::exact("K26", difference)])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut panels = Vec::new();
        for (n, rows) in table.groups("n")? {
            let line = |name: &str, column| -> Result<_> {
                Ok(Series::line(name, rows.pairs("k", column)?))
            };
            panels.push(
                Panel::new(
                    format!("n = {n}"),
                    Axis::log("k, active units"),
                    Axis::linear("information relative to pRND").range(0.0, 1.6),
                )
                .with(line("kRND", "krnd")?)
                .with(line("block", "block")?)
                .with(line("block, half cue", "half")?)
                .with(line("block, half cue + as many false", "noisy")?)
                .with(line("the same, informed receiver", "noisy_informed")?.dashed())
                .reference(Reference::horizontal(1.0, "pRND"))
                .legend(Legend::BottomLeft),
            );
        }
        Ok(Chart::new(panels))
    }
}

fn ratios(n: usize, k: usize) -> Result<Vec<synaptome_lab::Value>> {
    let (random, block) = (RandomCode::new(n, k)?, BlockCode::splitting(n, k)?);
    let quality = |false_fraction| CueQuality { completeness: 0.5, false_fraction };
    let half = ErrorRates::of_cue(random, quality(0.0))?;
    let noisy = ErrorRates::of_cue(random, quality(0.5))?;
    let independent = n as f64 * entropy_bits(k as f64 / n as f64);
    Ok(row![
        n,
        k,
        random.information_bits() / independent,
        block.information_bits() / independent,
        block_code_bits(block, half) / random_code_bits(random, half),
        block_code_bits(block, noisy) / random_code_bits(random, noisy),
        informed_block_code_bits(block, noisy) / random_code_bits(random, noisy),
    ])
}
