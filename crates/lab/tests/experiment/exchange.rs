//! Files of exported points that are whole, cut, foreign or of other sources.

use std::io::{self, BufReader, Read};

use synaptome_lab::{Error, Figure, Lab, Run, Sources};
use tempfile::TempDir;

use crate::given::{DRAWS, chapter, folder, lab, run};

fn sources(fingerprint: &str) -> Sources {
    [("draws", fingerprint)].into_iter().collect()
}

/// What `ask` makes of the experiment `draws` with sources of a fingerprint.
fn with<T>(fingerprint: &str, ask: impl FnOnce(&Lab) -> T) -> T {
    let figures = [&DRAWS as &dyn Figure];
    let chapters = chapter(&figures);
    ask(&Lab { sources: sources(fingerprint), ..lab(&chapters) })
}

fn exported(out: &TempDir, fingerprint: &str) -> Vec<u8> {
    let mut file = Vec::new();
    with(fingerprint, |lab| {
        lab.run(&run(out)).unwrap();
        lab.export(&run(out), &mut file).unwrap();
    });
    file
}

fn refusal(file: &[u8]) -> String {
    let out = folder();
    with("now", |lab| lab.import(&run(&out), file)).unwrap_err().to_string()
}

#[test]
fn a_file_cut_between_two_points_is_known_for_one() {
    let file = exported(&folder(), "now");
    let lines: Vec<&str> = std::str::from_utf8(&file).unwrap().lines().collect();
    for kept in 1..11 {
        let cut = lines[..kept].join("\n") + "\n";
        let error = refusal(cut.as_bytes());
        let expected = format!("line {} of the exported points", kept + 1);
        let said = format!("of 10 points there are {}", kept - 1);
        assert!(error.starts_with(&expected) && error.contains(&said), "{kept}: {error}");
    }
    let twice = [&file[..], &file].concat();
    assert!(refusal(&twice).contains("should end after 10 points"));
}

#[test]
fn empty_and_foreign_files_are_refused_and_nothing_is_made() {
    assert!(refusal(b"").contains("line 1 of the exported points cannot be read: it is empty"));
    assert!(refusal(&[0x93, b'N', 0xff, 0xfe]).contains("not UTF-8"));
    let parent = folder();
    let run = Run { out: parent.path().join("new"), ..run(&parent) };
    with("now", |lab| lab.import(&run, &b"{}"[..]).unwrap_err());
    assert!(!run.out.exists());
}

#[test]
fn a_line_without_end_is_refused_before_it_fills_the_memory() {
    let endless = BufReader::with_capacity(1 << 20, io::repeat(b'x').take(1 << 40));
    let out = folder();
    let error = with("now", |lab| lab.import(&run(&out), endless)).unwrap_err();
    assert!(matches!(error, Error::Import { line: 1, .. }), "{error}");
}

#[test]
fn imported_points_replace_stale_ones_but_never_the_reverse() {
    let (old, new) = (folder(), folder());
    let (of_old, of_new) = (exported(&old, "old"), exported(&new, "now"));
    let imported = with("now", |lab| lab.import(&run(&old), &of_new[..])).unwrap();
    assert_eq!((imported.added, imported.known), (10, 0));
    assert_eq!(with("now", |lab| lab.plan(&run(&old)).unwrap().stale), 0);
    let imported = with("now", |lab| lab.import(&run(&new), &of_old[..])).unwrap();
    assert_eq!((imported.added, imported.known), (0, 10));
    assert_eq!(with("now", |lab| lab.plan(&run(&new)).unwrap().missing.len()), 0);
}
