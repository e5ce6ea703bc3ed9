//! Stored patterns and written weights in one .npz file, and back.

use std::error::Error;
use std::fs::File;

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_hopfield::{Messages, MinimumProbabilityFlow, WritingRule};
use synaptome_interchange::{Array, Compression, NpzReader, write_npz};

fn main() -> Result<(), Box<dyn Error>> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let messages = Messages::draw(64, 20, rng)?;
    let network = MinimumProbabilityFlow::default().write(&messages, rng)?;
    let (messages, weights) = (messages.as_slice(), network.weights());
    let patterns = Array::from_fn(20, 64, |m, i| messages[m][i]);
    let weights = Array::from_fn(64, 64, |i, j| weights[(i, j)]);

    let path = std::env::temp_dir().join("synaptome-memory.npz");
    let arrays: [(&str, &dyn synaptome_interchange::ToNpy); 2] =
        [("patterns", &patterns), ("weights", &weights)];
    write_npz(&arrays, Compression::Deflate, &mut File::create(&path)?)?;
    println!("np.load({:?}) has patterns of 20 x 64 and weights of 64 x 64", path.display());
    let mut archive = NpzReader::new(File::open(&path)?)?;
    println!("its layout: {:?}", archive.layout("patterns")?);
    assert_eq!(archive.read::<f64>("weights")?, weights);
    std::fs::remove_file(path)?;
    Ok(())
}
