//! The map from input to output completeness and its fixed points.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_willshaw::capacity::{BlockTheory, Criterion, load};
use synaptome_willshaw::{Association, BlockCode};

/// M as a fraction of the largest number by theory.
const LOADS: [f64; 5] = [0.7, 0.9, 1.0, 1.1, 1.3];

pub(super) struct FixedPoints;

fn theory() -> Result<(BlockCode, BlockTheory)> {
    let code = BlockCode::new(16, 256)?;
    Ok((code, BlockTheory::new(code, Association::Hetero, 0.5, Criterion::default())?))
}

impl DataSet for FixedPoints {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["M over M_th", "lambda", "output", "tangent", "fixed_point", "approximation"]
    }

    fn points(&self, _: Scale) -> Vec<Point> {
        vec![Point::new().key("k", 16_usize).key("N", 256_usize).takes(0.01)]
    }

    fn run(&self, _: &Point, _: &Job) -> Result<Rows> {
        let (code, theory) = theory()?;
        let mut rows = Rows::new();
        for relative in LOADS {
            let p1 = load(code, relative * theory.optimum().patterns);
            let fixed = theory.fixed_point(p1);
            let approximation = theory.tangent_fixed_point(p1).unwrap_or(f64::NAN);
            let top = theory.output_completeness(p1, 1.0);
            let slope = (top - approximation) / (1.0 - approximation);
            for i in 0..=100 {
                let lambda = f64::from(i) / 100.0;
                let output = theory.output_completeness(p1, lambda);
                let tangent = top - slope * (1.0 - lambda);
                rows.push(row![relative, lambda, output, tangent, fixed, approximation]);
            }
        }
        Ok(rows)
    }
}

impl Figure for FixedPoints {
    fn id(&self) -> &str {
        "will-2"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, Fig 2"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Fixed points of iterative retrieval",
            seen: "The mean output completeness (4.4) against that of the input for k = 16, \
                   N = 256 and several loads; dots are the largest fixed points (4.5), dashed \
                   the tangents at λ = 1 whose crossing of the diagonal approximates them (4.6).",
            paper: "The same construction. The values of its parameters are not legible in the text available to us; \
                    we chose ours.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let axis = |label: &str| Axis::linear(label).range(0.0, 1.0);
        let mut panel = Panel::new(
            "",
            axis("λ, completeness of the input"),
            axis("λ̂, completeness of the output"),
        )
        .legend(Legend::Right)
        .with(Series::line("diagonal", vec![(0.0, 0.0), (1.0, 1.0)]).color("#999999"));
        let colors = ["#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00"];
        let names = ["", "", "", "", "tangents at λ = 1"];
        let styles = names.into_iter().zip(colors);
        for ((relative, rows), (name, color)) in
            table.groups("M over M_th")?.into_iter().zip(styles)
        {
            let upper = rows.filter_by("lambda", |lambda| lambda >= 0.6)?;
            let fixed = rows.pairs("fixed_point", "fixed_point")?;
            let curve =
                Series::line(format!("M = {relative} M_th"), rows.pairs("lambda", "output")?);
            let tangent = Series::line(name, upper.pairs("lambda", "tangent")?);
            let points = Series::points("", fixed.into_iter().take(1).collect());
            panel = panel.with_all([curve, tangent.dashed(), points].map(|one| one.color(color)));
        }
        Ok(panel.into())
    }
}
