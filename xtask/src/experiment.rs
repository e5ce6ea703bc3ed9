//! Synaptome as an experiment: its chapters, claims, colours and folders.

use std::path::{Path, PathBuf};

use synaptome_lab::{Claims, Error, Lab, Revision, Scale, Sources};

use crate::figures::CHAPTERS;
use crate::figures::palette::PALETTE;

/// The root of the repository that this program was built from.
pub(crate) fn repository() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// The whole experiment.
pub(crate) fn synaptome() -> Result<Lab<'static>, Error> {
    Ok(Lab {
        title: "Synaptome: every figure, recomputed",
        chapters: CHAPTERS,
        claims: claims()?,
        palette: PALETTE,
        command: "cargo xtask figures",
        findings: "Errors, settings, how they were chosen and what was tried: docs/findings.md in \
                   the repository.",
        version: env!("CARGO_PKG_VERSION"),
        revision: Revision::of(repository()),
        sources: sources(),
    })
}

/// What this program was built from: for every module of figures, a fingerprint of its own code, of the
/// modules it uses, and of the crates behind them (see `build.rs`).
fn sources() -> Sources {
    const FINGERPRINTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/fingerprints.rs"));
    FINGERPRINTS.iter().copied().collect()
}

/// The claims of `docs/claims.toml`.
fn claims() -> Result<Claims, Error> {
    include_str!("../../docs/claims.toml").parse()
}

/// `target/figures`, with the scale's name behind it above `quick`, so that no scale overwrites
/// the report of another.
pub(crate) fn default_folder(scale: Scale) -> PathBuf {
    let target = repository().join("target");
    match scale {
        Scale::Quick => target.join("figures"),
        other => target.join(format!("figures-{other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_set_has_the_fingerprint_of_its_own_module() {
        let sources = sources();
        for figure in synaptome().unwrap().figures() {
            let code = figure.data().code();
            assert!(code.starts_with("xtask::figures::"), "{code}");
            assert_eq!(sources.of(code).len(), 16, "{code}");
        }
    }

    #[test]
    fn the_committed_claims_are_well_formed_and_name_figures_that_exist() {
        let lab = synaptome().unwrap();
        assert!(lab.claims.iter().count() > 100);
        for claim in &lab.claims {
            let known = lab.figures().any(|figure| figure.id() == claim.figure);
            assert!(known, "{} names {}", claim.id, claim.figure);
        }
    }
}
