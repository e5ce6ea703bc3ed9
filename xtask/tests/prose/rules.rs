//! The rules, each with phrases that it finds and phrases that it leaves alone.

/// What is wrong with a line, if anything is.
pub(crate) fn defects(line: &str) -> Vec<String> {
    RULES
        .iter()
        .filter(|rule| (rule.finds)(line))
        .map(|rule| format!("{}: {}", rule.advice, line.trim()))
        .collect()
}

/// A kind of phrase.
struct Rule {
    advice: &'static str,
    finds: fn(&str) -> bool,
    bad: &'static [&'static str],
    good: &'static [&'static str],
}

const RULES: [Rule; 8] = [
    Rule {
        advice: "write a leading zero",
        finds: lacks_zero,
        bad: &["ε = .01", "(.5)", "−.69", ".28 bit", "± .002", "p > .5", "from .3-.7"],
        good: &["0.5", "x.0", "1..20", "file.7z", "§5.1", "{:.2}", "tuple.0.1", "1.5.2"],
    },
    Rule {
        advice: "write log₂",
        finds: |line| words(line).any(|word| word == "ld"),
        bad: &["ld N", "k = 2 ld n", "(ld N)²"],
        good: &["log₂ N", "would", "old", "ldd"],
    },
    Rule {
        advice: "write “quotes”",
        finds: |line| line.contains(['«', '»']),
        bad: &["«so»"],
        good: &["“so”"],
    },
    Rule {
        advice: "write per for rates",
        finds: is_rate,
        bad: &["0.3 ms a query", "two cues a message", "nats a burst", "ten times a second"],
        good: &["ms per query", "removes a unit", "a step", "half a block", "sees a message"],
    },
    Rule {
        advice: "write using, with or from for tools",
        finds: is_by_tool,
        bad: &["measured by NumPy", "run by hdnet", "by mpmath."],
        good: &["with NumPy", "by hand", "step by step"],
    },
    Rule {
        advice: "write fraction for share",
        finds: |line| pairs(line).any(|(a, b)| matches!(&*a, "share" | "shares") && b == "of"),
        bad: &["the share of samples"],
        good: &["figures share points", "what both share"],
    },
    Rule {
        advice: "write information",
        finds: |line| {
            words(line).any(|word| word == "informations")
                && !line.contains("def ")
                && !line.contains("_core.")
        },
        bad: &["the informations of synapses"],
        good: &["the information of synapses"],
    },
    Rule {
        advice: "say it without history and odd idioms",
        finds: |line| ODD.iter().any(|odd| line.to_lowercase().contains(odd)),
        bad: &["which was asked", "an independent prototype", "rules of one's own", "beside numpy"],
        good: &[
            "was requested",
            "an independent program",
            "rules of your own",
            "compared with NumPy",
        ],
    },
];

/// Phrases without a place in the product.
const ODD: [&str; 11] = [
    "prototype",
    "was asked",
    "were asked",
    "another day",
    "an earlier version",
    "one's own",
    "beside numpy",
    "cannot be had",
    "goes on where it",
    "in other company",
    "exact law",
];

/// Words in lower case.
fn words(line: &str) -> impl Iterator<Item = String> {
    let is_part = |c: char| c.is_alphanumeric() || "_'-₀₁₂".contains(c);
    line.split(move |c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn pairs(line: &str) -> impl Iterator<Item = (String, String)> {
    let words: Vec<_> = words(line).collect();
    (1..words.len()).map(move |i| (words[i - 1].clone(), words[i].clone()))
}

/// A point before a digit, and nothing of a number or a name before the point.
fn lacks_zero(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    let starts = |i: usize| {
        i == 0
            || matches!(
                chars[i - 1],
                ' ' | '('
                    | '['
                    | '−'
                    | '-'
                    | '–'
                    | '±'
                    | '='
                    | '<'
                    | '>'
                    | '~'
                    | '≈'
                    | '/'
                    | ','
                    | '"'
                    | '|'
                    | '×'
            )
    };
    // A path such as ./.5 and a width such as {:.2} are no numbers.
    (1..chars.len()).any(|i| chars[i - 1] == '.' && chars[i].is_ascii_digit() && starts(i - 1))
}

/// A unit or a count, then an article and what it is counted for.
fn is_rate(line: &str) -> bool {
    const UNITS: [&str; 16] = [
        "ms",
        "µs",
        "ns",
        "seconds",
        "bits",
        "bit",
        "nats",
        "nat",
        "spikes",
        "nodes",
        "dreams",
        "cues",
        "queries",
        "times",
        "iterations",
        "multiplications",
    ];
    const THINGS: [&str; 10] = [
        "query", "message", "burst", "synapse", "neuron", "second", "hour", "pattern", "minute",
        "day",
    ];
    let words: Vec<_> = words(line).collect();
    words.windows(3).any(|w| {
        UNITS.contains(&&*w[0]) && matches!(&*w[1], "a" | "an") && THINGS.contains(&&*w[2])
    })
}

fn is_by_tool(line: &str) -> bool {
    const TOOLS: [&str; 11] = [
        "numpy",
        "scipy",
        "hdnet",
        "pulp",
        "kuva",
        "proptest",
        "numba",
        "thiserror",
        "mdbook",
        "powerlaw",
        "mpmath",
    ];
    pairs(line).any(|(a, b)| a == "by" && TOOLS.contains(&&*b))
}

#[test]
fn every_rule_finds_its_bad_examples_and_leaves_the_good_ones() {
    for Rule { advice, finds, bad, good } in &RULES {
        assert!(!bad.is_empty() && !good.is_empty(), "{advice}");
        for phrase in *bad {
            assert!(finds(phrase), "{advice}: {phrase} is not found");
        }
        for phrase in *good {
            assert!(!finds(phrase), "{advice}: {phrase} is found");
        }
    }
}
