//! The works of `synaptome_benches` in the group `lognormal`, measured by criterion.

mod measure;

fn main() {
    measure::group("lognormal");
}
