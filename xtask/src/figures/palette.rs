//! The colours of methods that appear in several figures, the same in each.

use synaptome_lab::chart::Palette;

/// The colours of methods.
pub(crate) const PALETTE: Palette<'static> = Palette::new(&METHODS);

/// Methods that appear in several figures.
const METHODS: [(&str, &str); 36] = [
    ("exact", "#000000"),
    ("Fenton-Wilkinson", "#D55E00"),
    ("Schwartz-Yeh", "#0072B2"),
    ("MGF matching", "#E69F00"),
    ("NIG recursion", "#009E73"),
    ("sampled", "#555555"),
    ("HOP", "#0072B2"),
    ("PSE", "#E69F00"),
    ("MPF", "#009E73"),
    ("TRN", "#D55E00"),
    ("TRN, anchored", "#7A0019"),
    ("PSE, zero diagonal", "#B58900"),
    ("Storkey", "#56B4E9"),
    ("AdaTron", "#8C510A"),
    ("pseudo-likelihood", "#555555"),
    ("EASE", "#CC79A7"),
    ("MPF, λ = 3", "#66C2A5"),
    ("dense memory, exp", "#000000"),
    ("R1", "#555555"),
    ("R1B", "#8C510A"),
    ("sIRB", "#56B4E9"),
    ("IRB", "#0072B2"),
    ("IRB-R1", "#8C510A"),
    ("IRB-SMX", "#D55E00"),
    ("IRB-cSMX", "#E69F00"),
    ("IR-KWTA", "#009E73"),
    ("IR-LK+", "#CC79A7"),
    ("clique search", "#000000"),
    ("before", "#56B4E9"),
    ("after", "#D55E00"),
    ("shuffled", "#555555"),
    ("paper", "#000000"),
    ("V^C", "#0072B2"),
    ("V^D", "#D55E00"),
    ("two-pass", "#CC79A7"),
    ("full response", "#E69F00"),
];

/// The colour of a method that appears in several figures.
pub(crate) fn color_of(method: &str) -> Option<&'static str> {
    PALETTE.color_of(method)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_have_one_colour_each_and_unknown_ones_none() {
        for (i, (name, color)) in METHODS.iter().enumerate() {
            assert_eq!(color_of(name), Some(*color));
            assert!(METHODS[..i].iter().all(|(other, _)| other != name), "{name} stands twice");
        }
        assert_eq!(color_of("unheard of"), None);
    }
}
