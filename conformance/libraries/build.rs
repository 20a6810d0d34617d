//! Passes on the versions of the libraries that are compiled: those that `Cargo.toml` pins.

use std::path::Path;
use std::{env, fs};

fn main() {
    let manifest = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("Cargo.toml");
    println!("cargo::rerun-if-changed={}", manifest.display());
    println!("cargo::rerun-if-changed=known_failures");
    let manifest: toml::Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
    for (name, dependency) in manifest["dependencies"].as_table().unwrap() {
        let version = dependency.get("version").and_then(toml::Value::as_str);
        if let Some(version) = version.and_then(|version| version.strip_prefix('=')) {
            println!("cargo::rustc-env=CALPROOF_VERSION_{name}={version}");
        }
    }
}
