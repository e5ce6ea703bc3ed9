//! Gabor functions fitted to receptive fields.

use super::field::Field;

/// A Gabor function on a field: a grating under a Gaussian envelope,
/// exp(−½(u²/σ_u² + v²/σ_v²)) (a cos 2πfu + b sin 2πfu), with u along the grating's normal.
///
/// ```
/// use synaptome_infomax::observables::receptive_fields::{Field, fit_gabor};
///
/// let grating = |i: usize| {
///     let (x, y) = ((i % 12) as f64 - 6.0, (i / 12) as f64 - 6.0);
///     (-(x * x + y * y) / 18.0).exp() * (2.0 * std::f64::consts::PI * 0.2 * x).cos()
/// };
/// let values: Vec<f64> = (0..144).map(grating).collect();
/// let gabor = fit_gabor(&Field::about(0.0, &values, 12, 12)?);
/// assert!((gabor.frequency - 0.2).abs() < 0.01 && gabor.r_squared > 0.99);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Gabor {
    /// The centre (x, y) of the envelope, in pixels: x counts columns and y rows, from 0 at the centre of the
    /// first pixel.
    pub center: (f64, f64),
    /// The direction of the normal, in radians from the x axis towards growing y.
    pub orientation: f64,
    /// The spatial frequency f, in cycles per pixel.
    pub frequency: f64,
    /// The widths σ_u along the normal and σ_v along the bars, in pixels.
    pub widths: (f64, f64),
    /// The amplitudes a and b.
    pub amplitudes: (f64, f64),
    /// The fraction of the field's power about its baseline that the function explains; of a field whose mean
    /// was taken out, together with a constant.
    pub r_squared: f64,
}

/// The Gabor function that explains most of a field: the best of a grid of starts, each refined by a
/// shrinking pattern search; amplitudes by least squares. The best fit of a field of a few pixels is
/// no evidence, as six parameters and two amplitudes are fitted. The time grows with the number of pixels: some
/// milliseconds for 12 × 12, seconds for 256 × 256.
pub fn fit_gabor(field: &Field) -> Gabor {
    let problem = Problem { field, side: field.rows().max(field.columns()) as f64 };
    let mut starts: Vec<(f64, [f64; 6])> = problem
        .starts()
        .into_iter()
        .filter(|start| problem.plausible(start))
        .map(|start| (problem.explained(&start).0, start))
        .collect();
    starts.sort_by(|a, b| b.0.total_cmp(&a.0));
    let refined = starts.into_iter().take(STARTS).map(|(_, start)| problem.refine(start));
    let best = refined.max_by(|a, b| problem.explained(a).0.total_cmp(&problem.explained(b).0));
    problem.gabor(&best.unwrap_or([0.0; 6]))
}

/// How many starts are refined.
const STARTS: usize = 3;

struct Problem<'a> {
    field: &'a Field,
    /// The longer side.
    side: f64,
}

/// Parameters: centre x and y, orientation, frequency, and the logarithms of the two widths.
impl Problem<'_> {
    fn starts(&self) -> Vec<[f64; 6]> {
        let side = self.side;
        let (cx, cy) = self.field.centroid();
        let mut starts = Vec::new();
        for orientation in (0..8).map(|i| f64::from(i) * std::f64::consts::PI / 8.0) {
            for frequency in [0.5 / side, 1.0 / side, 1.5 / side, 2.5 / side, 4.0 / side] {
                for width in [0.1 * side, 0.2 * side, 0.35 * side] {
                    starts.push([cx, cy, orientation, frequency, width.ln(), width.ln()]);
                }
            }
        }
        starts
    }

    /// The fraction of power explained, and the amplitudes, by least squares on two functions.
    fn explained(&self, p: &[f64; 6]) -> (f64, f64, f64) {
        let [cx, cy, orientation, frequency, ln_u, ln_v] = *p;
        let (sin, cos) = orientation.sin_cos();
        let (inverse_u, inverse_v) = ((-ln_u).exp(), (-ln_v).exp());
        let mut sums = [0.0; 7];
        let columns = self.field.columns();
        for (at, &x) in self.field.values().iter().enumerate() {
            let (dx, dy) = ((at % columns) as f64 - cx, (at / columns) as f64 - cy);
            let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
            let envelope = (-0.5 * ((u * inverse_u).powi(2) + (v * inverse_v).powi(2))).exp();
            let (s, c) = (std::f64::consts::TAU * frequency * u).sin_cos();
            let (even, odd) = (envelope * c, envelope * s);
            let terms = [even * even, even * odd, odd * odd, even * x, odd * x, even, odd];
            sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
        let [mut ee, mut eo, mut oo, ex, ox, e, o] = sums;
        if self.field.is_centered() {
            // The best constant takes the means out of both functions, as they are out of the field.
            let n = self.field.values().len() as f64;
            (ee, eo, oo) = (ee - e * e / n, eo - e * o / n, oo - o * o / n);
        }
        let determinant = ee * oo - eo * eo;
        if determinant <= 1e-12 * ee * oo || !determinant.is_finite() {
            return (
                if ee > 0.0 { ex * ex / ee / self.field.power() } else { 0.0 },
                ex / ee.max(1e-300),
                0.0,
            );
        }
        let (a, b) = ((ex * oo - ox * eo) / determinant, (ox * ee - ex * eo) / determinant);
        ((a * ex + b * ox) / self.field.power(), a, b)
    }

    /// Pattern search: tries steps along each parameter and halves them when none helps.
    fn refine(&self, mut at: [f64; 6]) -> [f64; 6] {
        let side = self.side;
        let mut steps = [0.1 * side, 0.1 * side, 0.2, 0.3 / side, 0.3, 0.3];
        let mut best = self.explained(&at).0;
        for _ in 0..60 {
            let before = best;
            for axis in 0..6 {
                for sign in [1.0, -1.0] {
                    let mut trial = at;
                    trial[axis] += sign * steps[axis];
                    let value = if self.plausible(&trial) { self.explained(&trial).0 } else { 0.0 };
                    if value > best {
                        (at, best) = (trial, value);
                        break;
                    }
                }
            }
            if best - before < 1e-4 * best {
                steps.iter_mut().for_each(|step| *step *= 0.5);
            }
            if steps[2] < 5e-3 {
                break;
            }
        }
        at
    }

    /// Centres in the field, frequencies up to that of a checkerboard, widths of at least half a
    /// pixel and at most the longer side: else a Gabor function could fit a single pixel or a ramp.
    fn plausible(&self, p: &[f64; 6]) -> bool {
        let side = self.side;
        let inside = |x: f64, end: usize| (-1.0..=end as f64).contains(&x);
        let width = |ln: f64| (0.5_f64.ln()..=side.ln()).contains(&ln);
        inside(p[0], self.field.columns())
            && inside(p[1], self.field.rows())
            && (0.25 / side..=0.5).contains(&p[3])
            && width(p[4])
            && width(p[5])
    }

    fn gabor(&self, p: &[f64; 6]) -> Gabor {
        let (r_squared, a, b) = self.explained(p);
        Gabor {
            center: (p[0], p[1]),
            orientation: p[2].rem_euclid(std::f64::consts::PI),
            frequency: p[3],
            widths: (p[4].exp(), p[5].exp()),
            amplitudes: (a, b),
            r_squared: r_squared.min(1.0),
        }
    }
}
