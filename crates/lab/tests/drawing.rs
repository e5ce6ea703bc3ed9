//! What a chart shows, by comparing pictures: what cannot be drawn changes none, and equal descriptions give equal ones.

use synaptome_lab::chart::{
    Axis, Chart, Legend, Palette, Panel, Reference, Series, Xy, color_at, draw,
};

const COLORS: [&str; 6] = ["#010203", "#020304", "#030405", "#040506", "#050607", "#060708"];

fn panel() -> Panel {
    Panel::new("", Axis::linear("x"), Axis::linear("y"))
}

fn svg(panel: Panel) -> String {
    alike(&draw(&panel.into(), Palette::default()).unwrap().svg)
}

/// A picture without the numbers of its clipping areas, which a page with several pictures needs to differ.
fn alike(svg: &str) -> String {
    let mut parts = svg.split("kuva-clip-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.trim_start_matches(|c: char| c.is_ascii_digit()))
}

fn line() -> Series {
    Series::line("line", vec![(0.0, 1.0), (4.0, 3.0)])
}

/// Every kind of series, each with a name of its own.
fn kinds() -> [Series; 6] {
    [
        line(),
        Series::points("points", vec![(1.0, 2.0), (2.0, 2.5)]),
        Series::cloud("cloud", vec![(1.0, 2.0), (2.0, 2.5)]),
        Series::measured("measured", &[(1.0, 2.0, 0.3), (2.0, 2.5, 0.1)]),
        Series::error_band("band", &[(1.0, 2.0, 0.3), (2.0, 2.5, 0.1)]),
        Series::bars("bars", vec![0.0, 1.0, 3.0], vec![2.0, 1.0]),
    ]
}

#[test]
fn every_kind_of_series_has_its_colour_in_the_picture_and_its_name_in_the_legend() {
    for (series, color) in kinds().into_iter().zip(COLORS) {
        let drawn = svg(panel().with(series.clone().color(color)));
        assert!(drawn.contains(color), "{series:?}");
        assert!(!svg(panel().with(series)).contains(color));
    }
    let drawn = svg(panel().with_all(kinds()));
    for name in ["line", "points", "cloud", "measured", "bars"] {
        assert!(drawn.contains(&format!(">{name}<")), "{name}");
    }
    let hidden = svg(panel().with_all(kinds()).legend(Legend::Hidden));
    assert!(!hidden.contains(">line<") && !hidden.contains(">measured<"));
}

#[test]
fn a_palette_colours_by_name_and_otherwise_the_position_does() {
    let colors = [("points", COLORS[0])];
    let chart = panel().with_all(kinds()).into();
    let named = alike(&draw(&chart, Palette::new(&colors)).unwrap().svg);
    let [first, points, rest @ ..] = kinds();
    let by_hand = panel().with(first).with(points.color(COLORS[0])).with_all(rest);
    assert_eq!(named, svg(by_hand));
    assert_ne!(named, svg(panel().with_all(kinds())));
}

#[test]
fn values_that_no_axis_shows_change_nothing() {
    let range =
        || Panel::new("", Axis::linear("x").range(0.0, 5.0), Axis::log("y").range(0.1, 9.0));
    let shown = vec![(1.0, 2.0), (2.0, 2.5)];
    let hidden = [(f64::NAN, 1.0), (1.0, f64::INFINITY), (6.0, 1.0), (1.0, 0.0), (1.0, -2.0)];
    let both = [shown.clone(), hidden.to_vec()].concat();
    let makes: [fn(Vec<Xy>) -> Series; 3] =
        [|p| Series::line("", p), |p| Series::points("", p), |p| Series::cloud("", p)];
    for make in makes {
        assert_eq!(svg(range().with(make(both.clone()))), svg(range().with(make(shown.clone()))));
        assert_eq!(svg(range().with(make(hidden.to_vec()))), svg(range()));
    }
    let triples =
        |points: &[(f64, f64)]| points.iter().map(|p| (p.0, p.1, 0.2)).collect::<Vec<_>>();
    let measured =
        |points: &[(f64, f64)]| svg(range().with(Series::measured("", &triples(points))));
    let band = |points: &[(f64, f64)]| svg(range().with(Series::error_band("", &triples(points))));
    assert!(measured(&both) == measured(&shown) && measured(&hidden) == svg(range()));
    assert!(band(&both) == band(&shown) && band(&hidden) == svg(range()));
}

#[test]
fn an_error_bar_without_a_finite_length_has_none_and_one_below_zero_ends_above_it_on_a_logarithmic_axis()
 {
    let drawn = |log: bool, error: f64| {
        let y = if log { Axis::log("y") } else { Axis::linear("y") };
        let panel = Panel::new("", Axis::linear("x"), y.range(0.1, 9.0));
        svg(panel.with(Series::measured("", &[(1.0, 2.0, error), (3.0, 2.0, 0.5)])))
    };
    assert_eq!(drawn(false, f64::NAN), drawn(false, 0.0));
    assert_eq!(drawn(false, f64::INFINITY), drawn(false, 0.0));
    assert_eq!(drawn(false, -1.0), drawn(false, 0.0));
    assert_ne!(drawn(true, 1.5), drawn(true, 0.0));
    assert!(!drawn(true, 5.0).contains("NaN"));
}

#[test]
fn bars_need_one_edge_more_than_heights_and_dashes_are_for_lines_alone() {
    let bars =
        |edges: usize| Series::bars("", (0..edges).map(|i| i as f64).collect(), vec![1.0; 2]);
    let fixed =
        || Panel::new("", Axis::linear("x").range(0.0, 5.0), Axis::linear("y").range(0.0, 5.0));
    assert_eq!(svg(fixed().with(bars(2))), svg(fixed()));
    assert_eq!(svg(fixed().with(bars(4))), svg(fixed()));
    assert_ne!(svg(fixed().with(bars(3))), svg(fixed()));
    assert_ne!(svg(fixed().with(line().dashed())), svg(fixed().with(line())));
    assert_eq!(svg(fixed().with(bars(3).dashed())), svg(fixed().with(bars(3))));
}

#[test]
fn an_image_has_a_cell_of_its_shade_for_each_entry_and_nothing_without_entries() {
    let fixed =
        || Panel::new("", Axis::linear("x").range(0.0, 2.0), Axis::linear("y").range(0.0, 2.0));
    let image = |rows| svg(fixed().with(Series::image(rows, (0.0, 2.0), (0.0, 2.0))));
    let (upright, turned) = (vec![vec![0.0, 1.0]; 2], vec![vec![0.0, 0.0], vec![1.0, 1.0]]);
    assert_ne!(image(upright.clone()), image(turned));
    assert_ne!(image(upright), svg(fixed()));
}

#[test]
fn categories_references_and_titles_are_written_and_legends_move() {
    let x = Axis::categories("rule", vec!["first".into(), "second".into()]);
    let all = Panel::new("A title", x, Axis::linear("y")).with(line());
    let drawn = svg(all.reference(Reference::horizontal(2.0, "published")));
    for word in ["A title", "first", "second", "published"] {
        assert!(drawn.contains(word), "{word}");
    }
    let places =
        [Legend::Right, Legend::TopLeft, Legend::TopRight, Legend::BottomLeft, Legend::BottomRight];
    let mut pictures = places.map(|place| svg(panel().with(line()).legend(place)));
    pictures.sort();
    assert!(pictures.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn panels_of_a_chart_have_letters_and_one_alone_has_none() {
    let letters = |count: usize| -> Vec<char> {
        let chart = Chart::new((0..count).map(|_| panel().with(line())).collect());
        let drawn = draw(&chart, Palette::default()).unwrap().svg;
        ('A'..='D').filter(|letter| drawn.contains(&format!(">{letter}<"))).collect()
    };
    assert_eq!([1, 2, 3].map(|count| letters(count).len()), [0, 2, 3]);
}

#[test]
fn a_logarithmic_axis_shows_a_fifth_more_than_its_points_on_both_sides() {
    let points = || Series::points("", vec![(0.4, 0.3), (3.0, 60.0), (50.0, 7.0)]);
    let drawn = |x: Axis, y: Axis| svg(Panel::new("", x, y).with(points()));
    let (x, y) = (|| Axis::log("x"), || Axis::log("y"));
    let fixed = drawn(x().range(0.4 / 1.2, 60.0), y().range(0.25, 72.0));
    assert_eq!(drawn(x(), y()), fixed);
    assert_ne!(drawn(x(), y().range(0.25, 50.0)), fixed);
}

#[test]
fn series_without_points_take_no_colour_and_no_line_of_the_legend() {
    let empty = [
        Series::line("empty", vec![]),
        Series::points("empty", vec![]),
        Series::error_band("empty", &[]),
        Series::bars("empty", vec![], vec![]),
        Series::image(vec![vec![], vec![]], (0.0, 1.0), (0.0, 1.0)),
    ];
    for series in empty {
        let with = svg(panel().with(series.clone()).with(line()));
        assert_eq!(with, svg(panel().with(line())), "{series:?}");
    }
}

#[test]
fn eight_series_have_eight_colours_and_the_ninth_begins_again() {
    let colors: std::collections::BTreeSet<&str> = (0..8).map(color_at).collect();
    let is_color = |color: &&str| {
        color.len() == 7
            && color.starts_with('#')
            && color[1..].chars().all(|c| c.is_ascii_hexdigit())
    };
    assert!(colors.len() == 8 && colors.iter().all(is_color), "{colors:?}");
    assert!((0..8).all(|position| color_at(position + 8) == color_at(position)));
}

/// Where the numbers beside the vertical axis end, and the longest of them.
fn numbers_beside(svg: &str) -> (f64, usize) {
    let texts = svg.split("<text x=\"").skip(1).filter(|text| text.contains("text-anchor=\"end\""));
    let numbers = texts.map(|text| {
        let (x, rest) = text.split_once('"').unwrap();
        let number = rest.split_once('>').unwrap().1.split('<').next().unwrap().trim();
        (x.parse::<f64>().unwrap(), number.chars().count())
    });
    numbers.fold((f64::INFINITY, 0), |(x, longest), (end, chars)| (x.min(end), longest.max(chars)))
}

#[test]
fn the_label_of_an_axis_is_clear_of_its_numbers_whatever_the_range_is() {
    for (low, high) in [(0.24, 0.36), (0.0, 1.0), (0.1, 0.35), (-30.0, 45.0), (0.0, 2_500.0)] {
        let ends = [low + 0.04 * (high - low), low + 0.5 * (high - low)];
        let points = vec![(0.0, ends[0]), (1.0, ends[1])];
        let axis = Axis::linear("the label").range(low, high);
        let drawn = svg(Panel::new("", Axis::linear("x"), axis).with(Series::points("", points)));
        let (end, chars) = numbers_beside(&drawn);
        // The label is upright and its line is 16.63 from the edge; letters reach 3 below it. Digits are 7 wide, points 3.5.
        let width = 7.0 * (chars as f64 - 0.5);
        assert!(chars > 0 && end - width > 22.0, "{low} to {high}: {end}, {chars}");
    }
}
