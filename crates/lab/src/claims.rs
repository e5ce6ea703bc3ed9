//! Claims: statements with the interval that counts as holding.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::{Error, Scale};

/// A statement that a figure measures, as it stands in a file of claims.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The identifier, which measurements name.
    pub id: String,
    /// A statement of the sources, or ours.
    pub origin: Origin,
    /// Where it is stated.
    pub source: String,
    /// The figure that measures it.
    pub figure: String,
    /// The statement.
    pub statement: String,
    /// The number in the source, where it prints one.
    pub published: Option<f64>,
    /// The lower end of the interval that counts as holding, included.
    pub low: f64,
    /// The upper end, included.
    pub high: f64,
    /// The smallest scale at which the claim is judged.
    pub scale: Scale,
}

impl Claim {
    /// A statement of our own, judged at every scale.
    ///
    /// ```
    /// use synaptome_lab::{Claim, Claims};
    /// let claim = Claim::ours("own-1", "recall", "overlap after recall", 0.9..=1.0);
    /// assert!(Claims::new(vec![claim]).is_ok());
    /// ```
    pub fn ours(id: &str, figure: &str, statement: &str, holds: RangeInclusive<f64>) -> Self {
        Self {
            id: id.to_owned(),
            origin: Origin::Beyond,
            source: "ours".to_owned(),
            figure: figure.to_owned(),
            statement: statement.to_owned(),
            published: None,
            low: *holds.start(),
            high: *holds.end(),
            scale: Scale::Quick,
        }
    }
}

/// Who makes a claim.
///
/// ```
/// use synaptome_lab::{Claim, Origin};
///
/// assert_eq!(Claim::ours("own-1", "recall", "overlap", 0.9..=1.0).origin, Origin::Beyond);
/// ```
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A statement of the source.
    Paper,
    /// A statement of our own.
    Beyond,
}

/// All claims of an experiment: intervals are ordered, identifiers distinct.
///
/// ```
/// use synaptome_lab::Claims;
/// let claims: Claims = r#"
///     [[claim]]
///     id = "A1"
///     origin = "beyond"
///     source = "ours"
///     figure = "recall"
///     statement = "overlap after recall from 10 % flips"
///     low = 0.95
///     high = 1.0
///     scale = "quick"
/// "#
/// .parse()?;
/// assert_eq!(claims.iter().count(), 1);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims(Vec<Claim>);

impl Claims {
    /// Checks a list of claims.
    ///
    /// ```
    /// use synaptome_lab::{Claim, Claims};
    ///
    /// let claim = |id| Claim::ours(id, "recall", "fraction recalled", 0.9..=1.0);
    /// assert_eq!(Claims::new(vec![claim("own-1"), claim("own-2")])?.iter().count(), 2);
    /// assert!(Claims::new(vec![claim("own-1"), claim("own-1")]).is_err()); // one identifier twice
    /// # Ok::<(), synaptome_lab::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Claims`] if an interval is empty, not a number or without ends, or an identifier stands
    /// twice.
    pub fn new(claims: Vec<Claim>) -> Result<Self, Error> {
        for (i, Claim { id, low, high, .. }) in claims.iter().enumerate() {
            let twice = claims[..i].iter().any(|other| other.id == *id);
            require(low <= high, || format!("claim {id} has the empty interval [{low}, {high}]"))?;
            let bounded = low.is_finite() || high.is_finite();
            require(bounded, || format!("claim {id} cannot fail: its interval has no end"))?;
            require(!twice, || format!("claim {id} stands twice"))?;
        }
        Ok(Self(claims))
    }

    /// The claims in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Claim> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Claims {
    type Item = &'a Claim;
    type IntoIter = std::slice::Iter<'a, Claim>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::str::FromStr for Claims {
    type Err = Error;

    /// Reads a TOML file with one `[[claim]]` for each.
    fn from_str(text: &str) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct File {
            #[serde(default)]
            claim: Vec<Claim>,
        }
        let file = toml::from_str::<File>(text);
        let file = file.map_err(|error| Error::Claims { reason: error.to_string() })?;
        Self::new(file.claim)
    }
}

fn require(valid: bool, reason: impl FnOnce() -> String) -> Result<(), Error> {
    if valid { Ok(()) } else { Err(Error::Claims { reason: reason() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"
        [[claim]]
        id = "A"
        origin = "paper"
        source = "s"
        figure = "f"
        statement = "t"
        low = 1.0
        high = 2.0
        scale = "paper"
    "#;

    fn refusal(text: &str) -> String {
        text.parse::<Claims>().unwrap_err().to_string()
    }

    #[test]
    fn defects_of_the_file_are_named() {
        assert!(refusal(&ONE.replace("low = 1.0", "low = ")).contains("claims"));
        assert!(refusal(&ONE.replace("low = 1.0", "lowest = 1.0")).contains("lowest"));
        assert!(refusal(&format!("{ONE}{ONE}")).contains("claim A stands twice"));
        assert!(refusal(&ONE.replace("low = 1.0", "low = 3.0")).contains("[3, 2]"));
        assert!(refusal(&ONE.replace("low = 1.0", "low = nan")).contains("[NaN, 2]"));
        assert!(refusal(&ONE.replace("scale = \"paper\"", "scale = \"huge\"")).contains("huge"));
    }
}
