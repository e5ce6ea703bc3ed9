//! Pairs of sizes with one cause, and what they tell of each other.

use rand::Rng;
use rand::seq::SliceRandom;
use synaptome_lognormal::Estimate;

use crate::error::{Error, require_at_least, require_at_most, require_positive};
use crate::samples::first_not_positive;

/// Sizes of two synapses of one cause, such as those of one axon on one dendrite, of one connection in
/// two animals, or of the left and the right homologue.
///
/// ```
/// use synaptome_mi::SizePairs;
/// let pairs = SizePairs::new(&[[1.0, 1.1], [2.0, 1.7], [4.0, 5.0], [9.0, 7.0]])?;
/// assert!((pairs.median_variation() - 0.1359).abs() < 1e-4);
/// assert!(pairs.log_correlation()? > 0.9);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SizePairs {
    pairs: Vec<[f64; 2]>,
}

/// Fewest pairs: with two, every correlation is ±1.
const FEWEST: usize = 3;
/// The most shuffles.
const MOST_SHUFFLES: usize = 1_000_000;

impl SizePairs {
    /// Pairs of positive sizes.
    ///
    /// ```
    /// use synaptome_mi::SizePairs;
    ///
    /// // Sizes of two synapses of one axon on one dendrite.
    /// let pairs = SizePairs::new(&[[0.10, 0.11], [0.05, 0.05], [0.30, 0.24]])?;
    /// assert_eq!(pairs.variations()[1], 0.0);
    /// assert!(pairs.median_variation() < 0.1);
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooFew`] for fewer than three pairs, [`Error::BadSample`] for a size that is not positive
    /// and finite: leave absent synapses out, and count them apart.
    pub fn new(pairs: &[[f64; 2]]) -> Result<Self, Error> {
        require_at_least("pairs of sizes", pairs.len(), FEWEST)?;
        if let Some((at, value)) = first_not_positive(pairs.iter().flatten().copied()) {
            return Err(Error::BadSample { quantity: "pair", index: at / 2, value });
        }
        Ok(Self { pairs: pairs.to_vec() })
    }

    /// The pairs.
    pub fn pairs(&self) -> &[[f64; 2]] {
        &self.pairs
    }

    /// The coefficients of variation √2|a − b|/(a + b) of all pairs, standard deviation over mean.
    pub fn variations(&self) -> Vec<f64> {
        let half = |[a, b]: [f64; 2]| (a / 2.0 - b / 2.0).abs() / (a / 2.0 + b / 2.0);
        self.pairs.iter().map(|&pair| 2.0_f64.sqrt() * half(pair)).collect()
    }

    /// The median of the coefficients of variation; zero if more than half of the pairs are equal, as
    /// small counts often are.
    pub fn median_variation(&self) -> f64 {
        let mut sorted = self.variations();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        let below = sorted[(sorted.len() - 1) / 2];
        below.midpoint(sorted[middle])
    }

    /// The correlation ρ of ln a and ln b.
    ///
    /// # Errors
    /// [`Error::Constant`] if the first or the second sizes are all equal.
    pub fn log_correlation(&self) -> Result<f64, Error> {
        let column = |side: usize| self.pairs.iter().map(move |pair| pair[side].ln());
        let count = self.pairs.len() as f64;
        let mean = [0, 1].map(|side| column(side).sum::<f64>() / count);
        let product = |i: usize, j: usize| -> f64 {
            column(i).zip(column(j)).map(|(x, y)| (x - mean[i]) * (y - mean[j])).sum()
        };
        for side in 0..2 {
            if column(side).all(|ln_size| ln_size == self.pairs[0][side].ln()) {
                return Err(Error::Constant { quantity: "the sizes of pairs", index: side });
            }
        }
        let rho = product(0, 1) / (product(0, 0).sqrt() * product(1, 1).sqrt());
        // Rounding may leave a little to explain where nothing is left.
        let is_whole = 1.0 - rho.abs() < (count + 4.0) * f64::EPSILON;
        Ok(if is_whole { rho.signum() } else { rho })
    }

    /// −½ log₂(1 − ρ²), the information in bits that one size conveys about the other if the two are
    /// jointly log-normal. A mixture of parts or counts that tie are not: see
    /// [`information_of_levels_bits`](Self::information_of_levels_bits).
    ///
    /// # Errors
    /// As [`log_correlation`](Self::log_correlation); [`Error::NotPositive`] if one size determines the
    /// other.
    pub fn information_of_other_bits(&self) -> Result<f64, Error> {
        let rho = self.log_correlation()?;
        let unexplained = require_positive("1 - ρ²", (1.0 - rho) * (1.0 + rho))?;
        Ok(-0.5 * unexplained.log2())
    }

    /// −½ log₂(1 − ρ), the information in bits that a size conveys about the cause that it shares with the
    /// other, if both are this cause and independent noise of equal variance, all log-normal.
    ///
    /// # Errors
    /// As [`log_correlation`](Self::log_correlation); [`Error::OutOfRange`] for a negative ρ, which no
    /// common cause has; [`Error::NotPositive`] for ρ = 1.
    pub fn information_about_cause_bits(&self) -> Result<f64, Error> {
        let rho = self.log_correlation()?;
        if rho < 0.0 {
            let quantity = "the correlation of sizes with a common cause";
            return Err(Error::OutOfRange { quantity, value: rho, low: 0.0, high: 1.0 });
        }
        Ok(-0.5 * require_positive("1 - ρ", 1.0 - rho)?.log2())
    }

    /// The information in bits between the sizes cut into levels of about equal use, without any assumption
    /// on their distribution: the plug-in value less the mean of shuffled pairs, which is what chance
    /// gives. The error is the standard deviation of the shuffles.
    ///
    /// Sizes that tie stay together, so that there may be fewer levels.
    ///
    /// # Errors
    /// [`Error::TooFew`] for fewer than two levels or shuffles, [`Error::TooLarge`] for more than a million
    /// shuffles.
    pub fn information_of_levels_bits<R: Rng + ?Sized>(
        &self,
        levels: usize,
        shuffles: usize,
        rng: &mut R,
    ) -> Result<Estimate, Error> {
        require_at_least("levels", levels, 2)?;
        require_at_least("shuffles", shuffles, 2)?;
        require_at_most("the number of shuffles", shuffles, MOST_SHUFFLES)?;
        let cuts = self.cuts(levels);
        let level = |size: f64| cuts.partition_point(|cut| *cut < size);
        let [first, mut second] =
            [0, 1].map(|side| self.pairs.iter().map(|pair| level(pair[side])).collect::<Vec<_>>());
        let value = plug_in_bits(&first, &second, cuts.len() + 1);
        let mut shuffled = || {
            second.shuffle(rng);
            plug_in_bits(&first, &second, cuts.len() + 1)
        };
        let chance: Vec<f64> = (0..shuffles).map(|_| shuffled()).collect();
        let mean = chance.iter().sum::<f64>() / shuffles as f64;
        let square = chance.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        let error = (square / (shuffles as f64 - 1.0)).sqrt();
        Ok(Estimate { value: value - mean, error })
    }

    /// The largest sizes of all levels but the last, without repetitions.
    fn cuts(&self, levels: usize) -> Vec<f64> {
        let mut sizes: Vec<f64> = self.pairs.iter().flatten().copied().collect();
        sizes.sort_by(f64::total_cmp);
        let levels = levels.min(sizes.len());
        let mut cuts: Vec<f64> = (1..levels).map(|k| sizes[k * sizes.len() / levels - 1]).collect();
        cuts.dedup();
        cuts
    }
}

/// Σ p(a, b) log₂ [p(a, b) / (p(a) p(b))] over the levels of two columns.
fn plug_in_bits(first: &[usize], second: &[usize], levels: usize) -> f64 {
    let mut pairs: Vec<_> = first.iter().zip(second).collect();
    pairs.sort_unstable();
    let [rows, columns] = [first, second].map(|side| {
        let mut counts = vec![0.0; levels];
        side.iter().for_each(|&level| counts[level] += 1.0);
        counts
    });
    let count = first.len() as f64;
    let cell = |cell: &[(&usize, &usize)]| {
        let (n, (a, b)) = (cell.len() as f64, cell[0]);
        n / count * (n / (rows[*a] * columns[*b] / count)).log2()
    };
    pairs.chunk_by(|a, b| a == b).map(cell).sum()
}
