//! The tables of `docs/performance.md`, between markers, from stored times.

use anyhow::{Context, Result};

use super::machine::Machine;
use super::places::folder;
use super::rows::{Limit, Rival, Row, Shown, TABLES, Table};
use super::text::{digits, line, range, seconds};
use super::times::{HERE, Spread, Times};
use super::{first_minutes, growth, instructions};

/// The document with all tables drawn again from what is stored.
pub(super) fn redrawn(text: &str) -> Result<String> {
    let times = Times::read(&folder().join("times.csv"))?;
    let machine = Machine::read(&folder().join("machine.txt"))?;
    let mut text = between(text, "measured on", &format!("{}\n", machine.sentence()))?;
    for table in TABLES {
        text = between(&text, table.name, &markdown(table, &times))?;
    }
    text = between(&text, "growth", &growth::markdown(&times))?;
    text = between(&text, "instructions", &instructions::markdown()?)?;
    between(&text, "first minutes", &first_minutes::markdown()?)
}

/// A text with what stands between two markers replaced.
fn between(text: &str, name: &str, content: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- bench: {name} -->\n"), "<!-- end of bench -->");
    let missing = || format!("docs/performance.md has no marker {}", begin.trim());
    let (before, rest) = text.split_once(&begin).with_context(missing)?;
    let (_, after) = rest.split_once(end).with_context(missing)?;
    Ok(format!("{before}{begin}{content}{end}{after}"))
}

/// A table with the columns that it has something for.
pub(super) fn markdown(table: &Table, times: &Times) -> String {
    let rivals = table.rows.iter().any(|row| !row.rivals.is_empty());
    let limits = table.rows.iter().any(|row| row.limit.is_some());
    let mut head = vec!["work", "here"];
    head.extend(if rivals { &["compared with", "ratio"][..] } else { &[] });
    head.extend(limits.then_some("of the limit"));
    let aims = table.rows.iter().any(|row| !row.aim.is_empty());
    head.extend(aims.then_some("aim"));
    let rule = vec!["---"; head.len()];
    let mut lines = vec![line(&head), line(&rule)];
    for row in table.rows {
        for cells in lines_of(row, times) {
            let [work, here, rival, ratio, limit] = cells.each_ref().map(String::as_str);
            let is_first = work == row.name();
            let mut cells = vec![work, here];
            cells.extend([rival, ratio].into_iter().filter(|_| rivals));
            cells.extend(limits.then_some(limit));
            cells.extend(aims.then_some(if is_first { row.aim } else { "" }));
            lines.push(line(&cells));
        }
    }
    lines.concat()
}

/// One line for each rival, or one without.
fn lines_of(row: &Row, times: &Times) -> Vec<[String; 5]> {
    let Some(here) = times.seconds(row.work, HERE) else {
        return vec![[row.name(), "not measured", "", "", ""].map(str::to_owned)];
    };
    let limit = row.limit.and_then(|limit| part_of_limit(here, limit, times)).unwrap_or_default();
    let first = [row.name().to_owned(), speed(here.median, row.shown)];
    if row.rivals.is_empty() {
        let [name, here] = first;
        return vec![[name, here, String::new(), String::new(), limit]];
    }
    let lines = row.rivals.iter().enumerate().map(|(i, rival)| {
        let [name, here] = if i == 0 { first.clone() } else { ["the same".into(), String::new()] };
        let limit = if i == 0 { limit.clone() } else { String::new() };
        let [rival, ratio] = compared(row, rival, times);
        [name, here, rival, ratio, limit]
    });
    lines.collect()
}

/// The speed of a rival, and how many times slower it is.
fn compared(row: &Row, rival: &Rival, times: &Times) -> [String; 2] {
    match (times.seconds(row.work, rival.name), times.ratio(row.work, rival.name)) {
        (Some(theirs), Some(ratio)) => {
            [format!("{} {}", rival.name, speed(theirs.median, row.shown)), range(ratio)]
        }
        _ => [format!("{}: no peer", rival.name), String::new()],
    }
}

/// The part of the limit in per cent; the limit is what the faster of us and the peers reached.
fn part_of_limit(here: Spread, limit: Limit, times: &Times) -> Option<String> {
    let rows = TABLES.iter().flat_map(|table| table.rows);
    let rivals = rows.into_iter().find(|row| row.work == limit.of)?.rivals;
    let names = [HERE].into_iter().chain(rivals.iter().map(|rival| rival.name));
    let best = names.filter_map(|who| times.seconds(limit.of, who));
    let best = best.map(|spread| spread.median).min_by(f64::total_cmp)?;
    Some(format!("{:.0} %", 100.0 * limit.amount * best / here.median))
}

/// Seconds of an element as its row shows them.
pub(super) fn speed(element_seconds: f64, shown: Shown) -> String {
    match shown {
        Shown::Time => seconds(element_seconds),
        Shown::Millions(unit) => format!("{} {unit}", digits(1e-6 / element_seconds)),
        Shown::Billions(unit) => format!("{} {unit}", digits(1e-9 / element_seconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::path;
    use super::*;

    #[test]
    fn the_tables_of_the_document_are_those_of_the_stored_times() {
        let text = std::fs::read_to_string(path()).unwrap();
        assert!(redrawn(&text).unwrap() == text, "`cargo xtask bench --redraw` draws them");
    }

    #[test]
    fn a_row_shows_its_rivals_and_its_part_of_the_limit() {
        let mut times = Times::default();
        let hop = "hopfield/HOP, N = 2000, M = 1000";
        for round in 0..3 {
            times.push("machine/matrix product, N = 1024", HERE, round, 2e-11);
            times.push("machine/matrix product, N = 1024", "NumPy", round, 1e-11);
            times.push(hop, HERE, round, 0.1);
            times.push(hop, "NumPy", round, 0.2 + 0.1 * round as f64);
        }
        let hopfield = TABLES.iter().find(|table| table.name == "hopfield").unwrap();
        let text = markdown(hopfield, &times);
        let expected = "| HOP, N = 2000, M = 1000 | 100 ms | NumPy 300 ms | 3.00 (2.00 to 4.00) | 80 % | 2.5 times |";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("| PSE, N = 2000, M = 1000 | not measured |"), "{text}");
    }

    #[test]
    fn what_stands_between_markers_is_replaced() {
        let text = "a\n<!-- bench: x -->\nold\n<!-- end of bench -->\nb <!-- end of bench -->";
        let expected = "a\n<!-- bench: x -->\nnew\n<!-- end of bench -->\nb <!-- end of bench -->";
        assert_eq!(between(text, "x", "new\n").unwrap(), expected);
        assert!(between(text, "y", "").unwrap_err().to_string().contains("bench: y"));
    }
}
