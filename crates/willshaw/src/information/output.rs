//! Information of an output from its error rates, whatever the code.

use super::binary::independent_units_bits;
use super::{ErrorRates, block_code_bits, core_bits, halo_bits};
use crate::{CueQuality, Error, OutputKind, PatternCode};

/// The bits that an output with some error rates conveys about its pattern.
///
/// Of a block code, a core by [`core_bits`] (A.7), a halo by [`halo_bits`] (A.8), other outputs by
/// [`block_code_bits`] (A.10–A.12); of other codes as if units were independent
/// ([`random_code_bits`](super::random_code_bits), A.4). The formula of a core has no place for false units and that of a
/// halo none for missing ones, so that such outputs are refused.
///
/// ```
/// use synaptome_willshaw::information::{ErrorRates, output_bits};
/// use synaptome_willshaw::{BlockCode, OutputKind};
/// let (code, half) = (BlockCode::new(4, 16)?, ErrorRates::new(0.0, 0.5)?);
/// assert_eq!(output_bits(code, OutputKind::Core, half)?, 8.0);
/// assert!(output_bits(code, OutputKind::Halo, half).is_err()); // a halo holds the whole pattern
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
///
/// # Errors
/// [`Error::WrongKind`] for cores of a block code with p₀₁ > 0 and halos with p₁₀ > 0.
pub fn output_bits<C: PatternCode>(
    code: C,
    kind: OutputKind,
    rates: ErrorRates,
) -> Result<f64, Error> {
    if code.block_code().is_some() && kind.under(rates) != kind {
        let (spurious, missing) = (rates.spurious(), rates.missing());
        return Err(Error::WrongKind { kind, spurious, missing });
    }
    Ok(bits(code, kind, rates))
}

fn bits<C: PatternCode>(code: C, kind: OutputKind, rates: ErrorRates) -> f64 {
    match (code.block_code(), kind) {
        (None, _) => independent_units_bits(code, rates),
        (Some(code), OutputKind::Core) => core_bits(code, rates),
        (Some(code), OutputKind::Halo) => halo_bits(code, rates),
        (Some(code), OutputKind::Neither) => block_code_bits(code, rates),
    }
}

/// The bits that a cue conveys about its pattern.
///
/// ```
/// use synaptome_willshaw::{BlockCode, CueQuality, information::cue_bits};
///
/// assert!((cue_bits(BlockCode::new(16, 256)?, CueQuality::part(0.5))? - 64.0).abs() < 1e-9);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
///
/// # Errors
/// λ outside [0, 1], or κ < 0 or too large for the code.
pub fn cue_bits<C: PatternCode>(code: C, quality: CueQuality) -> Result<f64, Error> {
    let is_part = quality.false_fraction == 0.0;
    let kind = if is_part { OutputKind::Core } else { OutputKind::Neither };
    output_bits(code, kind, ErrorRates::of_cue(code, quality)?)
}

impl OutputKind {
    /// What outputs hold that were seen to err at these rates: a core with false units and a halo with missing ones
    /// are [`OutputKind::Neither`].
    pub(crate) fn under(self, rates: ErrorRates) -> Self {
        match self {
            Self::Core if rates.spurious() > 0.0 => Self::Neither,
            Self::Halo if rates.missing() > 0.0 => Self::Neither,
            kind => kind,
        }
    }
}
