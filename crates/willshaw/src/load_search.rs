//! The search for the largest number of patterns below a tolerated noise, M_ε (2.11).
//!
//! A first network grows until the noise passes ε; it only shows where to look. Then every network
//! is measured at two sizes around the mean of those before it, so that nothing that is
//! measured decides where it is measured.
//!
//! ```
//! use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
//! use synaptome_willshaw::load_search::{LoadSearch, Target};
//! use synaptome_willshaw::{Association, BlockCode, CueQuality, Iterative, SumOfMax};
//!
//! let search = LoadSearch {
//!     tolerated_noise: 0.05,
//!     queries: 200,
//!     ..LoadSearch::new(BlockCode::new(8, 32)?, Association::Auto)
//! };
//! let (irb, smx) = (Iterative::default(), SumOfMax::default());
//! let mut targets =
//!     [Target::new(&irb, CueQuality::default()), Target::new(&smx, CueQuality::default())];
//! let [mut patterns, mut cues] = [1, 2].map(ChaCha12Rng::seed_from_u64);
//! search.scout(&mut targets, &mut patterns, &mut cues)?;
//! for _ in 0..3 {
//!     search.visit(&mut targets, &mut patterns, &mut cues)?;
//! }
//! let largest =
//!     |target: &Target<_>| target.found().map(|found| found.patterns).sum::<f64>() / 3.0;
//! assert!(largest(&targets[0]) < largest(&targets[1]));
//! # Ok::<(), synaptome_willshaw::Error>(())
//! ```

mod peak;
mod target;

pub use peak::peak;
pub use target::{Found, Target};

use std::collections::BTreeMap;

use rand::Rng;

use crate::capacity::{Criterion, RandomTheory, load, patterns_at};
use crate::trial::GrowingMemory;
use crate::{Association, Error, PatternCode, RandomCode};
use target::Reading;

/// Above this load nothing is retrieved.
const FULL: f64 = 0.9999;

/// The search for M_ε in networks of one code.
///
/// The networks are those of all targets, the retrievals to be measured: call
/// [`scout`](Self::scout) once, then [`visit`](Self::visit) for every network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadSearch<C> {
    /// The code of the patterns.
    pub code: C,
    /// Whether patterns are completed, or contents recalled from addresses.
    pub association: Association,
    /// ε, the output noise that is tolerated, in (0, 1).
    pub tolerated_noise: f64,
    /// The queries for each of the two sizes of a network.
    pub queries: usize,
}

impl<C: PatternCode> LoadSearch<C> {
    /// A search with ε = 0.01, as in all figures of the paper, and 1000 queries.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, load_search::LoadSearch};
    ///
    /// let search =
    ///     LoadSearch { queries: 200, ..LoadSearch::new(BlockCode::new(8, 32)?, Association::Auto) };
    /// assert_eq!(search.tolerated_noise, 0.01);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn new(code: C, association: Association) -> Self {
        Self { code, association, tolerated_noise: 0.01, queries: 1000 }
    }

    /// Grows a network until all targets have passed ε; targets that never do are not visited.
    ///
    /// # Errors
    /// A tolerated noise outside (0, 1); a matrix that is too large; those of the retrievals.
    pub fn scout(
        &self,
        targets: &mut [Target<'_, C>],
        patterns: &mut (impl Rng + ?Sized),
        cues: &mut (impl Rng + ?Sized),
    ) -> Result<(), Error> {
        let mut size = self.start()?;
        let mut memory = GrowingMemory::new(self.code, self.association)?;
        while !targets.iter().all(Target::is_scouted) && load(self.code, size) <= FULL {
            memory.grow_to(size as usize, patterns)?;
            for target in targets.iter_mut().filter(|target| !target.is_scouted()) {
                let reading = read(&memory, target, self.scouting_queries(), cues)?;
                let slope = self.slope(target.quality.completeness, size);
                target.scout(reading, slope, self.tolerated_noise);
            }
            size = (size * self.step()).max(size + 1.0);
        }
        Ok(())
    }

    fn scouting_queries(&self) -> usize {
        (self.queries / 10).clamp(10, 400)
    }

    /// Grows a network through the sizes of all targets that were scouted, two for each.
    ///
    /// # Errors
    /// A matrix that is too large; those of the retrievals.
    pub fn visit(
        &self,
        targets: &mut [Target<'_, C>],
        patterns: &mut (impl Rng + ?Sized),
        cues: &mut (impl Rng + ?Sized),
    ) -> Result<(), Error> {
        let mut memory = GrowingMemory::new(self.code, self.association)?;
        let mut readings = BTreeMap::<usize, Vec<Reading>>::new();
        for (size, i) in sizes(targets) {
            memory.grow_to(size, patterns)?;
            let reading = read(&memory, &targets[i], self.queries, cues)?;
            readings.entry(i).or_default().push(reading);
        }
        for (i, readings) in readings {
            targets[i].visit([readings[0], readings[1]]);
        }
        Ok(())
    }

    fn criterion(&self) -> Criterion {
        Criterion { tolerated_noise: self.tolerated_noise, ..Criterion::default() }
    }

    /// Half of what one-step retrieval stores.
    fn start(&self) -> Result<f64, Error> {
        let random = RandomCode::new(self.code.units(), self.code.activity())?;
        let theory = RandomTheory::one_step(random, 0.5, self.criterion())?;
        Ok((0.5 * theory.optimum()?.patterns).min(patterns_at(random, 0.5 * FULL)).max(1.0).floor())
    }

    /// d ln ε̂/d ln M of one step, ε̂ ∝ p₁^λk.
    fn slope(&self, lambda: f64, patterns: f64) -> f64 {
        let p1 = load(self.code, patterns);
        -lambda * self.code.activity() as f64 * (1.0 - p1) * (-p1).ln_1p() / p1
    }

    /// The more units a pattern has, the more steeply noise rises.
    fn step(&self) -> f64 {
        1.0 + (1.0 / self.code.activity() as f64).clamp(0.02, 0.25)
    }
}

/// The sizes to measure the scouted targets at, ascending, each with the number of its target.
fn sizes<C: PatternCode>(targets: &[Target<'_, C>]) -> Vec<(usize, usize)> {
    let of_target = |(i, target): (usize, &Target<'_, C>)| target.sizes().map(|size| (size, i));
    let scouted = targets.iter().enumerate().filter(|(_, target)| target.is_scouted());
    let mut sizes: Vec<(usize, usize)> = scouted.flat_map(of_target).collect();
    sizes.sort_unstable();
    sizes
}

fn read<C: PatternCode>(
    memory: &GrowingMemory<C>,
    target: &Target<'_, C>,
    queries: usize,
    cues: &mut (impl Rng + ?Sized),
) -> Result<Reading, Error> {
    let outcome = memory.trial(queries, target.quality, cues)?.run(target.retrieval)?;
    Reading::new(&outcome, target.content_weight)
}
