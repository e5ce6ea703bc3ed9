//! The instruction set of the inner loops.

use std::sync::LazyLock;

/// An instruction set that the loops are compiled for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Level {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Level {
    /// The widest one that this machine has, unless the environment variable `SYNAPTOME_INSTRUCTIONS`
    /// names a narrower one, `avx2` or `portable`; chosen once. It changes speed and no bit.
    #[inline]
    pub(crate) fn best() -> Self {
        static CHOSEN: LazyLock<Level> = LazyLock::new(|| {
            Level::at_most(&std::env::var("SYNAPTOME_INSTRUCTIONS").unwrap_or_default())
        });
        *CHOSEN
    }

    /// The widest one of this machine that is no wider than the one named.
    fn at_most(name: &str) -> Self {
        let widths = match name {
            "portable" => 1,
            "avx2" => 2,
            _ => usize::MAX,
        };
        let available = Self::available();
        available[available.len().min(widths) - 1]
    }

    /// All that this machine has, narrowest first.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn available() -> &'static [Self] {
        let all: &[Self] = &[Self::Portable, Self::Avx2, Self::Avx512];
        let avx2 = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("popcnt")
            && is_x86_feature_detected!("bmi2");
        let wide = avx2
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vpopcntdq");
        &all[..1 + usize::from(avx2) + usize::from(wide)]
    }

    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) fn available() -> &'static [Self] {
        &[Self::Portable]
    }
}

#[cfg(test)]
mod tests {
    use super::Level;

    #[test]
    fn a_named_instruction_set_is_never_exceeded() {
        assert_eq!(Level::at_most("portable"), Level::Portable);
        assert_eq!(Level::at_most(""), *Level::available().last().unwrap());
        #[cfg(target_arch = "x86_64")]
        assert!(matches!(Level::at_most("avx2"), Level::Portable | Level::Avx2));
    }
}
