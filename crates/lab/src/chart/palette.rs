//! Colours that colour-blind readers can tell apart.

/// The colours of Okabe and Ito (2008), without yellow, which is too light for
/// lines on white, and with a grey and a brown.
const CYCLE: [&str; 8] =
    ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#555555", "#8C510A"];

/// The colour at a position of the cycle.
///
/// ```
/// use synaptome_lab::chart::color_at;
///
/// assert_ne!(color_at(0), color_at(1)); // colours that colour-blind readers can tell apart
/// ```
pub fn color_at(position: usize) -> &'static str {
    CYCLE[position % CYCLE.len()]
}

/// Colours of names that appear in several charts, so that a method looks the same in each.
///
/// ```
/// use synaptome_lab::chart::Palette;
/// let palette = Palette::new(&[("HOP", "#0072B2")]);
/// assert_eq!(palette.color_of("HOP"), Some("#0072B2"));
/// assert_eq!(Palette::default().color_of("HOP"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Palette<'a>(&'a [(&'a str, &'a str)]);

impl<'a> Palette<'a> {
    /// Names with their colours, as CSS writes them. The first of equal names counts.
    pub const fn new(colors: &'a [(&'a str, &'a str)]) -> Self {
        Self(colors)
    }

    /// The colour of a name.
    pub fn color_of(self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, color)| *color)
    }
}
