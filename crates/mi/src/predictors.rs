//! The information that jointly normal variables convey about another, from samples.

use crate::error::{Error, require_at_least, require_len, require_positive};

/// −½ log₂(1 − R²), the information in bits that `predictor` conveys about `target` if the two
/// are jointly normal: R is their correlation over the samples, R² less what one predictor
/// reaches by chance (1 − R² times (n − 1)/(n − 2); for a weak predictor the result may be
/// slightly negative).
///
/// ```
/// use synaptome_mi::normal_information_bits;
/// let (x, y) = ([1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 4.0, 3.0]);
/// // r = 0.6, corrected 1 - R² = 0.64 · 3/2.
/// assert!((normal_information_bits(&x, &y)? + 0.5 * 0.96_f64.log2()).abs() < 1e-15);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// If the lengths differ, there are fewer than three samples, a variable is constant, or the
/// predictor determines the target.
pub fn normal_information_bits(target: &[f64], predictor: &[f64]) -> Result<f64, Error> {
    require_samples(target, &[predictor])?;
    bits(1.0 - correlation(target, predictor)?.powi(2), target.len(), 1)
}

/// −½ log₂(1 − R²), the information in bits that two predictors together convey about `target`
/// if the three are jointly normal: R is the multiple correlation over the samples, R² less
/// what two predictors reach by chance, as for [`normal_information_bits`].
///
/// ```
/// use synaptome_mi::{normal_information_bits, normal_information_of_pair_bits};
///
/// let (first, second) = ([1.0, -1.0, 1.0, -1.0], [1.0, 1.0, -1.0, -1.0]);
/// let target = [2.0, 0.5, 0.5, -3.0]; // nearly the sum of both
/// let alone = normal_information_bits(&target, &first)?;
/// assert!(normal_information_of_pair_bits(&target, &first, &second)? > 2.0 * alone); // synergy
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// If the lengths differ, there are fewer than four samples, a variable is constant, or one
/// predictor determines the other, or both the target.
pub fn normal_information_of_pair_bits(
    target: &[f64],
    first: &[f64],
    second: &[f64],
) -> Result<f64, Error> {
    require_samples(target, &[first, second])?;
    let (ra, rb) = (correlation(target, first)?, correlation(target, second)?);
    let ab = correlation(first, second)?;
    require_positive("what one predictor leaves of the other", 1.0 - ab * ab)?;
    let explained = (ra * ra + rb * rb - 2.0 * ra * rb * ab) / (1.0 - ab * ab);
    bits(1.0 - explained, target.len(), 2)
}

fn require_samples(target: &[f64], predictors: &[&[f64]]) -> Result<(), Error> {
    for predictor in predictors {
        require_len("a predictor", target.len(), predictor.len())?;
    }
    require_at_least("samples", target.len(), predictors.len() + 2)
}

fn bits(unexplained: f64, samples: usize, predictors: usize) -> Result<f64, Error> {
    let count = samples as f64;
    let corrected = unexplained * (count - 1.0) / (count - 1.0 - predictors as f64);
    require_positive("the unexplained fraction of the variance", corrected)?;
    Ok(-0.5 * corrected.log2())
}

fn correlation(a: &[f64], b: &[f64]) -> Result<f64, Error> {
    let (ma, mb) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        a.iter().zip(b).map(|(x, y)| f(x - ma, y - mb)).sum()
    };
    let scale = (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    require_positive("the variance of the samples", scale)?;
    Ok(sum(&|x, y| x * y) / scale)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
