//! The logarithm of a density as a chain of polynomials.

use std::sync::LazyLock;

use crate::{Error, LogNormal, normal};

/// Degree of each polynomial.
const DEGREE: usize = 16;
const COUNT: usize = DEGREE + 1;
/// Coefficients below this fraction of the largest value are rounding.
const NEGLIGIBLE: f64 = 1e-16;
/// ln f differs by at most this within a panel, so that no maximum hides from a few samples.
const SPAN_NATS: f64 = 60.0;
/// Residuals below this that halving does not reduce are rounding.
const NOISE: f64 = 1e-7;
/// Most panels; 40 to 150 are usual.
const MOST: usize = 4096;

/// ln f on an interval, by Chebyshev's polynomials.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Panel {
    pub(super) low: f64,
    pub(super) high: f64,
    /// The largest of the samples.
    pub(super) top: f64,
    coefficients: [f64; COUNT],
    /// From here on coefficients are negligible.
    used: usize,
}

/// ln f of the logarithm of a variable on adjacent panels, in ascending order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pieces {
    pub(super) panels: Vec<Panel>,
    /// ln f is at most −`depth` outside.
    pub(super) depth: f64,
    /// Estimated relative error of f, anywhere.
    pub(super) error: f64,
}

/// cos(πk/n), from 1 down to −1.
static POINTS: LazyLock<[f64; COUNT]> = LazyLock::new(|| {
    std::array::from_fn(|k| (std::f64::consts::PI * k as f64 / DEGREE as f64).cos())
});

impl Panel {
    /// The polynomial through its values at Chebyshev's points, the last first.
    fn through(low: f64, high: f64, values: &[f64; COUNT]) -> Self {
        let top = values.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
        let coefficients: [f64; COUNT] = std::array::from_fn(|j| coefficient(values, j));
        let counts = |c: &f64| c.abs() > NEGLIGIBLE * top.abs().max(1.0);
        let used = coefficients.iter().rposition(counts).map_or(1, |last| last + 1);
        Self { low, high, top, coefficients, used }
    }

    pub(super) fn at(&self, z: f64) -> f64 {
        self.at_local(self.local(z))
    }

    /// From −1 at the lower to 1 at the upper edge.
    pub(super) fn local(&self, z: f64) -> f64 {
        ((z - self.low) - (self.high - z)) / (self.high - self.low)
    }

    pub(super) fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// The inverse of [`local`](Self::local).
    pub(super) fn place(&self, t: f64) -> f64 {
        self.low + (1.0 + t) * self.half_width()
    }

    pub(super) fn at_local(&self, t: f64) -> f64 {
        let (mut next, mut after) = (0.0, 0.0);
        for c in self.coefficients[1..self.used].iter().rev() {
            (next, after) = ((2.0 * t).mul_add(next, c - after), next);
        }
        t.mul_add(next, self.coefficients[0] - after)
    }

    /// What the polynomial still leaves out, by its last two coefficients.
    fn residual(&self) -> f64 {
        self.coefficients[DEGREE - 1].abs() + self.coefficients[DEGREE].abs()
    }
}

/// (2/n) Σ_k f_k cos(πjk/n), the first and the last term halved, as is c_0 and c_n.
fn coefficient(values: &[f64; COUNT], j: usize) -> f64 {
    let cosine = |k: usize| {
        let turn = (j * k) % (2 * DEGREE);
        POINTS[if turn > DEGREE { 2 * DEGREE - turn } else { turn }]
    };
    let inner: f64 = (1..DEGREE).map(|k| values[k] * cosine(k)).sum();
    let total = inner + f64::midpoint(values[0], values[DEGREE] * cosine(DEGREE));
    let scale = if j == 0 || j == DEGREE { 1.0 } else { 2.0 };
    scale * total / DEGREE as f64
}

impl Pieces {
    /// ln Y ~ N(μ, σ²) as far as ln f > −`depth`.
    pub(super) fn of_term(mu: f64, term: LogNormal, depth: f64) -> Result<Self, Error> {
        let sigma = term.sigma();
        let peak = -sigma.ln() - normal::HALF_LN_TWO_PI;
        let reach = (2.0 * (depth + peak).max(1.0)).sqrt() * sigma;
        let ln_f = |z: f64| peak - ((z - mu) / sigma).powi(2) / 2.0;
        let mut pieces = Self::adaptive((mu - reach, mu + reach), &mut |z| ln_f(z))?;
        pieces.depth = depth;
        Ok(pieces)
    }

    /// Panels fine enough for `ln_f` on the whole interval.
    ///
    /// # Errors
    /// If more than [`MOST`] would be needed.
    pub(super) fn adaptive(
        (low, high): (f64, f64),
        ln_f: &mut dyn FnMut(f64) -> f64,
    ) -> Result<Self, Error> {
        let mut pieces = Self { panels: Vec::new(), depth: 0.0, error: 0.0 };
        let ends = (ln_f(low), ln_f(high));
        pieces.append((low, high), ends, f64::INFINITY, ln_f)?;
        Ok(pieces)
    }

    fn append(
        &mut self,
        range: (f64, f64),
        ends: (f64, f64),
        before: f64,
        ln_f: &mut dyn FnMut(f64) -> f64,
    ) -> Result<(), Error> {
        let (low, high) = range;
        let mut residual = f64::INFINITY;
        if self.panels.len() == MOST {
            let quantity = "the number of panels of a density";
            return Err(Error::TooLarge { quantity, value: MOST as u128 + 1, limit: MOST as u128 });
        }
        if (ends.0 - ends.1).abs() <= SPAN_NATS {
            let (panel, span) = sample(range, ends, ln_f);
            residual = panel.residual();
            let rounding = f64::EPSILON * panel.top.abs();
            let noisy = residual <= NOISE && residual > before / 4.0;
            if span <= SPAN_NATS && (residual <= 1e-13 + 2.0 * rounding || noisy) {
                self.error = self.error.max(residual);
                self.panels.push(panel);
                return Ok(());
            }
        }
        let middle = low + (high - low) / 2.0;
        if !(low < middle && middle < high) {
            let quantity = "the density of a sum between two neighbouring numbers";
            return Err(Error::Inaccurate { quantity, error: residual, limit: NOISE });
        }
        let between = ln_f(middle);
        self.append((low, middle), (ends.0, between), residual, ln_f)?;
        self.append((middle, high), (between, ends.1), residual, ln_f)
    }

    pub(super) fn low(&self) -> f64 {
        self.panels[0].low
    }

    pub(super) fn high(&self) -> f64 {
        self.panels[self.panels.len() - 1].high
    }

    /// The panel that holds `z`, the first or the last if none does.
    pub(super) fn index(&self, z: f64) -> usize {
        self.panels.partition_point(|panel| panel.high < z).min(self.panels.len() - 1)
    }

    pub(super) fn at(&self, z: f64) -> f64 {
        self.panels[self.index(z)].at(z)
    }
}

/// The panel, and the difference of its largest and smallest sample.
fn sample(
    (low, high): (f64, f64),
    ends: (f64, f64),
    ln_f: &mut dyn FnMut(f64) -> f64,
) -> (Panel, f64) {
    let (center, half) = (low + (high - low) / 2.0, (high - low) / 2.0);
    let values = std::array::from_fn(|k| match k {
        0 => ends.1,
        DEGREE => ends.0,
        _ => ln_f(center + half * POINTS[k]),
    });
    let panel = Panel::through(low, high, &values);
    let least = values.iter().fold(f64::INFINITY, |a, &b| a.min(b));
    let span = panel.top - least;
    (panel, span)
}
