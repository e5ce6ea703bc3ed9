//! Files by their path, and tables whose dialect nobody has told.

use synaptome_interchange::{Array, Dialect, Table, open_matrix, open_table, read_csv, write_npy};

#[test]
fn a_matrix_may_be_the_only_array_of_an_archive_or_a_sparse_matrix() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.npz");
    let write = |arrays: &[(&str, &dyn synaptome_interchange::ToNpy)]| {
        let file = std::fs::File::create(&path).unwrap();
        synaptome_interchange::write_npz(arrays, synaptome_interchange::Compression::Deflate, file)
            .unwrap();
    };
    let matrix = Array::from_fn(2, 3, |i, j| (10 * i + j) as f64);
    write(&[("w", &matrix)]);
    assert_eq!(open_matrix(&path).unwrap(), (Vec::new(), matrix.clone()));
    write(&[("w", &matrix), ("v", &matrix)]);
    let error = open_matrix(&path).unwrap_err().to_string();
    assert!(
        error.ends_with(
            r#"it has the arrays ["w", "v"]; save the one that is meant with numpy.save"#
        ),
        "{error}"
    );
    let sparse = synaptome_interchange::SparseMatrix::new((2, 2), vec![(1, 0, 2.5)]).unwrap();
    let file = std::fs::File::create(&path).unwrap();
    synaptome_interchange::write_sparse_npz(
        &sparse,
        synaptome_interchange::Compression::None,
        file,
    )
    .unwrap();
    assert_eq!(open_matrix(&path).unwrap().1.values(), [0.0, 0.0, 2.5, 0.0]);
}

#[test]
fn the_dialect_of_a_table_is_guessed_from_its_lines() {
    let tables = [
        "# a comment; with, marks\n0.5,1.5\n2,3\n",
        "x;y\n0,5;1,5\n2;3\n",
        "x;y\n0.5;1.5\n2;3\n",
        "0.5\t1.5\n2\t3\n",
        "x y\n0.5 1.5\n2 3\n\n",
    ];
    for table in tables {
        let (_, numbers) = read_csv(table.as_bytes(), &Dialect::guess(table.as_bytes())).unwrap();
        assert_eq!((numbers.shape(), numbers.values()), (&[2, 2][..], &[0.5, 1.5, 2.0, 3.0][..]));
    }
    let column = "synaptic weight\n0.5\n1.5\n";
    let (names, numbers) = read_csv(column.as_bytes(), &Dialect::guess(column.as_bytes())).unwrap();
    assert_eq!((names, numbers.values()), (vec!["synaptic weight".to_owned()], &[0.5, 1.5][..]));
}

#[test]
fn a_column_with_decimal_commas_is_not_two_columns() {
    for table in ["weight\n1,5\n2,25\n", "1,5\n2,25\n0,07\n", "weight\n\"1,5\"\n\"2,25\"\n"] {
        let numbers = read_csv(table.as_bytes(), &Dialect::guess(table.as_bytes())).unwrap().1;
        assert_eq!((numbers.shape()[1], &numbers.values()[..2]), (1, &[1.5, 2.25][..]), "{table}");
    }
    let error = read_csv("1,5\n2,25\n0,07\n".as_bytes(), &Dialect::default()).unwrap_err();
    assert!(error.to_string().contains(r#"in line 3, "0,07" seems to be one number"#), "{error}");
    for pairs in ["3,5\n4,10\n", "neuron,time\n3,05\n4,10\n", "3,0.5\n4,05\n"] {
        let table = Table::read(pairs.as_bytes(), &Dialect::guess(pairs.as_bytes())).unwrap();
        assert_eq!(table.shape(), (2, 2), "{pairs}");
    }
    let german = b"pre;weight\nADAL;1,5\n";
    let table = Table::read(&german[..], &Dialect::guess(german)).unwrap();
    assert!(table.holds_numbers("weight").unwrap() && !table.holds_numbers("pre").unwrap());
    assert!(table.holds_numbers("post").is_err());
}

#[test]
fn lines_of_other_lengths_suggest_the_delimiter() {
    let error = read_csv("1,5;2,5\n3,5;4\n".as_bytes(), &Dialect::default()).unwrap_err();
    let expected = "the number of fields in line 2 of the table is 2, expected 3; are semicolons the delimiter, and perhaps \
         commas the decimal character?";
    assert_eq!(error.to_string(), expected);
    let error = read_csv("1,2\n3\n".as_bytes(), &Dialect::default()).unwrap_err();
    assert_eq!(error.to_string(), "the number of fields in line 2 of the table is 1, expected 2");
}

#[test]
fn errors_of_files_name_them() {
    let folder = std::env::temp_dir().join(format!("synaptome-open-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name);
    std::fs::write(path("good.csv"), "a;b\n1,5;2\n").unwrap();
    std::fs::write(path("bad.csv"), "a,b\n1,x\n").unwrap();
    std::fs::write(path("bad.npy"), "1,2\n").unwrap();
    let mut array = Vec::new();
    write_npy(&Array::new(vec![1, 2], vec![1_i64, 2]).unwrap(), &mut array).unwrap();
    std::fs::write(path("good.NPY"), array).unwrap();
    assert_eq!(open_table(path("good.csv")).unwrap().numbers("a").unwrap(), [1.5]);
    assert_eq!(open_matrix(path("good.csv")).unwrap().1.values(), [1.5, 2.0]);
    assert_eq!(open_matrix(path("good.NPY")).unwrap().1.values(), [1.0, 2.0]);
    for name in ["bad.csv", "bad.npy", "absent.csv", "absent.npy"] {
        let error = open_matrix(path(name)).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
