//! Stores random block patterns and compares what the retrievals bring back from the same cues:
//! `cargo run --release -p synaptome-willshaw --example retrievals`.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::trial::GrowingMemory;
use synaptome_willshaw::{
    Association, BlockCode, CoreSumOfMax, CueQuality, Error, Iterative, IterativeHalo, OneStep,
    Retrieval, SumOfMax,
};

fn main() -> Result<(), Error> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let mut memory = GrowingMemory::new(BlockCode::new(16, 256)?, Association::Auto)?;
    memory.grow_to(50_000, &mut rng)?;
    println!("load p1 = {:.3}", memory.memory().synapses().load());

    let trial = memory.trial(2000, CueQuality::default(), &mut rng)?;
    let retrievals: [(&str, &dyn Retrieval<BlockCode>); 5] = [
        ("R1", &OneStep),
        ("IRB", &Iterative::default()),
        ("IRB-R1", &IterativeHalo::default()),
        ("IRB-SMX", &SumOfMax::default()),
        ("IRB-cSMX", &CoreSumOfMax::default()),
    ];
    for (name, retrieval) in retrievals {
        let outcome = trial.run(retrieval)?;
        let (noise, bits) = (outcome.noise(), outcome.bits_per_synapse()?);
        println!("{name:8}: {noise:.4} wrong units per active unit, {bits:.4} bit per synapse");
    }
    Ok(())
}
