//! The works of `synaptome_benches` in the group `machine`, measured by criterion.

mod measure;

fn main() {
    measure::group("machine");
}
