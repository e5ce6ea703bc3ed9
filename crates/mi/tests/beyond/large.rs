//! Large ensembles, panel by panel: interrupted, resumed and damaged.

use std::ops::ControlFlow;

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_mi::{Error, LargeEnsemble, SynapticEnsemble, mutual_information_of_prefixes};

use crate::{alike, random};

#[test]
fn a_large_ensemble_in_place_has_the_values_of_a_small_one() {
    let xs = random(24, 5, 7);
    let w = SynapticEnsemble::all_pairs(24).unwrap();
    let small = mutual_information_of_prefixes(&xs, &w, 1).unwrap();
    let mut work = LargeEnsemble::new(&xs, &w, 1).unwrap();
    work.run(|_| ControlFlow::Continue(()));
    let large = work.finish();
    assert!(large.values_nats.len().abs_diff(small.values_nats.len()) <= 127);
    for (a, b) in large.values_nats.iter().zip(&small.values_nats) {
        assert!((a - b).abs() < 1e-8 * b.abs().max(1.0), "{a} {b}");
    }
    assert_eq!(large.stopped.is_some(), small.stopped.is_some());
}

#[test]
fn interrupted_work_resumes_after_its_last_panel() {
    let (xs, w) = (alike(24, 30, 0.8, 0.1), SynapticEnsemble::all_pairs(24).unwrap());
    let mut whole = LargeEnsemble::new(&xs, &w, 0).unwrap();
    let mut saved = Vec::new();
    while whole.advance() {
        whole.save_panel(&mut saved).unwrap();
        assert_eq!(whole.saved_bytes(), saved.len() as u64);
    }
    let whole = whole.finish();
    assert_eq!(whole.values_nats.len(), 276);
    for kept in [0, 1000, saved.len() / 2, saved.len() - 1, saved.len()] {
        let mut again = LargeEnsemble::new(&xs, &w, 0).unwrap();
        let done = again.resume(&saved[..kept]).unwrap();
        assert!(done <= 276 && (done == 276) == (kept == saved.len()));
        while again.advance() {}
        assert_eq!(again.finish(), whole);
    }
}

#[test]
fn panels_of_another_ensemble_and_broken_sources_are_refused() {
    let (xs, w) = (alike(6, 30, 0.8, 0.1), SynapticEnsemble::all_pairs(6).unwrap());
    let mut work = LargeEnsemble::new(&xs, &w, 0).unwrap();
    let foreign = vec![0xff; 1 << 12];
    assert!(matches!(work.resume(&foreign[..]), Err(Error::Damaged { .. })));
    assert_eq!(work.resume(std::io::empty()), Ok(0));
    let failed = work.resume(Broken).unwrap_err();
    assert!(matches!(failed, Error::Io { kind: std::io::ErrorKind::TimedOut, .. }), "{failed}");
}

#[test]
fn saved_panels_with_a_few_changed_bytes_are_always_refused() {
    let (xs, w) = (alike(6, 30, 0.8, 0.1), SynapticEnsemble::all_pairs(6).unwrap());
    let mut work = LargeEnsemble::new(&xs, &w, 0).unwrap();
    assert!(work.advance());
    let mut saved = Vec::new();
    work.save_panel(&mut saved).unwrap();
    assert_eq!(saved.len() as u64, work.saved_bytes());
    let mut rng = ChaCha12Rng::seed_from_u64(7);
    for round in 0..5_000 {
        let mut changed = saved.clone();
        for _ in 0..=round % 3 {
            changed[rng.random_range(0..saved.len())] ^= rng.random_range(1..=255_u8);
        }
        let refused = LargeEnsemble::new(&xs, &w, 0).unwrap().resume(&changed[..]).is_err();
        assert!(refused || changed == saved, "{round}");
    }
    let mut resumed = LargeEnsemble::new(&xs, &w, 0).unwrap();
    assert_eq!(resumed.resume(&saved[..]), Ok(15));
    assert_eq!(resumed.finish(), work.finish());
}

struct Broken;

impl std::io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::TimedOut.into())
    }
}
