//! What is refused, and by what error.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BitMatrix, BlockCode, Cue, CueQuality, Error, ImplicitMatrix, Memory, OneStep,
    Patterns, RandomCode, Usage,
};

fn code() -> BlockCode {
    BlockCode::new(4, 8).unwrap()
}

#[test]
fn codes_that_do_not_exist() {
    assert!(matches!(BlockCode::splitting(33, 4), Err(Error::UnevenBlocks { .. })));
    assert!(matches!(BlockCode::splitting(33, 0), Err(Error::UnevenBlocks { .. })));
    assert!(matches!(BlockCode::new(4, 1), Err(Error::TooFew { found: 1, needed: 2, .. })));
    assert!(matches!(BlockCode::new(0, 8), Err(Error::TooFew { quantity: "blocks", .. })));
    assert!(matches!(BlockCode::new(usize::MAX, usize::MAX), Err(Error::TooLarge { .. })));
    assert!(matches!(RandomCode::new(4, 5), Err(Error::ImpossibleActivity { .. })));
    assert!(matches!(RandomCode::new(4, 0), Err(Error::ImpossibleActivity { .. })));
}

#[test]
fn cues_that_do_not_fit() {
    let cue = |units: &[u32], wrong| Cue::new(code(), units.to_vec(), wrong);
    assert!(matches!(cue(&[], 0), Err(Error::Empty { .. })));
    assert!(matches!(cue(&[3, 32], 0), Err(Error::IndexOutOfRange { index: 32, len: 32, .. })));
    assert!(matches!(cue(&[3, 3], 0), Err(Error::DuplicateUnit(3))));
    assert!(matches!(cue(&[3, 9], 2), Err(Error::AllFalse { .. })));
    assert!(matches!(cue(&[1, 2, 3, 4, 5], 0), Err(Error::TooManyTrueUnits { .. })));
}

#[test]
fn cue_qualities_without_meaning() {
    let draw = |completeness, false_fraction| {
        let quality = CueQuality { completeness, false_fraction };
        Cue::draw(code(), &[0, 8, 16, 24], quality, &mut ChaCha12Rng::seed_from_u64(1))
    };
    for completeness in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(draw(completeness, 0.0), Err(Error::NotPositive { .. })));
    }
    assert!(matches!(draw(1.1, 0.0), Err(Error::OutOfRange { .. })));
    for fraction in [-1.0, 100.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(draw(0.5, fraction), Err(Error::OutOfRange { .. })));
    }
    assert!(draw(0.5, 7.0).is_ok());
}

#[test]
fn patterns_that_are_none() {
    let patterns = |flat: &[u32]| Patterns::new(code(), flat.to_vec());
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    assert!(matches!(patterns(&[]), Err(Error::Empty { .. })));
    assert!(matches!(Patterns::draw(code(), 0, &mut rng), Err(Error::Empty { .. })));
    assert!(matches!(
        patterns(&[0, 8, 16]),
        Err(Error::LengthMismatch { expected: 4, found: 3, .. })
    ));
    assert!(matches!(patterns(&[0, 1, 16, 24]), Err(Error::SecondInBlock { .. })));
    assert!(matches!(Patterns::draw(code(), usize::MAX, &mut rng), Err(Error::OutOfMemory { .. })));
}

#[test]
fn sizes_that_no_machine_has() {
    let code = RandomCode::new(u32::MAX as usize, 30).unwrap();
    let refused = Memory::new(code, Association::Hetero).unwrap_err();
    assert!(matches!(refused, Error::TooLarge { value, .. } if value > 1 << 61), "{refused}");
    assert!(matches!(
        BitMatrix::with_limit(1000, Association::Auto, 1000),
        Err(Error::TooLarge { .. })
    ));
}

#[test]
fn implicit_matrices_that_cannot_be() {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let mut new = |code, per_unit, usage| {
        ImplicitMatrix::draw(code, Association::Auto, per_unit, usage, &mut rng).err()
    };
    assert!(matches!(new(code(), 0, Usage::Balanced), Some(Error::Empty { .. })));
    let many = new(code(), u32::MAX, Usage::Multinomial);
    assert!(matches!(many, Some(Error::TooLarge { .. })));
    assert!(matches!(new(code(), u32::MAX, Usage::Balanced), Some(Error::TooLarge { .. })));
}

#[test]
fn theories_without_meaning() {
    use synaptome_willshaw::capacity::{BlockTheory, Criterion, RandomTheory, RecognitionTheory};
    use synaptome_willshaw::information::ErrorRates;
    let theory = |association, lambda, tolerated_noise, first_gain| {
        let criterion = Criterion { tolerated_noise, first_gain };
        BlockTheory::new(code(), association, lambda, criterion).err()
    };
    let (auto, hetero) = (Association::Auto, Association::Hetero);
    assert!(matches!(theory(auto, 1.0, 0.01, 1.0), Some(Error::NothingToComplete)));
    assert!(matches!(theory(hetero, 0.0, 0.01, 1.0), Some(Error::NotPositive { .. })));
    assert!(matches!(theory(hetero, f64::NAN, 0.01, 1.0), Some(Error::NotPositive { .. })));
    assert!(matches!(theory(hetero, 0.5, 0.0, 1.0), Some(Error::NotPositive { .. })));
    assert!(matches!(theory(hetero, 0.5, 0.01, -1.0), Some(Error::NotPositive { .. })));
    let random = RandomCode::new(8, 1).unwrap();
    assert!(RandomTheory::iterative(random, 2.0, Criterion::default()).is_err());
    assert!(matches!(RecognitionTheory::new(random, 1.0, 0.01), Err(Error::NotPositive { .. })));
    let full = RandomCode::new(8, 8).unwrap();
    let silent = |error| matches!(error, Some(Error::NotPositive { value: 0.0, .. }));
    assert!(silent(RandomTheory::one_step(full, 0.5, Criterion::default()).err()));
    assert!(silent(RandomTheory::iterative(full, 0.5, Criterion::default()).err()));
    assert!(silent(RecognitionTheory::new(full, 1.0, 0.01).err()));
    let nearly = RandomCode::new(1_000, 999).unwrap();
    let theory = RandomTheory::one_step(nearly, 0.5, Criterion::default()).unwrap();
    assert!(matches!(theory.optimum(), Err(Error::OutOfRange { value: 1.0, .. })));
    for value in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert!(matches!(ErrorRates::new(value, 0.0), Err(Error::OutOfRange { .. })));
    }
}

#[test]
fn codes_and_associations_that_differ() {
    let (other, mut rng) = (BlockCode::new(8, 4).unwrap(), ChaCha12Rng::seed_from_u64(1));
    let (mine, theirs) =
        (Patterns::draw(code(), 3, &mut rng).unwrap(), Patterns::draw(other, 3, &mut rng).unwrap());
    let mut auto = Memory::new(code(), Association::Auto).unwrap();
    let mut hetero = Memory::new(code(), Association::Hetero).unwrap();
    assert!(matches!(auto.store(&theirs), Err(Error::WrongCode { .. })));
    assert!(matches!(hetero.store(&mine), Err(Error::WrongAssociation { .. })));
    assert!(matches!(auto.store_pairs(&mine, &mine), Err(Error::WrongAssociation { .. })));
    let two = Patterns::draw(code(), 2, &mut rng).unwrap();
    assert!(matches!(
        hetero.store_pairs(&mine, &two),
        Err(Error::LengthMismatch { expected: 3, found: 2, .. })
    ));
    let cue = Cue::new(other, vec![1], 0).unwrap();
    let recall = auto.recall(&OneStep, &cue);
    assert!(matches!(recall, Err(Error::WrongCode { .. })));
    let matrix = BitMatrix::new(7, Association::Auto).unwrap();
    assert!(matches!(Memory::with_synapses(code(), matrix), Err(Error::WrongUnits { .. })));
}

#[test]
fn bytes_of_something_else() {
    let mut bytes = Vec::new();
    Memory::new(code(), Association::Auto).unwrap().save(&mut bytes).unwrap();
    assert_eq!(bytes[8], 2);
    bytes[8] = 9;
    let load = |bytes: &[u8]| Memory::<BlockCode>::load(bytes);
    assert!(matches!(load(&bytes), Err(Error::UnknownVersion { version: 9, .. })));
    bytes[8] = 1;
    assert!(matches!(load(&bytes), Err(Error::UnknownVersion { version: 1, .. })));
    assert!(matches!(
        load(b"not a memory at all, but as long as a whole header"),
        Err(Error::Damaged { .. })
    ));
    bytes[8] = 2;
    bytes[32..40].copy_from_slice(&(1_u64 << 31).to_le_bytes());
    assert!(matches!(load(&bytes), Err(Error::TooLarge { .. })));
}

/// A source that fails after some bytes.
struct Broken(usize);

impl std::io::Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0 == 0 {
            return Err(std::io::Error::other("the disk is gone"));
        }
        self.0 -= 1;
        buffer[0] = b"willshaw"[7 - self.0 % 8];
        Ok(1)
    }
}

#[test]
fn a_source_that_fails_is_not_called_damaged() {
    let failed = Memory::<BlockCode>::load(Broken(8)).unwrap_err();
    assert_eq!(failed.to_string(), "reading or writing failed: the disk is gone");
    let ended = Memory::<BlockCode>::load(&b"willshaw"[..]).unwrap_err();
    assert_eq!(ended.to_string(), "a saved memory cannot be read: it ends too early");
}

#[test]
fn messages_name_what_is_wrong() {
    let message = |refused: Result<Patterns<BlockCode>, Error>| refused.unwrap_err().to_string();
    let patterns = |flat: &[u32]| message(Patterns::new(code(), flat.to_vec()));
    assert_eq!(
        patterns(&[8, 0, 16, 24]),
        "unit 0 comes after unit 8: the units of a pattern must ascend"
    );
    let random = RandomCode::new(8, 2).unwrap();
    assert_eq!(
        Patterns::new(random, vec![5, 3]).unwrap_err().to_string(),
        "unit 3 comes after unit 5: the units of a pattern must ascend"
    );
    assert_eq!(patterns(&[0, 0, 16, 24]), "unit 0 is named twice");
    assert_eq!(patterns(&[0, 8, 16, 32]), "unit index 32 is out of range: there are 32");
    assert_eq!(patterns(&[0, 8, 16]), "a pattern has 3 entries, expected 4");
    let mut hetero = Memory::new(code(), Association::Hetero).unwrap();
    let mine = Patterns::new(code(), vec![0, 8, 16, 24]).unwrap();
    assert_eq!(
        hetero.store(&mine).unwrap_err().to_string(),
        "this needs synapses of autoassociation, but they are of heteroassociation"
    );
    let unknown = "both".parse::<Association>().unwrap_err();
    assert_eq!(unknown.to_string(), "an association is \"auto\" or \"hetero\", not \"both\"");
    assert_eq!(
        BlockCode::new(3, 1).unwrap_err().to_string(),
        "units of a block: 1 given, at least 2 needed"
    );
}
