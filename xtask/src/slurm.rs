//! A script that submits the same work to a cluster with Slurm.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use crate::cli::{Selection, SlurmOptions};
use crate::paths::Output;
use crate::selection::{self, Work};

/// Core-seconds that one task of the array should take, if the number of tasks is not given.
const TASK_SECONDS: f64 = 900.0;
/// Most tasks that a cluster takes in one array without asking (`MaxArraySize` is 1001 by default).
const MOST_TASKS: usize = 1_000;
/// How many times its estimate a task is allowed, as machines differ.
const MARGIN: f64 = 4.0;

/// The script: a job array whose tasks compute one shard each into a shared folder, and a job that
/// waits for them, computes what a lost task has left out, and draws.
///
/// It runs this very program, which all nodes must see, like the output folder.
pub(crate) fn script(options: &SlurmOptions) -> Result<String> {
    let selection = &options.stored.selection;
    let work = selection::work(&selection::figures(selection)?, selection.scale, None);
    let tasks = options.tasks.map_or_else(|| tasks_for(&work), usize::from);
    let program = std::env::current_exe().context("the path of this program is unknown")?;
    let output = Output::new(options.stored.out.clone(), selection.scale);
    let folder = std::path::absolute(output.file("")).context("the output folder")?;
    let arguments = arguments(selection, &folder, options.stored.seed);
    Ok(text(&quoted(&program.to_string_lossy()), &arguments, tasks, minutes(&work, tasks)))
}

/// As many tasks as keep each near [`TASK_SECONDS`], but not more than points.
fn tasks_for(work: &[Work]) -> usize {
    let seconds: f64 = work.iter().map(|work| work.point.seconds).sum();
    ((seconds / TASK_SECONDS).ceil() as usize).clamp(1, work.len().clamp(1, MOST_TASKS))
}

/// Time to ask for: that of the longest shard with a margin, and ten minutes.
fn minutes(work: &[Work], tasks: usize) -> u64 {
    let mut shards = vec![0.0; tasks];
    for (position, work) in work.iter().enumerate() {
        shards[position % tasks] += work.point.seconds;
    }
    let longest = shards.into_iter().fold(0.0, f64::max);
    10 + (MARGIN * longest / 60.0).ceil() as u64
}

fn arguments(selection: &Selection, folder: &Path, seed: u64) -> String {
    let mut arguments = String::from("figures");
    for glob in &selection.only {
        let _ = write!(arguments, " --only {}", quoted(glob));
    }
    let folder = quoted(&folder.to_string_lossy());
    let _ = write!(arguments, " --scale {} --seed {seed} --out {folder}", selection.scale.name());
    arguments
}

fn text(program: &str, arguments: &str, tasks: usize, minutes: u64) -> String {
    format!(
        "#!/usr/bin/env bash
# {tasks} tasks of one core each compute into a shared folder; a last job merges and draws.
# Submit with `bash` where sbatch is found. A task that is killed, requeued or submitted again goes
# on from the points that are stored; run the whole script again to go on after a lost cluster.
set -euo pipefail

array=$(sbatch --parsable --requeue --job-name=synaptome --array=1-{tasks} --time={minutes} \\
  --ntasks=1 --cpus-per-task=1 --output=synaptome-%A-%a.log <<'TASK'
#!/usr/bin/env bash
exec {program} {arguments} --jobs 1 --shard \"$SLURM_ARRAY_TASK_ID/{tasks}\"
TASK
)
array=${{array%%;*}}

drawing=$(sbatch --parsable --requeue --job-name=synaptome-draw --dependency=\"afterany:$array\" \\
  --time={minutes} --ntasks=1 --cpus-per-task=1 --output=synaptome-%j.log <<'DRAW'
#!/usr/bin/env bash
exec {program} {arguments} --jobs 1
DRAW
)
echo \"array $array, drawing ${{drawing%%;*}}\"
"
    )
}

/// A word that a shell takes literally.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=,:@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::StoredOptions;
    use crate::figure::Scale;

    fn options(tasks: Option<u16>) -> SlurmOptions {
        let selection = Selection { only: vec!["mi-*".to_owned()], scale: Scale::Paper };
        let stored = StoredOptions { selection, out: Some("/tmp/it's here".into()), seed: 7 };
        SlurmOptions { stored, tasks }
    }

    #[test]
    fn every_task_has_a_shard_of_its_own_and_the_drawing_waits_for_all() {
        let script = script(&options(Some(8))).unwrap();
        assert!(script.contains("--array=1-8 "));
        assert!(script.contains(r#"--shard "$SLURM_ARRAY_TASK_ID/8""#));
        assert!(script.contains(r#"--dependency="afterany:$array""#));
        let common = r"figures --only 'mi-*' --scale paper --seed 7 --out '/tmp/it'\''s here";
        assert_eq!(script.matches(common).count(), 2);
    }

    #[test]
    fn without_a_number_tasks_follow_the_estimated_time() {
        let chosen = selection::figures(&options(None).stored.selection).unwrap();
        let work = selection::work(&chosen, Scale::Paper, None);
        let seconds: f64 = work.iter().map(|work| work.point.seconds).sum();
        let tasks = tasks_for(&work);
        assert!(tasks as f64 >= seconds / TASK_SECONDS && tasks <= MOST_TASKS);
        assert_eq!(tasks_for(&[]), 1);
    }

    #[test]
    fn words_with_spaces_and_quotes_survive_a_shell() {
        assert_eq!(quoted("plain-1.2/x"), "plain-1.2/x");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
