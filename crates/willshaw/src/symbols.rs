//! Messages of symbols, as patterns and cues of a block code.

use crate::code::check_ascending;
use crate::error::require_len;
use crate::{BlockCode, Cue, Error, PatternCode, Patterns};

impl BlockCode {
    /// The pattern of a message of k symbols, each below N: the symbol of block b is its place there.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] for another number of symbols, and [`Error::NoSuchSymbol`].
    ///
    /// ```
    /// use synaptome_willshaw::BlockCode;
    ///
    /// let code = BlockCode::new(3, 26)?;
    /// let pattern = code.from_symbols(&[2, 0, 19])?;
    /// assert_eq!(pattern, [2, 26, 71]);
    /// assert_eq!(code.to_symbols(&pattern)?, [2, 0, 19]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn from_symbols(&self, symbols: &[u32]) -> Result<Vec<u32>, Error> {
        require_len("a message", self.blocks(), symbols.len())?;
        let unit = |(position, &symbol)| self.unit_of(position, symbol);
        symbols.iter().enumerate().map(unit).collect()
    }

    /// The message of a pattern.
    ///
    /// ```
    /// use synaptome_willshaw::BlockCode;
    ///
    /// let code = BlockCode::new(3, 26)?; // three letters
    /// let word = code.to_symbols(&[2, 26, 52 + 19])?;
    /// assert_eq!(word, [2, 0, 19]); // c, a, t
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// What [`PatternCode::check`] refuses.
    pub fn to_symbols(&self, pattern: &[u32]) -> Result<Vec<u32>, Error> {
        self.check(pattern)?;
        Ok(pattern.iter().map(|&unit| self.symbol_of(unit)).collect())
    }

    /// The units of a message that is known in part: `None` stands for a symbol that is not known, and has
    /// no unit.
    ///
    /// # Errors
    /// As [`from_symbols`](Self::from_symbols).
    ///
    /// ```
    /// use synaptome_willshaw::BlockCode;
    ///
    /// let code = BlockCode::new(3, 26)?;
    /// assert_eq!(code.from_partial_symbols(&[Some(2), None, Some(19)])?, [2, 71]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn from_partial_symbols(&self, symbols: &[Option<u32>]) -> Result<Vec<u32>, Error> {
        require_len("a message", self.blocks(), symbols.len())?;
        let known = symbols.iter().enumerate().filter_map(|(b, symbol)| Some((b, (*symbol)?)));
        known.map(|(position, symbol)| self.unit_of(position, symbol)).collect()
    }

    /// What ascending units, such as those of a recall, say of each symbol: `None` where a block has no
    /// unit, or several.
    ///
    /// # Errors
    /// [`Error::IndexOutOfRange`], [`Error::DuplicateUnit`] and [`Error::NotAscending`].
    ///
    /// ```
    /// use synaptome_willshaw::BlockCode;
    ///
    /// let code = BlockCode::new(3, 4)?;
    /// assert_eq!(code.to_partial_symbols(&[1, 4, 6])?, [Some(1), None, None]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn to_partial_symbols(&self, units: &[u32]) -> Result<Vec<Option<u32>>, Error> {
        check_ascending(units, self.units())?;
        Ok(self.symbols_of(units))
    }

    /// The symbols of ascending units of this code.
    fn symbols_of(&self, units: &[u32]) -> Vec<Option<u32>> {
        let mut symbols = vec![None; self.blocks()];
        for block in units.chunk_by(|&a, &b| self.block_of(a) == self.block_of(b)) {
            if let &[unit] = block {
                symbols[self.block_of(unit)] = Some(self.symbol_of(unit));
            }
        }
        symbols
    }

    /// The unit of a symbol.
    fn unit_of(&self, position: usize, symbol: u32) -> Result<u32, Error> {
        let symbols = self.block_size();
        if symbol as usize >= symbols {
            return Err(Error::NoSuchSymbol { position, symbol, symbols });
        }
        Ok((position * symbols) as u32 + symbol)
    }

    fn symbol_of(&self, unit: u32) -> u32 {
        unit % self.block_size() as u32
    }
}

impl Patterns<BlockCode> {
    /// Patterns from messages of symbols, one in each row.
    ///
    /// # Errors
    /// [`Error::Empty`] without messages; those of [`BlockCode::from_symbols`], with the index of the
    /// message, as [`Error::InMessage`].
    ///
    /// ```
    /// use synaptome_willshaw::{BlockCode, Patterns};
    ///
    /// let code = BlockCode::new(3, 26)?;
    /// let patterns = Patterns::from_symbols(code, &[[2, 0, 19], [3, 14, 6]])?;
    /// assert_eq!(patterns.get(1), Some(&[3, 40, 58][..]));
    /// assert_eq!(patterns.symbols().last(), Some(vec![3, 14, 6]));
    ///
    /// let error = Patterns::from_symbols(code, &[[2, 0, 19], [3, 26, 6]]).unwrap_err();
    /// let expected = "message 1: symbol 26 at position 1 is out of range: there are 26";
    /// assert_eq!(error.to_string(), expected);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn from_symbols<S: AsRef<[u32]>>(code: BlockCode, messages: &[S]) -> Result<Self, Error> {
        let mut flat = Vec::new();
        for (message, symbols) in messages.iter().enumerate() {
            let units = code.from_symbols(symbols.as_ref());
            let error = |error| Error::InMessage { message, error: Box::new(error) };
            flat.extend(units.map_err(error)?);
        }
        Self::new(code, flat)
    }

    /// The messages of all patterns, in order.
    pub fn symbols(&self) -> impl ExactSizeIterator<Item = Vec<u32>> {
        let code = self.code();
        self.iter().map(move |units| units.iter().map(|&unit| code.symbol_of(unit)).collect())
    }
}

impl Cue<BlockCode> {
    /// A cue from a message known in part, `false_units` of whose symbols are wrong, it is not known where.
    ///
    /// # Errors
    /// Those of [`BlockCode::from_partial_symbols`] and [`Cue::new`]: at least one symbol must be known.
    ///
    /// ```
    /// use synaptome_willshaw::{BlockCode, Cue};
    ///
    /// let code = BlockCode::new(3, 26)?;
    /// let cue = Cue::from_symbols(code, &[Some(2), None, Some(19)], 0)?;
    /// assert_eq!(cue.units(), [2, 71]);
    /// assert_eq!(cue.symbols(), [Some(2), None, Some(19)]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn from_symbols(
        code: BlockCode,
        symbols: &[Option<u32>],
        false_units: usize,
    ) -> Result<Self, Error> {
        Self::new(code, code.from_partial_symbols(symbols)?, false_units)
    }

    /// The symbols that the cue states; `None` where it states none, or several.
    pub fn symbols(&self) -> Vec<Option<u32>> {
        self.code().symbols_of(self.units())
    }
}
