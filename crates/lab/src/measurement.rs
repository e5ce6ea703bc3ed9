//! Measurements: what a figure found for a claim.

/// A measured value for one claim.
///
/// ```
/// use synaptome_lab::Measurement;
/// let measured = Measurement::new("A1", 0.98).with_error(0.01);
/// assert_eq!(measured.std_error, Some(0.01));
/// assert_eq!(measured.with_error(f64::NAN).std_error, None);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// The claim's identifier.
    pub claim: String,
    /// The measured value.
    pub value: f64,
    /// Its standard error, where the figure can tell.
    pub std_error: Option<f64>,
}

impl Measurement {
    /// A value without a standard error.
    pub fn new(claim: impl Into<String>, value: f64) -> Self {
        Self { claim: claim.into(), value, std_error: None }
    }

    /// Adds the standard error; one that is not finite is left out.
    #[must_use]
    pub fn with_error(mut self, std_error: f64) -> Self {
        self.std_error = std_error.is_finite().then_some(std_error);
        self
    }
}
