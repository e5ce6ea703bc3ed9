//! The weight of a synapse that stores log-normal patterns, and its information about one of them.

use synaptome_lab::Result;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lognormal::{
    Convolution, FentonWilkinson, LogNormal, LogNormalSum, NormalInverseGaussian, SumApproximation,
};

/// Standard deviation of ln of one term.
const SIGMA: f64 = 1.4;

pub(super) fn chart() -> Result<Chart> {
    Ok(Chart::new(vec![distributions()?, information()?]))
}

fn sum(terms: usize) -> Result<LogNormalSum> {
    Ok(LogNormalSum::new(vec![LogNormal::new(0.0, SIGMA)?; terms])?)
}

pub(super) fn distributions() -> Result<Panel> {
    let x = Axis::log("weight w");
    let y = Axis::linear("density of ln w");
    let mut panel = Panel::new("weights after N patterns", x, y).legend(Legend::TopRight);
    for terms in [2, 5, 20] {
        let distribution = sum(terms)?.distribution()?;
        let mut line = Vec::new();
        for w in (-40..=80).map(|i| f64::exp(f64::from(i) / 14.0)) {
            line.push((w, w * distribution.pdf(w)?));
        }
        panel = panel.with(Series::line(format!("N = {terms}"), line));
    }
    Ok(panel)
}

pub(super) fn information() -> Result<Panel> {
    let methods: [(&str, &dyn SumApproximation); 3] = [
        ("exact", &Convolution::default()),
        ("Fenton-Wilkinson", &FentonWilkinson),
        ("NIG recursion", &NormalInverseGaussian::default()),
    ];
    let axes = (Axis::log("stored patterns N"), Axis::log("bits about one pattern"));
    let mut panel =
        Panel::new("information of one synapse", axes.0, axes.1).legend(Legend::TopRight);
    for (name, method) in methods {
        let mut line = Vec::new();
        for terms in [2, 3, 5, 8, 12, 20, 30] {
            let nats = method.information_of_last_nats(&sum(terms)?)?;
            line.push((terms as f64, nats / std::f64::consts::LN_2));
        }
        let series = Series::line(name, line);
        panel = panel.with(if name == "NIG recursion" { series.dashed() } else { series });
    }
    Ok(panel)
}
