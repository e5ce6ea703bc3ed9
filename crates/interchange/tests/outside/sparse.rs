//! Sparse matrices of SciPy.

use std::io::Cursor;

use proptest::prelude::{prop, prop_assert_eq, proptest};
use synaptome_interchange::{
    Array, Compression, Error, NpzReader, SparseMatrix, ToNpy, read_sparse_npz, write_npz,
    write_sparse_npz,
};

use crate::golden;

#[test]
fn every_format_of_scipy_gives_the_same_matrix() {
    let mut dense = vec![0.0; 24];
    for (place, value) in [(1, 1.5), (5, -2.0), (12, 3.0), (21, 0.25), (22, 7.0)] {
        dense[place] = value;
    }
    for format in ["csr", "csc", "coo", "bsr", "dia"] {
        let read = read_sparse_npz(golden(&format!("{format}.npz"))).unwrap();
        assert_eq!(read.shape(), (4, 6), "{format}");
        assert_eq!(read.to_dense().unwrap().values(), dense, "{format}");
    }
    let integers = read_sparse_npz(golden("coo_array.npz")).unwrap();
    assert_eq!(integers.entries(), [(0, 1, 1.0), (0, 5, -2.0), (2, 0, 3.0), (3, 4, 7.0)]);
    assert_eq!(integers.row(2), [(2, 0, 3.0)]);
    assert_eq!(integers.row(1), []);
    assert_eq!(integers.row(99), []);
}

#[test]
fn values_at_the_same_place_are_added_as_scipy_does() {
    let read = read_sparse_npz(golden("repeated.npz")).unwrap();
    assert_eq!(read.entries(), [(1, 2, 3.0)]);
}

#[test]
fn an_archive_that_is_no_sparse_matrix_is_refused() {
    let error = read_sparse_npz(golden("stored.npz")).unwrap_err();
    assert!(matches!(error, Error::Missing { .. }), "{error}");
}

#[test]
fn where_arrays_are_expected_the_reader_of_sparse_matrices_is_named() {
    let advice = "the .npz archive cannot be read: it is a sparse matrix of SciPy; read it with read_sparse_npz";
    for format in ["csr", "csc", "coo", "bsr", "dia"] {
        let mut archive = NpzReader::new(golden(&format!("{format}.npz"))).unwrap();
        assert_eq!(archive.read_any("format").unwrap_err().to_string(), advice, "{format}");
        assert_eq!(archive.read::<f64>("weights").unwrap_err().to_string(), advice, "{format}");
        assert_eq!(
            archive.read_any("data").unwrap().shape().len(),
            if format == "bsr" { 3 } else { 1 + usize::from(format == "dia") }
        );
    }
    let mut archive = NpzReader::new(golden("stored.npz")).unwrap();
    assert!(matches!(archive.layout("format"), Err(Error::Missing { .. })));
}

#[test]
fn entries_outside_the_matrix_and_matrices_beyond_memory_are_refused() {
    let error = SparseMatrix::new((2, 2), vec![(0, 2, 1.0)]).unwrap_err().to_string();
    assert_eq!(error, "column index 2 is out of range: there are 2");
    assert!(SparseMatrix::new((0, 0), vec![(0, 0, 1.0)]).is_err());
    let vast = SparseMatrix::new((1 << 40, 1 << 40), vec![(1, 1, 1.0)]).unwrap();
    assert!(matches!(vast.to_dense(), Err(Error::TooLarge { .. })));
    let sink = Cursor::new(Vec::new());
    let long = SparseMatrix::new((usize::MAX, 1), Vec::new()).unwrap();
    assert!(matches!(
        write_sparse_npz(&long, Compression::None, sink),
        Err(Error::OutOfMemory { .. })
    ));
}

/// The file of a matrix with some of its arrays replaced.
fn archive(arrays: &[(&str, &dyn ToNpy)]) -> Cursor<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    write_npz(arrays, Compression::None, &mut file).unwrap();
    file.set_position(0);
    file
}

/// An element of a type that only other programs write.
struct Raw {
    element: &'static str,
    shape: &'static str,
    bytes: Vec<u8>,
}

impl ToNpy for Raw {
    fn to_npy(&self, sink: &mut dyn std::io::Write) -> Result<(), Error> {
        let Self { element, shape, bytes } = self;
        let header =
            format!("{{'descr': '{element}', 'fortran_order': False, 'shape': {shape}, }}\n");
        sink.write_all(b"\x93NUMPY\x01\x00")?;
        sink.write_all(&(header.len() as u16).to_le_bytes())?;
        Ok(sink.write_all(&[header.as_bytes(), bytes].concat())?)
    }
}

/// SciPy writes three bytes; what numpy makes of a text of Python are characters of four bytes.
#[test]
fn the_format_is_three_bytes_or_three_characters_in_either_order() {
    let ones = |unit: i64| Array::vector(vec![unit; 1]);
    let read = |element, shape, bytes: Vec<u8>| {
        let format = Raw { element, shape, bytes };
        read_sparse_npz(archive(&[
            ("format", &format),
            ("shape", &Array::vector(vec![2_i64, 3])),
            ("data", &Array::vector(vec![7.0])),
            ("row", &ones(1)),
            ("col", &ones(2)),
        ]))
    };
    let characters =
        |turn: fn(u32) -> [u8; 4]| "coo".chars().flat_map(|c| turn(c.into())).collect();
    let expected = SparseMatrix::new((2, 3), vec![(1, 2, 7.0)]).unwrap();
    assert_eq!(read("|S3", "()", b"coo".to_vec()), Ok(expected.clone()));
    assert_eq!(read("<U3", "()", characters(u32::to_le_bytes)), Ok(expected.clone()));
    assert_eq!(read(">U3", "()", characters(u32::to_be_bytes)), Ok(expected));
    for (element, shape, width) in [
        ("|S3", "(1,)", 1),
        ("<U3", "(1,)", 4),
        ("|S4", "()", 1),
        ("<U4", "()", 4),
        ("<i4", "()", 4),
    ] {
        let refused = read(element, shape, b"coo ".repeat(width)).unwrap_err().to_string();
        assert!(refused.contains("its format is of the type"), "{element} {shape}: {refused}");
    }
}

#[test]
fn arrays_that_do_not_fit_each_other_are_refused() {
    let csr = Raw { element: "|S3", shape: "()", bytes: b"csr".to_vec() };
    let matrix = |starts: &[i64], indices: &[i64], shape: &[i64]| {
        let vector = |values: &[i64]| Array::vector(values.to_vec());
        let data = Array::vector(vec![1.0, 2.0]);
        read_sparse_npz(archive(&[
            ("format", &csr),
            ("shape", &vector(shape)),
            ("data", &data),
            ("indptr", &vector(starts)),
            ("indices", &vector(indices)),
        ]))
    };
    assert_eq!(matrix(&[0, 1, 2], &[0, 2], &[2, 3]).unwrap().entries(), [(0, 0, 1.0), (1, 2, 2.0)]);
    for (starts, indices, shape) in [
        (&[0, 1][..], &[0, 2][..], &[2, 3][..]),
        (&[0, 2, 1], &[0, 2], &[2, 3]),
        (&[1, 1, 2], &[0, 2], &[2, 3]),
        (&[0, 1, 3], &[0, 2], &[2, 3]),
        (&[0, 1, 2], &[0, 3], &[2, 3]),
        (&[0, 1, 2], &[0, -1], &[2, 3]),
        (&[0, 1, 2], &[0], &[2, 3]),
        (&[0, 1, 2], &[0, 2], &[2, 3, 4]),
        (&[0, 1, 2], &[0, 2], &[i64::MAX, 3]),
        (&[], &[], &[2, 3]),
    ] {
        assert!(matrix(starts, indices, shape).is_err(), "{starts:?} {indices:?} {shape:?}");
    }
}

proptest! {
    #[test]
    fn what_is_written_sparse_is_read_back(
        entries in prop::collection::vec((0..5_usize, 0..7_usize, -4..4_i8), 0..12),
    ) {
        let entries = entries.into_iter().map(|(i, j, x)| (i, j, f64::from(x))).collect();
        let matrix = SparseMatrix::new((5, 7), entries).unwrap();
        let mut file = Cursor::new(Vec::new());
        write_sparse_npz(&matrix, Compression::Deflate, &mut file).unwrap();
        prop_assert_eq!(read_sparse_npz(file).unwrap(), matrix);
    }
}
