//! Archives of several arrays.

use std::io::Cursor;

use synaptome_interchange::{
    AnyArray, Array, Compression, ElementType, Error, NpzReader, read_npz, write_npz,
};

use crate::golden;

#[test]
fn one_archive_holds_weights_patterns_and_a_mask_of_three_types() {
    let weights = Array::from_fn(2, 3, |i, j| (i as f64) - 0.5 * (j as f64));
    let patterns = Array::new(vec![2, 2], vec![1_i8, -1, -1, 1]).unwrap();
    let mask = AnyArray::from(Array::vector(vec![true, false]));
    for compression in [Compression::None, Compression::Deflate] {
        let mut file = Cursor::new(Vec::new());
        let arrays: [(&str, &dyn synaptome_interchange::ToNpy); 3] =
            [("weights", &weights), ("patterns", &patterns), ("mask", &mask)];
        write_npz(&arrays, compression, &mut file).unwrap();
        let mut archive = NpzReader::new(file).unwrap();
        assert_eq!(archive.names(), ["weights", "patterns", "mask"]);
        assert_eq!(archive.read::<f64>("weights").unwrap(), weights);
        assert_eq!(archive.read::<i8>("patterns").unwrap(), patterns);
        assert_eq!(archive.read_any("mask").unwrap(), mask);
    }
}

#[test]
fn archives_of_numpy_are_inspected_and_read_compressed_or_not() {
    for name in ["stored.npz", "deflated.npz"] {
        let mut archive = NpzReader::new(golden(name)).unwrap();
        assert_eq!(archive.names(), ["weights", "patterns", "mask"]);
        let layout = archive.layout("weights").unwrap();
        assert_eq!((layout.element, layout.shape), (ElementType::F64, vec![3, 4]));
        let weights = archive.read::<f64>("weights").unwrap();
        assert_eq!(weights.values()[11], 11.0 / 8.0);
        assert_eq!(archive.read::<i8>("patterns").unwrap().values(), [1, -1]);
        assert_eq!(archive.read::<bool>("mask").unwrap().values(), [true, false]);
        let error = archive.read::<f64>("patterns").unwrap_err().to_string();
        assert!(error.contains("int8") && error.contains("float64"), "{error}");
    }
}

#[test]
fn a_missing_array_is_named_with_those_that_are_there() {
    let missing = read_npz::<f64>("bias", golden("stored.npz")).unwrap_err().to_string();
    let expected = r#"the .npz archive has no "bias"; it has ["weights", "patterns", "mask"]"#;
    assert_eq!(missing, expected);
}

#[test]
fn a_name_that_stands_twice_is_refused() {
    let array = Array::vector(vec![1.0]);
    let sink = Cursor::new(Vec::new());
    let error = write_npz(&[("x", &array), ("x", &array)], Compression::None, sink).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
}

#[test]
fn a_changed_number_in_an_archive_is_refused_by_its_checksum() {
    let mut file = Cursor::new(Vec::new());
    let array = Array::vector((0..100).map(f64::from).collect());
    write_npz(&[("x", &array)], Compression::None, &mut file).unwrap();
    let mut bytes = file.into_inner();
    let at = bytes.windows(8).position(|window| window == 50_f64.to_le_bytes()).unwrap();
    bytes[at] ^= 1;
    let error = read_npz::<f64>("x", Cursor::new(bytes)).unwrap_err();
    assert!(matches!(error, Error::Damaged { quantity: "the .npz archive", .. }), "{error}");
    let error = NpzReader::new(Cursor::new(b"no zip")).unwrap_err();
    assert!(matches!(error, Error::Damaged { quantity: "the .npz archive", .. }), "{error}");
}
