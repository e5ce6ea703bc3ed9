//! Files of other languages.

use std::io::Cursor;

use synaptome_interchange::{
    AnyArray, Compression, Delimiter, Dialect, Header, Layout, NpzReader, Table, read_csv,
    read_npy, read_sparse_npz, write_csv, write_npy, write_sparse_npz,
};

use crate::bytes::Bytes;

/// Gives the bytes to every reader of NumPy's and SciPy's files.
pub fn arrays(bytes: &[u8]) {
    let layout = Layout::read_npy(bytes);
    let any = AnyArray::read_npy(bytes);
    assert!(layout.is_ok() || any.is_err(), "an array was read without a layout");
    drop(any.map(|array| array.to_f64()));
    if let Ok(array) = read_npy::<f64>(bytes) {
        let mut written = Vec::new();
        write_npy(&array, &mut written).expect("a vector takes everything");
        let again = read_npy::<f64>(written.as_slice()).expect("what was written can be read");
        assert_eq!(bits(again.values()), bits(array.values()));
        assert_eq!(again.shape(), array.shape());
    }
    archive(bytes);
    if let Ok(matrix) = read_sparse_npz(Cursor::new(bytes))
        && matrix.shape().0 < 100_000
    {
        let mut written = Cursor::new(Vec::new());
        write_sparse_npz(&matrix, Compression::default(), &mut written).expect("it is written");
        let again = read_sparse_npz(Cursor::new(written.into_inner())).expect("it is read again");
        assert_eq!(again.entries().len(), matrix.entries().len());
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn archive(bytes: &[u8]) {
    let Ok(mut archive) = NpzReader::new(Cursor::new(bytes)) else { return };
    for name in archive.names() {
        drop(archive.layout(&name));
        drop(archive.read_any(&name));
    }
}

/// Gives the bytes behind the first few to the readers of tables, in a dialect that these choose.
pub fn tables(bytes: &[u8]) {
    let mut choices = Bytes::new(bytes);
    let dialect = dialect(&mut choices);
    let text = choices.rest();
    if let Ok(table) = Table::read(text, &dialect) {
        drop(table.matrix());
        table.names().iter().for_each(|name| drop((table.text(name), table.numbers(name))));
    }
    if let Ok((names, matrix)) = read_csv(text, &dialect) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        drop(write_csv(&names, &matrix, Vec::new()));
    }
}

fn dialect(choices: &mut Bytes<'_>) -> Dialect {
    let delimiters = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab, Delimiter::Blanks];
    let delimiter = match choices.below(8) {
        7 => Delimiter::Character(char::from(choices.byte())),
        other => delimiters[other % 4],
    };
    Dialect {
        delimiter,
        header: [Header::Guess, Header::No, Header::Yes][choices.below(3)],
        comment: [Some('#'), None, Some('%')][choices.below(3)],
        decimal: ['.', ',', '.', char::from(choices.byte())][choices.below(4)],
        missing: [vec![], vec![String::new(), "NA".to_owned()]][choices.below(2)].clone(),
    }
}
