//! Lists: none is accepted as an object, and invalid ones do not take much memory.

use serde_json::Value;

use super::read;
use crate::wire::{Answers, MOST_ITEMS, page};

/// Copies of the line, one for each of its objects, in which that object is a list of its values.
fn with_lists(value: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let children: Vec<(String, &Value)> = match value {
        Value::Object(entries) => {
            all.push(entries.values().cloned().collect());
            entries.iter().map(|(key, child)| (key.clone(), child)).collect()
        }
        Value::Array(list) => {
            list.iter().enumerate().map(|(place, child)| (place.to_string(), child)).collect()
        }
        _ => Vec::new(),
    };
    for (key, child) in children {
        for changed in with_lists(child) {
            let mut whole = value.clone();
            match &mut whole {
                Value::Object(entries) => _ = entries.insert(key.clone(), changed),
                Value::Array(list) => list[key.parse::<usize>().unwrap()] = changed,
                _ => {}
            }
            all.push(whole);
        }
    }
    all
}

#[test]
fn a_list_is_not_accepted_as_an_object() {
    let mut count = 0;
    for line in page::exchanges().concat() {
        let value: Value = serde_json::from_str(&line[2..]).unwrap();
        read(&value.to_string()).unwrap();
        for wrong in with_lists(&value) {
            let answered = read(&wrong.to_string());
            assert!(answered.is_err(), "{answered:?}: {wrong}");
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
fn an_invalid_answer_takes_little_memory() {
    let many = "[],".repeat(1 << 20);
    let deep = "[".repeat(100) + &"]".repeat(100);
    for (result, words) in [
        (format!("[{many}0]"), "more than 16 elements"),
        (format!("{many}0"), "invalid value: sequence, expected"),
        ("0,".repeat(MOST_ITEMS + 1) + "0", "more than 8192 items"),
        (deep, "a list nested more than 3 levels deep"),
    ] {
        let line = format!(r#"{{"id":"1","got":[{result}]}}"#);
        let error = crate::wire::read::<Answers>(line.as_bytes()).err().unwrap().to_string();
        assert!(error.contains(words), "{error}");
    }
}
