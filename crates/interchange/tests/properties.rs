//! Laws and refusals; NumPy itself is asked in `numpy.rs`.

use std::io::Cursor;

use proptest::prelude::*;
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
    assert!(matches!(read_npy::<f64>(&headed(nothing_follows)[..]), Err(Error::Npy(_))));
}

#[test]
fn numbers_of_another_type_missing_names_and_ragged_tables_are_named() {
    let integers = npy(&Array::vector(vec![1_i32, 2]));
    assert!(matches!(read_npy::<f64>(&integers[..]), Err(Error::Npy(_))));
    let mut archive = Cursor::new(Vec::new());
    write_npz(&[("weights", &Array::vector(vec![1.0]))], &mut archive).unwrap();
    let missing = read_npz::<f64>("bias", archive).unwrap_err().to_string();
    assert!(missing.contains("bias") && missing.contains("weights"), "{missing}");
    assert!(matches!(read_csv("1,2\n3\n".as_bytes()), Err(Error::Csv(_))));
    assert!(matches!(read_npz::<f64>("x", Cursor::new(b"no zip")), Err(Error::Archive(_))));
}
