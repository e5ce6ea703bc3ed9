//! Processor time of the processes that this one started and waited for.

/// Ticks per second of `/proc`, on every processor that Rust compiles for.
const TICKS_PER_SECOND: f64 = 100.0;

/// Processor seconds of all processes that have ended and were waited for, with those that they waited for;
/// nothing where the system does not tell.
pub(super) fn seconds_of_ended() -> Option<f64> {
    let stat = cfg!(target_os = "linux").then(|| std::fs::read_to_string("/proc/self/stat").ok());
    seconds_in(&stat??)
}

/// The fields `cutime` and `cstime`, the 16th and 17th. The second field, the name of the program in parentheses,
/// may contain spaces and parentheses; none follows it.
fn seconds_in(stat: &str) -> Option<f64> {
    let (_, from_third) = stat.rsplit_once(')')?;
    let mut from_16th = from_third.split_ascii_whitespace().skip(13);
    let mut seconds = || Some(from_16th.next()?.parse::<u64>().ok()? as f64 / TICKS_PER_SECOND);
    Some(seconds()? + seconds()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_program_may_look_like_other_fields() {
        for name in ["xtask", "a) b (c", "a b", ")", "1 (2) 3", ""] {
            let fields: Vec<String> = (4..=52).map(|field| (100 * field).to_string()).collect();
            let stat = format!("77 ({name}) S {}\n", fields.join(" "));
            assert_eq!(seconds_in(&stat), Some(16.0 + 17.0), "{stat}");
        }
    }

    #[test]
    fn a_line_that_ends_early_tells_nothing() {
        for stat in
            ["", "77 (xtask", "77 (xtask) S 1 2 3", "77 (x) S 4 5 6 7 8 9 10 11 12 13 14 15 16"]
        {
            assert_eq!(seconds_in(stat), None, "{stat}");
        }
        assert_eq!(seconds_in("77 (x) S 4 5 6 7 8 9 10 11 12 13 14 15 16 -"), None);
    }
}
