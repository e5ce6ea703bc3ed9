//! What the steps see of the environment.

use std::path::Path;
use std::process::Command;

/// Beginnings of names of variables that change what is compiled or tested, or where.
const DROPPED: [&str; 6] = ["CARGO", "MAKEFLAGS", "MFLAGS", "PROPTEST_", "RUST", "SYNAPTOME_"];

/// Those among them that say where crates and compilers come from, and the instructions that the document names.
const KEPT: [&str; 6] = [
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTR",
    "RUSTUP_",
    "SYNAPTOME_INSTRUCTIONS",
];

/// Whether a variable reaches the steps. A newcomer has set none of those that are dropped, such as `RUSTFLAGS`.
fn is_passed_on(name: &str) -> bool {
    let begins = |parts: &[&str]| parts.iter().any(|part| name.starts_with(part));
    begins(&KEPT) || !begins(&DROPPED)
}

/// Lets a command run in a clone, compile into the empty target folder of this clone, and take nothing from a
/// cache of compiled crates, whatever the environment and the user's configuration of cargo say.
pub(super) fn of_a_newcomer<'a>(command: &'a mut Command, clone: &Path) -> &'a mut Command {
    let names = std::env::vars_os().map(|(name, _)| name);
    for name in names.filter(|name| !is_passed_on(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    command.envs(["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"].map(|name| (name, "")));
    command.current_dir(clone).env("CARGO_TARGET_DIR", clone.join("target"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_the_compilation_is_not_passed_on() {
        for name in ["CARGO_TARGET_DIR", "RUSTFLAGS", "RUSTC_WRAPPER", "CARGO_ENCODED_RUSTFLAGS"] {
            assert!(!is_passed_on(name), "{name}");
        }
        for name in ["CARGO_BUILD_JOBS", "CARGO_PROFILE_DEV_DEBUG", "PROPTEST_CASES", "MAKEFLAGS"] {
            assert!(!is_passed_on(name), "{name}");
        }
        for name in
            ["PATH", "HOME", "TMPDIR", "CARGO_HOME", "CARGO_NET_OFFLINE", "RUSTUP_TOOLCHAIN"]
        {
            assert!(is_passed_on(name), "{name}");
        }
        assert!(is_passed_on("SYNAPTOME_INSTRUCTIONS") && !is_passed_on("SYNAPTOME_FAULTS_KILLS"));
    }
}
