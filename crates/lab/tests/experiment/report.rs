//! What the report and the manifest say of a run, and what a revision is.

use std::fs;
use std::path::Path;
use std::process::Command;

use synaptome_lab::{Figure, Lab, Point, Revision, Scale, Table, duration, row};

use crate::given::{DRAWS, chapter, folder, lab, run};

/// The version is named, each verdict can be shown alone, and the overview counts the one claim of the chapter.
#[test]
fn a_report_names_its_version_and_lets_each_verdict_be_shown_alone() {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let chapters = chapter(&figures);
    Lab { version: "7.0.3", ..lab(&chapters) }.run(&run(&out)).unwrap();
    let read = |name: &str| fs::read_to_string(out.path().join(name)).unwrap();
    let page = read("index.html");
    assert!(page.contains("Version 7.0.3"));
    for verdict in ["holds", "fails", "undecided", "not-run"] {
        let rule = format!("#only-{verdict}:checked) tbody tr:not(.{verdict})");
        let offered = page.contains(&format!("id=\"only-{verdict}\""));
        assert_eq!(page.contains(&rule), offered, "{verdict}");
    }
    assert!(page.contains("tbody tr:not(.holds)") && page.contains(">1 holds<"));
    assert!(page.contains("id=\"only-holds\"") && page.contains("class=\"band\""));
    assert!(page.contains("<th scope=\"row\"><a href=\"#subject-1\">Tests</a></th>"));
    assert!(page.contains("data-label=\"holds\"><span class=\"verdict holds\">1</span>"));
    assert!(!page.contains(">1 fails<") && !page.contains(">2 "));
    let json = |name: &str| serde_json::from_str::<serde_json::Value>(&read(name)).unwrap();
    let (manifest, claims) = (json("manifest.json"), json("claims.json"));
    assert_eq!(
        (&manifest["version"], &manifest["seed"]),
        (&"7.0.3".into(), &run(&out).seed.into())
    );
    assert_eq!((&claims[0]["id"], &claims[0]["verdict"]), (&"mean".into(), &"holds".into()));
    assert!(claims[1].is_null());
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(identity).args(arguments);
    git.output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_revision_is_a_commit_and_whether_files_differ_from_it() {
    let folder = folder();
    let unknown = Revision::of(folder.path());
    assert_eq!((unknown.commit.as_str(), unknown.dirty), ("unknown", true));
    if !git(folder.path(), &["init", "--quiet"]) {
        eprintln!("skipped: git is not installed");
        return;
    }
    fs::write(folder.path().join("a"), "1").unwrap();
    assert!(git(folder.path(), &["add", "a"]) && git(folder.path(), &["commit", "-m", "a"]));
    let clean = Revision::of(folder.path());
    let is_digest = clean.commit.chars().all(|c| c.is_ascii_hexdigit());
    assert!(is_digest && clean.commit.len() == 12 && !clean.dirty, "{clean}");
    assert_eq!(clean.to_string(), clean.commit);
    fs::write(folder.path().join("a"), "2").unwrap();
    let changed = Revision::of(folder.path());
    assert_eq!(changed.to_string(), format!("{} with changes", clean.commit));
}

#[test]
fn seconds_are_shown_in_the_unit_that_has_two_digits_of_them() {
    let shown = [0.04, 99.4, 99.6, 5969.0, 5971.0, 86_400.0].map(duration);
    assert_eq!(shown, ["0.0 s", "99.4 s", "2 min", "99 min", "1.7 h", "24.0 h"]);
}

#[test]
fn a_scale_is_read_by_the_name_that_it_is_shown_by() {
    for scale in Scale::ALL {
        assert_eq!(scale.to_string().parse::<Scale>().unwrap(), scale);
    }
    assert_eq!(Scale::ALL.map(Scale::name)[..2], ["quick", "paper"]);
    assert!("slow".parse::<Scale>().unwrap_err().to_string().contains("slow"));
}

#[test]
fn parameters_of_a_point_are_its_keys_and_its_settings() {
    let point = Point::new().key("x", 3_usize).set("n", 20_usize);
    let names: Vec<&str> = point.parameters().keys().map(String::as_str).collect();
    assert_eq!((names, point.label()), (vec!["n", "x"], "x=3"));
}

#[test]
fn a_table_without_rows_is_empty_and_one_with_rows_is_not() {
    let of = |rows| Table::new(&["x"], rows).unwrap();
    assert!(of(Vec::new()).is_empty() && of(Vec::new()).rows().is_empty());
    let table = Table::new(&["x", "y"], vec![row![1.0, 2.0], row![3.0, -4.0]]).unwrap();
    assert_eq!(table.pairs("x", "y").unwrap(), [(1.0, 2.0), (3.0, -4.0)]);
    assert_eq!(table.pairs("y", "x").unwrap(), [(2.0, 1.0), (-4.0, 3.0)]);
    assert!(table.pairs("x", "z").is_err());
    assert!(!of(vec![row![1.0]]).is_empty() && of(vec![row![1.0]; 3]).len() == 3);
}
