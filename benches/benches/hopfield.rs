//! The works of `synaptome_benches` in the group `hopfield`, measured by criterion.

mod measure;

fn main() {
    measure::group("hopfield");
}
