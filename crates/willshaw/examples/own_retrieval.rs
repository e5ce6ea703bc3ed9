//! A retrieval of your own, compared with IRB-SMX on the same trials:
//! `cargo run --release -p synaptome-willshaw --example own_retrieval`.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::trial::GrowingMemory;
use synaptome_willshaw::{
    Association, BlockCode, Cue, CueQuality, Direction, Error, Network, OutputKind, Recall,
    Retrieval, SumOfMax, UnitSet,
};

/// IRB-SMX, and then every unit of its halo is tried: if it were true, each block must keep a unit
/// that is connected with it and that all blocks support. For autoassociation.
struct Probing;

impl Retrieval<BlockCode> for Probing {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let halo = SumOfMax::default().recall(network, cue)?;
        let mut left = network.set(&halo.content);
        for &unit in &halo.content {
            let mut probe = left.clone();
            network.confirm(Direction::Forward, &network.set(&[unit]), &mut probe);
            network.keep_supported(Direction::Forward, &probe.clone(), &mut probe);
            if blocks(network.code(), &probe) < network.code().blocks() {
                left.remove(unit);
            }
        }
        Ok(Recall { content: left.into(), ..halo })
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

/// The number of blocks that have a unit.
fn blocks(code: BlockCode, set: &UnitSet) -> usize {
    set.to_vec().chunk_by(|&a, &b| code.block_of(a) == code.block_of(b)).count()
}

fn main() -> Result<(), Error> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let mut memory = GrowingMemory::new(BlockCode::new(16, 256)?, Association::Auto)?;
    for patterns in [53_000, 56_000, 59_000] {
        memory.grow_to(patterns, &mut rng)?;
        let trial = memory.trial(500, CueQuality::default(), &mut rng)?;
        let (ours, smx) = (trial.run(&Probing)?, trial.run(&SumOfMax::default())?);
        let (a, b) = (ours.bits_per_synapse()?, smx.bits_per_synapse()?);
        println!("{patterns} patterns: {a:.4} bit per synapse, IRB-SMX {b:.4}");
    }
    Ok(())
}
