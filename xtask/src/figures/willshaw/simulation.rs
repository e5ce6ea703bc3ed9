//! Networks, queries and outcomes shared by the simulated figures.

use rand_chacha::ChaCha12Rng;
use synaptome_lab::Result;
use synaptome_willshaw::information::{
    Capacities, ErrorRates, Tally, core_bits, halo_bits, random_code_bits,
};
use synaptome_willshaw::{
    Association, BlockCode, BlockRetrieval, Cue, CueQuality, Limits, Memory, PatternCode, Patterns,
    RandomCode, Recall, Retrieval, Synapses,
};

/// Patterns learned at a time, so that only some of them are held in memory.
const PORTION: usize = 1 << 20;

/// A retrieval of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    R1,
    Winners,
    LkPlus,
    Simple,
    Iterative,
    IterativeHalo,
    SumOfMax,
    CoreSumOfMax,
}

impl Method {
    const NAMES: [(Self, &'static str); 8] = [
        (Self::R1, "R1"),
        (Self::Winners, "IR-KWTA"),
        (Self::LkPlus, "IR-LK+"),
        (Self::Simple, "sIRB"),
        (Self::Iterative, "IRB"),
        (Self::IterativeHalo, "IRB-R1"),
        (Self::SumOfMax, "IRB-SMX"),
        (Self::CoreSumOfMax, "IRB-cSMX"),
    ];

    /// The name in the paper.
    pub(crate) fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(method, _)| *method == self);
        found.map_or("", |(_, name)| name)
    }
}

/// The cue quality of part cues.
pub(crate) fn part(lambda: f64) -> CueQuality {
    CueQuality { completeness: lambda, false_fraction: 0.0 }
}

/// A code that the figures simulate: how it recalls, and what an output tells.
pub(crate) trait Simulated: PatternCode {
    /// "block" or "random".
    const KIND: &'static str;

    /// One retrieval.
    fn recall(memory: &Memory<Self>, method: Method, cue: &Cue<Self>) -> Result<Recall>;

    /// Bits that one output with these error rates tells of its pattern.
    fn bits(self, method: Method, rates: ErrorRates) -> f64;

    /// Bits that a part cue tells.
    fn cue_bits(self, lambda: f64) -> Result<f64>;
}

impl Simulated for RandomCode {
    const KIND: &'static str = "random";

    fn recall(memory: &Memory<Self>, method: Method, cue: &Cue<Self>) -> Result<Recall> {
        let retrieval = match method {
            Method::R1 => Retrieval::OneStep,
            Method::Winners => Retrieval::KWinners,
            Method::LkPlus => Retrieval::LkPlus,
            other => return Err(format!("{} needs blocks", other.name()).into()),
        };
        Ok(memory.recall(retrieval, cue, Limits::default())?)
    }

    fn bits(self, _: Method, rates: ErrorRates) -> f64 {
        random_code_bits(self, rates)
    }

    fn cue_bits(self, lambda: f64) -> Result<f64> {
        Ok(random_code_bits(self, ErrorRates::of_cue(self, part(lambda))?))
    }
}

impl Simulated for BlockCode {
    const KIND: &'static str = "block";

    fn recall(memory: &Memory<Self>, method: Method, cue: &Cue<Self>) -> Result<Recall> {
        recall_blocks(memory, method, cue)
    }

    fn bits(self, method: Method, rates: ErrorRates) -> f64 {
        match method {
            Method::Simple | Method::Iterative | Method::CoreSumOfMax => core_bits(self, rates),
            _ => halo_bits(self, rates),
        }
    }

    fn cue_bits(self, lambda: f64) -> Result<f64> {
        Ok(core_bits(self, ErrorRates::of_cue(self, part(lambda))?))
    }
}

/// One retrieval of a block memory on any synapses.
pub(crate) fn recall_blocks<S: Synapses>(
    memory: &Memory<BlockCode, S>,
    method: Method,
    cue: &Cue<BlockCode>,
) -> Result<Recall> {
    let limits = Limits::default();
    let retrieval = match method {
        Method::R1 => return Ok(memory.recall(Retrieval::OneStep, cue, limits)?),
        Method::Winners => return Ok(memory.recall(Retrieval::KWinners, cue, limits)?),
        Method::LkPlus => return Ok(memory.recall(Retrieval::LkPlus, cue, limits)?),
        Method::Simple => BlockRetrieval::Simple,
        Method::Iterative => BlockRetrieval::Iterative,
        Method::IterativeHalo => BlockRetrieval::IterativeHalo,
        Method::SumOfMax => BlockRetrieval::SumOfMax,
        Method::CoreSumOfMax => BlockRetrieval::CoreSumOfMax,
    };
    Ok(memory.recall_blocks(retrieval, cue, limits)?)
}

/// A memory and some of the patterns that it stores.
pub(crate) struct Network<C> {
    memory: Memory<C>,
    known: Option<(Patterns<C>, Patterns<C>)>,
    pub(crate) stored: usize,
}

impl<C: Simulated> Network<C> {
    /// An empty network.
    pub(crate) fn new(code: C, association: Association) -> Result<Self> {
        Ok(Self { memory: Memory::new(code, association)?, known: None, stored: 0 })
    }

    /// Stores new patterns until there are `patterns` of them.
    pub(crate) fn grow_to(&mut self, patterns: usize, rng: &mut ChaCha12Rng) -> Result<()> {
        while self.stored < patterns {
            let count = PORTION.min(patterns - self.stored);
            self.store(count, rng)?;
            self.stored += count;
        }
        Ok(())
    }

    fn store(&mut self, count: usize, rng: &mut ChaCha12Rng) -> Result<()> {
        let address = Patterns::draw(self.memory.code(), count, rng)?;
        let content = match self.memory.synapses().association() {
            Association::Auto => address.clone(),
            Association::Hetero => Patterns::draw(self.memory.code(), count, rng)?,
        };
        match self.memory.synapses().association() {
            Association::Auto => self.memory.store(&address)?,
            Association::Hetero => self.memory.store_pairs(&address, &content)?,
        }
        self.known.get_or_insert((address, content));
        Ok(())
    }

    /// Recalls known patterns, `queries` times in all.
    pub(crate) fn test(
        &self,
        method: Method,
        queries: usize,
        lambda: f64,
        rng: &mut ChaCha12Rng,
    ) -> Result<Outcome> {
        let mut outcome = Outcome::default();
        let Some((addresses, contents)) = &self.known else {
            return Err("the network is empty".into());
        };
        let pairs = addresses.iter().zip(contents.iter()).cycle();
        for (address, content) in pairs.take(queries) {
            let cue = Cue::draw(self.memory.code(), address, part(lambda), rng)?;
            let recall = C::recall(&self.memory, method, &cue)?;
            outcome.content.add(content, &recall.content);
            if let Some(found) = &recall.address {
                outcome.address.add(address, found);
            }
        }
        Ok(outcome)
    }
}

/// Errors in both populations.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) content: Tally,
    pub(crate) address: Tally,
}

impl Outcome {
    /// ε̂, averaged over the populations with the weights 1 − λ (address) and λ (content); of
    /// the only population scored, where there is one.
    pub(crate) fn noise(&self, lambda: f64) -> f64 {
        if self.address.patterns == 0 {
            return self.content.noise();
        }
        (1.0 - lambda) * self.address.noise() + lambda * self.content.noise()
    }

    /// ε̂ with equal weights.
    pub(crate) fn simple_noise(&self) -> f64 {
        self.noise(0.5)
    }

    /// C_u of an autoassociation; C_uv of a heteroassociation, C_v where no address is scored.
    pub(crate) fn bits_per_synapse<C: Simulated>(
        &self,
        code: C,
        method: Method,
        patterns: usize,
        lambda: f64,
        association: Association,
    ) -> Result<f64> {
        let n = code.units();
        let content = code.bits(method, self.content.rates(n)?);
        let cue = code.cue_bits(lambda)?;
        let address = match association {
            Association::Auto => content,
            Association::Hetero if self.address.patterns == 0 => cue,
            Association::Hetero => code.bits(method, self.address.rates(n)?),
        };
        let capacities = Capacities::new(patterns as f64, n, content, address, cue);
        Ok(match association {
            Association::Auto => capacities.completion_bits_per_synapse,
            Association::Hetero => capacities.bidirectional_bits_per_synapse(),
        })
    }
}
