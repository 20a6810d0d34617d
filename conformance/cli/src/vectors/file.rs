//! Vectors as files.

use std::collections::BTreeSet;
use std::fmt::Write;

use calproof::wire::Argument;
use serde_json::{Value, json};

use super::select::{FAMOUS_BUG, PUBLISHED, UNDECIDED};
use super::{Expectation, Vector, Vectors, written};

/// The version of the files' form.
const FORMAT: u32 = 1;

/// What each flag means.
pub(crate) const FLAGS: [(&str, &str); 13] = [
    ("limit-32", "a number at or beyond the ends of 32 bits"),
    ("limit-16", "a year at the ends of 16 bits"),
    ("beyond-range", "beyond the range of the reference"),
    ("range-end", "at an end of the reference's range"),
    ("table-end", "at an end of the reference's table"),
    ("impossible", "it does not exist in the calendar"),
    ("era-start", "beside the start of an era or of the count of years"),
    ("leap", "a leap month, or the last day of a month that is longer than in the year before"),
    ("year-end", "the first or the last day of a year"),
    ("month-end", "the first or the last day of a month"),
    (PUBLISHED, "published by the source with this index"),
    (FAMOUS_BUG, "the library in the comment went wrong here once"),
    (UNDECIDED, "the authorities themselves do not know; the source with this index says so"),
];

fn word(expectation: Expectation) -> &'static str {
    match expectation {
        Expectation::Valid => "valid",
        Expectation::Invalid => "invalid",
        Expectation::Either => "either",
    }
}

/// The file of a calendar: readable, a vector a line.
pub(crate) fn json(vectors: &Vectors) -> String {
    let spec = vectors.spec;
    let head = json!({
        "format": FORMAT,
        "calendar": spec.id,
        "name": spec.name,
        "aliases": spec.aliases,
        "exactness": spec.exactness.to_string(),
        "authority": spec.authority,
        "first": vectors.range.0,
        "last": vectors.range.1,
        "count": vectors.count(),
    });
    let mut text = "{\n".to_owned();
    for (key, value) in head.as_object().into_iter().flatten() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {}: {value},", Value::from(key.as_str()));
    }
    let used = |flag: &str| {
        let mut all = vectors.groups.iter().flat_map(|(_, vectors)| vectors);
        all.any(|vector| vector.flags.contains(flag))
    };
    let flags = FLAGS.iter().filter(|(flag, _)| used(flag));
    let flags: Vec<String> =
        flags.map(|(flag, words)| format!("    \"{flag}\": {}", Value::from(*words))).collect();
    let _ = writeln!(text, "  \"flags\": {{\n{}\n  }},", flags.join(",\n"));
    let sources = sources(vectors);
    let listed: Vec<String> =
        sources.iter().map(|source| format!("    {}", Value::from(*source))).collect();
    let _ = writeln!(text, "  \"sources\": [\n{}\n  ],", listed.join(",\n"));
    let groups = vectors.groups.iter().map(|(ability, tests)| {
        let weaknesses = tests.iter().flat_map(|test| &test.weaknesses);
        let weaknesses: BTreeSet<u16> = weaknesses.copied().collect();
        let tests = tests.iter().map(|test| format!("      {}", line(vectors, test, &sources)));
        let tests: Vec<String> = tests.collect();
        format!(
            "    {{\"question\": \"{ability}\", \"cwe\": {}, \"tests\": [\n{}\n    ]}}",
            json!(weaknesses),
            tests.join(",\n")
        )
    });
    let groups: Vec<String> = groups.collect();
    let _ = writeln!(text, "  \"groups\": [\n{}\n  ]\n}}", groups.join(",\n"));
    text
}

/// Who published something, each once.
fn sources(vectors: &Vectors) -> Vec<&str> {
    let all = vectors.groups.iter().flat_map(|(_, vectors)| vectors);
    let sources: BTreeSet<&str> = all.filter_map(|vector| vector.source.as_deref()).collect();
    sources.into_iter().collect()
}

/// One vector, without spaces, in the order of a reader's interest.
fn line(vectors: &Vectors, vector: &Vector, sources: &[&str]) -> String {
    let spec = vectors.spec;
    let expectation = vector.expectation(spec);
    let expected = match (expectation, &vector.expected[..]) {
        (Expectation::Either, all) => {
            format!("\"allowed\":{}", Value::from(all.iter().map(written).collect::<Vec<_>>()))
        }
        (_, all) => {
            format!("\"expected\":{}", all.first().map(written).unwrap_or_default())
        }
    };
    let of = serde_json::to_value(Argument::of(vector.query)).unwrap_or_default();
    let flags: Vec<&str> = vector.flags.iter().copied().collect();
    let mut line = format!(
        "{{\"id\":{},\"of\":{of},\"result\":\"{}\",{expected},\"flags\":{}",
        Value::from(vector.id(&spec.id)),
        word(expectation),
        json!(flags),
    );
    let source = vector.source.as_deref();
    if let Some(index) = source.and_then(|source| sources.iter().position(|it| *it == source)) {
        let _ = write!(line, ",\"source\":{index}");
    }
    if let Some(comment) = &vector.comment {
        let _ = write!(line, ",\"comment\":{}", Value::from(comment.as_str()));
    }
    line + "}"
}

/// The same as a table with one line for each vector.
pub(crate) fn csv(vectors: &Vectors) -> Result<String, String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let head = ["id", "question", "of", "result", "expected", "flags", "cwe", "source", "comment"];
    let wrong = |error: csv::Error| error.to_string();
    table.write_record(head).map_err(wrong)?;
    for (ability, tests) in &vectors.groups {
        for vector in tests {
            let of = serde_json::to_string(&Argument::of(vector.query)).unwrap_or_default();
            let expected: Vec<String> =
                vector.expected.iter().map(|it| written(it).to_string()).collect();
            let flags: Vec<&str> = vector.flags.iter().copied().collect();
            let weaknesses: Vec<String> = vector.weaknesses.iter().map(u16::to_string).collect();
            table
                .write_record([
                    &vector.id(&vectors.spec.id),
                    &ability.to_string(),
                    &of,
                    word(vector.expectation(vectors.spec)),
                    &expected.join(" | "),
                    &flags.join(" "),
                    &weaknesses.join(" "),
                    vector.source.as_deref().unwrap_or_default(),
                    vector.comment.as_deref().unwrap_or_default(),
                ])
                .map_err(wrong)?;
        }
    }
    let bytes = table.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
