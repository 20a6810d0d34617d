//! Claims about registries, and histories of programs.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::history;
use crate::model::Model;
use crate::profile::{Profile, RegistryClaim};
use crate::program::Place::{After, Before, Inside, Thread};
use crate::program::{History, Place, Program};
use crate::wire::{HelloLine, Ran, Records, RunMessage, SCHEMA, page};

/// Valid lines of each kind, in which no damage causes a contradiction that a schema cannot detect.
pub fn lines() -> Vec<Value> {
    vec![
        json!({"hello": {
            "protocol": 1, "name": "theirs", "version": "2.3.0", "integers": "safe", "calendars": [],
            "registry": {
                "profile": {
                    "folding": "ascii", "clash": "reject-whole",
                    "same-backend": "second-id", "empty-name": "refused", "name-limit": {"bytes": 255},
                    "unknown-name": "refused", "open": "register", "population": "lazy",
                    "listing-names": "snapshot", "listing-calendars": "weak", "ids": "unique",
                    "reentrancy": "allowed", "threads": "safe", "shutdown": "gone",
                },
                "built-in": [["gregory", {"hex": "6100"}], ["julian"]], "afresh": "each-process",
                "conducts": ["panics", "asks"], "locales": ["tr-TR"], "counts-drops": true,
            },
        }}),
        json!({"hello": {
            "protocol": 1, "name": "theirs", "version": "2.3.0", "integers": "i64", "calendars": [],
            "registry": {"profile": {"built-ins": "protected", "name-limit": "none"}},
        }}),
        json!({"id": "1", "run": program()}),
        json!({"id": "2", "run": {
            "backends": [{"name": "a"}, {"name": "b", "conduct": {"then-says": "c"}}],
            "locale": "tr-TR",
            "before": [{"unregister": ""}, {"find-id-of": 1}, {"find-id": -5}, "calendars", "shut-down"],
        }}),
        json!({"id": "3", "run": {}}),
        json!({"id": "1", "ran": ran()}),
        json!({"id": "1", "ran": {"before": [
            [0, u64::MAX, {"registered": {}}], [1, 2, {"calendars": [{"built-in": "x"}]}],
            [3, 4, "done"], [5, 6, {"no": "bad-name"}], [7, 8, {"broke": "\u{1b}"}],
        ]}}),
        json!({"id": "", "ran": {}}),
    ]
}

/// A program with a call in every kind of position.
fn program() -> Value {
    json!({
        "backends": [
            {"name": "market"}, {"name": "fair", "conduct": {"asks": {"find": "market"}}},
        ],
        "before": [{"register": [0, ["week"]]}, {"hold": "market"}],
        "threads": [[{"find": "week"}, "names"], [{"register": [1, []]}]],
        "after": ["drops"],
    })
}

/// A possible history of it.
fn ran() -> Value {
    json!({
        "before": [
            [0, 1, {"registered": {"id": 12, "names": ["market", "week"]}}],
            [2, 3, {"found": {"backend": 0, "id": 12, "name": "market"}}],
        ],
        "threads": [
            [[4, 6, {"found": {"backend": 0}}], [7, 8, {"names": ["week", "market"]}]],
            [[5, 11, {"registered": {}}]],
        ],
        "after": [[12, 13, {"drops": [0, 0]}]],
        "inside": [[1, [9, 10, {"no": "not-found"}]]],
        "ended": {"held": [{"backend": 0}], "dropped-while-held": [0, 1], "dropped": [1, 1]},
    })
}

/// The history in the line, for a registry that counts drops.
fn history(ran: &Value) -> Result<History, String> {
    let program: Program = serde_json::from_value(program()).unwrap();
    let claim = RegistryClaim { counts_drops: true, ..RegistryClaim::default() };
    let line = json!({"id": "1", "ran": ran}).to_string();
    let read: Ran = serde_json::from_str(&line).map_err(|error| error.to_string())?;
    read.ran.history(&program, &claim)
}

#[test]
fn a_history_is_read_as_it_is_written() {
    let program: Program = serde_json::from_value(program()).unwrap();
    let read = history(&ran()).unwrap();
    let places: Vec<Place> = read.records.iter().map(|record| record.place).collect();
    let expected =
        [Before(0), Before(1), Thread(0, 0), Thread(0, 1), Thread(1, 0), After(0), Inside(1)];
    assert_eq!(places, expected);
    assert!(read.records.iter().map(|record| &record.call).eq(program.calls()));
    let written = Records::of(read, &program).unwrap();
    assert_eq!(serde_json::to_value(written).unwrap(), ran());
}

#[test]
fn a_history_with_a_hanging_call_has_no_line() {
    let program: Program = serde_json::from_value(program()).unwrap();
    let mut history = history(&ran()).unwrap();
    history.records[3].returned = None;
    assert!(Records::of(history, &program).is_none());
}

#[test]
fn a_history_that_contradicts_its_program_is_refused() {
    for (place, instead, why) in [
        ("/before", json!([]), "0 records to 2 calls in `before`"),
        ("/threads", json!([]), "the records of 0 threads to a program of 2"),
        ("/threads/1", json!([]), "0 records to 1 calls in thread 1 of `threads`"),
        ("/after", json!([[12, 13, {"drops": [0, 0]}], [14, 15, "done"]]), "2 records to 1 calls"),
        ("/before/0/1", json!(0), "record 0 of `before` returned with ticket 0, called with 0"),
        (
            "/before/1/0",
            json!(1),
            "called with ticket 1, and the one before it had returned with 1",
        ),
        ("/threads/0/0/0", json!(3), "begins with ticket 3, and what ran before it had returned"),
        ("/after/0/0", json!(11), "`after` begins with ticket 11"),
        ("/inside/0/1/1", json!(11), "ticket 11 twice: there has to be one counter"),
        ("/inside/0/1/0", json!(10), "returned with ticket 10, called with 10"),
        ("/inside/0/0", json!(0), "a record `inside` backend 0, which makes no call"),
        ("/inside/0/0", json!(7), "a record `inside` backend 7, which makes no call"),
        ("/inside", json!([[1, [9, 10, "done"]]]), r#"no answer to {"find":"market"}: "done""#),
        ("/before/0/2", json!({"found": {"backend": 0}}), "a result that is no answer"),
        ("/after/0/2", json!({"drops": [0]}), "counts the drops of 1 backends of 2"),
        ("/before/1/2/found/backend", json!(2), "shows backend 2, counted from 0, of 2"),
        ("/ended/held", json!([]), "`held` has 0, and 1 were held"),
        ("/ended/held/0/backend", json!(9), "`ended` shows backend 9"),
        ("/ended/dropped", json!([1]), "`ended` counts the drops of 1"),
        ("/before/0/2/registered/names/0", json!([109, 97]), "expected a name"),
        ("/before/0/2", json!("do"), "expected \"done\", or an object"),
        ("/before/0/2", json!({}), "expected \"done\", or an object"),
        ("/before/0/2", json!({"no": "taken", "broke": ""}), "expected \"done\", or an object"),
        ("/before/0/2", json!({"no": "because"}), "`because` is not a reason"),
        ("/before/1/2/found", json!({"id": 1}), "either `backend` or `built-in`"),
    ] {
        let mut ran = ran();
        *ran.pointer_mut(place).unwrap() = instead;
        let reported = history(&ran).unwrap_err();
        assert!(reported.contains(why), "{place}: {reported}");
    }
}

#[test]
fn a_second_record_of_a_backend_that_makes_one_call_is_refused() {
    let mut ran = ran();
    ran["inside"].as_array_mut().unwrap().push(json!([1, [14, 15, {"no": "not-found"}]]));
    assert!(history(&ran).unwrap_err().contains("two records `inside` backend 1"));
}

#[test]
fn the_end_is_reported_exactly_if_claimed() {
    let program: Program = serde_json::from_value(program()).unwrap();
    let of = |ran: Value, counts_drops| {
        let records: Records = serde_json::from_value(ran).unwrap();
        records.history(&program, &RegistryClaim { counts_drops, ..RegistryClaim::default() })
    };
    assert!(of(ran(), false).unwrap_err().contains("without `counts-drops`"));
    let mut without = ran();
    without.as_object_mut().unwrap().remove("ended");
    assert!(of(without.clone(), true).unwrap_err().contains("no `ended`"));
    assert_eq!(of(without, false).unwrap().ended, None);
}

#[test]
fn claims_that_contradict_themselves_are_refused() {
    for (registry, why) in [
        (
            json!({"profile": {}, "built-in": [["a", "b"], ["b"]]}),
            "two of its calendars have the name \"b\"",
        ),
        (json!({"profile": {"folding": "ascii"}, "built-in": [["a"], ["A"]]}), "the name \"A\""),
        (json!({"profile": {"built-ins": "none"}, "built-in": [["a"]]}), "no calendars of its own"),
        (json!({"profile": {}, "built-in": [[]]}), "a calendar without a name"),
        (
            json!({"profile": {"unknown-name": {"falls-back-to": "b"}}, "built-in": [["a", "b"]]}),
            "fall back to \"b\", the first name of none",
        ),
        (json!({"profile": {}, "locales": ["tr_TR.UTF-8"]}), "the locale `tr_TR.UTF-8`"),
    ] {
        let reported = claimed(&registry).unwrap_err();
        assert!(reported.contains(why), "{registry}: {reported}");
    }
    for registry in [
        json!({"profile": {"folding": "exact"}, "built-in": [["a", "a"], ["A"]]}),
        json!({
            "profile": {"folding": "ascii", "open": "closed", "unknown-name": {"falls-back-to": "A"}},
            "built-in": [["a"]],
        }),
        // A feature may be declared even if nothing asks for it.
        json!({"profile": {"open": "closed"}, "conducts": ["panics"]}),
        json!({"profile": {"open": "closed"}, "counts-drops": true}),
        json!({"profile": {"open": "closed", "clash": "last-wins"}}),
        json!({"profile": {"open": "closed", "same-backend": "same-id"}}),
    ] {
        claimed(&registry).unwrap();
    }
}

fn claimed(registry: &Value) -> Result<crate::claim::Hello, String> {
    let line = json!({"hello": {
        "protocol": 1, "name": "theirs", "version": "1", "integers": "i64", "calendars": [],
        "registry": registry,
    }});
    serde_json::from_value::<HelloLine>(line).map_err(|error| error.to_string())?.hello.read()
}

#[test]
fn a_subject_without_calendars_and_registry_is_refused() {
    let line = json!({"hello": {
        "protocol": 1, "name": "theirs", "version": "1", "integers": "i64", "calendars": [],
    }});
    let read = serde_json::from_value::<HelloLine>(line).unwrap().hello.read();
    assert!(read.unwrap_err().contains("neither calendars nor a registry"));
}

#[test]
fn the_histories_of_the_page_are_explained() {
    let lines = page::exchanges().swap_remove(1);
    let lines: Vec<&str> = lines.into_iter().map(|line| &line[2..]).collect();
    let hello: HelloLine = serde_json::from_str(lines[0]).unwrap();
    let claim = hello.hello.read().unwrap().registry.unwrap();
    assert_eq!(lines[1..].len(), 4);
    for pair in lines[1..].chunks(2) {
        let run: RunMessage = serde_json::from_str(pair[0]).unwrap();
        let ran: Ran = serde_json::from_str(pair[1]).unwrap();
        assert_eq!(run.id, ran.id);
        let history = ran.ran.history(&run.run, &claim).unwrap();
        history::explained(&Model::new(&claim, &run.run), &history).unwrap();
    }
}

#[test]
fn page_schema_and_parser_have_the_same_profile() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let known = &schema["$defs"]["profile"]["properties"];
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for [key, value, _] in page::profile() {
        if !key.is_empty() {
            keys = key.split(", ").map(str::to_owned).collect();
        }
        rows.extend(keys.iter().map(|key| (key.clone(), value.clone())));
    }
    let named: BTreeSet<&String> = rows.iter().map(|row| &row.0).collect();
    assert!(named.into_iter().eq(known.as_object().unwrap().keys().collect::<BTreeSet<_>>()));
    for (key, value) in &rows {
        let profile = format!("{{\"{key}\":{value}}}");
        let read: Profile =
            serde_json::from_str(&profile).unwrap_or_else(|why| panic!("{key}: {why}"));
        assert_eq!(serde_json::to_string(&read).unwrap(), profile);
    }
    for (key, known) in known.as_object().unwrap() {
        let listing = &schema["$defs"]["listing"]["enum"];
        let values = known.get("enum").or_else(|| known.get("$ref").map(|_| listing));
        let on_page = rows.iter().filter(|row| row.0 == *key);
        match values {
            Some(values) => {
                let on_page: Vec<Value> =
                    on_page.map(|row| serde_json::from_str(&row.1).unwrap()).collect();
                assert_eq!(&Value::from(on_page), values, "{key}");
            }
            None => assert_eq!(on_page.count(), known["oneOf"].as_array().unwrap().len(), "{key}"),
        }
    }
}
