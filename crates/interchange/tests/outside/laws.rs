//! Laws of arrays, and failures of the disk.

use std::io::{self, Cursor, Read, Write};

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use synaptome_interchange::{
    AnyArray, Array, Compression, Dialect, Element, Error, Layout, NpzReader, SparseMatrix, Table,
    read_csv, read_npy, read_npz, write_csv, write_npy, write_npz,
};

fn npy<T: Element>(array: &Array<T>) -> Vec<u8> {
    let mut file = Vec::new();
    write_npy(array, &mut file).unwrap();
    file
}

proptest! {
    #[test]
    fn what_is_written_is_read_bit_for_bit(rows in 0..6_usize, columns in 0..6_usize, seed: u64) {
        let bits = |i: usize, j: usize| seed.wrapping_mul(31).rotate_left((7 * i + j) as u32);
        let array = Array::from_fn(rows, columns, |i, j| f64::from_bits(bits(i, j)));
        let read = read_npy::<f64>(&npy(&array)[..]).unwrap();
        prop_assert_eq!(read.shape(), array.shape());
        let pairs = read.values().iter().zip(array.values());
        prop_assert!(pairs.into_iter().all(|(a, b)| a.to_bits() == b.to_bits()));
        let mut archive = Cursor::new(Vec::new());
        write_npz(&[("x", &array)], Compression::Deflate, &mut archive).unwrap();
        prop_assert_eq!(npy(&read_npz::<f64>("x", archive).unwrap()), npy(&array));
    }

    #[test]
    fn a_csv_table_keeps_every_digit(values in prop::collection::vec(prop::num::f64::NORMAL, 12)) {
        let table = Array::new(vec![4, 3], values).unwrap();
        let mut file = Vec::new();
        write_csv(&["a", "b", "c"], &table, &mut file).unwrap();
        let (names, read) = read_csv(&file[..], &Dialect::default()).unwrap();
        prop_assert_eq!(names, ["a", "b", "c"]);
        prop_assert_eq!(read, table);
    }
}

#[test]
fn a_wrong_number_of_values_is_named() {
    let error = Array::new(vec![2, 3], vec![1.0; 5]).unwrap_err().to_string();
    assert_eq!(error, "the list of values has 5 entries, expected 6");
    let error = Array::<f64>::new(vec![usize::MAX, 2], Vec::new()).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    assert!(Array::<f64>::new(vec![usize::MAX, 0], Vec::new()).is_ok());
    let matrix = Array::from_fn(1, 2, |_, _| 0.5);
    let error = write_csv(&["a"], &matrix, Vec::new()).unwrap_err().to_string();
    assert_eq!(error, "the list of names has 1 entries, expected 2");
    let error = write_csv(&[], &Array::vector(vec![1.0]), Vec::new()).unwrap_err();
    assert!(matches!(error, Error::NotAMatrix { .. }), "{error}");
}

#[test]
fn arrays_are_made_and_read_like_other_collections() {
    let vector: Array<u8> = (0..4).collect();
    assert_eq!((vector.shape(), vector.as_ref()), (&[4][..], &[0, 1, 2, 3][..]));
    assert_eq!(vector, Array::from(vec![0, 1, 2, 3]));
    assert_eq!((&vector).into_iter().sum::<u8>(), 6);
    let any = AnyArray::from(vector.clone());
    assert_eq!((any.shape(), any.element().to_string()), (&[4][..], "uint8".to_owned()));
    assert_eq!(Array::<u8>::try_from(any), Ok(vector));
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
fn failures_of_the_disk_are_reported_as_themselves() {
    let array = Array::from_fn(1, 1, |_, _| 1.0);
    for error in [write_npy(&array, Failing), write_csv(&[], &array, Failing)] {
        assert!(matches!(error, Err(Error::Io { kind: io::ErrorKind::StorageFull, .. })));
    }
    let csv = read_csv(Failing, &Dialect::default()).err();
    for error in [read_npy::<f64>(Failing).err(), Layout::read_npy(Failing).err(), csv] {
        assert!(matches!(error, Some(Error::Io { kind: io::ErrorKind::PermissionDenied, .. })));
    }
}

#[test]
fn public_types_can_be_sent_and_shared_between_threads() {
    fn check<T: Send + Sync>() {}
    check::<(Array<f64>, AnyArray, Error, Layout, SparseMatrix, Table, Dialect)>();
    check::<NpzReader<std::fs::File>>();
}
