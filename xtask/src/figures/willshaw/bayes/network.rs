//! One network that grows until all methods have passed the tolerated noise.

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use synaptome_lab::statistics::Line;
use synaptome_lab::{Job, Point, Result, Rows, Value, row};
use synaptome_willshaw::counting::CountingMemory;
use synaptome_willshaw::information::{Structural, Tally};
use synaptome_willshaw::{Association, Cue, CueQuality, Memory, Patterns};

use super::methods::{Ready, Searched, is_binary, names};
use crate::figures::willshaw::methods::Named;

/// ε, and how far beyond it a network grows.
const TOLERATED: f64 = 0.01;
const BEYOND: f64 = 0.04;
/// By how much a network grows at a time.
const STEP: f64 = 1.07;

/// What was measured at one size.
struct Reading {
    patterns: f64,
    noise: f64,
    /// Fractions of synapses in each state, of counts.
    states: Vec<f64>,
}

pub(super) fn run<C: Named + Searched>(code: C, point: &Point, job: &Job) -> Result<Rows> {
    let is_auto = point.text("association")? == "auto";
    let mut network = Network::new(code, is_auto, point, job)?;
    let mut methods: Vec<(&str, Vec<Reading>)> =
        chosen(point, is_auto)?.into_iter().map(|name| (name, Vec::new())).collect();
    let mut size = point.number("start")?;
    while methods.iter().any(|(_, readings)| is_quiet(readings)) {
        network.grow_to(size.round() as usize)?;
        for (name, readings) in methods.iter_mut().filter(|(_, readings)| is_quiet(readings)) {
            readings.push(network.read(name)?);
        }
        size *= STEP;
    }
    methods.iter().map(|(name, readings)| cells(code, point, name, readings)).collect()
}

fn chosen(point: &Point, is_auto: bool) -> Result<Vec<&'static str>> {
    let (all, only) = (names(point.text("code")?, is_auto), point.text("methods")?);
    Ok(all.into_iter().filter(|name| only == "all" || *name == only).collect())
}

fn is_quiet(readings: &[Reading]) -> bool {
    readings.last().is_none_or(|last| last.noise < BEYOND)
}

/// Patterns or pairs, in counters and in bits.
struct Network<'a, C> {
    counts: CountingMemory<C>,
    bits: Memory<C>,
    pairs: Vec<(Vec<u32>, Vec<u32>)>,
    stored: usize,
    source: ChaCha12Rng,
    rng: ChaCha12Rng,
    point: &'a Point,
}

impl<'a, C: Named + Searched> Network<'a, C> {
    fn new(code: C, is_auto: bool, point: &'a Point, job: &Job) -> Result<Self> {
        let association = if is_auto { Association::Auto } else { Association::Hetero };
        Ok(Self {
            counts: CountingMemory::new(code, association)?,
            bits: Memory::new(code, association)?,
            pairs: Vec::new(),
            stored: 0,
            source: job.rng("patterns"),
            rng: job.rng("cues"),
            point,
        })
    }

    fn grow_to(&mut self, size: usize) -> Result<()> {
        let code = self.bits.code();
        let addresses =
            Patterns::draw(code, size.saturating_sub(self.stored).max(1), &mut self.source)?;
        let contents = match self.counts.association() {
            Association::Auto => {
                self.counts.store(&addresses)?;
                self.bits.store(&addresses)?;
                addresses.clone()
            }
            Association::Hetero => {
                let contents = Patterns::draw(code, addresses.len(), &mut self.source)?;
                self.counts.store_pairs(&addresses, &contents)?;
                self.bits.store_pairs(&addresses, &contents)?;
                contents
            }
        };
        self.stored += addresses.len();
        self.pairs.extend(addresses.iter().zip(&contents).map(|(u, v)| (u.to_vec(), v.to_vec())));
        Ok(())
    }

    fn read(&mut self, name: &'static str) -> Result<Reading> {
        let (cues, wrong) = (self.point.count("cues")?, self.point.count("wrong")?);
        let (code, k) = (self.bits.code(), self.bits.code().activity() as f64);
        let quality = (1.0 - cues as f64 / k, wrong as f64 / k);
        let ready = Ready::new(name, &self.counts, &self.bits, quality)?;
        let mut tally = Tally::default();
        for _ in 0..self.point.count("queries")? {
            let (u, v) = &self.pairs[self.rng.random_range(0..self.pairs.len())];
            let quality =
                CueQuality { completeness: cues as f64 / k, false_fraction: wrong as f64 / k };
            let cue = Cue::draw(code, u, quality, &mut self.rng)?;
            tally.add(v, &ready.recall(&cue)?.content);
        }
        let states = self.counts.count_fractions();
        Ok(Reading { patterns: self.stored as f64, noise: tally.noise(), states })
    }
}

/// M_ε by a line through ln ε̂ over ln M, and what follows from it.
fn cells<C: Searched + Named>(
    code: C,
    point: &Point,
    name: &str,
    readings: &[Reading],
) -> Result<Vec<Value>> {
    let near = readings.iter().filter(|reading| reading.noise > TOLERATED / 5.0);
    let dots: Vec<(f64, f64)> = near.map(|r| (r.patterns.ln(), r.noise.ln())).collect();
    let line = Line::fit(&dots);
    let patterns = ((TOLERATED.ln() - line.intercept) / line.slope).exp();
    let n = code.units() as f64;
    let bits = patterns
        * code.open_bits(point.count("cues")?, point.text("association")? == "auto")?
        / (n * n);
    let structural = Structural::of_states(bits, &states_at(readings, patterns, is_binary(name)))?;
    Ok(row![
        C::KIND,
        point.text("association")?,
        code.units(),
        code.activity(),
        point.count("cues")?,
        point.count("wrong")?,
        name,
        point.count("network")?,
        patterns,
        bits,
        bits / structural.bits_per_computer_bit,
        structural.bits_per_computer_bit,
        structural.bits_per_active_synapse
    ])
}

/// The states of synapses at a number of patterns, interpolated between the readings around it.
fn states_at(readings: &[Reading], patterns: f64, is_binary: bool) -> Vec<f64> {
    let after =
        readings.iter().position(|r| r.patterns >= patterns).unwrap_or(readings.len() - 1).max(1);
    let (a, b) = (&readings[after - 1], &readings[after]);
    let weight = ((patterns - a.patterns) / (b.patterns - a.patterns)).clamp(0.0, 1.0);
    let at = |r: &Reading, i: usize| r.states.get(i).copied().unwrap_or(0.0);
    let count = a.states.len().max(b.states.len());
    let states: Vec<f64> =
        (0..count).map(|i| (1.0 - weight) * at(a, i) + weight * at(b, i)).collect();
    if is_binary { vec![states[0], 1.0 - states[0]] } else { states }
}
