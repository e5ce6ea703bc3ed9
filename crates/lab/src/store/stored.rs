//! A finished point as it stands in its file.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};

use crate::{Revision, Rows, Value};

/// A finished point as it stands in its file.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Stored {
    /// The name of the data set.
    pub data: String,
    /// The label of the point.
    pub label: String,
    /// All parameters by name.
    pub parameters: BTreeMap<String, Value>,
    /// The seed of all streams.
    pub seed: u64,
    /// The version of the experiment.
    pub version: String,
    /// The sources that computed the point.
    #[serde(flatten)]
    pub revision: Revision,
    /// The fingerprint of the sources that computed the point; empty if they have none.
    #[serde(default)]
    pub sources: String,
    /// How long the point took on one core.
    pub seconds: f64,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, with one cell per column.
    pub rows: Rows,
}

impl Stored {
    /// Reads a file; the reason if it does not hold the point that is expected.
    pub(super) fn parse(bytes: &[u8], expected: &Self) -> Result<Self, String> {
        let stored: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let difference = [
            ("data set differs", stored.data == expected.data),
            ("label differs", stored.label == expected.label),
            ("seed differs", stored.seed == expected.seed),
            ("version differs", stored.version == expected.version),
            ("parameters differ", stored.parameters == expected.parameters),
            ("columns differ", stored.columns == expected.columns),
            (
                "rows differ in length",
                stored.rows.iter().all(|row| row.len() == expected.columns.len()),
            ),
        ];
        match difference.into_iter().find(|(_, same)| !same) {
            Some((what, _)) => Err(format!("its {what}")),
            None => Ok(stored),
        }
    }

    pub(super) fn to_json(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(self)?)
    }
}
