//! The page: markup, style and program with the tables in one file.

use anyhow::Result;

use super::Tables;

const MARKUP: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
/// The program, in the order in which its parts use each other.
pub(super) const PROGRAM: [&str; 6] = [
    include_str!("basics.js"),
    include_str!("chart.js"),
    include_str!("willshaw.js"),
    include_str!("hopfield.js"),
    include_str!("information.js"),
    include_str!("start.js"),
];

/// One file that needs no other.
pub(super) fn assembled(tables: &Tables) -> Result<String> {
    // Inside an element of script, only `</` and `<!` would end the text.
    let json = serde_json::to_string(tables)?.replace('<', "\\u003c");
    let page = MARKUP.replace("/* style */", STYLE).replace("/* tables */", &json);
    Ok(page.replace("/* program */", &PROGRAM.concat()))
}
