//! Boxes and arrows as SVG, in the colour of the text around them.

/// A box: left, top, width, and its lines of text, of which the first is bold.
struct Node(f64, f64, f64, &'static [&'static str]);

/// An arrow from one place to another.
struct Arrow((f64, f64), (f64, f64));

const LINE: f64 = 19.0;

/// How points become a report.
pub(super) fn lab() -> String {
    let nodes = [
        Node(10.0, 20.0, 150.0, &["DataSet", "points(scale)", "run(point, job)"]),
        Node(210.0, 20.0, 150.0, &["points", "one file each,", "resumed after a kill"]),
        Node(410.0, 20.0, 150.0, &["Table", "rows of all points", "(CSV)"]),
        Node(610.0, 10.0, 180.0, &["Figure::chart", "SVG and PNG"]),
        Node(610.0, 90.0, 180.0, &["Figure::measure", "claims: holds, fails,", "undecided"]),
        Node(410.0, 150.0, 150.0, &["report", "one page"]),
    ];
    let arrows = [
        Arrow((160.0, 55.0), (210.0, 55.0)),
        Arrow((360.0, 55.0), (410.0, 55.0)),
        Arrow((560.0, 45.0), (610.0, 35.0)),
        Arrow((560.0, 75.0), (610.0, 110.0)),
        Arrow((610.0, 140.0), (560.0, 165.0)),
    ];
    drawn((800.0, 220.0), &nodes, &arrows)
}

/// Which formats carry what.
pub(super) fn interchange() -> String {
    let nodes = [
        Node(10.0, 60.0, 190.0, &["Rust", "slices, matrices,", "Array, SparseMatrix, Table"]),
        Node(305.0, 10.0, 190.0, &[".npy, .npz", "arrays of any type"]),
        Node(305.0, 82.0, 190.0, &["sparse .npz", "csr, csc, coo, bsr, dia"]),
        Node(305.0, 154.0, 190.0, &["CSV", "numbers and text"]),
        Node(600.0, 10.0, 190.0, &["NumPy", "np.load, np.save"]),
        Node(600.0, 82.0, 190.0, &["SciPy", "sparse.load_npz"]),
        Node(600.0, 154.0, 190.0, &["R, Julia, spreadsheets", "read.csv, CSV.read"]),
    ];
    let both = |from: (f64, f64), to: (f64, f64)| [Arrow(from, to), Arrow(to, from)];
    let arrows: Vec<Arrow> = [
        both((200.0, 85.0), (305.0, 38.0)),
        both((200.0, 110.0), (305.0, 110.0)),
        both((200.0, 130.0), (305.0, 182.0)),
        both((495.0, 38.0), (600.0, 38.0)),
        both((495.0, 110.0), (600.0, 110.0)),
        both((495.0, 182.0), (600.0, 182.0)),
    ]
    .into_iter()
    .flatten()
    .collect();
    drawn((800.0, 220.0), &nodes, &arrows)
}

fn drawn((width, height): (f64, f64), nodes: &[Node], arrows: &[Arrow]) -> String {
    let nodes: String = nodes.iter().map(node).collect();
    let arrows: String = arrows.iter().map(arrow).collect();
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         font-family=\"DejaVu Sans, Verdana, sans-serif\" font-size=\"13\" fill=\"currentColor\">{nodes}{arrows}</svg>"
    )
}

fn node(&Node(left, top, width, lines): &Node) -> String {
    let (height, middle) = (16.0 + LINE * lines.len() as f64, left + width / 2.0);
    let line = |(i, text): (usize, &&str)| {
        let (y, weight) = (top + 22.0 + LINE * i as f64, if i == 0 { "bold" } else { "normal" });
        format!(
            "<text x=\"{middle}\" y=\"{y}\" text-anchor=\"middle\" font-weight=\"{weight}\">{text}</text>"
        )
    };
    let text: String = lines.iter().enumerate().map(line).collect();
    format!(
        "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"none\" stroke=\"currentColor\" \
         stroke-opacity=\"0.6\" />{text}"
    )
}

/// A line with a head that points to its end.
fn arrow(&Arrow(from, to): &Arrow) -> String {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let length = x.hypot(y);
    let (x, y) = (x / length, y / length);
    let wing = |side: f64| (to.0 - 9.0 * x - side * 4.0 * y, to.1 - 9.0 * y + side * 4.0 * x);
    let (left, right) = (wing(1.0), wing(-1.0));
    format!(
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"currentColor\" fill=\"none\" /><path d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\" />",
        from.0, from.1, to.0, to.1, to.0, to.1, left.0, left.1, right.0, right.1
    )
}
