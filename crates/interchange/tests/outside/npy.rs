//! Headers of `.npy` files by the grammar of the format.

use std::io::{Read, Seek};

use proptest::prelude::{prop, prop_assert_eq, proptest};
use synaptome_interchange::{
    AnyArray, Array, Compression, ElementType, Error, Layout, SparseMatrix, read_npy, write_npy,
    write_sparse_npz,
};

use crate::golden;

/// A file of version 1.0 with this header and these numbers behind it.
fn file(header: &str, values: &[f64]) -> Vec<u8> {
    let length = (header.len() as u16).to_le_bytes();
    let numbers: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), &numbers].concat()
}

fn shape(header: &str, values: &[f64]) -> Vec<usize> {
    let array = read_npy::<f64>(&file(header, values)[..]).unwrap();
    assert_eq!(array.values(), values);
    array.shape().to_vec()
}

fn refusal(header: &str) -> String {
    read_npy::<f64>(&file(header, &[0.0; 200])[..]).unwrap_err().to_string()
}

#[test]
fn headers_are_read_with_keys_in_any_order_either_quote_and_blanks_anywhere() {
    let header = r#"{"descr": "<f8", "fortran_order": False, "shape": (1, 3), }"#;
    assert_eq!(shape(header, &[1.0, 2.0, 3.0]), [1, 3]);
    let header = "{'fortran_order':False , 'shape' : (2, 1),'descr':'<f8'}";
    assert_eq!(shape(header, &[1.0, 2.0]), [2, 1]);
    let header = r#"{"shape": (1,), "descr": "<f8", "fortran_order": False}"#;
    assert_eq!(shape(header, &[1.0]), [1]);
    let header = "\n{ 'descr' :\t'<f8',\n'fortran_order' : False ,'shape':( 1 , 2 ,) , }  \n";
    assert_eq!(shape(header, &[1.0, 2.0]), [1, 2]);
    let header = "{'descr': '=f8', 'fortran_order': True, 'shape': ()}";
    assert_eq!(shape(header, &[1.0]), [0; 0]);
    let header = "{'descr': u'float64', b'fortran_order': False, 'shape': ((2), (1)), }";
    assert_eq!(shape(header, &[1.0, 2.0]), [2, 1]);
}

#[test]
fn the_long_integers_of_python_2_are_lengths() {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2L,), }";
    assert_eq!(shape(header, &[1.0, 2.0]), [2]);
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 2l), }";
    assert_eq!(shape(header, &[1.0, 2.0]), [1, 2]);
}

#[test]
fn a_shape_that_is_no_tuple_of_lengths_is_refused_by_its_text() {
    for shape in ["(184)", "184", "[184]", "(-1,)", "(1.5,)", "('3',)", "(True,)", "None", "(1 2)"]
    {
        let header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}");
        let refusal = refusal(&header);
        assert!(refusal.starts_with("the .npy data cannot be read: its "), "{shape}: {refusal}");
    }
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (184), }";
    assert!(refusal(header).contains("shape is 184, which is no tuple"));
}

#[test]
fn a_header_with_a_key_too_few_or_too_many_is_refused() {
    for (header, text) in [
        ("{'descr': '<f8', 'fortran_order': False, }", "no shape"),
        ("{'descr': '<f8', 'shape': (1,), }", "no fortran_order"),
        ("{'fortran_order': False, 'shape': (1,), }", "no descr"),
        ("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,), }", "fortran_order is 0"),
        ("{'descr': 8, 'fortran_order': False, 'shape': (1,), }", "descr"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}", "\"more\""),
        ("['descr']", "no dictionary"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), } x", "expected the end"),
        ("", "the end"),
    ] {
        assert!(refusal(header).contains(text), "{header}: {}", refusal(header));
    }
    assert!(refusal(&"(".repeat(60_000)).contains("nested"));
}

#[test]
fn numbers_of_another_type_are_refused_with_both_types_and_can_be_inspected_first() {
    let mut file = Vec::new();
    write_npy(&Array::new(vec![3, 1], vec![1_i64, 2, 3]).unwrap(), &mut file).unwrap();
    let layout = Layout::read_npy(&file[..]).unwrap();
    assert_eq!((layout.element, layout.shape), (ElementType::I64, vec![3, 1]));
    assert_eq!((layout.big_endian, layout.fortran_order), (false, false));
    let error = read_npy::<f64>(&file[..]).unwrap_err();
    assert!(error.to_string().starts_with("the .npy array holds int64, but float64 was requested"));
    let numbers = AnyArray::read_npy(&file[..]).unwrap();
    assert_eq!(numbers.to_f64().unwrap().values(), [1.0, 2.0, 3.0]);
}

#[test]
fn integers_that_no_f64_holds_are_named_instead_of_rounded() {
    let exact = 1_i64 << 53;
    let converted = |value: i64| AnyArray::from(Array::vector(vec![0, value])).to_f64();
    assert_eq!(converted(-exact).unwrap().values(), [0.0, -(exact as f64)]);
    let (index, value) = (1, i128::from(exact) + 1);
    assert_eq!(converted(exact + 1), Err(Error::NotExact { index, value }));
    let (index, value) = (1, i64::MAX.into());
    assert_eq!(converted(i64::MAX), Err(Error::NotExact { index, value }));
    assert!(AnyArray::from(Array::vector(vec![u64::MAX])).to_f64().is_err());
}

#[test]
fn half_precision_is_read_without_loss() {
    let expected = [0.0, -0.0, 1.5, -2.0, 65504.0, 2_f64.powi(-24), f64::INFINITY];
    let array = read_npy::<f64>(golden("half.npy")).unwrap();
    assert_eq!(array.values()[..7], expected);
    assert!(array.values()[1].is_sign_negative() && array.values()[7].is_nan());
    let single = read_npy::<f32>(golden("half.npy")).unwrap();
    assert_eq!(single.values()[4], 65504.0);
    assert_eq!(Layout::read_npy(golden("half.npy")).unwrap().element, ElementType::F16);
    let error = read_npy::<i16>(golden("half.npy")).unwrap_err().to_string();
    assert!(error.contains("float16") && error.contains("int16"), "{error}");
}

#[test]
fn arrays_of_numpy_keep_shape_order_and_values() {
    let eighths: Vec<f64> = (0..24).map(|k| f64::from(k) / 8.0).collect();
    let turned = read_npy::<f64>(golden("fortran3.npy")).unwrap();
    assert_eq!((turned.shape(), turned.values()), (&[2, 3, 4][..], &eighths[..]));
    let big = read_npy::<i32>(golden("big_endian.npy")).unwrap();
    assert_eq!((big.shape(), big.values()), (&[2, 3][..], &[0, 1, 2, 3, 4, 5][..]));
    let scalar = read_npy::<f64>(golden("scalar.npy")).unwrap();
    assert_eq!((scalar.shape(), scalar.values()), (&[][..], &[2.5][..]));
    for name in ["empty.npy", "empty_fortran.npy"] {
        let empty = read_npy::<f64>(golden(name)).unwrap();
        assert_eq!((empty.shape(), empty.values()), (&[0, 5][..], &[][..]));
    }
    for name in ["version2.npy", "version3.npy"] {
        assert_eq!(read_npy::<f64>(golden(name)).unwrap().values(), [1.0, 2.0]);
    }
}

#[test]
fn elements_that_are_no_numbers_are_named_for_what_they_are() {
    for (name, what) in [
        ("complex.npy", "complex numbers (<c16)"),
        ("text.npy", "text (<U2)"),
        ("records.npy", "structured records"),
        ("objects.npy", "pickled Python objects (|O)"),
        ("dates.npy", "dates or durations (<M8[D])"),
    ] {
        let error = AnyArray::read_npy(golden(name)).unwrap_err();
        assert!(matches!(error, Error::UnreadableType { .. }) && error.to_string().contains(what));
        assert!(read_npy::<f64>(golden(name)).is_err());
        assert_eq!(Layout::read_npy(golden(name)).unwrap().shape.len(), 1);
    }
}

#[test]
fn files_that_are_no_arrays_are_refused() {
    let file = file("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", &[1.0]);
    let error = read_npy::<f64>(&file[..]).unwrap_err().to_string();
    assert_eq!(error, "the .npy data cannot be read: it ends too early");
    assert!(read_npy::<f64>(&b""[..]).is_err());
    assert!(
        read_npy::<f64>(&b"PK\x03\x04 this is a zip"[..])
            .unwrap_err()
            .to_string()
            .contains("it is a zip archive; unpack it first")
    );
    let version = [b"\x93NUMPY\x07\x00", &file[8..]].concat();
    let (quantity, version_7) = ("the .npy format", 7);
    let error = Error::UnknownVersion { quantity, version: version_7 };
    assert_eq!(read_npy::<f64>(&version[..]), Err(error));
    let endless = b"\x93NUMPY\x02\x00\xff\xff\xff\xff{";
    assert!(matches!(read_npy::<f64>(&endless[..]), Err(Error::TooLarge { .. })));
    let truth = b"\x93NUMPY\x01\x00\x3c\x00{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }   \x07";
    let error = read_npy::<bool>(&truth[..]).unwrap_err().to_string();
    assert_eq!(error, "the .npy data cannot be read: the byte 7 is no bool");
}

#[test]
fn an_absurd_shape_is_refused_before_memory_is_asked_for() {
    let absurd = "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }";
    assert!(matches!(read_npy::<f64>(&file(absurd, &[])[..]), Err(Error::TooLarge { .. })));
    let digits = "9".repeat(60);
    let longer = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({digits},), }}");
    assert!(read_npy::<f64>(&file(&longer, &[])[..]).is_err());
    let nothing_follows = "{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,), }";
    let error = read_npy::<f64>(&file(nothing_follows, &[])[..]).unwrap_err();
    assert_eq!(error.to_string(), "the .npy data cannot be read: it ends too early");
}

/// The names of `numpy.dtype` by its documentation: kind and size, long name, character of C.
#[test]
fn every_name_of_a_type_means_the_same_numbers() {
    for names in [
        ["|b1", "|?", "bool"],
        ["|i1", "|int8", "|b"],
        ["<i2", "<int16", "<h"],
        ["<i4", "<int32", "<i"],
        ["<i8", "<int64", "<q"],
        ["|u1", "|uint8", "|B"],
        ["<u2", "<uint16", "<H"],
        ["<u4", "<uint32", "<I"],
        ["<u8", "<uint64", "<Q"],
        ["<f2", "<float16", "<e"],
        ["<f4", "<float32", "<f"],
        ["<f8", "<float64", "<d"],
    ] {
        let types = names.map(|name| {
            let header = format!("{{'descr': '{name}', 'fortran_order': False, 'shape': (1,), }}");
            Layout::read_npy(&file(&header, &[])[..]).unwrap().element
        });
        assert_eq!(types[0], types[1], "{names:?}");
        assert_eq!(types[0], types[2], "{names:?}");
        let numpy = names[1].trim_start_matches(['<', '|']);
        assert!(types[0].to_string() == numpy || names[0] == "|b1", "{names:?}");
    }
    for (name, what) in
        [("<f16", "floating-point numbers of another width"), ("<x", "unknown type")]
    {
        let header = format!("{{'descr': '{name}', 'fortran_order': False, 'shape': (1,), }}");
        assert!(refusal(&header).contains(what), "{}", refusal(&header));
    }
}

#[test]
fn elements_begin_at_the_first_multiple_of_64_that_has_room_for_the_header() {
    for (axes, begin) in [(0, 128), (1, 128), (10, 128), (18, 128), (30, 192)] {
        let mut bytes = Vec::new();
        write_npy(&Array::new(vec![1; axes], vec![0.5]).unwrap(), &mut bytes).unwrap();
        assert_eq!(bytes.len(), begin + 8, "{axes} axes");
        assert!(bytes[begin - 1] == b'\n' && bytes.ends_with(&0.5_f64.to_le_bytes()));
    }
}

#[test]
fn an_array_beyond_memory_is_refused_with_its_bytes() {
    let matrix = SparseMatrix::new((1 << 30, 1 << 31), Vec::new()).unwrap();
    let bytes = 8_u128 << 61;
    assert!(matches!(matrix.to_dense(), Err(Error::TooLarge { .. } | Error::OutOfMemory { .. })));
    let starts = SparseMatrix::new((1 << 61, 1), Vec::new()).unwrap();
    let sink = std::io::Cursor::new(Vec::new());
    let refused = write_sparse_npz(&starts, Compression::None, sink).unwrap_err();
    assert!(matches!(refused, Error::OutOfMemory { bytes: found } if found >= bytes), "{refused}");
}

#[test]
fn entries_of_a_matrix_stand_row_by_row() {
    let matrix = Array::new(vec![3, 4], (0..12).collect::<Vec<i32>>()).unwrap();
    let expected = (0..3).flat_map(|i| (0..4).map(move |j| (i, j))).zip(0..);
    expected.for_each(|((i, j), value)| assert_eq!(matrix[[i, j]], value));
}

#[test]
fn what_follows_an_array_stays_unread() {
    let mut file = Vec::new();
    write_npy(&Array::vector(vec![1_u8, 2]), &mut file).unwrap();
    write_npy(&Array::vector(vec![3_u8]), &mut file).unwrap();
    let mut source = std::io::Cursor::new(file);
    assert_eq!(read_npy::<u8>(&mut source).unwrap().values(), [1, 2]);
    assert_eq!(read_npy::<u8>(&mut source).unwrap().values(), [3]);
    assert_eq!(source.stream_position().unwrap(), source.get_ref().len() as u64);
}

proptest! {
    #[test]
    fn another_reader_sees_the_same_array(
        shape in prop::collection::vec(0..5_usize, 0..4),
        seed: i32,
    ) {
        let count = shape.iter().product::<usize>();
        let values: Vec<i32> = (0..count).map(|k| seed.wrapping_mul(k as i32)).collect();
        let array = Array::new(shape.clone(), values.clone()).unwrap();
        let mut bytes = Vec::new();
        write_npy(&array, &mut bytes).unwrap();
        let theirs = npyz::NpyFile::new(&bytes[..]).unwrap();
        let lengths: Vec<u64> = shape.iter().map(|&axis| axis as u64).collect();
        prop_assert_eq!(theirs.shape(), &lengths[..]);
        prop_assert_eq!(theirs.into_vec::<i32>().unwrap(), values);
        let mut rest = Vec::new();
        let mut source = &bytes[..];
        prop_assert_eq!(read_npy::<i32>(&mut source).unwrap(), array);
        source.read_to_end(&mut rest).unwrap();
        prop_assert_eq!(rest, [0_u8; 0]);
    }
}
