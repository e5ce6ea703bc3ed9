//! Goodness of fit by bootstrap.

use std::ops::ControlFlow;

use rand::{Rng, RngExt};

use super::drawing::Drawing;
use super::fit::Tail;
use super::lower_end::LowerEnd;
use crate::Error;
use crate::error::{require_at_least, require_at_most, require_count};
use crate::observables::process::binomial;
use crate::observables::sizes::SizeCounts;

/// Options of a bootstrap test of goodness of fit.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{Bootstrap, SizeCounts, Tail, TailShape};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let geometric =
///     SizeCounts::from_counts(&[0, 5_000, 2_500, 1_250, 625, 312, 156, 78, 39, 20, 10]);
/// let power = Tail::fit(TailShape::Power, &geometric, 1..)?;
/// let test = Bootstrap { replicates: 50, ..Bootstrap::default() };
/// assert_eq!(test.run(&power, &geometric, rng)?.p, 0.0); // no power law
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Bootstrap {
    /// How many data sets are drawn: p has the standard error √(p(1 − p)/replicates).
    pub replicates: usize,
    /// How the lower end is chosen anew in every replicate; none to keep it. Set it if the lower
    /// end was chosen from the data, since the distance is then the smallest of many; it multiplies
    /// the cost by the number of lower ends that are tried.
    pub lower_end: Option<LowerEnd>,
}

impl Default for Bootstrap {
    /// p to within 0.02, with a lower end that was given.
    fn default() -> Self {
        Self { replicates: 1000, lower_end: None }
    }
}

/// How often data from the fitted distribution are further from their own fit than the data.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{Bootstrap, GoodnessOfFit, SizeCounts, Tail, TailShape};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let power =
///     Tail::fit(TailShape::Power, &SizeCounts::from_counts(&[0, 800, 200, 90, 50, 30]), 1..=100)?;
/// let drawn: SizeCounts = power.draw(1_000, rng)?.into_iter().collect();
/// let again = Tail::fit(TailShape::Power, &drawn, 1..=100)?;
/// let test = Bootstrap { replicates: 50, ..Bootstrap::default() };
/// let GoodnessOfFit { p, replicates, .. } = test.run(&again, &drawn, rng)?;
/// assert!(p > 0.05 && replicates == 50); // data from a power law are not rejected
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct GoodnessOfFit {
    /// The fraction of replicates whose distance is at least that of the data. A small p (Clauset,
    /// Shalizi & Newman take 0.1) speaks against the distribution.
    pub p: f64,
    /// The distance of the data.
    pub distance: f64,
    /// The mean distance of the replicates.
    pub mean_distance: f64,
    /// How many replicates could be fitted, and so count.
    pub replicates: usize,
}

/// The most replicates.
const MOST_REPLICATES: usize = 10_000_000;
/// The most observations.
const MOST_OBSERVATIONS: u64 = 1 << 32;
/// Of more observations than these, the numbers of each size are drawn.
const MOST_ONE_BY_ONE: u64 = 1 << 17;

impl Bootstrap {
    /// Tests a fit to `counts`. Replicates have as many observations as the data, each in the range of the
    /// fit with the same probability as in the data, and outside of it drawn from the data there
    /// (the semi-parametric bootstrap of Clauset, Shalizi & Newman 2009, §4.1).
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::observables::{Bootstrap, SizeCounts, Tail, TailShape};
    ///
    /// // 10⁴/s²: a power law, and no exponential.
    /// let counts: Vec<u64> =
    ///     (0..200_u64).map(|s| if s == 0 { 0 } else { 10_000 / (s * s) }).collect();
    /// let counts = SizeCounts::from_counts(&counts);
    /// let test = Bootstrap { replicates: 50, ..Bootstrap::default() };
    /// let mut p = |shape| {
    ///     let tail = Tail::fit(shape, &counts, 1..=100)?;
    ///     Ok::<_, synaptome_infomax::Error>(
    ///         test.run(&tail, &counts, &mut ChaCha12Rng::seed_from_u64(1))?.p,
    ///     )
    /// };
    /// assert!(p(TailShape::Power)? > 0.1 && p(TailShape::Exponential)? == 0.0);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooFew`] or [`Error::TooLarge`] for no or more than 10⁷ replicates, [`Error::TooLarge`] for more
    /// than 2³² observations, [`Error::Empty`] without observations, [`Error::NoMaximum`] if no replicate
    /// can be fitted.
    pub fn run<R: Rng + ?Sized>(
        &self,
        tail: &Tail,
        counts: &SizeCounts,
        rng: &mut R,
    ) -> Result<GoodnessOfFit, Error> {
        self.run_watched(tail, counts, |_| ControlFlow::Continue(()), rng)
    }

    /// The same with an observer, which is told the number of replicates done before each and may break off: those
    /// done then count.
    ///
    /// # Errors
    /// As [`Bootstrap::run`].
    pub fn run_watched<R: Rng + ?Sized>(
        &self,
        tail: &Tail,
        counts: &SizeCounts,
        mut observer: impl FnMut(usize) -> ControlFlow<()>,
        rng: &mut R,
    ) -> Result<GoodnessOfFit, Error> {
        require_at_least("replicates", self.replicates, 1)?;
        require_at_most("the number of replicates", self.replicates, MOST_REPLICATES)?;
        require_count("the number of observations", counts.total(), MOST_OBSERVATIONS)?;
        if counts.total() == 0 {
            return Err(Error::Empty { quantity: "the list of avalanches" });
        }
        let source = Source::new(tail, counts);
        let distances: Vec<f64> = (0..self.replicates)
            .take_while(|&done| observer(done).is_continue())
            .filter_map(|_| self.fit(tail, &source.draw(rng)).ok())
            .map(|fit| fit.distance)
            .collect();
        if distances.is_empty() {
            let reason = format!("none of {} replicates has one", self.replicates);
            return Err(Error::NoMaximum { quantity: "the likelihood", reason });
        }
        Ok(GoodnessOfFit::new(tail.distance, &distances))
    }

    fn fit(&self, tail: &Tail, replicate: &SizeCounts) -> Result<Tail, Error> {
        match self.lower_end {
            Some(choice) => choice.fit(tail.shape, replicate, tail.range.high),
            None => Tail::fit(tail.shape, replicate, tail.range),
        }
    }
}

impl GoodnessOfFit {
    fn new(distance: f64, distances: &[f64]) -> Self {
        let replicates = distances.len();
        let beyond = distances.iter().filter(|&&found| found >= distance).count();
        let mean_distance = distances.iter().sum::<f64>() / replicates as f64;
        Self { p: beyond as f64 / replicates as f64, distance, mean_distance, replicates }
    }
}

/// What replicates are drawn from.
struct Source<'a> {
    tail: Drawing<'a>,
    /// The sizes outside of the range, with the number of observations up to each.
    outside: Vec<(u64, u64)>,
    total: u64,
}

impl<'a> Source<'a> {
    fn new(tail: &'a Tail, counts: &SizeCounts) -> Self {
        let mut sum = 0;
        let outside = counts.iter().filter(|pair| !tail.range.contains(pair.0));
        let outside = outside.map(|(size, count)| {
            sum += count;
            (size, sum)
        });
        Self { outside: outside.collect(), tail: Drawing::new(tail.model()), total: counts.total() }
    }

    fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> SizeCounts {
        if self.total <= MOST_ONE_BY_ONE {
            return (0..self.total).map(|_| self.one(rng)).collect();
        }
        let (mut left, mut rest, mut below) = (self.total, self.total, 0);
        let mut drawn = SizeCounts::new();
        for &(size, sum) in &self.outside {
            let found = binomial(left, (sum - below) as f64 / rest as f64, rng);
            drawn.add_many(size, found);
            (left, rest, below) = (left - found, rest - (sum - below), sum);
        }
        self.tail.counts(left, rng).iter().for_each(|(size, count)| drawn.add_many(size, count));
        drawn
    }

    fn one<R: Rng + ?Sized>(&self, rng: &mut R) -> u64 {
        let outside = self.outside.last().map_or(0, |last| last.1);
        if outside == 0 {
            return self.tail.draw(rng);
        }
        let place = rng.random_range(0..self.total);
        match self.outside.get(self.outside.partition_point(|pair| pair.1 <= place)) {
            Some(&(size, _)) => size,
            None => self.tail.draw(rng),
        }
    }
}
