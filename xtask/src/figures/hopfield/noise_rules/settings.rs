//! The settings that recovered most in the networks of the tuning.

use synaptome_lab::Result;

use super::candidates::{Candidate, Rule};

/// Rule, and the best setting of its grid at the loads 0.5 and 0.7.
const TUNED: [(Rule, [&str; 2]); 10] = [
    (Rule::AdaTron, ["C N = inf", "C N = inf"]),
    (Rule::PseudoLikelihood, ["q = 0, λ = 0.03", "q = 0, λ = 0.03"]),
    (Rule::Ease, ["N/λ = 6", "N/λ = 8"]),
    (Rule::Mpf, ["λ = 3", "λ = 3"]),
    (Rule::Unlearning, ["D/N = 35", "D/N = 60"]),
    (Rule::NoiseTraining, ["q = 0.1", "q = 0.05"]),
    (Rule::StructuredNoise, ["q = 0.3, λ = 0.003", "q = 0.5, λ = 0.002"]),
    (Rule::TrnNotes, ["q = 0.025, rate = 0.003", "q = 0.025, rate = 0.003"]),
    (Rule::Trn, ["from likelihood, q = 0.075", "from likelihood, q = 0.05"]),
    (Rule::TrnAnchored, ["q over rule = 1", "q over rule = 1"]),
];

/// The rule with the setting of the tuning; rules without settings have one candidate.
pub(super) fn tuned(rule: Rule, load: f64) -> Result<Candidate> {
    let mut candidates = rule.candidates(load);
    let column = usize::from(load > 0.6);
    let setting =
        TUNED.iter().find(|(name, _)| *name == rule).map_or("-", |(_, best)| best[column]);
    let position = candidates.iter().position(|candidate| candidate.setting == setting);
    let position = position.ok_or_else(|| format!("{} has no setting {setting}", rule.name()))?;
    Ok(candidates.swap_remove(position))
}

#[cfg(test)]
mod tests {
    use super::super::LOADS;
    use super::*;

    #[test]
    fn every_rule_has_the_setting_of_its_tuning() {
        for rule in Rule::ALL {
            for load in LOADS {
                assert!(tuned(rule, load).is_ok(), "{rule:?} at {load}");
            }
        }
    }
}
