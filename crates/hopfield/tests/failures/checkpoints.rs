//! Checkpoints of training that were damaged, or belong to other training, and disks that fail.

use std::io::{self, Read, Write};

use rand::RngExt;
use synaptome_hopfield::{Error, TrainedRecurrent};

use crate::{drawn, rng};

#[test]
fn damaged_checkpoints() {
    let (rule, messages) = (TrainedRecurrent::default(), drawn(8, 3));
    let training = rule.begin(&messages, &mut rng()).unwrap();
    let mut stored = Vec::new();
    training.save(&mut stored).unwrap();
    assert!(rule.resume(&messages, stored.as_slice()).is_ok());
    let half = &stored[..stored.len() / 2];
    let other = drawn(9, 3);
    let mut unfinished = stored.clone();
    unfinished[56..64].copy_from_slice(&f64::NAN.to_le_bytes());
    for (bytes, messages, reason) in [
        (&[][..], &messages, "it ends too early"),
        (half, &messages, "it ends too early"),
        (&stored, &other, "it is of another size"),
        (&unfinished, &messages, "a number in it is not finite"),
        (&[b'x'; 99], &messages, "it does not begin as one"),
    ] {
        let quantity = "the saved training";
        assert_eq!(rule.resume(messages, bytes).err(), Some(Error::Damaged { quantity, reason }));
    }
    let mut longer = stored.clone();
    longer.push(0);
    let quantity = "the saved training";
    let reason = "something follows it";
    let error = rule.resume(&messages, longer.as_slice()).err();
    assert_eq!(error, Some(Error::Damaged { quantity, reason }));
    let mut later = stored.clone();
    later[6..8].copy_from_slice(b"42");
    let error = rule.resume(&messages, later.as_slice()).unwrap_err();
    assert_eq!(error.to_string(), "the saved training has the unknown format version 42");
}

#[test]
fn a_checkpoint_with_a_few_changed_bytes_is_always_refused() {
    let (rule, messages) = (TrainedRecurrent::default(), drawn(8, 3));
    let training = rule.begin(&messages, &mut rng()).unwrap();
    let mut stored = Vec::new();
    training.save(&mut stored).unwrap();
    let rng = &mut rng();
    for _ in 0..20_000 {
        let mut changed = stored.clone();
        for _ in 0..rng.random_range(1..=3) {
            let place = rng.random_range(0..stored.len());
            changed[place] ^= rng.random_range(1..=255_u8);
        }
        if changed != stored {
            let error = rule.resume(&messages, changed.as_slice()).unwrap_err();
            assert!(matches!(error, Error::Damaged { .. } | Error::UnknownVersion { .. }));
        }
    }
    for length in 0..stored.len() {
        assert!(rule.resume(&messages, &stored[..length]).is_err());
    }
}

/// A disk that fails.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "no access"))
    }
}

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::new(io::ErrorKind::StorageFull, "no room"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_failure_to_read_or_write_a_checkpoint_is_reported_as_itself() {
    let (rule, messages) = (TrainedRecurrent::default(), drawn(8, 3));
    let error = rule.resume(&messages, Failing).unwrap_err();
    assert!(matches!(error, Error::Io { kind: io::ErrorKind::PermissionDenied, .. }));
    assert_eq!(error.to_string(), "reading or writing failed: no access");
    let error = rule.begin(&messages, &mut rng()).unwrap().save(Failing).unwrap_err();
    assert!(matches!(error, Error::Io { kind: io::ErrorKind::StorageFull, .. }));
}
