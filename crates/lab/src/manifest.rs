//! The manifest: all parameters of a run in one file.

use serde_json::{Value, json};

use crate::{Finished, Scale, Store};

/// The content of `manifest.json`.
pub(crate) fn manifest(store: &Store, scale: Scale, finished: &[Finished<'_>]) -> Vec<u8> {
    let figures: Vec<_> = finished.iter().map(|done| entry(done, scale)).collect();
    let manifest = json!({
        "version": store.version(),
        "seed": store.seed(),
        "scale": scale.name(),
        "source": store.revision(),
        "generator": "ChaCha12, one stream per data set, point and name",
        "figures": figures,
    });
    format!("{manifest:#}").into_bytes()
}

fn entry(done: &Finished<'_>, scale: Scale) -> Value {
    let points: Vec<_> = (done.figure.data().points(scale).iter())
        .map(|point| json!({ "label": point.label(), "parameters": point.parameters() }))
        .collect();
    json!({
        "figure": done.figure.id(),
        "data": done.figure.data().name(),
        "core_seconds": done.core_seconds,
        "sources": done.revisions,
        "stale_points": done.stale,
        "points": points,
    })
}
