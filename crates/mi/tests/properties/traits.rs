//! Traits that users expect of every type.

use std::collections::HashSet;
use std::fmt::Debug;

use synaptome_lognormal::MultivariateLogNormal;
use synaptome_mi::exchangeable::Spectrum;
use synaptome_mi::{
    ContinuousNetwork, Error, LargeEnsemble, PairInformation, PatternDecoder, Patterns, Prefixes,
    RandomPatterns, Ranking, SampledWeights, Synapse, SynapticEnsemble, SynapticNoise, Synergy,
};

fn value<T: Clone + Debug + PartialEq + Send + Sync + Unpin + 'static>() {}
fn shared<T: Debug + Send + Sync>() {}

#[test]
fn every_type_can_be_copied_compared_printed_and_sent() {
    value::<(Patterns, RandomPatterns, Synapse, SynapticEnsemble, SynapticNoise)>();
    value::<(Prefixes, PairInformation, Synergy, SampledWeights, Spectrum)>();
    value::<(ContinuousNetwork, PatternDecoder, Ranking, Error)>();
    shared::<LargeEnsemble>();
}

#[test]
fn a_synapse_is_an_unordered_pair() {
    let (one, other) = (Synapse::new(1, 2), Synapse::from((2, 1)));
    assert_eq!(one, other);
    assert_eq!(one.cmp(&other), std::cmp::Ordering::Equal);
    assert_eq!(HashSet::from([one, other]).len(), 1);
    assert_eq!((other.i(), other.j()), (1, 2));
    assert!(Synapse::new(0, 9) < one);
}

#[test]
fn conversions_go_both_ways() {
    let synapses = vec![Synapse::new(0, 1), Synapse::new(2, 2)];
    let ensemble = SynapticEnsemble::try_from(synapses.clone()).unwrap();
    assert!(ensemble.iter().eq(ensemble.as_ref()));
    assert_eq!(Vec::from(ensemble), synapses);
    assert!(Patterns::try_from(Vec::<MultivariateLogNormal>::new()).is_err());
}
