//! What the lab reads: points, exported points, claims, tables, patterns of names.

use std::fs;

use synaptome_lab::chart::{Axis, Panel};
use synaptome_lab::{
    Caption, Chapter, Claims, Experiment, Lab, Point, Run, Scale, Shard, Stored, Table, row,
};

/// An experiment of two points.
pub const EXPERIMENT: Experiment = Experiment {
    id: "two",
    source: "none",
    caption: Caption::ours("Two points", "nothing"),
    columns: &["x", "y"],
    points: |_| vec![Point::new().key("x", 1_usize), Point::new().key("x", 2_usize)],
    run: |point, _| Ok(vec![row![point.count("x")?, 0.5]]),
    measure: |_| Ok(Vec::new()),
    chart: |_| Ok(Panel::new("", Axis::linear("x"), Axis::linear("y")).into()),
};

/// The lab of that experiment.
pub fn lab() -> Lab<'static> {
    const CHAPTER: Chapter<'_> = Chapter { title: "", citation: "", figures: &[&EXPERIMENT] };
    Lab { chapters: &[CHAPTER], ..Lab::default() }
}

/// The first byte chooses a reader.
pub fn experiments(bytes: &[u8]) {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    match first % 8 {
        0 => drop(text.parse::<Claims>()),
        1 => drop((text.parse::<Shard>(), text.parse::<Scale>())),
        2 => table(rest),
        3 => drop(serde_json::from_slice::<Stored>(rest)),
        4 => drop(lab().select(&text.lines().map(str::to_owned).collect::<Vec<_>>())),
        5 => stored(rest),
        _ => exported(rest),
    }
}

fn table(bytes: &[u8]) {
    let Ok(table) = Table::from_csv(bytes) else { return };
    let written = table.to_csv().expect("a table can be written");
    let again = Table::from_csv(written.as_slice()).expect("what was written can be read");
    assert_eq!(again.to_csv().expect("a table can be written"), written);
}

/// A point file with these bytes.
fn stored(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = Run { out: folder.path().to_owned(), ..Run::default() };
    let (lab, point) = (lab(), &(EXPERIMENT.points)(Scale::Quick)[0]);
    let store = lab.store(&run);
    fs::create_dir_all(store.output().points("two")).expect("a folder");
    store.save(&EXPERIMENT, point, vec![row![1_usize, 0.5]], 0.0).expect("it is stored");
    let files = fs::read_dir(store.output().points("two")).expect("the folder of the points");
    for file in files.flatten() {
        fs::write(file.path(), bytes).expect("it is written");
    }
    assert_eq!(
        store.load(&EXPERIMENT, point).is_none(),
        store.damage(&EXPERIMENT, point).is_some()
    );
}

/// A file of exported points with these bytes.
fn exported(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = Run { out: folder.path().to_owned(), ..Run::default() };
    if let Ok(imported) = lab().import(&run, bytes) {
        assert!(imported.added + imported.known <= 2);
    }
}
