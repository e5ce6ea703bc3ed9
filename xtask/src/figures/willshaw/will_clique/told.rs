//! What an output tells of a pattern, in bits beyond its cue.

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use synaptome_lab::Result;
use synaptome_willshaw::{BlockCode, Completions, Cue, PatternCode, RandomCode};

use super::trial::Truth;

/// What differs between codes.
pub(super) trait Told: PatternCode {
    /// A false unit in the place of one of the pattern.
    fn replace(self, unit: u32, pattern: &[u32], rng: &mut ChaCha12Rng) -> u32;

    /// The bits that the union and the list of the cliques tell of the units, or blocks, without a
    /// cue unit; `None` if the pattern is not in the output.
    fn told(
        self,
        found: &Completions,
        cue: &Cue<Self>,
        wrong: usize,
        truth: &Truth<'_>,
    ) -> Result<Option<(f64, f64)>>;
}

fn has(output: &[u32], pattern: &[u32]) -> bool {
    pattern.iter().all(|unit| output.binary_search(unit).is_ok())
}

fn has_truth(found: &Completions, truth: &Truth<'_>) -> bool {
    let address = found.address.as_ref().is_none_or(|units| has(units, truth.address));
    address && has(&found.content, truth.content)
}

/// ld C(n, k).
fn choices(n: usize, k: usize) -> Result<f64> {
    Ok(if k == 0 { 0.0 } else { RandomCode::new(n, k)?.information_bits() })
}

impl Told for BlockCode {
    /// Another unit of the same block.
    fn replace(self, unit: u32, _: &[u32], rng: &mut ChaCha12Rng) -> u32 {
        let size = self.block_size() as u32;
        let first = unit / size * size;
        first + (unit - first + rng.random_range(1..size)) % size
    }

    fn told(
        self,
        found: &Completions,
        cue: &Cue<Self>,
        _: usize,
        truth: &Truth<'_>,
    ) -> Result<Option<(f64, f64)>> {
        if !has_truth(found, truth) {
            return Ok(None);
        }
        let contents = if found.address.is_some() { self.blocks() } else { 0 };
        let unknown = self.blocks() - cue.units().len() + contents;
        let prior = unknown as f64 * (self.block_size() as f64).log2();
        let list = found.list_bits(prior).unwrap_or(0.0);
        Ok(Some((found.union_bits(cue), list)))
    }
}

impl Told for RandomCode {
    /// Any unit outside of the pattern.
    fn replace(self, _: u32, pattern: &[u32], rng: &mut ChaCha12Rng) -> u32 {
        loop {
            let unit = rng.random_range(0..self.units() as u32);
            if !pattern.contains(&unit) {
                return unit;
            }
        }
    }

    fn told(
        self,
        found: &Completions,
        cue: &Cue<Self>,
        wrong: usize,
        truth: &Truth<'_>,
    ) -> Result<Option<(f64, f64)>> {
        if !has_truth(found, truth) {
            return Ok(None);
        }
        let (n, k, cues) = (self.units(), self.activity(), cue.units().len());
        let unknown = k + wrong - cues;
        let address = found.address.as_ref().unwrap_or(&found.content);
        let others = address.iter().filter(|unit| !cue.units().contains(unit)).count();
        let (mut prior, mut left) = (choices(n - cues, unknown)?, choices(others, unknown)?);
        if found.address.is_some() {
            prior += choices(n, k)?;
            left += choices(found.content.len(), k)?;
        }
        Ok(Some((prior - left, found.list_bits(prior).unwrap_or(0.0))))
    }
}
