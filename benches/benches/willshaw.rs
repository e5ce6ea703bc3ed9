//! The works of `synaptome_benches` in the group `willshaw`, measured by criterion.

mod measure;

fn main() {
    measure::group("willshaw");
}
