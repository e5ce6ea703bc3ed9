//! Continuous distributions of ln x, rounded to whole sizes.

use super::kernel::Kernel;
use super::maximum::Local;
use super::quadrature::points;

/// x with (a ln x − b) distributed as the kernel, a > 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rounded {
    pub(super) kernel: Kernel,
    pub(super) scale: f64,
    pub(super) shift: f64,
}

/// Distributions beyond this many standard deviations look like power laws or steps.
const FURTHEST: f64 = 1e4;

impl Rounded {
    /// None if the parameters are beyond what can be told apart.
    pub(super) fn new(kernel: Kernel, [scale, shift]: [f64; 2]) -> Option<Self> {
        let sound = scale > 1e-6 && scale < 1e6 && shift.abs() < FURTHEST;
        sound.then_some(Self { kernel, scale, shift })
    }

    fn standardised(&self, ln_x: f64) -> f64 {
        self.scale * ln_x - self.shift
    }

    /// The logarithm of the probability of x between two ends, given by their logarithms.
    pub(super) fn ln_between(&self, from: f64, to: f64) -> f64 {
        if self.is_narrow(from, to) {
            self.narrow(from, to).value
        } else {
            self.kernel.ln_between(self.standardised(from), self.standardised(to))
        }
    }

    /// The same with derivatives by a and b.
    pub(super) fn between(&self, from: f64, to: f64) -> Local {
        if self.is_narrow(from, to) { self.narrow(from, to) } else { self.wide(from, to) }
    }

    /// Whether the density varies little, so that the difference of two tails would lose digits.
    fn is_narrow(&self, from: f64, to: f64) -> bool {
        let (z, end) = (self.standardised(from), self.standardised(to));
        let steepest = self.kernel.slopes(z).0.abs().max(self.kernel.slopes(end).0.abs());
        (end - z) * (1.0 + steepest) < 2.0
    }

    /// By quadrature of the density g = a φ(a t − b) of t = ln x, whose logarithm has the derivatives
    /// 1/a + t ψ, −ψ, ….
    fn narrow(&self, from: f64, to: f64) -> Local {
        let ln_density = |t: f64| self.kernel.ln_density(self.standardised(t)) + self.scale.ln();
        let top = ln_density(0.5 * (from + to));
        let (mut sum, mut first, mut second) = (0.0, [0.0; 2], [0.0; 3]);
        for (t, weight) in points(from, to) {
            let p = weight * (ln_density(t) - top).exp();
            let (slope, bend) = self.kernel.slopes(self.standardised(t));
            let g = [1.0 / self.scale + t * slope, -slope];
            let curved = [t * t * bend - self.scale.powi(-2), -t * bend, bend];
            sum += p;
            add(&mut first, p, g);
            add(
                &mut second,
                p,
                [curved[0] + g[0] * g[0], curved[1] + g[0] * g[1], curved[2] + g[1] * g[1]],
            );
        }
        Local::of_logarithm(top + sum.ln(), first.map(|x| x / sum), second.map(|x| x / sum))
    }

    /// By the densities at the ends.
    fn wide(&self, from: f64, to: f64) -> Local {
        let value = self.kernel.ln_between(self.standardised(from), self.standardised(to));
        let (mut first, mut second) = ([0.0; 2], [0.0; 3]);
        for (t, sign) in [(from, -1.0), (to, 1.0)].into_iter().filter(|end| end.0.is_finite()) {
            let z = self.standardised(t);
            let density = sign * (self.kernel.ln_density(z) - value).exp();
            let slope = density * self.kernel.slopes(z).0;
            add(&mut first, density, [t, -1.0]);
            add(&mut second, slope, [t * t, -t, 1.0]);
        }
        Local::of_logarithm(value, first, second)
    }
}

impl Local {
    /// The logarithm of a function with these first and second derivatives, relative to itself.
    fn of_logarithm(value: f64, first: [f64; 2], second: [f64; 3]) -> Self {
        let [x, y] = first;
        let squares = [x * x, x * y, y * y];
        let hessian = std::array::from_fn(|i| second[i] - squares[i]);
        Self { value, gradient: first, hessian }
    }

    /// Adds `factor` times another function.
    pub(super) fn add(&mut self, factor: f64, other: &Self) {
        self.value += factor * other.value;
        add(&mut self.gradient, factor, other.gradient);
        add(&mut self.hessian, factor, other.hessian);
    }
}

fn add<const N: usize>(sum: &mut [f64; N], factor: f64, terms: [f64; N]) {
    sum.iter_mut().zip(terms).for_each(|(sum, term)| *sum += factor * term);
}
