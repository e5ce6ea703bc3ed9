//! The works of `synaptome_benches` in the group `infomax`, measured by criterion.

mod measure;

fn main() {
    measure::group("infomax");
}
