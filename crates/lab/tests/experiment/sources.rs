//! Points of other sources, points of other machines, and folders that fail.

use std::fs;

use synaptome_lab::{Error, Experiment, Figure, Lab, Reuse, Run, Shard, Sources};
use tempfile::TempDir;

use crate::given::{DRAWS, chapter, folder, lab, point_files, run, table};

fn sources(fingerprint: &str) -> Sources {
    [("draws", fingerprint)].into_iter().collect()
}

/// Runs `draws` with sources of a fingerprint.
fn computed(out: &TempDir, fingerprint: &str, change: impl FnOnce(&mut Run)) -> (usize, usize) {
    let (figures, mut run) = ([&DRAWS as &dyn Figure], run(out));
    change(&mut run);
    let chapters = chapter(&figures);
    let lab = Lab { sources: sources(fingerprint), ..lab(&chapters) };
    let summary = lab.run(&run).unwrap();
    (summary.stored, summary.stale)
}

fn page(out: &TempDir) -> String {
    fs::read_to_string(out.path().join("index.html")).unwrap()
}

#[test]
fn points_of_other_sources_are_computed_again_and_those_of_the_same_are_not() {
    let out = folder();
    assert_eq!(computed(&out, "old", |_| {}), (0, 0));
    assert_eq!(computed(&out, "old", |_| {}), (10, 0));
    assert_eq!(computed(&out, "new", |_| {}), (0, 0));
    assert_eq!(computed(&out, "new", |_| {}), (10, 0));
    assert!(!page(&out).contains("other sources"));
}

#[test]
fn points_that_are_kept_though_other_sources_computed_them_are_marked() {
    let out = folder();
    computed(&out, "old", |_| {});
    fs::remove_file(&point_files(out.path())[3]).unwrap();
    assert_eq!(computed(&out, "new", |run| run.reuse = Reuse::All), (9, 9));
    let marked = "9 of 10 points were computed from other sources than the present ones, and kept.";
    assert!(page(&out).contains(marked));
    let manifest = fs::read_to_string(out.path().join("manifest.json")).unwrap();
    assert!(manifest.contains("\"stale_points\": 9"));
}

#[test]
fn a_figure_that_is_not_selected_is_marked_where_its_points_are_stale() {
    const OTHER: Experiment = Experiment { id: "other", measure: |_| Ok(vec![]), ..DRAWS };
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure, &OTHER]);
    let chapters = chapter(&figures);
    let with = |print: &str, only: &[&str]| {
        let sources = [("draws", print), ("other", print)].into_iter().collect();
        let run = Run { only: only.iter().map(ToString::to_string).collect(), ..run(&out) };
        Lab { sources, ..lab(&chapters) }.run(&run).unwrap()
    };
    with("old", &[]);
    with("new", &["draws"]);
    assert_eq!(page(&out).matches("10 of 10 points were computed from other sources").count(), 1);
}

#[test]
fn the_shard_that_finds_everything_stored_draws() {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let chapters = chapter(&figures);
    for index in [2, 3, 1] {
        let shard: Shard = format!("{index}/3").parse().unwrap();
        let run = Run { shard: Some(shard), draw_when_complete: true, ..run(&out) };
        let summary = lab(&chapters).run(&run).unwrap();
        assert_eq!(out.path().join("index.html").exists(), index == 1);
        assert_eq!(summary.judgements.len(), usize::from(index == 1));
    }
}

#[test]
fn points_of_other_sources_do_not_make_a_shard_draw() {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let chapters = chapter(&figures);
    computed(&out, "old", |_| {});
    let drawn = |reuse, index| {
        fs::remove_file(out.path().join("index.html")).unwrap_or_default();
        let shard: Shard = format!("{index}/3").parse().unwrap();
        let run = Run { shard: Some(shard), draw_when_complete: true, reuse, ..run(&out) };
        Lab { sources: sources("new"), ..lab(&chapters) }.run(&run).unwrap();
        out.path().join("index.html").exists()
    };
    assert!(drawn(Reuse::All, 2));
    assert_eq!([3, 1, 2].map(|index| drawn(Reuse::Current, index)), [false, false, true]);
}

#[test]
fn exported_points_are_imported_elsewhere_once_and_draw_the_same_table() {
    let (from, to, figures) = (folder(), folder(), [&DRAWS as &dyn Figure]);
    let chapters = chapter(&figures);
    let lab = lab(&chapters);
    lab.run(&run(&from)).unwrap();
    let mut file = Vec::new();
    assert_eq!(lab.export(&run(&from), &mut file).unwrap(), 10);
    let imported = lab.import(&run(&to), &file[..]).unwrap();
    assert_eq!((imported.added, imported.known, imported.refused.len()), (10, 0, 0));
    let again = lab.import(&run(&to), &file[..]).unwrap();
    assert_eq!((again.added, again.known), (0, 10));
    assert_eq!(lab.run(&run(&to)).unwrap().stored, 10);
    assert_eq!(table(&to), table(&from));
    let other_seed = Run { seed: 2, ..run(&folder()) };
    let refused = lab.import(&other_seed, &file[..]).unwrap().refused;
    assert_eq!((refused.len(), &*refused[0]), (10, "draws \"x=0\": its seed differs"));
    assert!(matches!(lab.export(&run(&folder()), Vec::new()), Err(Error::NoResults { .. })));
}

#[test]
fn a_file_that_holds_no_points_is_refused_with_the_line() {
    let (from, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let chapters = chapter(&figures);
    let lab = lab(&chapters);
    lab.run(&run(&from)).unwrap();
    let mut file = Vec::new();
    lab.export(&run(&from), &mut file).unwrap();
    let out = folder();
    let error = lab.import(&run(&out), &b"nonsense\n"[..]).unwrap_err();
    assert!(matches!(error, Error::Import { line: 1, .. }), "{error}");
    let other = br#"{"format":"points of synaptome-lab","version":9}"#;
    let error = lab.import(&run(&out), &other[..]).unwrap_err().to_string();
    assert!(error.contains("version 9"), "{error}");
    let cut = &file[..file.len() - 20];
    let error = lab.import(&run(&out), cut).unwrap_err();
    assert!(matches!(error, Error::Import { line: 11, .. }), "{error}");
    assert_eq!(lab.run(&run(&out)).unwrap().stored, 9);
}

/// Whatever a disk or an editor does to a digit, it is never read as a result.
#[test]
fn a_stored_point_with_a_changed_digit_is_computed_again() {
    let out = folder();
    computed(&out, "one", |_| {});
    let expected = table(&out);
    let file = &point_files(out.path())[5];
    let text = fs::read_to_string(file).unwrap();
    let digit = text.rfind("0.").expect("a draw") + 3;
    let other = if &text[digit..=digit] == "7" { "8" } else { "7" };
    fs::write(file, format!("{}{other}{}", &text[..digit], &text[digit + 1..])).unwrap();
    assert_eq!(computed(&out, "one", |_| {}), (9, 0));
    assert_eq!(table(&out), expected);
}
