//! Writes vectors as files.

use std::collections::BTreeSet;
use std::fmt::Write;

use calproof::wire::Argument;
use serde_json::{Value, json};

use super::flags::FLAGS;
use super::{Expectation, Vector, Vectors, written};

/// The version of the file format.
pub(super) const FORMAT: u32 = 1;

/// The JSON schema of a file of vectors.
pub const SCHEMA: &str = include_str!("schema.json");

pub(super) fn word(expectation: Expectation) -> &'static str {
    match expectation {
        Expectation::Valid => "valid",
        Expectation::Invalid => "invalid",
        Expectation::Either => "either",
    }
}

/// The file of a calendar: readable, with one vector per line.
pub fn text(vectors: &Vectors) -> String {
    let spec = vectors.spec;
    let (reasons, sources) = (reasons(vectors), sources(vectors));
    let head = [
        ("format", json!(FORMAT)),
        ("calendar", json!(spec.id)),
        ("name", json!(spec.name)),
        ("aliases", json!(spec.aliases)),
        ("exactness", json!(spec.exactness.to_string())),
        ("authority", json!(spec.authority)),
        ("first", json!(vectors.range.0)),
        ("last", json!(vectors.range.1)),
        ("count", json!(vectors.count())),
    ];
    let mut text = "{\n".to_owned();
    for (key, value) in head {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  \"{key}\": {value},");
    }
    let flags = FLAGS.iter().filter(|(flag, _)| vectors.all().any(|it| it.flags.contains(flag)));
    let flags = flags.map(|(flag, words)| format!("    \"{flag}\": {}", json!(words)));
    let _ = writeln!(text, "  \"flags\": {{\n{}\n  }},", lines(flags));
    for (key, words) in [("reasons", &reasons), ("sources", &sources)] {
        let words = words.iter().map(|words| format!("    {}", json!(words)));
        let _ = writeln!(text, "  \"{key}\": [\n{}\n  ],", lines(words));
    }
    let groups = vectors.groups.iter().map(|(ability, tests)| {
        let tests =
            tests.iter().map(|test| format!("      {}", line(vectors, test, &reasons, &sources)));
        format!("    {{\"question\": \"{ability}\", \"tests\": [\n{}\n    ]}}", lines(tests))
    });
    let _ = writeln!(text, "  \"groups\": [\n{}\n  ],", lines(groups));
    let sequences = vectors.sequences.iter().map(|it| {
        format!("    {{\"id\":{},\"tests\":{}}}", json!(vectors.sequence_id(it)), json!(it.tests))
    });
    let _ = writeln!(text, "  \"sequences\": [\n{}\n  ]\n}}", lines(sequences));
    text
}

/// The elements of a list, one per line.
pub(super) fn lines(elements: impl Iterator<Item = String>) -> String {
    elements.collect::<Vec<String>>().join(",\n")
}

/// The claims, each once.
fn reasons(vectors: &Vectors) -> Vec<&str> {
    let all: BTreeSet<&str> = vectors.all().map(|vector| vector.why).collect();
    all.into_iter().collect()
}

/// The sources, each once.
fn sources(vectors: &Vectors) -> Vec<&str> {
    let all: BTreeSet<&str> = vectors.all().filter_map(|vector| vector.source.as_deref()).collect();
    all.into_iter().collect()
}

/// One vector, without spaces, with the most interesting keys first.
fn line(vectors: &Vectors, vector: &Vector, reasons: &[&str], sources: &[&str]) -> String {
    let spec = vectors.spec;
    let expectation = vector.expectation(spec);
    let answers = match (expectation, &vector.answers[..]) {
        (Expectation::Valid, [answer, ..]) => format!("\"expected\":{}", written(answer)),
        (_, all) => {
            format!("\"allowed\":{}", Value::from(all.iter().map(written).collect::<Vec<_>>()))
        }
    };
    let of = serde_json::to_value(Argument::of(vector.query)).unwrap_or_default();
    let mut line = format!(
        "{{\"id\":{},\"of\":{of},\"result\":\"{}\",{answers},\"flags\":{},\"cwe\":{}",
        json!(vector.id(&spec.id)),
        word(expectation),
        json!(vector.flags),
        json!(vector.weaknesses),
    );
    if let Some(index) = reasons.iter().position(|it| *it == vector.why) {
        let _ = write!(line, ",\"why\":{index}");
    }
    let source = vector.source.as_deref();
    if let Some(index) = source.and_then(|source| sources.iter().position(|it| *it == source)) {
        let _ = write!(line, ",\"source\":{index}");
    }
    if let Some(comment) = &vector.comment {
        let _ = write!(line, ",\"comment\":{}", json!(comment));
    }
    line + "}"
}

/// The columns of the CSV table.
const COLUMNS: [&str; 10] =
    ["id", "question", "of", "result", "answers", "flags", "cwe", "why", "source", "comment"];

/// The vectors as CSV, with one line for each.
pub(crate) fn csv(vectors: &Vectors) -> Result<String, String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let wrong = |error: csv::Error| error.to_string();
    table.write_record(COLUMNS).map_err(wrong)?;
    for vector in vectors.all() {
        let of = serde_json::to_string(&Argument::of(vector.query)).unwrap_or_default();
        let answers: Vec<_> = vector.answers.iter().map(written).collect();
        let flags: Vec<&str> = vector.flags.iter().copied().collect();
        let weaknesses: Vec<String> = vector.weaknesses.iter().map(u16::to_string).collect();
        table
            .write_record([
                &vector.id(&vectors.spec.id),
                &vector.query.ability().to_string(),
                &of,
                word(vector.expectation(vectors.spec)),
                &Value::from(answers).to_string(),
                &flags.join(" "),
                &weaknesses.join(" "),
                vector.why,
                vector.source.as_deref().unwrap_or_default(),
                vector.comment.as_deref().unwrap_or_default(),
            ])
            .map_err(wrong)?;
    }
    let bytes = table.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
