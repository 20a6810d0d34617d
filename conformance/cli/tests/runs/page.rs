//! Compares `EVENTS.md` with a log and with the schema.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::schema::{SCHEMA, assert_log};

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("EVENTS.md")).unwrap()
}

#[test]
fn the_log_that_the_page_shows_is_one() {
    let page = page();
    let (_, shown) = page.split_once("```jsonl\n").unwrap();
    let (log, _) = shown.split_once("```\n").unwrap();
    assert_log(log, true);
}

/// Collects the names of events and keys in this object of the schema and in all objects inside it.
fn names<'a>(schema: &'a Value, found: &mut Vec<&'a str>) {
    if let Some(keys) = schema["properties"].as_object() {
        found.extend(keys.keys().map(String::as_str));
        found.extend(keys.get("event").and_then(|event| event["const"].as_str()));
    }
    for inner in schema.as_object().into_iter().flat_map(|object| object.values()) {
        names(inner, found);
    }
}

#[test]
fn the_page_has_every_event_and_every_key() {
    let (page, schema) = (page(), serde_json::from_str::<Value>(SCHEMA).unwrap());
    let mut all = Vec::new();
    names(&schema, &mut all);
    assert!(all.len() > 50, "{all:?}");
    for name in all {
        let is_named = [format!("`{name}`"), format!("\"{name}\":N")];
        assert!(is_named.iter().any(|spelt| page.contains(spelt)), "EVENTS.md lacks `{name}`");
    }
}
