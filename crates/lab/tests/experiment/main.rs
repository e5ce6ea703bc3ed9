//! What is computed never depends on how: threads, order, interruption, shards, added points.

mod exchange;
mod given;
mod refusals;
mod report;
mod sources;
mod storage;

use std::fs;

use proptest::prelude::*;
use synaptome_lab::chart::Chart;
use synaptome_lab::{
    Experiment, Figure, Lab, Measurement, Point, Reuse, Run, Scale, Shard, Verdict, row,
};

use given::{Again, DRAWS, chapter, counting, draws, folder, lab, point_files, run, table};

#[test]
fn the_number_of_threads_does_not_change_the_table() {
    assert_eq!(draws(|_| ()), draws(|run| run.jobs = 8));
    assert_eq!(draws(|_| ()), draws(|run| run.jobs = 0));
}

#[test]
fn another_seed_changes_the_table() {
    assert_ne!(draws(|_| ()), draws(|run| run.seed = 2));
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn shards_in_any_order_give_the_table_of_a_whole_run(count in 1_usize..14, first in 0_usize..14) {
        let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
        let chapters = chapter(&figures);
        for turn in 0..count {
            let shard = Shard::new((first + turn) % count + 1, count).ok();
            lab(&chapters).run(&Run { shard, ..run(&out) }).unwrap();
            prop_assert!(!out.path().join("index.html").exists(), "a shard draws nothing");
        }
        let summary = lab(&chapters).run(&run(&out)).unwrap();
        prop_assert_eq!((summary.points, summary.stored), (10, 10));
        prop_assert_eq!(table(&out), draws(|_| ()));
    }

    #[test]
    fn missing_and_damaged_points_are_computed_again_and_no_others(at in 0_usize..10, bytes in 0_usize..400) {
        let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
        let chapters = chapter(&figures);
        lab(&chapters).run(&run(&out)).unwrap();
        let files = point_files(out.path());
        let whole = fs::read(&files[at]).unwrap();
        fs::write(&files[at], &whole[..bytes.min(whole.len() - 2)]).unwrap();
        fs::remove_file(&files[(at + 1) % 10]).unwrap();
        let summary = lab(&chapters).run(&run(&out)).unwrap();
        prop_assert_eq!(summary.stored, 8);
        prop_assert_eq!(table(&out), draws(|_| ()));
    }
}

#[test]
fn a_run_writes_table_pictures_verdicts_manifest_and_report() {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let summary = lab(&chapter(&figures)).run(&run(&out)).unwrap();
    assert_eq!(summary.count(Verdict::Holds), 1);
    for name in
        ["draws.csv", "draws.svg", "draws.png", "claims.json", "manifest.json", "index.html"]
    {
        assert!(out.path().join(name).exists(), "{name}");
    }
    let page = fs::read_to_string(out.path().join("index.html")).unwrap();
    assert!(page.contains("mean of the draws"));
    for outside in ["<script src", "<link", "src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn figures_that_draw_one_data_set_compute_it_once() {
    let (out, data) = (folder(), counting(None, None));
    let (first, second): (&dyn Figure, &dyn Figure) = (&data, &Again(&data));
    lab(&chapter(&[first, second])).run(&run(&out)).unwrap();
    assert_eq!(data.runs.into_inner(), 10);
}

#[test]
fn another_version_and_another_setting_are_computed_again() {
    let (out, data) = (folder(), counting(None, None));
    let figures = [&data as &dyn Figure];
    let chapters = chapter(&figures);
    let lab = lab(&chapters);
    lab.run(&run(&out)).unwrap();
    assert_eq!(lab.run(&run(&out)).unwrap().stored, 10);
    assert_eq!(Lab { version: "1", ..lab.clone() }.run(&run(&out)).unwrap().stored, 0);
    assert_eq!(lab.run(&Run { scale: Scale::Paper, ..run(&out) }).unwrap().stored, 0);
    assert_eq!(lab.run(&Run { reuse: Reuse::Nothing, ..run(&out) }).unwrap().stored, 0);
}

#[test]
fn texts_that_read_as_numbers_stay_texts() {
    let names = Experiment {
        points: |_| ["NaN", "inf", "x"].map(|name| Point::new().key("name", name)).to_vec(),
        columns: &["name"],
        run: |point, _| Ok(vec![row![point.text("name")?]]),
        measure: |table| {
            let value = table.filter("name", "NaN")?.len() as f64;
            Ok(vec![Measurement::exact("mean", value)])
        },
        chart: |_| Ok(Chart::new(Vec::new())),
        ..DRAWS
    };
    let (out, figures) = (folder(), [&names as &dyn Figure]);
    let summary = lab(&chapter(&figures)).run(&run(&out)).unwrap();
    assert_eq!(summary.judgements[0].measured, Some(1.0));
    assert_eq!(lab(&chapter(&figures)).run(&run(&out)).unwrap().stored, 3);
}

#[test]
fn more_threads_than_points_or_machines_have_compute_the_same() {
    assert_eq!(draws(|run| run.jobs = 100_000), draws(|_| ()));
}

/// So many cases of each property, unless `PROPTEST_CASES` says how many.
fn cases(usual: u32) -> proptest::test_runner::Config {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let cases = chosen.unwrap_or(usual);
    let max_global_rejects = cases.saturating_mul(20).max(1024);
    proptest::test_runner::Config {
        max_global_rejects,
        ..proptest::test_runner::Config::with_cases(cases)
    }
}
