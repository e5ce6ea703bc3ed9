//! States and messages from bits, truth values and grey values.

use crate::threshold::Threshold;
use crate::{Error, Messages, State};

impl State {
    /// A state from bits of any type of number: 1 becomes +1, and 0 becomes -1.
    ///
    /// # Errors
    /// [`Error::Empty`] without bits, [`Error::NotABit`] for any other value.
    ///
    /// ```
    /// use synaptome_hopfield::State;
    ///
    /// let state = State::from_bits(&[0, 1, 1])?;
    /// assert_eq!(state.spins(), [-1, 1, 1]);
    /// assert_eq!(state.to_bits(), [0, 1, 1]);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn from_bits<T: Copy + Into<f64>>(bits: &[T]) -> Result<Self, Error> {
        let spin = |(unit, &bit): (usize, &T)| match bit.into() {
            0.0 => Ok(-1),
            1.0 => Ok(1),
            value => Err(Error::NotABit { unit, value }),
        };
        Self::new(bits.iter().enumerate().map(spin).collect::<Result<_, _>>()?)
    }

    /// A state from truth values: true becomes +1, and false becomes -1.
    ///
    /// # Errors
    /// [`Error::Empty`] without values.
    ///
    /// ```
    /// use synaptome_hopfield::State;
    ///
    /// assert_eq!(State::from_bools(&[true, false])?.spins(), [1, -1]);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn from_bools(values: &[bool]) -> Result<Self, Error> {
        if values.is_empty() {
            return Err(Error::Empty { quantity: "a state" });
        }
        Ok(Self::of_bools(values))
    }

    /// A state from grey values of any type of number: those above the threshold become +1, those below
    /// and *at* the threshold -1.
    ///
    /// # Errors
    /// [`Error::Empty`] without values, [`Error::NotAGrey`] for infinities and what is not a number, and
    /// those of the [`Threshold`].
    ///
    /// ```
    /// use synaptome_hopfield::{State, Threshold};
    ///
    /// let picture: [u8; 5] = [3, 250, 100, 0, 251];
    /// let state = State::from_greys(&picture, Threshold::Given(100.0))?;
    /// assert_eq!(state.to_string(), "-+--+");
    /// assert_eq!(State::from_greys(&picture, Threshold::Otsu)?.to_string(), "-+--+");
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn from_greys<T: Copy + Into<f64>>(
        greys: &[T],
        threshold: Threshold,
    ) -> Result<Self, Error> {
        let greys: Vec<f64> = greys.iter().map(|&grey| grey.into()).collect();
        if greys.is_empty() {
            return Err(Error::Empty { quantity: "a state" });
        }
        if let Some(unit) = greys.iter().position(|grey| !grey.is_finite()) {
            return Err(Error::NotAGrey { unit, value: greys[unit] });
        }
        let threshold = threshold.of(&greys)?;
        Self::from_bools(&greys.iter().map(|&grey| grey > threshold).collect::<Vec<_>>())
    }

    /// The spins as bits: 1 for +1, and 0 for -1.
    pub fn to_bits(&self) -> Vec<u8> {
        self.iter().map(|&spin| u8::from(spin > 0)).collect()
    }
}

impl Messages {
    /// Messages from rows of +1 and -1.
    ///
    /// # Errors
    /// As [`Messages::new`]; those of [`State::new`], with the index of the message, as
    /// [`Error::InMessage`].
    pub fn from_spins<S: AsRef<[i8]>>(rows: &[S]) -> Result<Self, Error> {
        from_rows(rows, |row| State::try_from(row.as_ref()))
    }

    /// Messages from rows of 0 and 1, of any type of number.
    ///
    /// # Errors
    /// As [`Messages::new`]; those of [`State::from_bits`], with the index of the message, as
    /// [`Error::InMessage`].
    pub fn from_bits<T: Copy + Into<f64>, S: AsRef<[T]>>(rows: &[S]) -> Result<Self, Error> {
        from_rows(rows, |row| State::from_bits(row.as_ref()))
    }

    /// Messages from rows of truth values.
    ///
    /// # Errors
    /// As [`Messages::new`]; [`Error::Empty`] with the index of the message, as [`Error::InMessage`].
    pub fn from_bools<S: AsRef<[bool]>>(rows: &[S]) -> Result<Self, Error> {
        from_rows(rows, |row| State::from_bools(row.as_ref()))
    }

    /// Messages from pictures, each a row of grey values with a threshold of its own, unless it is given.
    ///
    /// # Errors
    /// As [`Messages::new`]; those of [`State::from_greys`], with the index of the message, as
    /// [`Error::InMessage`].
    ///
    /// ```
    /// use synaptome_hopfield::{Messages, Threshold};
    ///
    /// let pictures = [[0.0, 0.9, 0.8, 0.1], [0.7, 0.2, 0.3, 0.6]];
    /// let messages = Messages::from_greys(&pictures, Threshold::Median)?;
    /// assert_eq!(messages[0].to_string(), "-++-");
    ///
    /// let error = Messages::from_greys(&[[0.5, 0.5]], Threshold::Median).unwrap_err();
    /// let expected = "message 0: all grey values are 0.5, which no threshold divides";
    /// assert_eq!(error.to_string(), expected);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn from_greys<T: Copy + Into<f64>, S: AsRef<[T]>>(
        rows: &[S],
        threshold: Threshold,
    ) -> Result<Self, Error> {
        from_rows(rows, |row| State::from_greys(row.as_ref(), threshold))
    }
}

fn from_rows<S>(rows: &[S], state: impl Fn(&S) -> Result<State, Error>) -> Result<Messages, Error> {
    let states = rows.iter().enumerate().map(|(message, row)| {
        state(row).map_err(|error| Error::InMessage { message, error: Box::new(error) })
    });
    Messages::new(states.collect::<Result<_, _>>()?)
}
