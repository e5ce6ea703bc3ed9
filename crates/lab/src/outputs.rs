//! What a plain run writes: tables, pictures, verdicts, the manifest and the report.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::chart::draw;
use crate::claims::{Claim, Judgement, claims, judge};
use crate::figure::{Figure, Measurement, Scale};
use crate::figures;
use crate::paths::Output;
use crate::report;
use crate::store::{Revision, Store, Stored, VERSION, write_atomically};
use crate::table::Table;

/// A figure whose points are all stored, with what follows from them.
pub(crate) struct Finished {
    pub(crate) figure: &'static dyn Figure,
    pub(crate) table: Table,
    pub(crate) measured: Vec<Measurement>,
    /// How many points the figure has.
    pub(crate) points: usize,
    /// How long they took together on one core.
    pub(crate) core_time: Duration,
    /// The sources that computed them.
    pub(crate) revisions: BTreeSet<Revision>,
}

/// Every figure that is complete in the store at this scale.
pub(crate) fn finished(store: &Store, scale: Scale) -> Result<Vec<Finished>> {
    let complete =
        figures::all().filter_map(|figure| Some((figure, store.complete(figure.data(), scale)?)));
    complete.map(|(figure, points)| finish(figure, points)).collect()
}

fn finish(figure: &'static dyn Figure, stored: Vec<Stored>) -> Result<Finished> {
    let core_time =
        Duration::from_secs_f64(stored.iter().map(|point| point.seconds.max(0.0)).sum());
    let revisions = stored.iter().map(|point| point.revision.clone()).collect();
    let points = stored.len();
    let rows = stored.into_iter().flat_map(|point| point.rows).collect();
    let table = Table::new(figure.data().columns(), rows).with_context(|| figure.id())?;
    let measured = figure.measure(&table).with_context(|| format!("claims of {}", figure.id()))?;
    Ok(Finished { figure, table, measured, points, core_time, revisions })
}

/// All claims, judged by the finished figures; each claim by the figure it names.
pub(crate) fn judgements(finished: &[Finished], scale: Scale) -> Result<Vec<Judgement>> {
    let claims = claims()?;
    let mut measured = Vec::new();
    for Finished { figure, measured: own, .. } in finished {
        for measurement in own {
            let named =
                |claim: &&Claim| claim.id == measurement.claim && claim.figure == figure.id();
            let (id, claim) = (figure.id(), measurement.claim);
            ensure!(claims.iter().any(|c| named(&c)), "claims.toml has no claim {claim} of {id}");
            measured.push(measurement.clone());
        }
    }
    judge(&claims, &measured, scale)
}

/// Writes everything but the points themselves; returns the verdicts.
pub(crate) fn write(store: &Store, output: &Output, scale: Scale) -> Result<Vec<Judgement>> {
    let finished = finished(store, scale)?;
    let judgements = judgements(&finished, scale)?;
    let pictures =
        finished.iter().map(|figure| write_figure(figure, output)).collect::<Result<Vec<_>>>()?;
    write_atomically(&output.file("claims.json"), &serde_json::to_vec_pretty(&judgements)?)?;
    write_manifest(store, output, scale, &finished)?;
    let page = report::page(store, scale, &finished, &pictures, &judgements);
    write_atomically(&output.file("index.html"), page.as_bytes())?;
    Ok(judgements)
}

/// Writes the table and the pictures of a figure; returns its panels as SVG.
fn write_figure(finished: &Finished, output: &Output) -> Result<Vec<String>> {
    let id = finished.figure.id();
    let chart = finished.figure.chart(&finished.table).with_context(|| format!("chart of {id}"))?;
    let drawing = draw(&chart).with_context(|| format!("chart of {id}"))?;
    write_atomically(&output.file(&format!("{id}.csv")), &finished.table.to_csv()?)?;
    write_atomically(&output.file(&format!("{id}.svg")), drawing.svg.as_bytes())?;
    write_atomically(&output.file(&format!("{id}.png")), &drawing.png)?;
    Ok(drawing.panels)
}

fn write_manifest(
    store: &Store,
    output: &Output,
    scale: Scale,
    finished: &[Finished],
) -> Result<()> {
    let figures: Vec<_> = finished.iter().map(|done| manifest_entry(done, scale)).collect();
    let manifest = json!({
        "version": VERSION,
        "seed": store.seed(),
        "scale": scale.name(),
        "source": store.revision(),
        "generator": "ChaCha12, one stream per data set, point and name",
        "figures": figures,
    });
    write_atomically(&output.file("manifest.json"), &serde_json::to_vec_pretty(&manifest)?)
}

fn manifest_entry(done: &Finished, scale: Scale) -> serde_json::Value {
    let points: Vec<_> = (done.figure.data().points(scale).iter())
        .map(|point| json!({ "label": point.label(), "parameters": point.parameters() }))
        .collect();
    json!({
        "figure": done.figure.id(),
        "data": done.figure.data().name(),
        "core_seconds": done.core_time.as_secs_f64(),
        "sources": done.revisions,
        "points": points,
    })
}
