//! The instruction set of the inner loops: the widest that the machine has, unless the environment variable
//! `SYNAPTOME_INSTRUCTIONS` names a narrower one, `avx2` or `portable`. It changes speed and no bit.

use std::sync::LazyLock;

use pulp::Arch;

/// The instruction set of this process, chosen once.
#[inline]
pub(crate) fn instructions() -> Arch {
    static CHOSEN: LazyLock<Arch> =
        LazyLock::new(|| at_most(&std::env::var("SYNAPTOME_INSTRUCTIONS").unwrap_or_default()));
    *CHOSEN
}

/// The widest instruction set of this machine that is no wider than the one named.
fn at_most(name: &str) -> Arch {
    match name {
        "portable" => Arch::Scalar,
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        "avx2" => pulp::x86::V3::try_new().map_or(Arch::Scalar, Arch::V3),
        _ => Arch::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Arch, at_most};

    #[test]
    fn a_named_instruction_set_is_never_exceeded() {
        assert!(matches!(at_most("portable"), Arch::Scalar));
        assert!(!format!("{:?}", at_most("avx2")).starts_with("V4"));
        assert_eq!(format!("{:?}", at_most("")), format!("{:?}", Arch::new()));
    }
}
