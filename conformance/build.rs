//! Rebuilds when a file changes that is built in, and tells which versions of the libraries that
//! are judged have been compiled.

use std::path::Path;
use std::{env, fs};

/// The libraries that are subjects in process.
const JUDGED: [&str; 4] = ["chrono", "icu_calendar", "jiff", "time"];

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("..");
    for built_in in ["corpora", "conformance/adapters", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={}", root.join(built_in).display());
    }
    // A crate that depends on this one has a lock file of its own, which cannot be found from here.
    let lock: toml::Table =
        fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default().parse().unwrap_or_default();
    for library in JUDGED {
        println!("cargo::rustc-env=CALPROOF_VERSION_{library}={}", version_of(&lock, library));
    }
}

fn version_of(lock: &toml::Table, library: &str) -> String {
    let packages = lock.get("package").and_then(toml::Value::as_array);
    packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(library))
        .and_then(|package| package.get("version").and_then(toml::Value::as_str))
        .unwrap_or("unknown")
        .to_owned()
}
