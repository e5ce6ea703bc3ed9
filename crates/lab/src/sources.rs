//! Fingerprints of the sources that compute points.

use std::collections::BTreeMap;

/// Which sources compute which data sets, as fingerprints: a stored point whose data set has another
/// fingerprint now is *stale*, and is computed again unless it is to be kept.
///
/// A data set is found by its [`code`](crate::DataSet::code), a path such as `figures::load::LoadCurve`: the
/// longest entry that is this path or an enclosing module counts. Without an entry a data set has the
/// empty fingerprint, and only the version makes its points stale.
///
/// ```
/// use synaptome_lab::Sources;
/// let sources: Sources = [("figures", "1f"), ("figures::load", "a7")].into_iter().collect();
/// assert_eq!(sources.of("figures::load::LoadCurve"), "a7");
/// assert_eq!(sources.of("figures::loader::Other"), "1f");
/// assert_eq!(sources.of("elsewhere"), "");
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sources {
    fingerprints: BTreeMap<String, String>,
}

impl Sources {
    /// The fingerprint of the sources behind a path.
    ///
    /// ```
    /// use synaptome_lab::Sources;
    ///
    /// assert_eq!(Sources::default().of("my_experiment::recall"), ""); // none were given
    /// ```
    pub fn of(&self, code: &str) -> &str {
        let mut path = code.split('<').next().unwrap_or(code);
        loop {
            if let Some(fingerprint) = self.fingerprints.get(path) {
                return fingerprint;
            }
            let Some((outer, _)) = path.rsplit_once("::") else { return "" };
            path = outer;
        }
    }
}

impl<P: Into<String>, F: Into<String>> FromIterator<(P, F)> for Sources {
    /// From pairs of a path and the fingerprint of its sources.
    fn from_iter<I: IntoIterator<Item = (P, F)>>(pairs: I) -> Self {
        let fingerprints = pairs.into_iter().map(|(path, print)| (path.into(), print.into()));
        Self { fingerprints: fingerprints.collect() }
    }
}
