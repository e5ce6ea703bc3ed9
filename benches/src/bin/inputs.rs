//! `inputs FOLDER` writes the inputs of all works that have a peer.
#![forbid(unsafe_code)]

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: inputs FOLDER")?;
    Ok(synaptome_benches::write_inputs(Path::new(&folder))?)
}
