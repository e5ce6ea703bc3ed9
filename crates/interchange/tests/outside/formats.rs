//! Files of other formats, which are named by their first bytes.

use std::io::Cursor;

use synaptome_interchange::{
    AnyArray, Array, Compression, Dialect, Error, NpzReader, Table, open_matrix, open_text,
    read_npy, write_npy, write_npz,
};

/// The first bytes of files as their specifications state them, and a word of the error.
const FILES: [(&[u8], &str); 20] = [
    (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "gzip"),
    (b"BZh91AY&SY\x00\x00", "bzip2"),
    (b"\xfd7zXZ\x00\x00\x04\xe6", "xz"),
    (b"\x28\xb5\x2f\xfd\x04\x58", "zstd"),
    (b"\x89HDF\r\n\x1a\n\x00\x00", "HDF5"),
    (b"MATLAB 5.0 MAT-file, Platform: GLNXA64", "MATLAB 5"),
    (b"MATLAB 7.3 MAT-file, Platform: GLNXA64", "MATLAB 7.3"),
    (b"\x80\x04\x95\x1a\x00\x00\x00", "pickle"),
    (b"\x80\x05\x95\x1a\x00\x00\x00", "pickle"),
    (b"PAR1\x15\x04\x15", "Parquet"),
    (b"RDX3\nX\n\x00\x00", "file of R"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "Excel"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
    (b"II*\x00\x08\x00\x00\x00", "TIFF"),
    (b"<!DOCTYPE html><html>", "web page"),
    (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    (b"\xff\xfe1\x00,\x002\x00\n\x00", "UTF-16"),
    (b"\xfe\xff\x001\x00,\x002\x00\n", "UTF-16"),
    (b"1\x00,\x002\x00\n\x003\x00", "UTF-16"),
];

/// An archive whose only member, which is empty, has this name.
fn archive_of(name: &str) -> Vec<u8> {
    let mut file = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    file.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    file.extend([0, 0]);
    file.extend(name.bytes());
    file
}

#[test]
fn every_reader_names_a_file_of_another_format() {
    let whole = |start: &[u8]| [start, &[0x41; 600]].concat();
    for (start, name) in FILES {
        for bytes in [start.to_vec(), whole(start)] {
            let errors = [
                Table::read(&bytes[..], &Dialect::default()).unwrap_err(),
                AnyArray::read_npy(&bytes[..]).unwrap_err(),
                NpzReader::new(Cursor::new(bytes)).unwrap_err(),
            ];
            for error in errors {
                assert!(matches!(error, Error::WrongFormat { .. }), "{name}: {error}");
                assert!(error.to_string().contains(name), "{name}: {error}");
            }
        }
    }
}

#[test]
fn archives_are_told_by_the_name_of_their_first_member() {
    for (member, name) in [
        ("weights.npy", "an .npz archive of NumPy; read one of its arrays with read_npz"),
        ("[Content_Types].xml", "Excel"),
        ("xl/workbook.xml", "Excel"),
        ("mimetype", "OpenOffice"),
        ("weights.csv", "a zip archive; unpack it first"),
    ] {
        let bytes = archive_of(member);
        for error in [
            Table::read(&bytes[..], &Dialect::default()).unwrap_err().to_string(),
            read_npy::<f64>(&bytes[..]).unwrap_err().to_string(),
        ] {
            assert!(error.contains(name), "{error}");
        }
    }
    let workbook = NpzReader::new(Cursor::new(archive_of("xl/workbook.xml"))).unwrap_err();
    assert!(workbook.to_string().contains("save the sheet as CSV"), "{workbook}");
}

#[test]
fn what_looks_like_another_format_and_is_a_table_is_read() {
    // Genes, words and numbers that begin like other formats.
    for text in [
        "PAR1,PAR2\n1,2\n",
        "MATLAB,R\n1,2\n",
        "PK,RDX3\n1,2\n",
        "CDF,GIF\n1,2\n",
        "BZh9,BM\n1,2\n",
    ] {
        let table = Table::read(text.as_bytes(), &Dialect::default()).unwrap();
        assert_eq!((table.shape(), table.names().len()), ((1, 2), 2), "{text}");
    }
    let error = Table::read(&b"1,2\n\x00\x07,4\n"[..], &Dialect::default()).unwrap_err();
    assert!(error.to_string().contains("it is a binary file"), "{error}");
}

/// Otherwise the numbers of the neurons would be taken for the only column of numbers.
#[test]
fn numbers_of_a_spreadsheet_are_numbers_with_a_fault() {
    let file = b"neuron,weight,note\n1,\"1,234.5\",\"see 1,234\"\n2,\"12,345\",none\n";
    let table = Table::read(&file[..], &Dialect::guess(file)).unwrap();
    assert!(table.holds_numbers("weight").unwrap() && !table.holds_numbers("note").unwrap());
    let error = table.numbers("weight").unwrap_err().to_string();
    assert!(
        error.contains("line 2, field 2") && error.contains("separators of thousands"),
        "{error}"
    );
}

#[test]
fn arrays_and_tables_point_to_each_other() {
    let mut array = Vec::new();
    write_npy(&Array::vector(vec![1.0, 2.0]), &mut array).unwrap();
    let error = Table::read(&array[..], &Dialect::default()).unwrap_err().to_string();
    assert!(error.ends_with("it is an .npy array of NumPy; read it with read_npy"), "{error}");
    for text in ["1,2\n", "neuron,time\n3,0.5\n"] {
        let error = read_npy::<f64>(text.as_bytes()).unwrap_err().to_string();
        assert!(error.ends_with("it is text; read it as a table"), "{error}");
    }
    let mut archive = Cursor::new(Vec::new());
    write_npz(&[("x", &Array::vector(vec![1.0]))], Compression::None, &mut archive).unwrap();
    let error = read_npy::<f64>(&archive.get_ref()[..]).unwrap_err().to_string();
    assert!(error.contains(".npz archive"), "{error}");
    let error = NpzReader::new(Cursor::new(array)).unwrap_err().to_string();
    assert!(error.contains("read it with read_npy"), "{error}");
}

#[test]
fn a_file_by_its_path_is_what_its_bytes_say() {
    let folder = std::env::temp_dir().join(format!("synaptome-formats-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut array = Vec::new();
    write_npy(&Array::new(vec![1, 2], vec![1.0, 2.0]).unwrap(), &mut array).unwrap();
    std::fs::write(folder.join("raster.dat"), &array).unwrap();
    assert_eq!(open_matrix(folder.join("raster.dat")).unwrap().1.values(), [1.0, 2.0]);
    std::fs::write(folder.join("words.txt"), b"\xef\xbb\xbfneurons\n").unwrap();
    assert_eq!(open_text(folder.join("words.txt")).unwrap(), "neurons\n");
    std::fs::write(folder.join("latin.txt"), b"one\nna\xefve\n").unwrap();
    let error = open_text(folder.join("latin.txt")).unwrap_err().to_string();
    assert!(error.contains("latin.txt") && error.contains("line 2 is not UTF-8"), "{error}");
    std::fs::write(folder.join("raster.csv.gz"), b"\x1f\x8b\x08").unwrap();
    let error = open_matrix(folder.join("raster.csv.gz")).unwrap_err().to_string();
    assert!(error.contains("raster.csv.gz") && error.contains("gzip; decompress it"), "{error}");
    std::fs::remove_dir_all(folder).unwrap();
}
