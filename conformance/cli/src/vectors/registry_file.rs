//! Writes vectors of registries as files.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use super::file::{FORMAT, lines};
use super::registry::{BUILT_IN, RegistryVector, RegistryVectors};

/// The JSON schema of a file of registry vectors.
pub const REGISTRY_SCHEMA: &str = include_str!("registry.schema.json");

/// The file: readable, with one line for each program, and one for each group of profiles with the
/// same responses.
pub fn registry_text(all: &RegistryVectors) -> String {
    let reasons: BTreeSet<&str> = all.vectors.iter().map(|vector| vector.check.claim).collect();
    let reasons: Vec<&str> = reasons.into_iter().collect();
    let mut text = format!(
        "{{\n  \"format\": {FORMAT},\n  \"built-in\": {},\n  \"count\": {},\n",
        json!(BUILT_IN),
        all.vectors.len()
    );
    let profiles = all.profiles.iter();
    let profiles =
        profiles.map(|(name, claim)| format!("    \"{name}\": {}", json!(claim.profile)));
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  \"profiles\": {{\n{}\n  }},", lines(profiles));
    let listed = reasons.iter().map(|words| format!("    {}", json!(words)));
    let _ = writeln!(text, "  \"reasons\": [\n{}\n  ],", lines(listed));
    let tests = all.vectors.iter().map(|vector| {
        let answers = vector.answers.iter().map(|(profiles, calls)| {
            format!("      {{\"profiles\":{},\"calls\":{}}}", json!(profiles), json!(calls))
        });
        let why = reasons.iter().position(|it| *it == vector.check.claim).unwrap_or_default();
        format!(
            "    {{\"id\":{},\"flags\":[{}],\"cwe\":{},\"why\":{why},\"program\":{},\"answers\":[\n{}\n    ]}}",
            json!(vector.id()),
            json!(flag(vector)),
            json!(vector.check.weaknesses),
            vector.program,
            lines(answers)
        )
    });
    let _ = writeln!(text, "  \"tests\": [\n{}\n  ]\n}}", lines(tests));
    text
}

/// The flag of a vector: the group of its check.
fn flag(vector: &RegistryVector) -> &'static str {
    vector.check.id.split('/').nth(1).unwrap_or_default()
}

/// The vectors as CSV: a line for each program and group of profiles.
pub(crate) fn registry_csv(all: &RegistryVectors) -> Result<String, String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let wrong = |error: csv::Error| error.to_string();
    let columns = ["id", "profiles", "program", "answers", "flags", "cwe", "why"];
    table.write_record(columns).map_err(wrong)?;
    for vector in &all.vectors {
        let weaknesses: Vec<String> = vector.check.weaknesses.iter().map(u16::to_string).collect();
        for (profiles, calls) in &vector.answers {
            let row = [
                vector.id(),
                profiles.join(" "),
                vector.program.to_string(),
                Value::from(calls.clone()).to_string(),
                flag(vector).to_owned(),
                weaknesses.join(" "),
                vector.check.claim.to_owned(),
            ];
            table.write_record(row).map_err(wrong)?;
        }
    }
    let bytes = table.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
