//! Stored patterns and written weights in one .npz file, and back.

use std::error::Error;
use std::fs::File;

use rand_chacha::{ChaCha12Rng, rand_core::Rng, rand_core::SeedableRng};
use synaptome_interchange::{Array, Compression, NpzReader, ToNpy, write_npz};

fn main() -> Result<(), Box<dyn Error>> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let patterns = Array::from_fn(20, 64, |_, _| if rng.next_u32() % 2 == 0 { 1_i8 } else { -1 });
    let hebbian =
        |i, j| (0..20).map(|m| f64::from(patterns[[m, i]] * patterns[[m, j]]) / 64.0).sum();
    let weights = Array::from_fn(64, 64, |i, j| if i == j { 0.0 } else { hebbian(i, j) });

    let path = std::env::temp_dir().join("synaptome-memory.npz");
    let arrays: [(&str, &dyn ToNpy); 2] = [("patterns", &patterns), ("weights", &weights)];
    write_npz(&arrays, Compression::Deflate, &mut File::create(&path)?)?;
    println!("np.load({:?}) has patterns of 20 x 64 and weights of 64 x 64", path.display());
    let mut archive = NpzReader::new(File::open(&path)?)?;
    println!("its layout: {:?}", archive.layout("patterns")?);
    assert_eq!(archive.read::<f64>("weights")?, weights);
    std::fs::remove_file(path)?;
    Ok(())
}
