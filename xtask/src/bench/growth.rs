//! How costs grow: the works of `benches/src/growth.rs` by size, with fitted exponents and the theoretical orders.

use std::path::Path;

use anyhow::Result;
use synaptome_lab::chart::{Axis, Chart, Legend, Palette, Panel, Series, draw};
use synaptome_lab::write_atomically;

use super::times::{HERE, Times};

/// Works at growing sizes.
pub(super) struct Curve {
    /// The name of the works before the slash.
    pub(super) name: &'static str,
    sizes: &'static [u32],
    /// What the operations grow as.
    order: &'static str,
    /// The exponent of that at large sizes.
    exponent: f64,
    panel: usize,
}

const PANELS: [&str; 5] = [
    "Hopfield rules, closed form",
    "Hopfield rules, minimised",
    "recurrent infomax",
    "information",
    "Willshaw memories",
];

const fn curve(
    panel: usize,
    name: &'static str,
    sizes: &'static [u32],
    order: &'static str,
    exponent: f64,
) -> Curve {
    Curve { name, sizes, order, exponent, panel }
}

const UNITS: &[u32] = &[256, 512, 1_024, 2_048];

/// All curves, by panel.
pub(super) const CURVES: &[Curve] = &[
    curve(0, "HOP in N, M = 256", UNITS, "N² M", 2.0),
    curve(0, "HOP in M, N = 1024", &[128, 256, 512, 1_024], "N² M", 1.0),
    curve(0, "PSE in N, M = N/2", UNITS, "N² M + N M² + M³", 3.0),
    curve(1, "MPF, 5 iterations, in N, M = 256", &[256, 512, 1_024], "N² M", 2.0),
    curve(1, "MPF, 5 iterations, in M, N = 512", &[64, 128, 256, 512], "N² M", 1.0),
    curve(1, "TRN gradient in N", &[128, 256, 512, 1_024], "N² B L", 2.0),
    curve(2, "infomax step in N", &[64, 128, 256, 512, 1_024, 2_048], "N + p N²", 2.0),
    curve(2, "infomax gradient in N", &[128, 256, 512, 1_024], "N³", 3.0),
    curve(3, "closed form in N, n = d = 20", &[25, 50, 100, 200], "N n²", 1.0),
    curve(3, "closed form in n = d, N = 25", &[10, 20, 40, 80], "N n² + n³", 3.0),
    curve(3, "NIG recursion in N", &[25, 50, 100, 200], "N", 1.0),
    curve(4, "R1 in units per block, k = 22", &[256, 512, 1_024, 2_048, 4_096], "λ² k n", 1.0),
    curve(4, "learning a pattern in k, n = 4096", &[8, 16, 32, 64], "k²", 2.0),
    curve(
        4,
        "8 implicit rows in units per block, k = 30",
        &[1_024, 2_048, 4_096, 8_192],
        "M k / n ~ n",
        1.0,
    ),
];

impl Curve {
    /// The works with their sizes.
    pub(super) fn works(&self) -> impl Iterator<Item = (f64, String)> + '_ {
        let work = |size: &u32| (f64::from(*size), format!("growth/{}/{size}", self.name));
        self.sizes.iter().map(work)
    }

    /// Sizes with the median seconds of an element, as far as they were measured.
    fn points(&self, times: &Times) -> Vec<(f64, f64)> {
        let median = |work: &str| times.seconds(work, HERE).map(|spread| spread.median);
        self.works().filter_map(|(size, work)| Some((size, median(&work)?))).collect()
    }
}

/// Slope of ln y over ln x by least squares, with its standard error; none of fewer than three points.
fn fitted_exponent(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    if points.len() < 3 {
        return None;
    }
    let logs: Vec<_> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|log| log.0), mean(|log| log.1));
    let spread: f64 = logs.iter().map(|log| (log.0 - x).powi(2)).sum();
    let slope = logs.iter().map(|log| (log.0 - x) * (log.1 - y)).sum::<f64>() / spread;
    let rest: f64 = logs.iter().map(|log| (log.1 - y - slope * (log.0 - x)).powi(2)).sum();
    Some((slope, (rest / (count - 2.0) / spread).sqrt()))
}

/// The exponents beside the orders.
pub(super) fn markdown(times: &Times) -> String {
    let head =
        "| work | operations | exponent at large sizes | fitted |\n| --- | --- | --- | --- |\n";
    let row = |curve: &Curve| {
        let fitted = fitted_exponent(&curve.points(times));
        let fitted = fitted.map(|(slope, error)| format!("{slope:.2} ± {error:.2}"));
        let fitted = fitted.unwrap_or_else(|| "not measured".to_owned());
        let Curve { name, order, exponent, .. } = curve;
        format!("| {name} | {order} | {exponent} | {fitted} |\n")
    };
    CURVES.iter().map(row).fold(head.to_owned(), |text, row| text + &row)
}

/// Draws times over sizes, each with a dashed line of the theoretical exponent through its last point.
pub(super) fn write_figure(times: &Times, folder: &Path) -> Result<()> {
    let panels = PANELS.iter().enumerate().map(|(i, title)| {
        let axes = (Axis::log("size"), Axis::log("seconds per element"));
        let panel = Panel::new(*title, axes.0, axes.1).legend(Legend::TopLeft);
        CURVES.iter().filter(|curve| curve.panel == i).fold(panel, |panel, curve| {
            let points = curve.points(times);
            panel.with(Series::line(curve.name, points.clone())).with_all(theory(curve, &points))
        })
    });
    let drawing = draw(&Chart::new(panels.collect()).columns(2), Palette::default())?;
    write_atomically(&folder.join("growth.svg"), drawing.svg.as_bytes())?;
    write_atomically(&folder.join("growth.png"), &drawing.png)?;
    Ok(())
}

fn theory(curve: &Curve, points: &[(f64, f64)]) -> Option<Series> {
    let &(last, seconds) = points.last()?;
    let line = points.iter().map(|&(x, _)| (x, seconds * (x / last).powf(curve.exponent)));
    Some(Series::line("", line.collect()).dashed().color("#999999"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponent_of_a_power_is_found() {
        let points: Vec<_> = [1.0, 2.0, 4.0, 8.0].map(|x| (x, 3.0 * f64::powf(x, 2.5))).to_vec();
        let (slope, error) = fitted_exponent(&points).unwrap();
        assert!((slope - 2.5).abs() < 1e-12 && error < 1e-12, "{slope} {error}");
        assert_eq!(fitted_exponent(&points[..2]), None);
    }

    #[test]
    fn every_curve_is_fitted_to_at_least_three_sizes_and_has_a_panel() {
        for curve in CURVES {
            assert!(curve.sizes.len() >= 3 && curve.panel < PANELS.len(), "{}", curve.name);
        }
    }
}
