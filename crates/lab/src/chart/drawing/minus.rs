//! Minus signs: numbers are formatted with hyphens.

use kuva::render::render::{Primitive, Scene};

/// The same scene, whose negative numbers have minus signs.
pub(super) fn signed(mut scene: Scene) -> Scene {
    for element in &mut scene.elements {
        match element {
            Primitive::Text { content, .. } => *content = with_minus_signs(content),
            Primitive::RichText { spans, .. } => {
                spans.iter_mut().for_each(|span| span.text = with_minus_signs(&span.text));
            }
            _ => {}
        }
    }
    scene
}

/// A hyphen before a digit is a sign, unless it joins words or ranges: `p = -0.5`, `s^(-3/2)` and `1e-5`, but not `size-2`.
fn with_minus_signs(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| characters.get(place)).copied();
    let is_sign = |place: usize| {
        let before = at(place.checked_sub(1));
        let is_exponent = before == Some('e')
            && at(place.checked_sub(2)).is_some_and(|c| c.is_ascii_digit() || c == '.');
        let starts = before.is_none_or(|c| !c.is_alphanumeric() && c != '-');
        let is_number = at(Some(place + 1)).is_some_and(|c| c.is_ascii_digit() || c == '∞');
        is_number && (starts || is_exponent)
    };
    let sign = |(place, &c): (usize, &char)| if c == '-' && is_sign(place) { '−' } else { c };
    characters.iter().enumerate().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::with_minus_signs;

    #[test]
    fn signs_are_told_from_hyphens() {
        for (text, expected) in [
            ("-0.5", "−0.5"),
            ("slope -0.0004, r = -0.11", "slope −0.0004, r = −0.11"),
            ("s^(-3/2)", "s^(−3/2)"),
            ("p = 1e-5", "p = 1e−5"),
            ("[-∞, -0.5]", "[−∞, −0.5]"),
            (
                "IRB-SMX, 2-WTA, k-1, a-2, 5-300, two-pass",
                "IRB-SMX, 2-WTA, k-1, a-2, 5-300, two-pass",
            ),
        ] {
            assert_eq!(with_minus_signs(text), expected);
        }
    }
}
