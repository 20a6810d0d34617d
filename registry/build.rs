//! Collects the doc comment at the head of each calendar's file, so that a program can show it.

use std::path::Path;
use std::{env, fs};

/// The folder of the reference calendars, one file each.
const CALENDARS: &str = "src/calendars";

fn main() {
    println!("cargo::rerun-if-changed={CALENDARS}");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join(CALENDARS);
    let file = Path::new(&env::var("OUT_DIR").unwrap()).join("descriptions.rs");
    fs::write(file, format!("&{:#?}", descriptions(&folder))).unwrap();
}

/// The file names and the descriptions in the files, ordered by name.
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
