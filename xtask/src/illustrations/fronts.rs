//! A picture for the front page of each crate's reference.
//!
//! Rustdoc shows the file `picture.html` of a crate, because its `lib.rs` includes it. The picture is inside the page, so that it
//! needs no other file, and takes the colour of the text, so that it can be read in light and dark themes.

use std::fs;
use std::path::PathBuf;

use synaptome_lab::Result;
use synaptome_lab::chart::{Chart, draw};

use super::{capacity, diagram, raster, rules, weights};
use crate::experiment::repository;
use crate::figures::palette::PALETTE;

/// A crate, its picture, and a sentence that says what is seen.
struct Front {
    name: &'static str,
    svg: fn() -> Result<String>,
    caption: &'static str,
}

const FRONTS: [Front; 7] = [
    Front {
        name: "hopfield",
        svg: || plot(vec![rules::panel_of_five_percent()?]),
        caption: "How many messages are recalled depends on the writing rule: the fraction of messages of 128 spins that are recalled from 5 % flipped units. Bands are standard errors.",
    },
    Front {
        name: "infomax",
        svg: || plot(raster::panels()?),
        caption: "Recurrent infomax turns unordered firing of 20 neurons into repeated bursts; each dot is a spike.",
    },
    Front {
        name: "interchange",
        svg: || Ok(diagram::interchange()),
        caption: "Arrays and tables go to NumPy, SciPy, R and Julia, and come back, through files that these read.",
    },
    Front {
        name: "lab",
        svg: || Ok(diagram::lab()),
        caption: "A data set computes independent points, which are stored one by one. A figure draws their table and measures claims, and never simulates.",
    },
    Front {
        name: "lognormal",
        svg: || plot(vec![weights::distributions()?]),
        caption: "The logarithm of a sum of log-normal variables (σ = 1.4) is not normal: with more terms N, its distribution becomes narrower and stays skewed.",
    },
    Front {
        name: "mi",
        svg: || plot(vec![weights::information()?]),
        caption: "The more patterns a synapse stores, the less its weight tells about each (σ of one term = 1.4). The closed form of Fenton and Wilkinson differs from the exact value; the recursion of normal-inverse-Gaussian distributions does not, visibly.",
    },
    Front {
        name: "willshaw",
        svg: || plot(vec![capacity::against_completeness()?]),
        caption: "The advantage of complete search over local retrieval grows as the cue becomes less complete (about 4,096 units, ten networks).",
    },
];

/// Writes the picture of each crate.
pub(super) fn write() -> Result<()> {
    for front in &FRONTS {
        fs::write(path(front), html(front)?)?;
    }
    Ok(())
}

fn path(front: &Front) -> PathBuf {
    repository().join("crates").join(front.name).join("picture.html")
}

/// The picture with its caption. A blank line would end the block in Markdown.
fn html(front: &Front) -> Result<String> {
    let (svg, caption) = ((front.svg)()?, front.caption);
    let open = format!(
        "<svg role=\"img\" aria-label=\"{caption}\" style=\"max-width: 100%; height: auto\" "
    );
    let svg = svg.replacen("<svg ", &open, 1);
    Ok(format!(
        "<figure style=\"margin: 1em 0\">\n{svg}\n<figcaption>{caption}</figcaption>\n</figure>\n\n"
    ))
}

/// Panels as SVG in the colours of the page around it.
fn plot(panels: Vec<synaptome_lab::chart::Panel>) -> Result<String> {
    Ok(themed(&draw(&Chart::new(panels), PALETTE)?.svg))
}

/// Dark lines and letters take the colour of the text, pale ones are transparent, and no ground is drawn.
fn themed(svg: &str) -> String {
    const FAINT: &str = "stroke=\"currentColor\" stroke-opacity=\"0.2\"";
    const REPLACED: [(&str, &str); 10] = [
        ("<rect width=\"100%\" height=\"100%\" fill=\"white\" />", ""),
        (" fill=\"black\"", " fill=\"currentColor\""),
        ("fill=\"#ffffff\"", "fill=\"none\""),
        ("stroke=\"#333333\"", "stroke=\"currentColor\""),
        ("stroke=\"#000000\"", "stroke=\"currentColor\""),
        ("stroke=\"#e6e6e6\"", FAINT),
        ("stroke=\"#cccccc\"", FAINT),
        // Dark blue and grey are hard to see on a dark ground.
        ("#0072b2", "#3d8fd1"),
        ("#555555", "#8a8a8a"),
        ("#7a0019", "#c2455e"),
    ];
    REPLACED.iter().fold(svg.to_owned(), |svg, (old, new)| svg.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_pictures_are_what_is_drawn_and_stay_one_block() {
        for front in &FRONTS {
            let (drawn, committed) =
                (html(front).unwrap(), fs::read_to_string(path(front)).unwrap());
            assert_eq!(drawn, committed, "{}: run `cargo xtask docs`", front.name);
            assert_eq!(drawn.trim_end().find("\n\n"), None, "{}", front.name);
            assert!(!drawn.contains("white") && !drawn.contains("#333"), "{}", front.name);
        }
    }

    #[test]
    fn every_crate_shows_its_picture() {
        let folders = fs::read_dir(repository().join("crates")).unwrap();
        for folder in folders.map(|entry| entry.unwrap().path()) {
            let name = folder.file_name().unwrap().to_str().unwrap();
            assert!(FRONTS.iter().any(|front| front.name == name), "{name} has no picture");
            let source = fs::read_to_string(folder.join("src/lib.rs")).unwrap();
            assert!(source.starts_with("#![doc = include_str!(\"../picture.html\")]\n"), "{name}");
        }
    }
}
