//! Records that no program can produce.

use serde_json::{Value, json};

use super::Outcome::{Garbage, Pass};
use super::{Act, Effect, row};

pub(super) const EFFECTS: &[Effect] = &[
    row("ticket-twice", Garbage, Act::Records(|ran| first(ran)[1] = first(ran)[0].clone())),
    row("ticket-negative", Garbage, Act::Records(|ran| first(ran)[0] = json!(-1))),
    row("ticket-as-fraction", Garbage, Act::Records(|ran| first(ran)[0] = json!(0.5))),
    row("ticket-beyond-64-bits", Garbage, Act::Records(|ran| first(ran)[1] = json!(1e20))),
    row("tickets-fall", Garbage, Act::Records(|ran| first(ran)[0] = json!(u64::MAX))),
    row("tickets-huge", Pass, Act::Records(huge)),
    row("record-less", Garbage, Act::Records(|ran| drop(list(ran).pop()))),
    row("record-more", Garbage, Act::Records(|ran| list(ran).push(json!([1000, 1001, "done"])))),
    row(
        "result-of-another-kind",
        Garbage,
        Act::Records(|ran| first(ran)[2] = json!({"drops": [1]})),
    ),
    row("result-unknown", Garbage, Act::Records(|ran| first(ran)[2] = json!({"no": "\u{1b}[2J"}))),
    row(
        "backend-that-is-not-there",
        Garbage,
        Act::Records(|ran| first(ran)[2] = json!({"found": {"backend": 99}})),
    ),
    row("threads-more", Garbage, Act::Records(|ran| ran["threads"] = json!([[], [], [], [], []]))),
    row("records-as-text", Garbage, Act::Records(|ran| *ran = json!("none"))),
    row("record-key-more", Garbage, Act::Records(|ran| ran["\u{202e}"] = json!(1))),
];

/// The records of the first thread, which every program in these tests has.
fn list(ran: &mut Value) -> &mut Vec<Value> {
    ran["before"].as_array_mut().expect("records")
}

fn first(ran: &mut Value) -> &mut Value {
    &mut list(ran)[0]
}

/// Replaces tickets by other increasing 64-bit integers, which are just as good.
fn huge(ran: &mut Value) {
    let far = u64::MAX / 2;
    let parts = ran.as_object_mut().expect("records").values_mut();
    for record in parts.filter_map(Value::as_array_mut).flatten() {
        for place in 0..2 {
            if let Some(ticket) = record.get(place).and_then(Value::as_u64) {
                record[place] = json!(ticket + far);
            }
        }
    }
}
