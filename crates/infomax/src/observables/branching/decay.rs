//! Fits of r_k = b m^k + c.

use crate::Error;

/// r_k = b e^{−k/τ} + c.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decay {
    pub(super) time_scale: f64,
    pub(super) amplitude: f64,
    pub(super) offset: f64,
    /// The weighted sum of squared residuals.
    squares: f64,
}

/// How many time scales are tried before the best is refined.
const TRIED: i32 = 200;

impl Decay {
    /// The best fit by least squares: for each time scale b and c by linear regression, the time
    /// scale by search on a grid and then by golden sections.
    pub(super) fn fit(
        lags: &[usize],
        correlations: &[f64],
        weights: &[f64],
        has_offset: bool,
    ) -> Result<Self, Error> {
        let at =
            |ln_scale: f64| Self::given(ln_scale.exp(), lags, correlations, weights, has_offset);
        let (low, high) = (0.1_f64.ln(), (1e4 * lags[lags.len() - 1] as f64).ln());
        let place = |k: i32| low + (high - low) * f64::from(k) / f64::from(TRIED);
        let better = |a: &i32, b: &i32| at(place(*a)).squares.total_cmp(&at(place(*b)).squares);
        let best = (0..=TRIED).min_by(better).unwrap_or(0);
        let found = at(golden(place(best - 1), place(best + 1), |x| at(x).squares));
        found.require_decay(best, correlations)
    }

    fn require_decay(self, best: i32, correlations: &[f64]) -> Result<Self, Error> {
        let error = |reason: String| Err(Error::NoDecay { reason });
        if !correlations.iter().all(|r| r.is_finite()) {
            return error("the activity of some blocks never changes".to_owned());
        }
        if self.amplitude <= 0.0 {
            return error(format!("the amplitude is {}", self.amplitude));
        }
        if best >= TRIED {
            return error("they are as large at the largest lag as at the smallest".to_owned());
        }
        if best <= 0 {
            return error("they are gone at the smallest lag".to_owned());
        }
        Ok(self)
    }

    /// m.
    pub(super) fn ratio(&self) -> f64 {
        (-1.0 / self.time_scale).exp()
    }

    pub(super) fn at(&self, lag: usize) -> f64 {
        self.amplitude * (-(lag as f64) / self.time_scale).exp() + self.offset
    }

    /// The best b and c for a time scale.
    fn given(
        time_scale: f64,
        lags: &[usize],
        correlations: &[f64],
        weights: &[f64],
        has_offset: bool,
    ) -> Self {
        let shape = |&lag: &usize| (-(lag as f64) / time_scale).exp();
        let points = || lags.iter().map(shape).zip(correlations).zip(weights);
        let mean = |of: fn(f64, f64) -> f64| {
            let sum: f64 = points().map(|((x, y), w)| w * of(x, *y)).sum();
            sum / weights.iter().sum::<f64>()
        };
        let (x, y) = if has_offset { (mean(|x, _| x), mean(|_, y| y)) } else { (0.0, 0.0) };
        let (mut xx, mut xy) = (0.0, 0.0);
        for ((u, v), w) in points() {
            xx += w * (u - x) * (u - x);
            xy += w * (u - x) * (v - y);
        }
        let amplitude = if xx > 0.0 { xy / xx } else { 0.0 };
        let mut decay = Self { time_scale, amplitude, offset: y - amplitude * x, squares: 0.0 };
        let residual = |((_, r), lag): ((&f64, &f64), &usize)| r - decay.at(*lag);
        let terms = weights.iter().zip(correlations).zip(lags);
        decay.squares = terms.map(|term| term.0.0 * residual(term).powi(2)).sum();
        decay
    }
}

/// Where a function with one minimum between two ends is smallest.
fn golden(mut low: f64, mut high: f64, of: impl Fn(f64) -> f64) -> f64 {
    const SECTION: f64 = 0.618_033_988_749_894_9;
    for _ in 0..60 {
        let (a, b) = (high - SECTION * (high - low), low + SECTION * (high - low));
        if of(a) < of(b) { high = b } else { low = a }
    }
    0.5 * (low + high)
}
