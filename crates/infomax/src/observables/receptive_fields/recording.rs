//! Spike-triggered averages of a network driven by image patches.

use rand::Rng;

use super::triggered::SpikeTriggeredAverage;
use crate::error::{require_at_least, require_len};
use crate::input::{Input, PatchStream, Patches};
use crate::{Error, Network};

/// How a network responded to image patches.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::input::{Patches, draw_dead_leaves};
/// use synaptome_infomax::observables::receptive_fields::{Response, record_response};
/// use synaptome_infomax::{Firing, Network};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let patches = Patches::new(vec![draw_dead_leaves(64, rng)?.whitened(200.0)?], 8, 0.05)?;
/// let mut network = Network::draw_with_inputs(4, patches.inputs(), Firing::default(), rng)?;
/// let Response { average, input_rate } =
///     record_response(&mut network, 5_000, 5_000, &patches, rng)?;
/// assert!((input_rate - 0.05).abs() < 0.02);
/// assert_eq!(average.average(0).map(|field| field.len()), Some(64));
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The mean patches one step before the spikes of the free neurons.
    pub average: SpikeTriggeredAverage,
    /// The mean rate of the input neurons, per step.
    pub input_rate: f64,
}

/// Shows a network a new random patch at every step: for `settling` steps, and then for `steps` in which
/// patches are averaged one step before spikes.
///
/// # Errors
/// [`Error::LengthMismatch`] if the network does not have as many inputs as the patches drive,
/// [`Error::TooFew`] without steps.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::input::{Patches, draw_dead_leaves};
/// use synaptome_infomax::observables::receptive_fields::record_response;
/// use synaptome_infomax::{Firing, Network};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let image = draw_dead_leaves(64, &mut rng)?.whitened(200.0)?;
/// let patches = Patches::new(vec![image], 6, 0.15)?;
/// let (inputs, firing) = (patches.inputs(), Firing::default());
/// let mut network = Network::draw_with_inputs(5, inputs, firing, &mut rng)?;
/// let response = record_response(&mut network, 1_000, 20_000, &patches, &mut rng)?;
/// assert_eq!(response.average.averages().len(), 5);
/// assert!((response.input_rate - 0.15).abs() < 0.03);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
pub fn record_response<R: Rng + ?Sized>(
    network: &mut Network,
    settling: usize,
    steps: usize,
    patches: &Patches,
    rng: &mut R,
) -> Result<Response, Error> {
    require_len("the list of input neurons", patches.inputs(), network.inputs())?;
    require_at_least("steps of the recording", steps, 1)?;
    let mut stream = PatchStream::new(patches);
    network.settle(settling, &mut stream, &mut &mut *rng);
    let average = SpikeTriggeredAverage::new(network.free(), patches.inputs() / 2)?;
    let mut input = Averaged { stream, average, outcome: Ok(()), input_spikes: 0 };
    network.settle(steps, &mut input, &mut &mut *rng);
    input.outcome?;
    let input_rate = input.input_spikes as f64 / (steps * patches.inputs()) as f64;
    Ok(Response { average: input.average, input_rate })
}

/// A stream of patches that averages those before spikes.
struct Averaged<'a> {
    stream: PatchStream<'a>,
    average: SpikeTriggeredAverage,
    outcome: Result<(), Error>,
    input_spikes: usize,
}

impl Input for Averaged<'_> {
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng) {
        // The stream still shows the patch of the step before, if there was one.
        if self.outcome.is_ok() && !self.stream.current().is_empty() {
            self.outcome = self.average.step(self.stream.current(), firing);
        }
        let outputs = firing.len();
        self.stream.impose(free, firing, rng);
        self.input_spikes += firing.len() - outputs;
    }
}
