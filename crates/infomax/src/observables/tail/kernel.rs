//! Standard distributions on the line, to the last digits in both tails.

/// The distribution of (ln x − location)/scale.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kernel {
    /// Normal: x is log-normal.
    Normal,
    /// Survival exp(−e^z): x is a stretched exponential.
    Gumbel,
}

/// ln √(2π).
const LN_ROOT_TAU: f64 = 0.918_938_533_204_672_8;

impl Kernel {
    /// The logarithm of the density.
    pub(super) fn ln_density(self, z: f64) -> f64 {
        match self {
            Self::Normal => -0.5 * z * z - LN_ROOT_TAU,
            Self::Gumbel => z - z.exp(),
        }
    }

    /// First and second derivative of the logarithm of the density.
    pub(super) fn slopes(self, z: f64) -> (f64, f64) {
        match self {
            Self::Normal => (-z, -1.0),
            Self::Gumbel => (1.0 - z.exp(), -z.exp()),
        }
    }

    /// The logarithm of the probability between z and a larger number, which may be infinite.
    pub(super) fn ln_between(self, z: f64, end: f64) -> f64 {
        match self {
            Self::Gumbel if end.is_infinite() => -z.exp(),
            Self::Gumbel => -z.exp() + ln_one_less_exp(z.exp() * (end - z).exp_m1()),
            Self::Normal if end <= 0.0 => self.ln_between(-end, -z),
            Self::Normal if z < 0.0 => (-(ln_survival(-z).exp() + ln_survival(end).exp())).ln_1p(),
            Self::Normal => {
                let (from, to) = (ln_survival(z), ln_survival(end));
                from + ln_one_less_exp(from - to)
            }
        }
    }
}

/// ln(1 − e^{−x}) for x > 0.
fn ln_one_less_exp(x: f64) -> f64 {
    if x < 0.7 { (-(-x).exp_m1()).ln() } else { (-(-x).exp()).ln_1p() }
}

/// The logarithm of the probability of a standard normal variable above z ≥ 0; above 10, Laplace's
/// continued fraction.
fn ln_survival(z: f64) -> f64 {
    if z == f64::INFINITY {
        return f64::NEG_INFINITY;
    }
    if z < 10.0 {
        return (0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)).ln();
    }
    let fraction = (1..=40).rev().fold(z, |fraction, k| z + f64::from(k) / fraction);
    Kernel::Normal.ln_density(z) - fraction.ln()
}

#[cfg(test)]
mod tests {
    use super::Kernel;

    /// Values of mpmath with 50 digits.
    #[test]
    fn tails_are_those_of_high_precision() {
        for (kernel, from, to, expected) in [
            (Kernel::Normal, 3.0, f64::INFINITY, -6.607_726_221_510_35),
            (Kernel::Normal, 12.0, f64::INFINITY, -75.410_673_001_568_8),
            (Kernel::Normal, -40.0, -39.0, -765.083_156_564_377_5),
            (Kernel::Normal, -1.0, 2.0, -0.200_166_294_324_462_6),
            (Kernel::Gumbel, -20.0, -19.0, -19.458_675_149_219_057),
            (Kernel::Gumbel, 2.0, 2.5, -7.397_374_530_717_627),
        ] {
            let found = kernel.ln_between(from, to);
            assert!((found / expected - 1.0_f64).abs() < 1e-12, "{kernel:?} {from} {found:?}");
        }
    }
}
