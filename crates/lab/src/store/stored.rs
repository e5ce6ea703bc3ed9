//! A finished point as it stands in its file.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Revision, Rows, Value};

/// A finished point as it stands in its file.
///
/// ```
/// use synaptome_lab::{DataSet, Scale, Store, Stored};
///
/// fn core_seconds(store: &Store, data: &dyn DataSet) -> Option<f64> {
///     let all: Vec<Stored> = store.complete(data, Scale::Quick)?;
///     Some(all.iter().map(|point| point.seconds).sum())
/// }
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
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
    /// The checksum of the rows and of what they are the rows of, so that no changed digit is taken for a
    /// result.
    #[serde(default)]
    pub checksum: String,
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
            None if stored.checksum != stored.sum().map_err(|error| error.to_string())? => {
                Err("its checksum differs: the file was changed".to_owned())
            }
            None => Ok(stored),
        }
    }

    pub(super) fn to_json(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(&Self { checksum: self.sum()?, ..self.clone() })?)
    }

    /// What the checksum should be.
    fn sum(&self) -> io::Result<String> {
        let Self { data, label, parameters, seed, version, columns, rows, .. } = self;
        let text = serde_json::to_vec(&(data, label, parameters, seed, version, columns, rows))?;
        let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(Sha256::digest(text));
        Ok(format!("{:016x}", u64::from_be_bytes([a, b, c, d, e, f, g, h])))
    }
}
