//! Many questions about information at once.

use crate::ensemble::SynapticEnsemble;
use crate::error::Error;
use crate::information::mutual_information_nats;
use crate::patterns::Patterns;
use crate::threads::map;

/// What [`mutual_information_of_all_nats`] is asked: how much the weights of an ensemble tell about one pattern.
///
/// ```
/// use synaptome_mi::{Patterns, Question, SynapticEnsemble, covariance::exchangeable};
///
/// let patterns = Patterns::sharing_covariance(&[[0.0; 3]; 4], &exchangeable(3, 0.5, 0.0)?)?;
/// let ensemble = SynapticEnsemble::all_pairs(3)?;
/// let question = Question { patterns: &patterns, ensemble: &ensemble, about: 1 };
/// assert!(question.answer_nats()? > 0.0);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question<'a> {
    /// The patterns that the network stores.
    pub patterns: &'a Patterns,
    /// The synapses.
    pub ensemble: &'a SynapticEnsemble,
    /// The number l of the pattern.
    pub about: usize,
}

impl Question<'_> {
    /// The answer of [`mutual_information_nats`].
    ///
    /// # Errors
    /// As there.
    pub fn answer_nats(&self) -> Result<f64, Error> {
        mutual_information_nats(self.patterns, self.ensemble, self.about)
    }
}

/// The answers to many questions, in nats and in their order, on several threads (0 counts as 1): each is that of
/// [`mutual_information_nats`], bit for bit. As the closed form does not exist for all patterns, each has its own error.
///
/// ```
/// use synaptome_mi::{
///     Patterns, Question, Synapse, SynapticEnsemble, covariance::exchangeable,
///     mutual_information_of_all_nats,
/// };
///
/// // Information about the first of 2, 3, …, 30 patterns.
/// let all = Patterns::sharing_covariance(&[[0.0; 6]; 30], &exchangeable(6, 1.0, 0.2)?)?;
/// let growing = (2..=30).map(|count| all.first(count)).collect::<Result<Vec<_>, _>>()?;
/// let pairs = [(0, 1), (2, 3), (4, 5)].map(|(i, j)| Synapse::new(i, j));
/// let ensemble = SynapticEnsemble::new(pairs.to_vec())?;
/// let question = |patterns| Question { patterns, ensemble: &ensemble, about: 0 };
/// let questions: Vec<_> = growing.iter().map(question).collect();
/// let nats = mutual_information_of_all_nats(&questions, 2);
/// let nats = nats.into_iter().collect::<Result<Vec<_>, _>>()?;
/// assert!(nats.is_sorted_by(|few, many| few > many)); // every further pattern is noise to the first
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
pub fn mutual_information_of_all_nats(
    questions: &[Question<'_>],
    threads: usize,
) -> Vec<Result<f64, Error>> {
    map(questions, threads, Question::answer_nats)
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};

    use super::{Question, mutual_information_of_all_nats};
    use crate::{Error, Patterns, SynapticEnsemble, covariance, draw_means};

    fn patterns(count: usize, neurons: usize, rng: &mut ChaCha12Rng) -> Patterns {
        let covariance = covariance::exchangeable(neurons, 0.8, 0.3).unwrap();
        Patterns::sharing_covariance(&draw_means(count, neurons, 1.0, rng).unwrap(), &covariance)
            .unwrap()
    }

    #[test]
    fn many_questions_have_the_answers_and_errors_of_each_on_any_number_of_threads() {
        let rng = &mut ChaCha12Rng::seed_from_u64(1);
        let patterns: Vec<_> = (2..12).map(|count| patterns(count, 3 + count, rng)).collect();
        let ensembles: Vec<_> =
            (4..14).map(|n| SynapticEnsemble::draw(n, n, rng).unwrap()).collect();
        let pairs = patterns.iter().flat_map(|p| ensembles.iter().map(move |e| (p, e)));
        let questions: Vec<_> = pairs
            .zip((0..4).cycle())
            .map(|((patterns, ensemble), about)| Question { patterns, ensemble, about })
            .collect();
        let each: Vec<_> = questions.iter().map(Question::answer_nats).collect();
        // Some patterns do not exist, and some synapses end outside of the patterns.
        assert!(each.iter().any(Result::is_ok) && each.iter().filter(|x| x.is_err()).count() > 10);
        for threads in [0, 1, 2, 3, usize::MAX] {
            assert_eq!(mutual_information_of_all_nats(&questions, threads), each);
            assert!(mutual_information_of_all_nats(&[], threads).is_empty());
        }
    }

    #[test]
    fn the_first_patterns_are_those_that_were_given() {
        let rng = &mut ChaCha12Rng::seed_from_u64(2);
        let shared = patterns(5, 3, rng);
        let own = (0..5).map(|k| shared.pattern(k)).collect::<Result<Vec<_>, _>>().unwrap();
        for (all, few) in [
            (&shared, shared.first(3).unwrap()),
            (&Patterns::new(&own).unwrap(), Patterns::new(&own[..3]).unwrap()),
        ] {
            assert_eq!(all.first(3).unwrap(), few);
            assert_eq!((few.len(), few.dim()), (3, 3));
            assert!((0..3).all(|k| few.pattern(k) == all.pattern(k)));
            assert_eq!(&all.first(5).unwrap(), all);
            assert!(matches!(all.first(1), Err(Error::TooFew { .. })));
            assert!(matches!(all.first(6), Err(Error::TooLarge { value: 6, limit: 5, .. })));
        }
    }
}
