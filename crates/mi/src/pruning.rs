//! Which synapses to keep.

use crate::ensemble::SynapticEnsemble;
use crate::error::{Error, require_in};
use crate::information::mutual_information_of_each_nats;
use crate::patterns::Patterns;

/// Synapses in the order in which pruning by some score keeps them, the highest score first.
///
/// Any score will do; those worth comparing are the information
/// ([`information_about_all_nats`], or
/// [`mutual_information_of_each_nats`](crate::mutual_information_of_each_nats) about one
/// pattern), |w|, and |w − E w| ([`PatternDecoder::deviations`](crate::PatternDecoder)).
///
/// ```
/// use synaptome_mi::Ranking;
/// let ranking = Ranking::by_score(&[0.3, 0.9, 0.1, 0.5]);
/// assert_eq!(ranking.kept(0.5)?, [1, 3]);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Ranking {
    order: Vec<usize>,
}

impl Ranking {
    /// Ranks synapses by falling score; of equal scores the first comes first.
    pub fn by_score(scores: &[f64]) -> Self {
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        Self { order }
    }

    /// The positions of all synapses in the ensemble, the highest score first.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The positions of the synapses that are left if this fraction is kept: the nearest
    /// number of synapses, but at least one.
    ///
    /// ```
    /// use synaptome_mi::Ranking;
    ///
    /// let ranking = Ranking::by_score(&[0.1, 0.9, 0.5, 0.3]);
    /// assert_eq!(ranking.kept(0.5)?, [1, 2]); // the better half
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
    ///
    /// # Errors
    /// Unless `fraction` lies in \[0, 1\].
    pub fn kept(&self, fraction: f64) -> Result<&[usize], Error> {
        require_in("the fraction that is kept", fraction, 0.0, 1.0)?;
        let count = (fraction * self.order.len() as f64).round().max(1.0) as usize;
        Ok(&self.order[..count.min(self.order.len())])
    }
}

/// Σ_l MI(w_a; x^l) in nats for every synapse: what it conveys about all patterns together.
///
/// # Errors
/// As [`mutual_information_of_each_nats`].
pub fn information_about_all_nats(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
) -> Result<Vec<f64>, Error> {
    let about = |l| mutual_information_of_each_nats(patterns, ensemble, l);
    let each = (0..patterns.len()).map(about).collect::<Result<Vec<_>, _>>()?;
    Ok((0..ensemble.len()).map(|a| each.iter().map(|own| own[a]).sum()).collect())
}
