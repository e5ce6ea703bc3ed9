//! Laws and refusals; NumPy itself is asked in `numpy.rs`.

use std::io::{self, Cursor, Read, Write};

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use synaptome_interchange::{
    Array, Error, read_csv, read_npy, read_npz, write_csv, write_npy, write_npz,
};

fn npy<T: synaptome_interchange::Element>(array: &Array<T>) -> Vec<u8> {
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
        write_npz(&[("x", &array)], &mut archive).unwrap();
        prop_assert_eq!(npy(&read_npz::<f64>("x", archive).unwrap()), npy(&array));
    }

    #[test]
    fn a_csv_table_keeps_every_digit(values in prop::collection::vec(prop::num::f64::NORMAL, 12)) {
        let table = Array::new(vec![4, 3], values).unwrap();
        let mut file = Vec::new();
        write_csv(&["a", "b", "c"], &table, &mut file).unwrap();
        let (names, read) = read_csv(&file[..]).unwrap();
        prop_assert_eq!(names, ["a", "b", "c"]);
        prop_assert_eq!(read, table);
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_panics(at: prop::sample::Index, bit in 0..8_u8) {
        let mut file = npy(&Array::from_fn(3, 4, |i, j| (i * j) as f64));
        let at = at.index(file.len());
        file[at] ^= 1 << bit;
        let _ = read_npy::<f64>(&file[..]);
        let _ = read_npy::<f64>(&file[..at]);
    }
}

/// A file of version 1.0 with this header and nothing behind it.
fn headed(header: &str) -> Vec<u8> {
    let length = (header.len() as u16).to_le_bytes();
    [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes()].concat()
}

#[test]
fn the_axes_of_fortran_order_are_turned() {
    // numpy.asfortranarray([[1, 2, 3], [4, 5, 6]]): the first axis runs fastest in the file.
    let mut file = headed("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }");
    file.extend([1, 4, 2, 5, 3, 6].iter().flat_map(|x: &i32| x.to_le_bytes()));
    assert_eq!(read_npy::<i32>(&file[..]).unwrap().values(), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn an_absurd_shape_is_refused_before_memory_is_asked_for() {
    let absurd = "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }";
    assert!(matches!(read_npy::<f64>(&headed(absurd)[..]), Err(Error::TooLarge { .. })));
    let nothing_follows = "{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,), }";
    let error = read_npy::<f64>(&headed(nothing_follows)[..]).unwrap_err();
    assert_eq!(error.to_string(), "the .npy data cannot be read: it ends too early");
}

#[test]
fn numbers_of_another_type_missing_names_and_ragged_tables_are_named() {
    let integers = npy(&Array::vector(vec![1_i32, 2]));
    assert!(matches!(read_npy::<f64>(&integers[..]), Err(Error::Damaged { .. })));
    let mut archive = Cursor::new(Vec::new());
    write_npz(&[("weights", &Array::vector(vec![1.0]))], &mut archive).unwrap();
    let missing = read_npz::<f64>("bias", archive).unwrap_err().to_string();
    assert!(missing.contains("bias") && missing.contains("weights"), "{missing}");
    let ragged = read_csv("1,2\n3\n".as_bytes()).unwrap_err().to_string();
    assert_eq!(ragged, "the CSV table cannot be read: line 2 has 1 fields, expected 2");
    let error = read_npz::<f64>("x", Cursor::new(b"no zip")).unwrap_err();
    assert!(matches!(error, Error::Damaged { quantity: "the .npz archive", .. }), "{error}");
    let matrix = Array::from_fn(1, 2, |_, _| 0.5);
    let error = write_csv(&["a"], &matrix, Vec::new()).unwrap_err().to_string();
    assert_eq!(error, "the list of names has 1 entries, expected 2");
    assert!(matches!(
        write_csv(&[], &Array::vector(vec![1.0]), Vec::new()),
        Err(Error::NotAMatrix { .. })
    ));
}

#[test]
fn a_wrong_number_of_values_is_named() {
    let error = Array::new(vec![2, 3], vec![1.0; 5]).unwrap_err().to_string();
    assert_eq!(error, "the list of values has 5 entries, expected 6");
    let error = Array::<f64>::new(vec![usize::MAX, 2], Vec::new()).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    assert!(Array::<f64>::new(vec![usize::MAX, 0], Vec::new()).is_ok());
}

#[test]
fn arrays_are_made_and_read_like_other_collections() {
    let vector: Array<u8> = (0..4).collect();
    assert_eq!((vector.shape(), vector.as_ref()), (&[4][..], &[0, 1, 2, 3][..]));
    assert_eq!(vector, Array::from(vec![0, 1, 2, 3]));
    assert_eq!((&vector).into_iter().sum::<u8>(), 6);
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
    for error in [read_npy::<f64>(Failing).err(), read_csv(Failing).err()] {
        assert!(matches!(error, Some(Error::Io { kind: io::ErrorKind::PermissionDenied, .. })));
    }
}

#[test]
fn public_types_can_be_sent_and_shared_between_threads() {
    fn check<T: Send + Sync>() {}
    check::<(Array<f64>, Error)>();
}
