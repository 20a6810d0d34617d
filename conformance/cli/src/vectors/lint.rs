//! Finds mistakes in a file of vectors that its schema cannot express.

use std::collections::{BTreeMap, BTreeSet};

use calproof::escape;
use calproof::query::Ability;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::file::FORMAT;

/// The parts of a file that are looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    calendar: String,
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "aliases")]
    _aliases: Vec<String>,
    #[serde(rename = "exactness")]
    _exactness: String,
    #[serde(rename = "authority")]
    _authority: String,
    first: i64,
    last: i64,
    count: usize,
    flags: BTreeMap<String, String>,
    reasons: Vec<String>,
    sources: Vec<String>,
    groups: Vec<Group>,
    sequences: Vec<Sequence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sequence {
    id: String,
    tests: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    question: String,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Test {
    id: String,
    of: Value,
    result: String,
    #[serde(default, deserialize_with = "present")]
    expected: Option<Value>,
    allowed: Option<Vec<Value>>,
    flags: Vec<String>,
    #[serde(rename = "cwe")]
    _cwe: Vec<u16>,
    why: usize,
    source: Option<usize>,
    #[serde(rename = "comment")]
    _comment: Option<String>,
}

/// The mistakes in the text of a file of vectors for this calendar, one sentence each.
pub fn lint(calendar: &str, text: &str) -> Vec<String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let file: File = match serde_path_to_error::deserialize(&mut json) {
        Ok(file) => file,
        Err(error) => return vec![escape::line(&error.to_string())],
    };
    let mut wrong = Vec::new();
    if file.format != FORMAT {
        return vec![format!("its format is {}; this version reads {FORMAT}", file.format)];
    }
    if file.calendar != calendar {
        wrong.push(format!("it is for the calendar `{}`", escape::line(&file.calendar)));
    }
    if file.first > file.last {
        wrong.push("its first day comes after its last".to_owned());
    }
    let count: usize = file.groups.iter().map(|group| group.tests.len()).sum();
    if count != file.count {
        wrong.push(format!("it has {count} vectors, but declares {}", file.count));
    }
    let mut ids = BTreeSet::new();
    for group in &file.groups {
        let question = escape::line(&group.question);
        if !Ability::ALL.iter().any(|(_, name)| *name == group.question) {
            wrong.push(format!("there is no question `{question}`"));
        }
        for test in &group.tests {
            let id = escape::line(&test.id);
            let of_test = test.wrong(&file, &group.question).into_iter();
            wrong.extend(of_test.map(|what| format!("{id}: {what}")));
            if !ids.insert(&test.id) {
                wrong.push(format!("{id}: the id is given twice"));
            }
        }
    }
    for sequence in &file.sequences {
        let id = escape::line(&sequence.id);
        if let Some(index) = sequence.tests.iter().find(|index| **index >= count) {
            wrong.push(format!("{id}: there is no vector {index}, counted from 0"));
        }
        if !ids.insert(&sequence.id) {
            wrong.push(format!("{id}: the id is given twice"));
        }
    }
    wrong
}

/// An answer that is there, `null` for a day outside the week among them.
fn present<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(json).map(Some)
}

impl Test {
    fn wrong(&self, file: &File, question: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let expected = format!("{}:{question}:{}", file.calendar, self.of).replace('"', "");
        if self.id != expected {
            wrong.push(format!("its question needs the id {}", escape::line(&expected)));
        }
        let is_refusal = |answer: &Value| answer.get("no").is_some();
        let fits = match (self.result.as_str(), &self.expected, &self.allowed) {
            ("valid", Some(answer), None) => !is_refusal(answer),
            ("invalid", None, Some(answers)) => {
                !answers.is_empty() && answers.iter().all(is_refusal)
            }
            ("either", None, Some(answers)) => !answers.iter().all(is_refusal),
            _ => false,
        };
        if !fits {
            wrong.push(format!(
                "its answers do not fit the result `{}`",
                escape::line(&self.result)
            ));
        }
        for flag in self.flags.iter().filter(|flag| !file.flags.contains_key(*flag)) {
            wrong.push(format!("the flag `{}` is not explained", escape::line(flag)));
        }
        if self.why >= file.reasons.len() {
            wrong.push(format!("there is no reason {}, counted from 0", self.why));
        }
        if let Some(source) = self.source.filter(|source| *source >= file.sources.len()) {
            wrong.push(format!("there is no source {source}, counted from 0"));
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{
        "format": 1, "calendar": "persian", "name": "Persian", "aliases": [], "exactness": "table",
        "authority": "a table", "first": 667013, "last": 773960, "count": 3,
        "flags": {"leap": "a leap day"}, "reasons": ["a day has a date"], "sources": ["a book"],
        "groups": [{"question": "day", "tests": [
            {"id": "persian:day:[1403,12,30]", "of": [1403, 12, 30], "result": "valid",
             "expected": 739330, "flags": ["leap"], "cwe": [682], "why": 0, "source": 0},
            {"id": "persian:day:[1403,M12,30]", "of": [1403, "M12", 30], "result": "either",
             "allowed": [739330, {"no": "no-such-day"}], "flags": [], "cwe": [], "why": 0},
            {"id": "persian:day:[1404,12,30]", "of": [1404, 12, 30], "result": "invalid",
             "allowed": [{"no": "no-such-day"}], "flags": [], "cwe": [], "why": 0}]}],
        "sequences": [{"id": "persian:sequence:day-again", "tests": [0, 0, 2]}]
    }"#;

    #[test]
    fn a_good_file_has_no_mistakes() {
        assert_eq!(lint("persian", GOOD), [""; 0]);
    }

    #[test]
    fn each_mistake_is_named() {
        for (right, wrong, words) in [
            ("\"format\": 1", "\"format\": 2", "its format is 2; this version reads 1"),
            ("\"calendar\": \"persian\"", "\"calendar\": \"a\"", "it is for the calendar `a`"),
            ("667013", "999999", "its first day comes after its last"),
            ("\"count\": 3", "\"count\": 2", "it has 3 vectors, but declares 2"),
            ("\"question\": \"day\"", "\"question\": \"dya\"", "there is no question `dya`"),
            (
                "[1403, 12, 30]",
                "[1403, 12, 29]",
                "its question needs the id persian:day:[1403,12,29]",
            ),
            (
                "\"id\": \"persian:day:[1403,M12,30]\"",
                "\"id\": \"persian:day:[1403,12,30]\"",
                "twice",
            ),
            (
                "\"expected\": 739330",
                "\"expected\": {\"no\": \"no-such-day\"}",
                "the result `valid`",
            ),
            ("\"invalid\"", "\"either\"", "the result `either`"),
            ("\"either\"", "\"invalid\"", "the result `invalid`"),
            ("\"valid\"", "\"vald\"", "the result `vald`"),
            ("\"flags\": [\"leap\"]", "\"flags\": [\"lap\"]", "the flag `lap` is not explained"),
            ("\"why\": 0, \"source\"", "\"why\": 1, \"source\"", "there is no reason 1"),
            ("[0, 0, 2]", "[0, 3]", "day-again: there is no vector 3, counted from 0"),
            ("persian:sequence:day-again", "persian:day:[1404,12,30]", "the id is given twice"),
            ("\"source\": 0", "\"source\": 1", "there is no source 1"),
            ("\"cwe\": [682]", "\"cwe\": [\"682\"]", "groups[0].tests[0].cwe[0]: invalid type"),
            ("\"aliases\": []", "\"alias\": []", "unknown field `alias`"),
        ] {
            let broken = GOOD.replacen(right, wrong, 1);
            assert_ne!(broken, GOOD, "{right}");
            let found = lint("persian", &broken);
            assert!(found.iter().any(|it| it.contains(words)), "{wrong}: {found:?}");
        }
    }
}
