//! What an output holds of the pattern.

/// What an output of a retrieval holds of the pattern, for cues without false units.
///
/// ```
/// use synaptome_willshaw::{BlockCode, Iterative, OneStep, OutputKind, Retrieval};
/// assert_eq!(Retrieval::<BlockCode>::output_kind(&OneStep), OutputKind::Halo);
/// assert_eq!(Retrieval::<BlockCode>::output_kind(&Iterative::default()), OutputKind::Core);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum OutputKind {
    /// A subset of the pattern.
    Core,
    /// A superset of the pattern.
    Halo,
    /// Units of the pattern may be missing, and others may be there.
    Neither,
}
