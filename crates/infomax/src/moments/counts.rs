//! Counts of coincidences in a raster.

use crate::Raster;
use crate::instructions::instructions;
use faer::Mat;
use pulp::NullaryFnOnce;

/// Counts of coincidences; they are whole numbers, so no order of summation matters.
pub(super) struct Counts {
    neurons: usize,
    pub(super) samples: usize,
    within: Vec<u32>,
    across: Vec<u32>,
    /// Firings of the earlier and of the later steps of the pairs.
    single: [Vec<u32>; 2],
}

impl Counts {
    pub(super) fn of(raster: &Raster, lag: usize) -> Self {
        let (neurons, samples) = (raster.neurons(), raster.len() - lag);
        let square = || vec![0_u32; neurons * neurons];
        let single = [vec![0; neurons], vec![0; neurons]];
        let mut counts = Self { neurons, samples, within: square(), across: square(), single };
        // Pairs one by one cost spikes² a step, pairs of bit rows neurons²/64 and popcounts.
        let spikes = raster.spikes() as f64 / raster.len() as f64;
        if spikes * spikes * 8.0 < (neurons * neurons) as f64 / 64.0 {
            counts.count_pairs(raster, lag);
        } else {
            instructions().dispatch(CountBits(&mut counts, raster, lag));
        }
        counts
    }

    fn count_pairs(&mut self, raster: &Raster, lag: usize) {
        for t in 0..self.samples {
            let (now, later) = (raster.step(t), raster.step(t + lag));
            add_pairs(&mut self.within, self.neurons, now, now);
            add_pairs(&mut self.within, self.neurons, later, later);
            add_pairs(&mut self.across, self.neurons, later, now);
            now.iter().for_each(|&i| self.single[0][usize::from(i)] += 1);
            later.iter().for_each(|&i| self.single[1][usize::from(i)] += 1);
        }
    }

    #[inline(always)]
    fn count_bits(&mut self, raster: &Raster, lag: usize) {
        let now = BitRows::of(raster, self.neurons, 0, self.samples);
        let later = BitRows::of(raster, self.neurons, lag, self.samples);
        for i in 0..self.neurons {
            self.single[0][i] = common(now.row(i), now.row(i));
            self.single[1][i] = common(later.row(i), later.row(i));
            for j in 0..=i {
                let both = common(now.row(i), now.row(j)) + common(later.row(i), later.row(j));
                self.within[i * self.neurons + j] = both;
                self.within[j * self.neurons + i] = both;
            }
            for j in 0..self.neurons {
                self.across[i * self.neurons + j] = common(later.row(i), now.row(j));
            }
        }
    }

    /// C and E about the centres.
    pub(super) fn centered(&self, centers: &[f64]) -> (Mat<f64>, Mat<f64>) {
        let samples = self.samples as f64;
        let mean = |which: usize, i: usize| f64::from(self.single[which][i]) / samples;
        let both = |i: usize| 0.5 * (mean(0, i) + mean(1, i));
        let covariance = Mat::from_fn(self.neurons, self.neurons, |i, j| {
            let count = f64::from(self.within[i * self.neurons + j]);
            let (p, q) = (centers[i], centers[j]);
            count / (2.0 * samples) - p * both(j) - q * both(i) + p * q
        });
        let lagged = Mat::from_fn(self.neurons, self.neurons, |i, j| {
            let count = f64::from(self.across[i * self.neurons + j]);
            let (p, q) = (centers[i], centers[j]);
            count / samples - p * mean(0, j) - q * mean(1, i) + p * q
        });
        (covariance, lagged)
    }
}

/// [`Counts::count_bits`], dispatched to the machine's vector instructions.
struct CountBits<'a>(&'a mut Counts, &'a Raster, usize);

impl NullaryFnOnce for CountBits<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(counts, raster, lag) = self;
        counts.count_bits(raster, lag);
    }
}

fn add_pairs(counts: &mut [u32], neurons: usize, rows: &[u16], columns: &[u16]) {
    for &i in rows {
        let row = &mut counts[usize::from(i) * neurons..][..neurons];
        columns.iter().for_each(|&j| row[usize::from(j)] += 1);
    }
}

/// For each neuron, one bit per step.
struct BitRows {
    bits: Vec<u64>,
    words: usize,
}

impl BitRows {
    fn of(raster: &Raster, neurons: usize, from: usize, steps: usize) -> Self {
        let words = steps.div_ceil(64);
        let mut bits = vec![0; neurons * words];
        for t in 0..steps {
            for &i in raster.step(from + t) {
                bits[usize::from(i) * words + t / 64] |= 1 << (t % 64);
            }
        }
        Self { bits, words }
    }

    #[inline(always)]
    fn row(&self, i: usize) -> &[u64] {
        &self.bits[i * self.words..][..self.words]
    }
}

/// The number of steps at which both fire.
#[inline(always)]
fn common(a: &[u64], b: &[u64]) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
}

#[cfg(test)]
mod tests {
    use super::Counts;
    use crate::Raster;

    #[test]
    fn both_ways_of_counting_agree() {
        let firing = |t: u16| (0..40).filter(move |i| (t * 7 + i * i * 3) % 11 < 3);
        let steps = (0..1000).map(|t| firing(t).collect::<Vec<u16>>());
        let raster = Raster::from_steps(40, steps).unwrap();
        for lag in [1, 5] {
            let samples = 1000 - lag;
            let empty = || Counts {
                neurons: 40,
                samples,
                within: vec![0; 1600],
                across: vec![0; 1600],
                single: [vec![0; 40], vec![0; 40]],
            };
            let (mut pairs, mut bits) = (empty(), empty());
            pairs.count_pairs(&raster, lag);
            bits.count_bits(&raster, lag);
            assert_eq!((pairs.within, pairs.across), (bits.within, bits.across));
            assert_eq!(pairs.single, bits.single);
        }
    }
}
