#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| synaptome_fuzz::checkpoints(bytes));
