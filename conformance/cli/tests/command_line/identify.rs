//! `identify`: the rule that explains the dates of a calendar, whatever rule it declares.

use serde_json::Value;

use crate::program::{Ended, calproof};
use crate::session;
use crate::snapshot::assert_seen;

#[test]
fn the_rule_of_each_calendar_is_named() {
    let two_of = |id| ["identify", "icu4x", "--days", "4000", "--calendar", id];
    assert_seen("identify", &session(&[&two_of("persian"), &two_of("islamic-umalqura")]));
}

#[test]
fn numbers_are_exact_for_programs() {
    let words = ["identify", "reference", "--calendar", "persian", "--format", "json"];
    let Ended { code, out, err } = calproof(&words);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let all: Value = serde_json::from_str(&out).expect("an array");
    let persian = &all[0];
    assert_eq!(
        (&persian["calendar"], &persian["declared"]),
        (&"persian".into(), &"persian".into())
    );
    let [best, next] = [&persian["rules"][0], &persian["rules"][1]];
    assert_eq!((&best["rule"], &best["days"]), (&"persian".into(), &persian["compared"]));
    // Some other rules also agree with the years of the table, and some do not.
    assert_eq!((&next["rule"], &next["days"]), (&"persian-33".into(), &best["days"]));
    let rules = persian["rules"].as_array().expect("an array");
    let mean = rules.iter().find(|rule| rule["rule"] == "persian-2820-mean").expect("a rule");
    assert!(mean["days"].as_u64() < best["days"].as_u64(), "{mean}");
    let stretches = persian["stretches"].as_array().expect("an array");
    let [whole] = stretches.as_slice() else { panic!("{stretches:?}") };
    assert_eq!(whole["compared"], persian["compared"]);
    assert!(whole["first"].as_i64() < whole["last"].as_i64(), "{whole}");
}

#[test]
fn calendars_that_cannot_be_identified_are_reported() {
    for (words, why) in [
        (&["identify", "icu4"][..], "Did you mean `icu4"),
        (&["identify", "icu4x", "--calendar", "persan"], "Did you mean `persian`?"),
        (&["identify", "icu4x", "--days", "1"], "2..=10000000"),
        (&["identify", "fault/ids-of-a-byte"], "no calendar gave a date"),
        (&["identify", "fault/meiji-a-day-before-it"], "it does not answer `date`"),
        (&["identify"], "there is none"),
    ] {
        let Ended { code, out, err } = calproof(words);
        assert_eq!(code, 2, "{words:?}: {out}");
        assert!(err.contains(why), "{words:?}: {err}");
    }
}
