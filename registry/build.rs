//! Collects the descriptions with which the files of the reference calendars open, so that a program can
//! show them.

use std::path::Path;
use std::{env, fs};

/// The reference calendars, a file each.
const CALENDARS: &str = "src/calendars";

fn main() {
    println!("cargo::rerun-if-changed={CALENDARS}");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join(CALENDARS);
    let file = Path::new(&env::var("OUT_DIR").unwrap()).join("descriptions.rs");
    fs::write(file, format!("&{:#?}", descriptions(&folder))).unwrap();
}

/// The names of the files and the descriptions in them, in the order of the names.
fn descriptions(folder: &Path) -> Vec<(String, String)> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let sources = files.filter(|file| file.extension().is_some_and(|kind| kind == "rs"));
    let mut descriptions: Vec<(String, String)> = sources
        .map(|file| {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
            let lines: Vec<&str> =
                lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
            (name, lines.join("\n"))
        })
        .collect();
    descriptions.sort();
    descriptions
}
