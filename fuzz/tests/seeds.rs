//! Every seed goes through its target, as the fuzzer's first step does.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use synaptome_fuzz::TARGETS;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: PathBuf) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} is missing", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_seed_is_survived_within_a_second() {
    for (name, target) in TARGETS {
        for path in files(folder().join("seeds").join(name)) {
            let (bytes, start) = (fs::read(&path).unwrap(), Instant::now());
            target(&bytes);
            assert!(start.elapsed() < Duration::from_secs(1), "{} lasts", path.display());
        }
    }
}

#[test]
fn every_target_has_a_program_and_seeds() {
    for (name, _) in TARGETS {
        assert!(folder().join(format!("fuzz_targets/{name}.rs")).exists(), "{name}");
        assert!(!files(folder().join("seeds").join(name)).is_empty(), "{name}");
    }
}

#[test]
fn any_short_bytes_are_survived() {
    for (_, target) in TARGETS {
        (0..=255_u8).for_each(|byte| target(&[byte]));
        (0..=255_u8).for_each(|byte| target(&[byte; 9]));
        target(&[]);
    }
}
