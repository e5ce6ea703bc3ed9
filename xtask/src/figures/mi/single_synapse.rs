//! mi-2a and mi-2b: the information in one synapse, simulation set 1.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::{curve, mean, quantile};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_mi::{Synapse, SynapticEnsemble, draw_means, mutual_information_nats};

use super::settings::{LARGEST_MEAN, NEURONS, bits, seeds};
use super::sweep::{Sweep, patterns};

/// MI(w₂₃; x¹) along one of the sweeps, for N = 2…30.
pub(super) struct SingleSynapse(Sweep);

pub(super) static OVER_SIGMA: SingleSynapse = SingleSynapse(Sweep::Sigma);
pub(super) static OVER_RHO: SingleSynapse = SingleSynapse(Sweep::Rho);

const PATTERNS: std::ops::RangeInclusive<usize> = 2..=30;
/// Curves that are drawn.
const DRAWN: [usize; 6] = [2, 3, 5, 10, 20, 30];
/// Draws of the means per seed; the paper shows one.
const DRAWS: usize = 100;
/// The larger network of claim F12.
const LARGE: usize = 200;

impl DataSet for SingleSynapse {
    fn name(&self) -> &str {
        "mi-single-synapse"
    }

    fn columns(&self) -> &[&str] {
        &[
            "seed",
            "sweep",
            "N",
            "sigma",
            "rho",
            "mi_bits",
            "q10_bits",
            "q90_bits",
            "rising_share",
            "relative_difference_at_d_200",
        ]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let point = |seed| Point::new().key("seed", seed).set("draws", DRAWS).takes(4.0);
        (1..=seeds(scale)).map(point).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (seed, mut rng) = (point.number("seed")?, job.rng("means"));
        let mut means = || draw_means(*PATTERNS.end(), LARGE, LARGEST_MEAN, &mut rng);
        let draws = (0..point.count("draws")?).map(|_| means());
        let draws = draws.collect::<Result<Vec<_>, _>>()?;
        let curves = Sweep::BOTH.into_iter().flat_map(|sweep| PATTERNS.map(move |n| (sweep, n)));
        let curves = curves.map(|(sweep, count)| curve_of(seed, sweep, count, &draws));
        Ok(curves.collect::<Result<Vec<_>>>()?.concat())
    }
}

impl Figure for SingleSynapse {
    fn id(&self) -> &str {
        match self.0 {
            Sweep::Sigma => "mi-2a",
            Sweep::Rho => "mi-2b",
        }
    }

    fn source(&self) -> &str {
        match self.0 {
            Sweep::Sigma => "Fan & Mysore 2024, Fig 2A",
            Sweep::Rho => "Fan & Mysore 2024, Fig 2B",
        }
    }

    fn caption(&self) -> Caption {
        match self.0 {
            Sweep::Sigma => Caption {
                title: "One synapse: information grows with the spread of the patterns",
                seen: "Mutual information between the weight w₂₃ and one of N stored patterns, closed form, against σ \
                       at ρ = 0: mean over 100 draws of the means of the patterns, which are nested (a larger N adds \
                       patterns to the same ones). Right: the information rises with σ only on average. Information \
                       about a pattern whose fraction p of the mean weight exceeds 2P/(1 + P), P = Σp², falls with σ.",
                paper: "Curves of one draw for N = 2 to 30 rise with σ and fall as patterns are added.",
            },
            Sweep::Rho => Caption {
                title: "One synapse: information grows with the correlation between neurons",
                seen: "Mutual information between one weight and one of N patterns against ρ at σ = 1. As with σ, the \
                       information rises only on average.",
                paper: "Curves of one draw for N = 2 to 30 rise with ρ and fall as patterns are added.",
            },
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        if self.0 == Sweep::Rho {
            return Ok(Vec::new());
        }
        let differences = table.numbers("relative_difference_at_d_200")?;
        let largest = differences.into_iter().filter(|d| !d.is_nan()).fold(f64::NAN, f64::max);
        Ok(vec![
            Measurement::mean("F01", &fractions_of_right_signs(table)?, "seeds of 100 draws")
                .within(0.0..=1.0),
            Measurement::exact("F12", largest),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let own = table.filter("sweep", self.0)?;
        let (mut information, mut rising) = (self.panel_of_means(), self.panel_of_fractions());
        for (position, count) in DRAWN.into_iter().enumerate() {
            let (curve, color) = (own.filter("N", count)?, color_at(position));
            let means = curve.pairs(self.0.column(), "mi_bits")?;
            let low = curve.pairs(self.0.column(), "q10_bits")?;
            let high = curve.numbers("q90_bits")?;
            let band = low.into_iter().zip(high).map(|((x, low), high)| (x, low, high)).collect();
            let name = format!("N = {count}");
            information = information
                .with(Series::band("", band).color(color))
                .with(Series::line(&*name, means).color(color));
            let fractions = curve.pairs(self.0.column(), "rising_share")?;
            rising = rising.with(Series::line(name, fractions).color(color));
        }
        Ok(Chart::new(vec![information, rising]))
    }
}

impl SingleSynapse {
    fn panel_of_means(&self) -> Panel {
        let axes = (Axis::linear(self.0.axis()), Axis::log("MI(w₂₃; x¹), bits"));
        Panel::new("Mean and 10–90 % range over draws of the means", axes.0, axes.1)
    }

    fn panel_of_fractions(&self) -> Panel {
        let title = format!("Draws in which information rises with {}", self.0.symbol());
        let axes =
            (Axis::linear(self.0.axis()), Axis::linear("fraction of draws").range(0.9, 1.005));
        Panel::new(title, axes.0, axes.1).legend(Legend::BottomRight)
    }
}

/// The information of `count` patterns along a sweep: one row per setting.
fn curve_of(seed: f64, sweep: Sweep, count: usize, draws: &[Vec<Vec<f64>>]) -> Result<Rows> {
    let mut before = vec![f64::NAN; draws.len()];
    let mut rows = Rows::new();
    for (step, (sigma, rho)) in sweep.settings().into_iter().enumerate() {
        let now = draws.iter().map(|draw| information(draw, count, NEURONS, sigma, rho));
        let now = now.collect::<Result<Vec<_>>>()?;
        let rising = if step == 0 { f64::NAN } else { fraction_rising(&before, &now) };
        let compared = DRAWN.contains(&count) && step % 8 == 0 && rho >= 0.0;
        let large = match draws.first().filter(|_| compared) {
            Some(first) => information(first, count, LARGE, sigma, rho)?,
            None => f64::NAN,
        };
        let difference = (large / now[0] - 1.0).abs();
        let (center, low, high) = (mean(&now), quantile(&now, 0.1), quantile(&now, 0.9));
        rows.push(row![seed, sweep, count, sigma, rho, center, low, high, rising, difference]);
        before = now;
    }
    Ok(rows)
}

fn fraction_rising(before: &[f64], now: &[f64]) -> f64 {
    let rises = before.iter().zip(now).filter(|(before, now)| now > before).count();
    rises as f64 / now.len() as f64
}

/// MI(w₂₃; x¹) in bits, on the first patterns and neurons of a draw.
fn information(
    draw: &[Vec<f64>],
    count: usize,
    neurons: usize,
    sigma: f64,
    rho: f64,
) -> Result<f64> {
    let synapse = SynapticEnsemble::new(vec![Synapse::new(1, 2)])?;
    let means: Vec<&[f64]> = draw[..count].iter().map(|mean| &mean[..neurons]).collect();
    Ok(bits(mutual_information_nats(&patterns(&means, sigma, rho)?, &synapse, 0)?))
}

/// For each seed, the fraction of adjacent steps with the right sign.
fn fractions_of_right_signs(table: &Table) -> Result<Vec<f64>> {
    table.groups("seed")?.iter().map(|(_, own)| fraction_of_right_signs(own)).collect()
}

/// The fraction of adjacent steps at which the mean information rises with σ, rises
/// with ρ, and falls with N.
fn fraction_of_right_signs(table: &Table) -> Result<f64> {
    let (mut right, mut steps) = (0, 0);
    for sweep in Sweep::BOTH {
        let own = table.filter("sweep", sweep)?;
        let rising = own.groups("N")?.into_iter().map(|group| (group.1, sweep.column(), 1.0));
        let falling = own.groups(sweep.column())?.into_iter().map(|group| (group.1, "N", -1.0));
        for (group, along, sign) in rising.chain(falling) {
            let values = curve(&group, along, "mi_bits")?;
            steps += values.len() - 1;
            right += values.windows(2).filter(|pair| sign * (pair[1].1 - pair[0].1) > 0.0).count();
        }
    }
    Ok(right as f64 / steps as f64)
}
