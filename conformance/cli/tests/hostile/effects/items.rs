//! Results that are wrong, or not results at all.

use serde_json::{Value, json};

use super::Outcome::{Crash, Garbage, RefusedValid, Swapped, Wrong};
use super::{Act, Effect, HOSTILE_TEXT, row};

pub(super) const EFFECTS: &[Effect] = &[
    row("a-day-off", Wrong, Act::Item(a_day_off)),
    row("null", Wrong, Act::Item(|_| "null".into())),
    row("true", Wrong, Act::Item(|_| "true".into())),
    row("empty-list", Wrong, Act::Item(|_| "[]".into())),
    row("empty-object", Wrong, Act::Item(|_| "{}".into())),
    row("fractions", Wrong, Act::Item(fractions)),
    row("in-quotes", Wrong, Act::Item(|right| json!(right).to_string())),
    row("beyond-64-bits", Wrong, Act::Item(|_| "[9223372036854775808,1,1]".into())),
    row("beyond-all-floats", Wrong, Act::Item(|_| "1e999999".into())),
    row("endless-integer", Wrong, Act::Item(|_| "9".repeat(1 << 20))),
    row("negative", Wrong, Act::Item(|_| "[2014,-1,-1]".into())),
    row("deep-result", Wrong, Act::Item(|_| ["[".repeat(100_000), "]".repeat(100_000)].concat())),
    row("hostile-result", Wrong, Act::Item(|_| json!(HOSTILE_TEXT).to_string())),
    row("raw-bidi-result", Wrong, Act::Item(|_| "\"\u{202e}\u{2066}<b>\u{feff}\"".into())),
    row("lone-surrogate", Wrong, Act::Item(|_| r#""\ud800\udbff""#.into())),
    row("unknown-refusal", Wrong, Act::Item(|_| json!({"no": HOSTILE_TEXT}).to_string())),
    row("key-twice-in-result", Wrong, Act::Item(|_| r#"{"no":"unexplained","no":"gone"}"#.into())),
    row("unsupported", Wrong, Act::Item(|_| r#"{"no":"unsupported"}"#.into())),
    row("refusal", RefusedValid, Act::Item(|_| r#"{"no":"out-of-range"}"#.into())),
    row("breaks", Crash, Act::Item(|_| json!({"broke": HOSTILE_TEXT}).to_string())),
    row(
        "breaks-at-length",
        Crash,
        Act::Item(|_| format!(r#"{{"broke":"{}"}}"#, "\u{202e}x".repeat(1 << 18))),
    ),
    row("not-a-number", Garbage, Act::Item(|_| "[NaN,1,1]".into())),
    row("infinite", Garbage, Act::Item(|_| "-Infinity".into())),
    row("raw-nul-result", Garbage, Act::Item(|_| "\"\0\"".into())),
    row("nothing", Garbage, Act::Item(|_| String::new())),
    row("swapped", Swapped, Act::Swap),
];

/// A date one day off in the same month, or a day that is not adjacent.
fn a_day_off(right: &str) -> String {
    match serde_json::from_str(right) {
        Ok(Value::Array(mut date)) if date.len() == 3 => {
            let day = date[2].as_i64().unwrap_or_default();
            date[2] = json!(if day > 1 { day - 1 } else { 2 });
            Value::Array(date).to_string()
        }
        Ok(Value::Number(number)) => json!(number.as_i64().unwrap_or_default() + 7).to_string(),
        _ => right.to_owned(),
    }
}

fn fractions(right: &str) -> String {
    match serde_json::from_str(right) {
        Ok(Value::Array(date)) => {
            let parts = date.iter().map(|part| format!("{part}.0")).collect::<Vec<String>>();
            format!("[{}]", parts.join(","))
        }
        Ok(Value::Number(number)) => format!("{number}.0"),
        _ => "0.5".to_owned(),
    }
}
