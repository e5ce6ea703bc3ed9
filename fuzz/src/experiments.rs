//! What the lab reads: points, exported points, claims, tables, patterns of names.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

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

/// The lab of that experiment. It is made once: to ask Git for the revision takes milliseconds.
pub fn lab() -> &'static Lab<'static> {
    const CHAPTER: Chapter<'_> = Chapter { title: "", citation: "", figures: &[&EXPERIMENT] };
    static LAB: LazyLock<Lab<'_>> =
        LazyLock::new(|| Lab { chapters: &[CHAPTER], ..Lab::default() });
    &LAB
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

/// A temporary folder with a stored point, and the path of its file. It is made once, for this process.
fn with_point() -> &'static (Run, PathBuf) {
    static FOLDER: LazyLock<(Run, PathBuf)> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a temporary folder").keep();
        let run = Run { out: folder, ..Run::default() };
        let (store, point) = (lab().store(&run), &(EXPERIMENT.points)(Scale::Quick)[0]);
        fs::create_dir_all(store.output().points("two")).expect("a folder");
        store.save(&EXPERIMENT, point, vec![row![1_usize, 0.5]], 0.0).expect("it is stored");
        let path = only_file(&store.output().points("two"));
        (run, path)
    });
    &FOLDER
}

fn only_file(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder).expect("the folder of the points").flatten();
    files.next().expect("a stored point").path()
}

/// A point file with these bytes.
fn stored(bytes: &[u8]) {
    let (run, path) = with_point();
    fs::write(path, bytes).expect("it is written");
    let (store, point) = (lab().store(run), &(EXPERIMENT.points)(Scale::Quick)[0]);
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
