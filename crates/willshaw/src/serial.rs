//! What is stored of each type; reading checks what a constructor would check.

use serde::{Deserialize, Serialize};

use crate::{BlockCode, Cue, Error, PatternCode, Patterns, RandomCode};

/// k blocks of N units.
#[derive(Deserialize, Serialize)]
pub(crate) struct Blocks {
    blocks: usize,
    block_size: usize,
}

impl TryFrom<Blocks> for BlockCode {
    type Error = Error;

    fn try_from(Blocks { blocks, block_size }: Blocks) -> Result<Self, Error> {
        Self::new(blocks, block_size)
    }
}

impl From<BlockCode> for Blocks {
    fn from(code: BlockCode) -> Self {
        Self { blocks: code.blocks(), block_size: code.block_size() }
    }
}

/// k of n units.
#[derive(Deserialize, Serialize)]
pub(crate) struct Random {
    units: usize,
    activity: usize,
}

impl TryFrom<Random> for RandomCode {
    type Error = Error;

    fn try_from(Random { units, activity }: Random) -> Result<Self, Error> {
        Self::new(units, activity)
    }
}

impl From<RandomCode> for Random {
    fn from(code: RandomCode) -> Self {
        Self { units: code.units(), activity: code.activity() }
    }
}

/// The code, and the units of all patterns one after the other.
#[derive(Deserialize, Serialize)]
pub(crate) struct StoredPatterns<C> {
    code: C,
    units: Vec<u32>,
}

impl<C: PatternCode> TryFrom<StoredPatterns<C>> for Patterns<C> {
    type Error = Error;

    fn try_from(StoredPatterns { code, units }: StoredPatterns<C>) -> Result<Self, Error> {
        Self::new(code, units)
    }
}

impl<C: PatternCode> From<Patterns<C>> for StoredPatterns<C> {
    fn from(patterns: Patterns<C>) -> Self {
        let units = patterns.iter().flatten().copied().collect();
        Self { code: patterns.code(), units }
    }
}

/// The code, the active units and how many of them are false.
#[derive(Deserialize, Serialize)]
pub(crate) struct StoredCue<C> {
    code: C,
    units: Vec<u32>,
    false_units: usize,
}

impl<C: PatternCode> TryFrom<StoredCue<C>> for Cue<C> {
    type Error = Error;

    fn try_from(StoredCue { code, units, false_units }: StoredCue<C>) -> Result<Self, Error> {
        Self::new(code, units, false_units)
    }
}

impl<C: PatternCode> From<Cue<C>> for StoredCue<C> {
    fn from(cue: Cue<C>) -> Self {
        let (code, false_units) = (cue.code(), cue.false_units());
        Self { code, units: cue.units().to_vec(), false_units }
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};

    use super::*;
    use crate::{Association, CliqueSearch, CueQuality, Memory, Recall, SumOfMax};

    #[test]
    fn patterns_and_cues_survive_a_round_trip() {
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        let code = BlockCode::new(4, 8).unwrap();
        let patterns = Patterns::draw(code, 5, &mut rng).unwrap();
        let pattern = patterns.get(2).unwrap();
        let cue = Cue::draw(code, pattern, CueQuality::default(), &mut rng).unwrap();
        let text = serde_json::to_string(&(&patterns, &cue)).unwrap();
        let read: (Patterns<BlockCode>, Cue<BlockCode>) = serde_json::from_str(&text).unwrap();
        assert_eq!(read, (patterns, cue));
    }

    #[test]
    fn options_and_recalls_survive_a_round_trip() {
        let code = BlockCode::new(3, 4).unwrap();
        let mut memory = Memory::new(code, Association::Hetero).unwrap();
        let pattern = Patterns::new(code, vec![0, 5, 9]).unwrap();
        memory.store_pairs(&pattern, &pattern).unwrap();
        let smx = SumOfMax { iterations: 3, active_units: Some(7) };
        let recall = memory.recall(&CliqueSearch::default(), &Cue::new(code, vec![5], 0).unwrap());
        let text = serde_json::to_string(&(smx, recall.as_ref().unwrap())).unwrap();
        let read: (SumOfMax, Recall) = serde_json::from_str(&text).unwrap();
        assert_eq!(read, (smx, recall.unwrap()));
    }

    #[test]
    fn what_no_constructor_allows_is_refused() {
        assert!(serde_json::from_str::<RandomCode>(r#"{"units": 3, "activity": 4}"#).is_err());
        assert!(serde_json::from_str::<BlockCode>(r#"{"blocks": 0, "block_size": 4}"#).is_err());
        let outside = r#"{"code": {"units": 4, "activity": 2}, "units": [1, 9]}"#;
        let error = serde_json::from_str::<Patterns<RandomCode>>(outside).unwrap_err();
        assert!(error.to_string().contains('9'), "{error}");
    }
}
