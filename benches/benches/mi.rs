//! The works of `synaptome_benches` in the group `mi`, measured by criterion.

mod measure;

fn main() {
    measure::group("mi");
}
