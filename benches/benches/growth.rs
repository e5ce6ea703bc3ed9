//! The works of `synaptome_benches` in the group `growth`, measured by criterion.

mod measure;

fn main() {
    measure::group("growth");
}
