//! Random messages that are biased, sparse or correlated.

use rand::{Rng, RngExt, seq::index};

use crate::error::{require_at_least, require_at_most, require_in};
use crate::messages::require_sizes;
use crate::{Error, Messages, State};

impl Messages {
    /// `count` messages of independent spins, each +1 with probability `activity` = a.
    ///
    /// Their mean spin is 2a - 1, and the mean overlap of two of them (2a - 1)².
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a probability outside [0, 1], and as [`Messages::new`].
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::Messages;
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw_biased(1_000, 3, 0.1, rng)?;
    /// let active = messages[0].iter().filter(|&&spin| spin > 0).count();
    /// assert!((60..140).contains(&active));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn draw_biased<R: Rng + ?Sized>(
        units: usize,
        count: usize,
        activity: f64,
        rng: &mut R,
    ) -> Result<Self, Error> {
        require_in("the activity", activity, 0.0, 1.0)?;
        require_sizes(units, count)?;
        draw(count, |_| (0..units).map(|_| spin(rng.random_bool(activity))).collect())
    }

    /// `count` sparse messages, each with exactly `active` spins +1 at random places.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for more of them than units, and as [`Messages::new`].
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::Messages;
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw_sparse(100, 3, 7, rng)?;
    /// assert!(messages.iter().all(|x| x.iter().filter(|&&spin| spin > 0).count() == 7));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn draw_sparse<R: Rng + ?Sized>(
        units: usize,
        count: usize,
        active: usize,
        rng: &mut R,
    ) -> Result<Self, Error> {
        require_sizes(units, count)?;
        require_at_most("the number of active units", active, units)?;
        draw(count, |_| {
            let mut spins = vec![-1; units];
            index::sample(rng, units, active).iter().for_each(|unit| spins[unit] = 1);
            spins
        })
    }

    /// `count` messages of spins that resemble their neighbours: the mean of `x_i` `x_j` is c^|i - j|.
    ///
    /// The first spin is unbiased, and every further one equals the one before with probability (1 + c)/2:
    /// an Ising chain of correlation length -1/ln c.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a correlation c outside [-1, 1], and as [`Messages::new`].
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::Messages;
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw_chains(1_000, 3, 0.8, rng)?;
    /// let equal = messages[0].spins().windows(2).filter(|pair| pair[0] == pair[1]).count();
    /// assert!((860..940).contains(&equal));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn draw_chains<R: Rng + ?Sized>(
        units: usize,
        count: usize,
        correlation: f64,
        rng: &mut R,
    ) -> Result<Self, Error> {
        require_in("the correlation of neighbours", correlation, -1.0, 1.0)?;
        require_sizes(units, count)?;
        let same = 0.5 * (1.0 + correlation);
        draw(count, |_| {
            let mut last = spin(rng.random());
            let next = |unit| {
                let turns = unit > 0 && !rng.random_bool(same);
                last = if turns { -last } else { last };
                last
            };
            (0..units).map(next).collect()
        })
    }

    /// `children` messages of each of these, in their order, with a mean overlap q with it.
    ///
    /// Every spin of a child equals that of its parent with probability (1 + q)/2, so that two children of
    /// one parent have the mean overlap q². Children of children make a tree of ancestors (Parga &
    /// Virasoro 1986).
    ///
    /// # Errors
    /// [`Error::TooFew`] without children, [`Error::OutOfRange`] for an overlap outside [-1, 1], and as
    /// [`Messages::new`].
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::Messages;
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let ancestors = Messages::draw(1_000, 4, rng)?;
    /// let messages = ancestors.draw_descendants(5, 0.6, rng)?;
    /// assert_eq!(messages.len(), 20);
    /// assert!((messages[7].overlap(&ancestors[1]).unwrap() - 0.6).abs() < 0.1);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn draw_descendants<R: Rng + ?Sized>(
        &self,
        children: usize,
        overlap: f64,
        rng: &mut R,
    ) -> Result<Self, Error> {
        require_at_least("children of each message", children, 1)?;
        require_in("the overlap", overlap, -1.0, 1.0)?;
        let count = self.len().saturating_mul(children);
        require_sizes(self.units(), count)?;
        let same = 0.5 * (1.0 + overlap);
        draw(count, |child| {
            let parent = self[child / children].iter();
            parent.map(|&spin| if rng.random_bool(same) { spin } else { -spin }).collect()
        })
    }
}

fn draw(count: usize, spins: impl FnMut(usize) -> Vec<i8>) -> Result<Messages, Error> {
    let states = (0..count).map(spins).map(State::new);
    Messages::new(states.collect::<Result<_, _>>()?)
}

fn spin(up: bool) -> i8 {
    if up { 1 } else { -1 }
}
