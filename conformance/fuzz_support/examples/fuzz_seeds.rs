//! Writes the seeds of a fuzz target into a folder, as the bytes that it reads; see scripts/seeds.

use std::env;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [target, folder] = arguments.as_slice() else {
        eprintln!("fuzz_seeds: TARGET FOLDER");
        return ExitCode::from(2);
    };
    match calproof_fuzz_support::targets::seeds::write(target, Path::new(folder)) {
        // A broken seed stops only itself; a test of the suite fails on it.
        Ok(seeds) => {
            seeds.broken.iter().for_each(|error| eprintln!("fuzz_seeds: {error}"));
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("fuzz_seeds: {why}");
            ExitCode::from(2)
        }
    }
}
