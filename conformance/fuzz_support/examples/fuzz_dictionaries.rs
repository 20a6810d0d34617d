//! Writes the dictionaries of the fuzz targets into fuzz/dictionaries, or with `--check` says
//! whether they are as they should be; see scripts/generate.

use std::env;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let check = env::args().nth(1).is_some_and(|argument| argument == "--check");
    match calproof_fuzz_support::targets::dictionaries::write(Path::new("fuzz/dictionaries"), check)
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("fuzz_dictionaries: {why}");
            ExitCode::FAILURE
        }
    }
}
