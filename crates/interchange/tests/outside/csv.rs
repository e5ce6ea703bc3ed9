//! Tables as spreadsheets, pandas, R and NumPy write them.

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use synaptome_interchange::{Array, Delimiter, Dialect, Error, Header, Table, read_csv, write_csv};

/// Names, shape and values.
type Read = (Vec<String>, Vec<usize>, Vec<f64>);

fn read(text: &str, dialect: &Dialect) -> Result<Read, Error> {
    let (names, matrix) = read_csv(text.as_bytes(), dialect)?;
    Ok((names, matrix.shape().to_vec(), matrix.into_values()))
}

fn refusal(text: &str, dialect: &Dialect) -> String {
    read(text, dialect).unwrap_err().to_string()
}

fn with(delimiter: Delimiter) -> Dialect {
    Dialect { delimiter, ..Dialect::default() }
}

fn headed(header: Header) -> Dialect {
    Dialect { header, ..Dialect::default() }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn numbers_between_blanks_are_read_or_the_error_says_how() {
    let blanks = with(Delimiter::Blanks);
    let row = vec![1.0, 2.0, 3.0];
    assert_eq!(read("1.0 2.0 3.0\n", &blanks), Ok((vec![], vec![1, 3], row.clone())));
    assert_eq!(read("  1.0\t 2.0   3.0  \r\n\r\n", &blanks), Ok((vec![], vec![1, 3], row)));
    let error = refusal("1.0 2.0 3.0\n", &Dialect::default());
    assert_eq!(
        error,
        "line 1 of the table may be a header or not: write words as names above the columns, or \
         state Header::Yes or Header::No; are blanks the \
         delimiter?"
    );
    let error = refusal("1.0 2.0\n3.0 4.0\n", &headed(Header::No));
    assert!(
        error.ends_with("\"1.0 2.0\", which is not a number; are blanks the delimiter?"),
        "{error}"
    );
}

#[test]
fn a_header_that_may_be_numbers_is_a_question_for_the_caller() {
    for (text, columns) in [
        ("0,1,2\n0.0,0.0,0.0\n", vec!["0", "1", "2"]),
        ("nan,inf\n1,2\n", vec!["nan", "inf"]),
        ("a,1\n1,2\n", vec!["a", "1"]),
    ] {
        let error = read_csv(text.as_bytes(), &Dialect::default()).unwrap_err();
        assert!(matches!(error, Error::AmbiguousHeader { line: 1, .. }), "{text}: {error}");
        let (found, shape, _) = read(text, &headed(Header::Yes)).unwrap();
        assert_eq!((found, shape), (names(&columns), vec![1, columns.len()]));
    }
    let data = read("0,1,2\n0.0,0.0,0.0\n", &headed(Header::No)).unwrap();
    assert_eq!(data, (vec![], vec![2, 3], vec![0.0, 1.0, 2.0, 0.0, 0.0, 0.0]));
    let guessed = read("0.5,1,2\n3,4,5\n", &Dialect::default()).unwrap();
    assert_eq!((guessed.0, guessed.1), (vec![], vec![2, 3]));
    let missing = read("nan,1\n3,4\n", &Dialect::default()).unwrap();
    assert!(missing.2[0].is_nan() && missing.1 == [2, 2]);
}

#[test]
fn comments_above_the_numbers_name_the_columns() {
    let commented = |text: &str| read(text, &Dialect::default()).unwrap();
    assert_eq!(commented("# p,q\n1,2\n"), (names(&["p", "q"]), vec![1, 2], vec![1.0, 2.0]));
    assert_eq!(commented("# made today\n# p, q\n\n1,2\n").0, names(&["p", "q"]));
    assert_eq!(commented("# three, words, here\n1,2\n").0, names(&[]));
    assert_eq!(commented("# made today\n1\n").0, names(&[]));
    assert_eq!(commented("# 5,6\n1,2\n").0, names(&[]));
    assert_eq!(commented("1,2\n# p,q\n3,4\n").1, [2, 2]);
    assert_eq!(read("# p q\n1 2\n", &with(Delimiter::Blanks)).unwrap().0, names(&["p", "q"]));
    let percent = Dialect { comment: Some('%'), ..Dialect::default() };
    assert_eq!(read("% p,q\n1,2\n", &percent).unwrap().0, names(&["p", "q"]));
}

#[test]
fn delimiters_are_options_and_the_error_suggests_the_right_one() {
    let expected = Ok((names(&["a", "b"]), vec![1, 2], vec![1.0, 2.0]));
    assert_eq!(read("a;b\n1;2\n", &with(Delimiter::Semicolon)), expected);
    assert_eq!(read("a\tb\n1\t2\n", &with(Delimiter::Tab)), expected);
    assert_eq!(read("a|b\n1|2\n", &with(Delimiter::Character('|'))), expected);
    let hints = [("a;b\n1;2\n", "semicolons"), ("a\tb\n1\t2\n", "tabs"), ("a b\n1 2\n", "blanks")];
    for (text, hint) in hints {
        let error = refusal(text, &Dialect::default());
        assert!(error.contains("line 2, field 1") && error.contains(hint), "{error}");
    }
    let error = refusal("1,2\n3,4\n", &with(Delimiter::Semicolon));
    assert!(error.contains("commas"), "{error}");
}

#[test]
fn a_decimal_comma_is_an_option() {
    let (delimiter, decimal) = (Delimiter::Semicolon, ',');
    let german = Dialect { delimiter, decimal, ..Dialect::default() };
    assert_eq!(read("a;b\n1,5;-2,25e1\n", &german).unwrap().2, [1.5, -22.5]);
    assert!(refusal("a;b\n1.000,5;2\n", &german).contains("\"1.000,5\", which is not a number"));
    assert!(refusal("a;b\n1.5;2\n", &german).contains("\"1.5\""));
    let error = refusal("a;b\n1,5;2\n", &with(Delimiter::Semicolon));
    assert!(error.contains("decimal character"), "{error}");
}

#[test]
fn marks_blank_lines_and_quotes_of_spreadsheets_are_understood() {
    let text = "\u{feff}a,\"b, c\"\r\n\r\n1,\"2\"\r\n\r\n";
    assert_eq!(
        read(text, &Dialect::default()),
        Ok((names(&["a", "b, c"]), vec![1, 2], vec![1.0, 2.0]))
    );
    assert_eq!(read("a,b\r1,2\r \t\r3,4\r", &Dialect::default()).unwrap().1, [2, 2]);
    let quoted = "label,x\n\"#1\",2\n\"two\nlines\",3\nplain,bad\n";
    let table = Table::read(quoted.as_bytes(), &Dialect::default()).unwrap();
    assert_eq!(table.text("label").unwrap(), ["#1", "two\nlines", "plain"]);
    let error = table.numbers("x").unwrap_err().to_string();
    assert!(error.starts_with("line 5, field 2 of the table is \"bad\""), "{error}");
    let error = refusal("a,b\n1,\"2\n3,4\n", &Dialect::default());
    assert_eq!(error, "the table cannot be read: a quote on line 2 or below is never closed");
}

#[test]
fn faults_are_placed_by_the_line_of_the_file() {
    let text = "# a comment\n\n# another\nx,y\n1,2\n\n  # more\n3,oops\n";
    let error = refusal(text, &Dialect::default());
    assert_eq!(error, r#"line 8, field 2 of the table is "oops", which is not a number"#);
    let error = refusal("x,y\n# note\n1,2\n\n3\n", &Dialect::default());
    assert_eq!(error, "the number of fields in line 5 of the table is 1, expected 2");
    let error = refusal("x,y\r\n\r\n1,1e400\r\n", &Dialect::default());
    assert_eq!(error, r#"line 3, field 2 of the table is "1e400", beyond the largest f64"#);
    let error = refusal("1 2\n\n3 x\n", &with(Delimiter::Blanks));
    assert_eq!(error, r#"line 3, field 2 of the table is "x", which is not a number"#);
    assert_eq!(
        read("1,-inf\nNaN,Infinity\n", &Dialect::default()).unwrap().2[1],
        f64::NEG_INFINITY
    );
}

#[test]
fn what_excel_and_r_put_around_a_table_is_no_part_of_it() {
    let expected = Ok((names(&["a", "b"]), vec![1, 2], vec![1.0, 2.0]));
    assert_eq!(read("sep=;\r\na;b\r\n1;2\r\n", &with(Delimiter::Semicolon)), expected);
    let error = refusal("sep=;\na;b\n1;x\n", &with(Delimiter::Semicolon));
    assert!(error.starts_with("line 3, field 2"), "{error}");
    assert_eq!(read("\"a\" \"b\"\n1 2\n", &with(Delimiter::Blanks)), expected);
}

#[test]
fn an_empty_file_is_refused_and_a_header_alone_is_a_table_without_rows() {
    for text in ["", "\n\n", "# only a comment\n", "\u{feff}"] {
        for delimiter in [Delimiter::Comma, Delimiter::Blanks] {
            let error = read(text, &with(delimiter)).unwrap_err();
            assert_eq!(error, Error::Empty { quantity: "the table" }, "{text:?}");
        }
    }
    let header = read("a,b\n", &Dialect::default()).unwrap();
    assert_eq!(header, (names(&["a", "b"]), vec![0, 2], vec![]));
}

#[test]
fn missing_numbers_are_read_as_nan_only_where_the_caller_names_them() {
    let error = refusal("x,y\n1,\n", &Dialect::default());
    assert_eq!(
        error,
        r#"line 2, field 2 of the table is "", which is not a number; leave out what is missing, write NaN, or name the texts of missing numbers in the dialect"#
    );
    let missing = Dialect { missing: names(&["", "NA"]), ..Dialect::default() };
    let (_, shape, values) = read("x,y\n1,\nNA,4\n", &missing).unwrap();
    assert_eq!((shape, values[0], values[3]), (vec![2, 2], 1.0, 4.0));
    assert!(values[1].is_nan() && values[2].is_nan());
}

#[test]
fn texts_in_other_encodings_are_refused_with_the_line() {
    let dialect = Dialect::default();
    let error = read_csv(&b"a,b\n1,2\n\xe9,3\n"[..], &dialect).unwrap_err().to_string();
    assert_eq!(error, "the table cannot be read: line 3 is not UTF-8; save it as UTF-8");
    let error = read_csv(&b"\xff\xfea\0"[..], &dialect).unwrap_err().to_string();
    assert!(error.contains("UTF-16"), "{error}");
}

#[test]
fn dialects_that_contradict_themselves_are_refused() {
    for dialect in [
        with(Delimiter::Character('5')),
        with(Delimiter::Character('é')),
        with(Delimiter::Character('"')),
        with(Delimiter::Character('#')),
        Dialect { decimal: ',', ..Dialect::default() },
        Dialect { decimal: '\'', ..Dialect::default() },
        Dialect { comment: Some('1'), ..Dialect::default() },
    ] {
        let error = read("1\n", &dialect).unwrap_err();
        assert!(matches!(error, Error::Dialect { .. }), "{dialect:?}: {error}");
    }
}

#[test]
fn columns_are_asked_for_by_name() {
    let table = Table::read("w,w,x\n1,2,3\n".as_bytes(), &Dialect::default()).unwrap();
    assert_eq!(table.numbers("x"), Ok(vec![3.0]));
    let error = table.numbers("w").unwrap_err().to_string();
    assert_eq!(error, "there are several of the column \"w\"");
    let error = table.text("y").unwrap_err().to_string();
    assert_eq!(error, r#"the table has no "y"; it has ["w", "w", "x"]"#);
}

proptest! {
    #[test]
    fn every_line_number_is_that_of_an_editor(
        lines in prop::collection::vec(prop::sample::select(vec!["", "# c", "1,2", "\"3\",4"]), 0..9),
    ) {
        let text = [&lines[..], &["x,5\n"]].concat().join("\n");
        let error = read(&text, &headed(Header::No)).unwrap_err();
        let Error::NotANumber { line, place, field, .. } = error else { panic!("{error}") };
        prop_assert_eq!((line, place, field), (lines.len() + 1, 1, "x".to_owned()));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9a#,;\" \t\n\r.-]{0,40}") {
        for delimiter in [Delimiter::Comma, Delimiter::Blanks, Delimiter::Semicolon] {
            for header in [Header::Guess, Header::No, Header::Yes] {
                let dialect = Dialect { header, ..with(delimiter) };
                if let Ok(table) = Table::read(text.as_bytes(), &dialect) {
                    let (rows, columns) = table.shape();
                    prop_assert!(rows + table.names().len() > 0 && columns > 0);
                }
            }
        }
    }
}

#[test]
fn what_pandas_and_r_write_with_an_index_has_its_names() {
    // DataFrame.to_csv of pandas, write.csv of R: no name above the index.
    let expected = (names(&["", "a", "b"]), vec![2, 3], vec![0.0, 1.0, 2.5, 1.0, 3.0, 4.0]);
    assert_eq!(read(",a,b\n0,1,2.5\n1,3,4\n", &Dialect::default()).unwrap(), expected);
    let r = "\"\",\"a\",\"b\"\n\"0\",1,2.5\n\"1\",3,4\n";
    assert_eq!(read(r, &Dialect::default()).unwrap(), expected);
    let missing = Dialect { missing: names(&["", "NA"]), ..Dialect::default() };
    assert_eq!(read(r, &missing).unwrap(), expected);
    assert!(refusal(",0,1\n0,1,2.5\n", &Dialect::default()).contains("numbered 0, 1, 2"));
    assert!(
        refusal("\"\",\"\"\n1,2\n", &Dialect::default()).contains("all of its fields are empty")
    );
    let error = refusal("a,b,\n3,4,\n", &Dialect::default());
    assert!(error.starts_with("line 2, field 3 of the table is \"\""), "{error}");
}

#[test]
fn no_line_is_lost_for_a_sign_of_comments() {
    // Errors of a spreadsheet begin with the sign of comments.
    let text = "a,b\n#DIV/0!,2\n1,#N/A\n";
    let error = refusal(text, &Dialect::default());
    assert!(error.contains("line 2 begins with #DIV/0!") && error.contains("None"), "{error}");
    let missing = names(&["#DIV/0!", "#N/A"]);
    let table = read(text, &Dialect { comment: None, missing, ..Dialect::default() }).unwrap();
    assert!(table.1 == [2, 2] && table.2[0].is_nan() && table.2[1..3] == [2.0, 1.0]);
    // A quote in an indented comment opens no field.
    let text = "a,b\n  # x,\"y\n1,2\n \t# \"z\n3,4\n";
    assert_eq!(read(text, &Dialect::default()).unwrap().2, [1.0, 2.0, 3.0, 4.0]);
    // Latin Ã is the first byte of é in UTF-8, and a blank begins many lines.
    for comment in ['Ã', ' ', '.', '\n'] {
        let dialect = Dialect { comment: Some(comment), ..Dialect::default() };
        assert!(refusal("é,b\n1,2\n", &dialect).contains("comment character"));
    }
}

#[test]
fn a_line_of_missing_numbers_between_tabs_is_a_row() {
    let missing = Dialect { missing: names(&[""]), ..with(Delimiter::Tab) };
    let table = read("a\tb\n\t\n1\t2\n\n", &missing).unwrap();
    assert!(table.1 == [2, 2] && table.2[..2].iter().all(|x| x.is_nan()));
    assert!(refusal("a\tb\n\t\n", &with(Delimiter::Tab)).contains("line 2, field 1"));
}

#[test]
fn numbers_in_groups_of_thousands_are_named() {
    let european = Dialect { decimal: ',', ..with(Delimiter::Semicolon) };
    for (text, dialect) in
        [("a,b\n\"1,234,567.5\",2\n", Dialect::default()), ("a;b\n1.234,5;2\n", european.clone())]
    {
        let error = refusal(text, &dialect);
        assert!(error.ends_with("write it without separators of thousands"), "{error}");
    }
    assert_eq!(read("a;b\n1234,5;-,5\n", &european).unwrap().2, [1234.5, -0.5]);
}

#[test]
fn written_names_are_read_again_whatever_they_begin_with() {
    let (given, mut file) = (["#x", "y, \"z\""], Vec::new());
    write_csv(&given, &Array::from_fn(1, 2, |_, j| j as f64 - 0.5), &mut file).unwrap();
    let (found, matrix) = read_csv(&file[..], &Dialect::default()).unwrap();
    assert_eq!((found, matrix.values()), (names(&given), &[-0.5, 0.5][..]));
}
