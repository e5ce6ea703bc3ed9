//! The families of distributions that are fitted.

use std::fmt;

/// A family of distributions of sizes s = low, low + 1, …, high, or without an upper end.
///
/// ```
/// use synaptome_infomax::observables::{SizeCounts, Tail, TailShape};
///
/// let halving = SizeCounts::from_counts(&[0, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1]);
/// for shape in TailShape::ALL {
///     let fit = Tail::fit(shape, &halving, 1..=10)?;
///     assert_eq!(fit.parameters().len(), shape.parameter_names().len());
/// }
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum TailShape {
    /// The power law P(s) ∝ s^γ; without an upper end the zeta distribution, γ < −1. Parameter:
    /// `exponent` γ.
    Power,
    /// P(s) ∝ e^{γ s}; without an upper end the geometric distribution, γ < 0. Parameter: `exponent` γ.
    Exponential,
    /// The power law with an exponential cut-off P(s) ∝ s^γ e^{−λ s}, λ ≥ 0. Parameters: `exponent` γ and
    /// `rate` λ.
    TruncatedPower,
    /// A log-normal variable rounded to a whole number: P(s) ∝ F(s + ½) − F(s − ½),
    /// F(x) = Φ((ln x − μ)/σ). Parameters: `mu` and `sigma`.
    LogNormal,
    /// A stretched exponential (Weibull) variable rounded to a whole number: P(s) ∝ F(s + ½) − F(s − ½),
    /// F(x) = 1 − exp(−(λ x)^β). Parameters: `stretch` β and `rate` λ, whose relative standard error is that of
    /// ln λ: small β go with λ of many powers of ten.
    StretchedExponential,
}

impl TailShape {
    /// All shapes.
    pub const ALL: [Self; 5] = [
        Self::Power,
        Self::Exponential,
        Self::TruncatedPower,
        Self::LogNormal,
        Self::StretchedExponential,
    ];

    /// The names of the parameters, in their order.
    pub fn parameter_names(self) -> &'static [&'static str] {
        match self {
            Self::Power | Self::Exponential => &["exponent"],
            Self::TruncatedPower => &["exponent", "rate"],
            Self::LogNormal => &["mu", "sigma"],
            Self::StretchedExponential => &["stretch", "rate"],
        }
    }

    /// Whether the distributions of this shape are among those of `other`.
    pub(super) fn is_special_case_of(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Power | Self::Exponential, Self::TruncatedPower)
                | (Self::Exponential, Self::StretchedExponential)
        )
    }

    /// Whether this is what `other` is at an end of a parameter's range.
    pub(super) fn is_end_of(self, other: Self) -> bool {
        matches!((self, other), (Self::Power, Self::TruncatedPower))
    }
}

impl fmt::Display for TailShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Power => "power law",
            Self::Exponential => "exponential",
            Self::TruncatedPower => "power law with exponential cut-off",
            Self::LogNormal => "log-normal",
            Self::StretchedExponential => "stretched exponential",
        })
    }
}
