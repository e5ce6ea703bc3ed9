//! Scripts that do the same work on a cluster with Slurm.

use std::fmt;

use crate::{Work, counted};

/// Core-seconds that one task of the array should take, if the number of tasks is not given.
const TASK_SECONDS: f64 = 900.0;
/// Most tasks that a cluster takes in one array without asking (`MaxArraySize` is 1001 by default).
const MOST_TASKS: usize = 1_000;
/// How many times its estimate a task is allowed, as machines differ.
const MARGIN: f64 = 4.0;

/// A job array whose tasks compute one shard each into a shared folder; the task that finds all points
/// stored when it ends draws them. There is no other job, so that a cluster that allows a user only
/// as many jobs as there are tasks takes them all.
///
/// All nodes must see the program and the output folder.
///
/// ```
/// use synaptome_lab::slurm::Script;
/// let script = Script::new("/opt/experiment", &["--out", "/shared/it's here"], &[], Some(8));
/// assert!(script.to_string().contains("--array=1-8"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    program: String,
    arguments: String,
    tasks: usize,
    minutes: u64,
}

impl Script {
    /// The script for some work. `program` with `arguments` must do all of it, and take
    /// `--jobs N`, `--shard I/K` and `--draw-when-complete` besides. Without a number of tasks, these take about a
    /// quarter of an hour each; there are at most 1000.
    pub fn new(program: &str, arguments: &[&str], work: &[Work<'_>], tasks: Option<usize>) -> Self {
        let tasks = tasks.unwrap_or_else(|| tasks_for(work)).clamp(1, MOST_TASKS);
        let arguments: Vec<_> = arguments.iter().map(|word| quoted(word)).collect();
        Self {
            program: quoted(program),
            arguments: arguments.join(" "),
            tasks,
            minutes: minutes(work, tasks),
        }
    }
}

/// As many tasks as keep each near [`TASK_SECONDS`], but not more than points.
fn tasks_for(work: &[Work<'_>]) -> usize {
    let seconds: f64 = work.iter().map(|work| work.point.seconds).sum();
    ((seconds / TASK_SECONDS).ceil() as usize).clamp(1, work.len().clamp(1, MOST_TASKS))
}

/// Time to ask for: that of the longest shard with a margin, and ten minutes.
fn minutes(work: &[Work<'_>], tasks: usize) -> u64 {
    let mut shards = vec![0.0; tasks];
    for (position, work) in work.iter().enumerate() {
        shards[position % tasks] += work.point.seconds;
    }
    let longest = shards.into_iter().fold(0.0, f64::max);
    10 + (MARGIN * longest / 60.0).ceil() as u64
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { program, arguments, tasks, minutes } = self;
        let array_of = counted(*tasks, "task");
        write!(
            f,
            "#!/usr/bin/env bash
# An array of {array_of}, each on one core, computes into a shared folder; the last one to end draws.
# Submit with `bash` where sbatch is found. A task that is killed, requeued or submitted again resumes
# from the points that are stored; run the whole script again to resume after a lost cluster.
# This draws what is stored, and computes what a lost task has left out:
#   {program} {arguments} --jobs 1
set -euo pipefail

array=$(sbatch --parsable --requeue --job-name=synaptome --array=1-{tasks} --time={minutes} \\
  --ntasks=1 --cpus-per-task=1 --output=synaptome-%A-%a.log <<'TASK'
#!/usr/bin/env bash
exec {program} {arguments} --jobs 1 --shard \"$SLURM_ARRAY_TASK_ID/{tasks}\" --draw-when-complete
TASK
)
echo \"array ${{array%%;*}}: {array_of}, the last of which draws\"
"
        )
    }
}

/// A word that a shell takes literally.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=,:@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if word.chars().any(char::is_control) {
        return format!("$'{}'", word.chars().map(escaped).collect::<String>());
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A character between `$'` and `'`. A word with a new line would end the comment that it stands in.
fn escaped(c: char) -> String {
    match c {
        '\'' | '\\' => format!("\\{c}"),
        c if c.is_control() => {
            let octal = |text: String, byte| text + &format!("\\{byte:03o}");
            c.to_string().bytes().fold(String::new(), octal)
        }
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_has_a_shard_of_its_own_and_no_further_job_is_submitted() {
        let script = Script::new("xtask", &["--out", "/tmp/it's here"], &[], Some(8)).to_string();
        assert!(script.contains("--array=1-8 "));
        assert!(script.contains(r#"--shard "$SLURM_ARRAY_TASK_ID/8""#));
        assert_eq!(script.matches("$(sbatch ").count(), 1);
        assert_eq!(script.matches(r"xtask --out '/tmp/it'\''s here' --jobs 1").count(), 2);
    }

    #[test]
    fn no_work_is_one_task() {
        assert_eq!(tasks_for(&[]), 1);
    }

    #[test]
    fn words_with_spaces_and_quotes_survive_a_shell() {
        assert_eq!(quoted("plain-1.2/x"), "plain-1.2/x");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("a\n\\b's\u{85}"), r"$'a\012\\b\'s\302\205'");
    }
}
