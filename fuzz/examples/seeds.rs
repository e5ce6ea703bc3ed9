//! Writes the seeds of the fuzzer: small inputs that the readers accept. `cargo run --example seeds`.

#[cfg(feature = "libfuzzer")]
use libfuzzer_sys as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::Serialize;
use synaptome_fuzz::{EXPERIMENT, READERS, ensemble, lab, learner, messages, training_rule};
use synaptome_hopfield::{self as hopfield, WritingRule};
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{self as infomax, Firing, LocalRule, PairwiseRule, observables};
use synaptome_lab::{Run, Scale, row};
use synaptome_lognormal as lognormal;
use synaptome_mi as mi;
use synaptome_willshaw::{self as willshaw, Association, BlockCode, Memory, Patterns, RandomCode};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn folder(target: &str) -> io::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    fs::create_dir_all(&folder).map(|()| folder)
}

fn write(target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::write(folder(target)?.join(name), bytes)
}

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

fn main() -> Outcome {
    arrays()?;
    tables()?;
    documents()?;
    memories()?;
    checkpoints()?;
    experiments()?;
    for name in
        ["writing", "recalls", "retrievals", "rasters", "images", "information", "sums", "samples"]
    {
        numbers(name)?;
    }
    for (name, words) in [
        (
            "figures",
            "xtask\nfigures\n--only\nmi-*\n--scale\npaper\n--jobs\n2\n--shard\n1/3\n--out\n/tmp/x",
        ),
        ("claims", "xtask\nclaims\n--csv\n--seed\n7"),
        ("faults", "xtask\nfaults\n--kills\n3"),
        ("help", "xtask\nhelp"),
    ] {
        write("command_line", name, words.as_bytes())?;
    }
    Ok(())
}

/// The files of NumPy and SciPy that the tests of `interchange` read.
fn arrays() -> Outcome {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/interchange/tests/golden");
    for file in fs::read_dir(golden)? {
        let path = file?.path();
        if path.extension().is_some_and(|ending| ending == "npy" || ending == "npz") {
            fs::copy(&path, folder("arrays")?.join(path.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

fn tables() -> Outcome {
    let texts = [
        "\0\0\0.\0a,b\n1,2.5\n3,-4e-3\n",
        "\u{1}\u{2}\u{1}\u{1}\u{1}x;y\n1,5;2\nNA;\"7\"\n",
        "\u{3}\u{1}\0.\0# note\n1 2\n3 nan\n",
        "\u{2}\u{1}\u{2}.\0x\ty\n0\t1\r\n",
    ];
    Ok(texts
        .iter()
        .zip(1..)
        .try_for_each(|(text, i)| write("tables", &i.to_string(), text.as_bytes()))?)
}

fn document<T: Serialize>(value: &T) -> Outcome {
    let name = std::any::type_name::<T>().replace("synaptome_", "");
    let short = name.rsplit("::").next().unwrap_or_default().to_owned();
    let krate = name.split("::").next().unwrap_or_default();
    let is_own = |known: &str| {
        known.replace(' ', "").ends_with(&format!("::{short}"))
            && (known.starts_with(krate) || known.starts_with("observables"))
    };
    let index = READERS.iter().position(|(known, _)| is_own(known));
    let index = index.ok_or_else(|| format!("no reader of {name}"))?;
    let text = serde_json::to_string(value)?;
    Ok(write(
        "documents",
        &format!("{krate}-{short}"),
        &[&[index as u8], text.as_bytes()].concat(),
    )?)
}

fn documents() -> Outcome {
    let rng = &mut rng();
    let term = lognormal::LogNormal::new(0.5, 0.25)?;
    document(&term)?;
    document(&lognormal::LogNormalSum::new(vec![term, term])?)?;
    document(&lognormal::LogNormalMixture::new(vec![0.25, 0.75], vec![term, term])?)?;
    let covariance = mi::covariance::exchangeable(2, 0.5, 0.2)?;
    let pattern = lognormal::MultivariateLogNormal::new(vec![0.0, 1.0], covariance.clone())?;
    document(&covariance)?;
    document(&pattern)?;
    document(&mi::Patterns::new(&[pattern.clone(), pattern])?)?;
    document(&mi::SynapticEnsemble::all_pairs(3)?)?;
    let network = hopfield::Hebbian::default().write(&messages(), rng)?;
    document(&network)?;
    document(&messages())?;
    document(&hopfield::Cliques::new(5, 3)?)?;
    document(&hopfield::UpdateOrder::new(vec![1, 0, 2])?)?;
    document(&hopfield::Dynamics::default())?;
    document(&hopfield::TrainedRecurrent::default())?;
    document(&hopfield::PseudoLikelihood::default())?;
    document(&hopfield::KernelRegression::default())?;
    document(&willshaw::BlockCode::new(3, 4)?)?;
    document(&willshaw::RandomCode::new(12, 3)?)?;
    document(&willshaw::CliqueSearch::default())?;
    document(&infomax::Network::draw(3, Firing::default(), rng)?)?;
    document(&infomax::Raster::from_steps(3, &[&[0_u16, 2][..], &[], &[1]])?)?;
    document(&infomax::Learner::default())?;
    document(&infomax::LocalRule::default())?;
    document(&observables::SizeCounts::from_counts(&[0, 3, 1]))?;
    document(&observables::MultistepRegression::default())?;
    Ok(())
}

fn memories() -> Outcome {
    for association in [Association::Auto, Association::Hetero] {
        let block = BlockCode::new(3, 4)?;
        let mut memory = Memory::new(block, association)?;
        let patterns = Patterns::draw(block, 5, &mut rng())?;
        match association {
            Association::Auto => memory.store(&patterns)?,
            Association::Hetero => memory.store_pairs(&patterns, &patterns)?,
        }
        let mut bytes = Vec::new();
        memory.save(&mut bytes)?;
        write("memories", &format!("block-{association}"), &bytes)?;
        let mut bytes = Vec::new();
        Memory::new(RandomCode::new(70, 5)?, association)?.save(&mut bytes)?;
        write("memories", &format!("random-{association}"), &bytes)?;
    }
    Ok(())
}

fn checkpoints() -> Outcome {
    let (rng, mut bytes) = (&mut rng(), Vec::new());
    training_rule().begin(&messages(), rng)?.save(&mut bytes)?;
    write("checkpoints", "training", &bytes)?;
    let network = infomax::Network::draw(4, Firing::default(), rng)?;
    let mut learning = learner().begin(network.clone())?;
    learning.advance(&mut Spontaneous, rng);
    bytes.clear();
    learning.save(&mut bytes)?;
    write("checkpoints", "learning", &bytes)?;
    bytes.clear();
    LocalRule::default().begin(network.clone())?.save(&mut bytes)?;
    write("checkpoints", "lateral", &bytes)?;
    bytes.clear();
    PairwiseRule::default().begin(network)?.save(&mut bytes)?;
    write("checkpoints", "pairwise", &bytes)?;
    let mut panels = ensemble();
    panels.advance();
    bytes.clear();
    panels.save_panel(&mut bytes)?;
    Ok(write("checkpoints", "panel", &bytes)?)
}

fn experiments() -> Outcome {
    let folder = tempfile::tempdir()?;
    let run = Run { out: folder.path().to_owned(), ..Run::default() };
    let store = lab().store(&run);
    fs::create_dir_all(store.output().points("two"))?;
    for point in (EXPERIMENT.points)(Scale::Quick) {
        store.save(&EXPERIMENT, &point, vec![row![point.count("x")?, 0.5]], 0.0)?;
    }
    let (mut exported, file) = (vec![6], fs::read_dir(store.output().points("two"))?.next());
    lab().export(&run, &mut exported)?;
    write("experiments", "exported", &exported)?;
    let point = fs::read(file.ok_or("no point")??.path())?;
    write("experiments", "point", &[&[5][..], &point].concat())?;
    write("experiments", "stored", &[&[3][..], &point].concat())?;
    write("experiments", "table", b"\x02x,y\n1,0.5\n\"a,b\",NaN\n")?;
    write("experiments", "shard", b"\x011/3")?;
    write("experiments", "select", b"\x04t*\n{two,three}\n[a-t]wo")?;
    let claim = "\0[[claim]]\nid = \"A\"\norigin = \"paper\"\nsource = \"s\"\nfigure = \"two\"\n\
                 statement = \"t\"\nlow = 1.0\nhigh = 2.0\nscale = \"paper\"\n";
    Ok(write("experiments", "claims", claim.as_bytes())?)
}

/// Numbers of moderate size, with other choices in each seed.
fn numbers(target: &str) -> io::Result<()> {
    use rand_chacha::rand_core::Rng;
    let mut rng = rng();
    for seed in 0..16_u8 {
        let mut bytes = vec![0; 120];
        rng.fill_bytes(&mut bytes);
        bytes.iter_mut().step_by(3).for_each(|byte| *byte = 16 + *byte % 96);
        bytes[0] = seed;
        write(target, &seed.to_string(), &bytes)?;
    }
    Ok(())
}
