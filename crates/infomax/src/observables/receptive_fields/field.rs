//! Receptive fields.

use crate::Error;
use crate::error::{require_finite, require_in, require_len, require_positive};

/// A receptive field: rows × columns of numbers, row after row, relative to a baseline.
///
/// Places are (x, y) in pixels: x counts columns and y rows, both from 0 at the centre of the first pixel.
///
/// ```
/// use synaptome_infomax::observables::receptive_fields::{Field, fit_gabor};
///
/// // 9 × 11 pixels: a bar along column 7, between fainter ones.
/// let bar = |x: usize, y: usize| match (x, y) {
///     (7, 2..=7) => 10.0,
///     (6 | 8, 2..=7) => 3.0,
///     _ => 0.0,
/// };
/// let values: Vec<f64> = (0..99).map(|at| bar(at % 11, at / 11)).collect();
/// let gabor = fit_gabor(&Field::new(&values, 9, 11)?);
/// assert!((gabor.center.0 - 7.0).abs() < 0.1 && (gabor.center.1 - 4.5).abs() < 0.1);
/// assert_eq!(Field::about(0.0, &values, 9, 11)?.centroid(), (7.0, 4.5));
/// assert!(Field::new(&[3.0; 144], 12, 12).is_err());
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
    power: f64,
    is_centered: bool,
}

/// What rounding leaves of the power of a constant.
const ROUNDING: f64 = 1e-26;

/// Sums of powers over all frequencies and pixels stay finite.
const LARGEST_POWER: f64 = 1e280;

impl Field {
    /// A field whose mean is taken out, so that R² and orientation are about its structure alone.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if there are not 1 to 1024 rows and columns, or the squares add up to more than
    /// 10²⁸⁰, [`Error::LengthMismatch`] if there
    /// are not `rows * columns` numbers, [`Error::NotFinite`] if one, or the sum of their squares, is none, [`Error::NoStructure`] if all are
    /// the same, [`Error::NotPositive`] if their squares are below double precision.
    pub fn new(values: &[f64], rows: usize, columns: usize) -> Result<Self, Error> {
        require_shape(values, rows, columns)?;
        let n = values.len() as f64;
        let field = Self::about(values.iter().map(|x| x / n).sum(), values, rows, columns)?;
        Ok(Self { is_centered: true, ..field })
    }

    /// A field relative to a baseline that is known, such as 0 for a spike-triggered average from which the
    /// mean stimulus was subtracted. What is the same in all pixels then counts as structure.
    ///
    /// ```
    /// use synaptome_infomax::observables::receptive_fields::Field;
    ///
    /// let field = Field::about(1.0, &[1.0, 1.0, 4.0, 1.0], 2, 2)?;
    /// assert_eq!(field.values(), [0.0, 0.0, 3.0, 0.0]);
    /// assert_eq!(field.centroid(), (0.0, 1.0)); // x and y of the third pixel
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Field::new`].
    pub fn about(
        baseline: f64,
        values: &[f64],
        rows: usize,
        columns: usize,
    ) -> Result<Self, Error> {
        require_shape(values, rows, columns)?;
        require_finite("the baseline", baseline)?;
        let values: Vec<f64> = values.iter().map(|x| x - baseline).collect();
        let power: f64 = values.iter().map(|x| x * x).sum();
        require_finite("the power of the field", power)?;
        require_in("the power of the field", power, 0.0, LARGEST_POWER)?;
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let structure: f64 = values.iter().map(|x| (x - mean).powi(2)).sum();
        let level = (mean + baseline).powi(2).max(mean * mean) * values.len() as f64;
        let is_constant = values.iter().all(|&x| x == values[0]);
        if is_constant || (power > 0.0 && structure <= ROUNDING * level.max(power)) {
            return Err(Error::NoStructure { quantity: "the field", value: mean + baseline });
        }
        require_positive("the power of the field", power)?;
        Ok(Self { rows, columns, values, power, is_centered: false })
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The numbers relative to the baseline, row after row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The sum of their squares.
    pub fn power(&self) -> f64 {
        self.power
    }

    /// Whether the mean was taken out, so that fits may add any constant.
    pub(super) fn is_centered(&self) -> bool {
        self.is_centered
    }

    /// The centre (x, y) of the squared field.
    pub fn centroid(&self) -> (f64, f64) {
        let mean = |place: fn(usize, usize) -> usize| {
            let terms = self.values.iter().enumerate();
            terms.map(|(at, x)| place(at, self.columns) as f64 * x * x).sum::<f64>() / self.power
        };
        (mean(|at, columns| at % columns), mean(|at, columns| at / columns))
    }
}

fn require_shape(values: &[f64], rows: usize, columns: usize) -> Result<(), Error> {
    require_in("the number of rows of the field", rows as f64, 1.0, 1024.0)?;
    require_in("the number of columns of the field", columns as f64, 1.0, 1024.0)?;
    require_len("the field", rows * columns, values.len())?;
    values.iter().try_for_each(|&x| require_finite("a pixel of the field", x))
}
