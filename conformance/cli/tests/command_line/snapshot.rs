//! Compares output with snapshots that a person has reviewed.

use std::fs;
use std::path::Path;

use crate::KIND;

/// The most lines of a snapshot that a person will read.
const LONGEST: usize = 60;

/// Checks that the text equals the snapshot.
#[track_caller]
pub(crate) fn assert_seen(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path(Path::new("../snapshots").join(KIND));
    settings.set_omit_expression(true);
    assert!(text.lines().count() <= LONGEST, "{name} is too long to be read");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn every_snapshot_is_somebodys() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let folder = tests.join(KIND);
    let sources: String = names(&folder)
        .iter()
        .filter(|name| Path::new(name).extension().is_some_and(|kind| kind == "rs"))
        .map(|name| fs::read_to_string(folder.join(name)).unwrap())
        .collect();
    for name in names(&tests.join("snapshots").join(KIND)) {
        let name = name.strip_suffix(".snap").expect("nothing but accepted snapshots");
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
        assert!(name.chars().all(is_plain), "{name} is no name for a snapshot");
        assert!(sources.contains(&format!("\"{name}\"")), "nobody looks at {name}: delete it");
    }
}
