//! A retrieval of one's own, compared with IRB-SMX on the same trials:
//! `cargo run --release -p synaptome-willshaw --example own_retrieval`.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::trial::GrowingMemory;
use synaptome_willshaw::{
    Association, BlockCode, Cue, CueQuality, Direction, Ending, Error, Network, OutputKind, Recall,
    Retrieval, SumOfMax,
};

/// IRB-SMX that goes back to the cue: what is left after each vote must also be what R1 of the
/// unambiguous blocks leaves.
struct Confirmed {
    iterations: usize,
}

impl Retrieval<BlockCode> for Confirmed {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let mut halo = network.first_step(cue);
        for iteration in 1..=self.iterations {
            let before = halo.clone();
            network.keep_supported(Direction::Forward, &before, &mut halo);
            network.confirm(Direction::Forward, &halo.core(network.code()), &mut halo);
            if halo == before {
                return Ok(Recall::new(&halo, None, iteration, Ending::Settled));
            }
        }
        Ok(Recall::new(&halo, None, self.iterations, Ending::IterationLimit))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

fn main() -> Result<(), Error> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let mut memory = GrowingMemory::new(BlockCode::new(16, 256)?, Association::Auto)?;
    for patterns in [50_000, 53_000, 56_000] {
        memory.grow_to(patterns, &mut rng)?;
        let trial = memory.trial(2000, CueQuality::default(), &mut rng)?;
        let (ours, smx) =
            (trial.run(&Confirmed { iterations: 10 })?, trial.run(&SumOfMax::default())?);
        let (a, b) = (ours.bits_per_synapse()?, smx.bits_per_synapse()?);
        println!("{patterns} patterns: {a:.4} bit per synapse, IRB-SMX {b:.4}");
    }
    Ok(())
}
