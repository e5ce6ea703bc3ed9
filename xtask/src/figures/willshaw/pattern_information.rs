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

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(vec![Measurement::exact("K26", largest_difference(4096, 10)?)])
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

/// The largest relative difference between k-subsets and independent units over all k from `first` to n/2. The table
/// holds only the k that divide n, so it would leave out most of them.
fn largest_difference(n: usize, first: usize) -> Result<f64> {
    let differences = (first..=n / 2).map(|k| {
        let random = RandomCode::new(n, k)?;
        Ok((1.0 - random.information_bits() / independent_bits(n, k)).abs())
    });
    let differences = differences.collect::<Result<Vec<_>>>()?;
    Ok(differences.into_iter().fold(0.0, f64::max))
}

/// The information of n units that are active with probability k/n, independently.
fn independent_bits(n: usize, k: usize) -> f64 {
    n as f64 * entropy_bits(k as f64 / n as f64)
}

fn ratios(n: usize, k: usize) -> Result<Vec<synaptome_lab::Value>> {
    let (random, block) = (RandomCode::new(n, k)?, BlockCode::splitting(n, k)?);
    let quality = |false_fraction| CueQuality { completeness: 0.5, false_fraction };
    let half = ErrorRates::of_cue(random, quality(0.0))?;
    let noisy = ErrorRates::of_cue(random, quality(0.5))?;
    let independent = independent_bits(n, k);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_difference_is_that_of_the_smallest_pattern() {
        // C(4096, 10) as a product, and the entropy of a unit from its definition.
        let subsets: f64 = (0..10).map(|i| (f64::from(4096 - i) / f64::from(10 - i)).log2()).sum();
        let p = 10.0 / 4096.0_f64;
        let entropy = -p * p.log2() - (1.0 - p) * (1.0 - p).log2();
        let expected = 1.0 - subsets / (4096.0 * entropy);
        let found = largest_difference(4096, 10).expect("patterns exist");
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
        assert!(found > largest_difference(4096, 11).expect("patterns exist"));
    }
}
