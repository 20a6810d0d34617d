//! Inputs that a fuzzer found, as seeds that can be read; see scripts/corpus.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use calproof_fuzz_support::targets::readable::{Kept, keep, rewrite};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["rewrite", target, from, to] => rewrite(target, Path::new(from), Path::new(to)),
        ["keep", target, from, to] => keep(target, Path::new(from), Path::new(to)),
        _ => Err("rewrite|keep TARGET FROM TO".to_owned()),
    };
    match done {
        Ok(kept) => {
            tell(&kept);
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("readable_seeds: {why}");
            ExitCode::from(2)
        }
    }
}

/// What was written, and why the rest was not.
fn tell(Kept { written, alike, unreadable }: &Kept) {
    println!("{} written, {alike} that say the same as another", written.len());
    let mut reasons = unreadable.clone();
    reasons.sort();
    reasons.dedup();
    for reason in reasons {
        let count = unreadable.iter().filter(|why| **why == reason).count();
        println!("{count} cannot be read: {reason}");
    }
}
