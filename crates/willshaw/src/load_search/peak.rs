//! The largest capacity over the loads, from noisy capacities at some of them.

/// The largest capacity of a retrieval that is right or wrong as a whole, jointly from capacities
/// measured at some loads f = M/N²: pairs of f and bits per synapse, where `full` · f would be
/// conveyed if nothing were lost. `None` if fewer than two of the loads show a loss.
///
/// The fraction y of the information that is lost grows exponentially near the largest capacity, so
/// that C(f) = (1 − y(f)) · `full` · f has its maximum where 1 − y = f y′. ln y is fitted by a
/// line through all loads, each with the weight y, as for counts; the maximum is looked for between
/// the smallest and the largest load with a loss.
///
/// ```
/// use synaptome_willshaw::load_search::peak;
/// let measured = |f: f64| (f, 0.25 * f * (1.0 - 0.001 * ((f - 0.6) / 0.02).exp()));
/// let found = peak(0.25, &[0.66, 0.68, 0.7].map(measured)).unwrap();
/// assert!((found - measured(0.66).1).abs() < 1e-3);
/// assert_eq!(peak(0.25, &[(0.5, 0.125), (0.6, 0.15)]), None);
/// ```
pub fn peak(full: f64, capacities: &[(f64, f64)]) -> Option<f64> {
    let lost = |&(f, bits): &(f64, f64)| (f, 1.0 - bits / (full * f));
    let dots: Vec<(f64, f64)> = capacities.iter().map(lost).filter(|dot| dot.1 > 0.0).collect();
    let sum = |of: &dyn Fn(f64, f64) -> f64| dots.iter().map(|&(f, y)| y * of(f, y)).sum::<f64>();
    let weight = sum(&|_, _| 1.0);
    let (centre, height) = (sum(&|f, _| f) / weight, sum(&|_, y| y.ln()) / weight);
    let slope = sum(&|f, y| (f - centre) * (y.ln() - height)) / sum(&|f, _| (f - centre).powi(2));
    let capacity = |f: f64| full * f * (1.0 - (height + slope * (f - centre)).exp());
    let (low, high) = (dots.first()?.0, dots.last()?.0);
    let steps = (0..=1000).map(|i| capacity(low + f64::from(i) / 1000.0 * (high - low)));
    (dots.len() > 1).then(|| steps.fold(0.0, f64::max))
}
