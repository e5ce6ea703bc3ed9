//! Counts and weights as lists of numbers, for those who store them or make them otherwise.

use super::{CountingMemory, Weights};
use crate::error::{require_in, require_len};
use crate::{Association, Error, PatternCode};

impl<C: PatternCode> CountingMemory<C> {
    /// In how many patterns each address unit is active.
    pub fn address_uses(&self) -> &[u32] {
        &self.addresses
    }

    /// In how many patterns each content unit is active.
    pub fn content_uses(&self) -> &[u32] {
        &self.contents
    }

    /// In how many patterns both units of each pair are active, the rows of all address units one after the other.
    pub fn pairs(&self) -> &[u16] {
        &self.pairs
    }

    /// A memory of counts that another one had: [`stored`](Self::stored), the uses of all address and content units, and
    /// [`pairs`](Self::pairs).
    ///
    /// # Errors
    /// Another number of counts than those of the code; counts that no patterns of the code have.
    pub fn from_counts(
        code: C,
        association: Association,
        patterns: u32,
        uses: [Vec<u32>; 2],
        pairs: Vec<u16>,
    ) -> Result<Self, Error> {
        let [addresses, contents] = uses;
        let n = code.units();
        require_len("the list of uses of addresses", n, addresses.len())?;
        require_len("the list of uses of contents", n, contents.len())?;
        require_len("the list of counts of pairs", n.saturating_mul(n), pairs.len())?;
        let memory = Self { code, association, patterns, addresses, contents, pairs };
        if memory.is_possible() {
            return Ok(memory);
        }
        Err(Error::Damaged { quantity: "the counts", reason: "no patterns of the code have them" })
    }

    /// Whether the counts add up: every use of a unit is a pair with each of k units.
    fn is_possible(&self) -> bool {
        let uses = [&self.addresses, &self.contents];
        let k = self.code.activity() as u64;
        let pairs = uses.map(|uses| uses.iter().map(|&m| k * u64::from(m)).collect::<Vec<_>>());
        let all = u128::from(k) * u128::from(k) * u128::from(self.patterns);
        let adds_up =
            |sums: &Vec<u64>| sums.iter().map(|&sum| u128::from(sum)).sum::<u128>() == all;
        let most = uses.into_iter().flatten().max().copied().unwrap_or(0);
        pairs.iter().all(adds_up)
            && most <= Self::MOST_USES.min(self.patterns)
            && self.pair_sums() == pairs
            && (0..uses[0].len()).all(|i| (0..uses[1].len()).all(|j| self.fits(i, j)))
    }

    /// Sums of the counts of each address and of each content unit.
    fn pair_sums(&self) -> [Vec<u64>; 2] {
        let n = self.contents.len();
        let mut sums = [vec![0; n], vec![0; n]];
        for (place, &both) in self.pairs.iter().enumerate() {
            sums[0][place / n] += u64::from(both);
            sums[1][place % n] += u64::from(both);
        }
        sums
    }

    /// Whether a pair is active no more often than its units; that of an autoassociation has no order.
    fn fits(&self, i: usize, j: usize) -> bool {
        let both = |i: usize, j: usize| u32::from(self.pairs[i * self.contents.len() + j]);
        let fits = both(i, j) <= self.addresses[i].min(self.contents[j]);
        let is_own = i != j || (both(i, i), both(i, i)) == (self.addresses[i], self.contents[i]);
        fits && (self.association == Association::Hetero || (both(i, j) == both(j, i) && is_own))
    }
}

impl<C: PatternCode> Weights<C> {
    /// The fields of all content units while all address units are silent.
    pub fn silence(&self) -> &[f32] {
        &self.silence
    }

    /// The weights of all synapses, the rows of all address units one after the other.
    pub fn rows(&self) -> &[f32] {
        &self.rows
    }

    /// Weights that were made otherwise, with the fields of silent address units.
    ///
    /// # Errors
    /// Another number of weights or fields than those of the code; NaN.
    ///
    /// ```
    /// use synaptome_willshaw::counting::Weights;
    /// use synaptome_willshaw::{Association, RandomCode};
    /// let code = RandomCode::new(2, 1)?;
    /// let weights =
    ///     Weights::from_rows(code, Association::Hetero, vec![0.5, 0.0], vec![1.0, 2.0, 3.0, 4.0])?;
    /// assert_eq!(weights.fields(&[1])?, [3.5, 4.0]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn from_rows(
        code: C,
        association: Association,
        silence: Vec<f32>,
        rows: Vec<f32>,
    ) -> Result<Self, Error> {
        let n = code.units();
        require_len("the list of fields of silent units", n, silence.len())?;
        require_len("the list of weights", n.saturating_mul(n), rows.len())?;
        let any = |x: &f32| require_in("a weight", (*x).into(), f64::NEG_INFINITY, f64::INFINITY);
        rows.iter().chain(&silence).try_for_each(any)?;
        Ok(Self { code, association, silence, rows })
    }
}
