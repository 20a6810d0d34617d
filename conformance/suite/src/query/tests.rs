//! Properties of every question in the table and of every type.

use calproof_registry::{Calendar, Date, RataDie, calendars};
use serde::de::DeserializeSeed;
use serde_json::json;

use super::shape::INTEGER;
use super::types::WireType;
use super::*;

/// The Hebrew reference calendar, with a day, its date and its era year.
fn hebrew() -> (&'static dyn Calendar, Probe) {
    let hebrew = calendars::by_id("hebrew").unwrap();
    let day = RataDie(738_930);
    let (date, era_year) = (hebrew.date(day).unwrap(), hebrew.era_year(day).ok());
    assert!(date.month.leap && era_year.is_some(), "{date}");
    (hebrew, Probe { day, date, era_year })
}

fn read(json: &serde_json::Value) -> Json {
    let mut read = Json::Null;
    Reading::new(&mut read, &"JSON").deserialize(json).unwrap();
    read
}

#[test]
fn every_question_and_answer_makes_the_round_trip_over_the_wire() {
    let (hebrew, probe) = hebrew();
    for (ability, name) in Ability::ALL {
        let query = ability.probe(&probe).unwrap();
        assert_eq!((query.ability(), Ability::by_name(name)), (ability, Some(ability)));
        let item = serde_json::to_value(query.item()).unwrap();
        let item = read(&item);
        assert!(ability.row().item.fits(&item), "{query}: {item:?}");
        assert_eq!(ability.query(&item), Some(query), "{item:?}");
        // The reference answers native dates like others. It has no weeks for Hebrew years.
        let asked = if name.ends_with("iso-week") { &calendars::Gregory } else { hebrew };
        let Observation::Value(answer) = query.answered_by(asked) else { panic!("{query}") };
        let result = read(&serde_json::to_value(answer.to_json()).unwrap());
        assert!(Answer::TYPES.iter().any(|(shape, _)| shape.fits(&result)), "{result:?}");
        assert_eq!(ability.answer(&result), Some(answer), "{query}: {result:?}");
    }
}

#[test]
fn every_question_is_parsed_from_its_display_and_from_its_example() {
    let (_, probe) = hebrew();
    for (ability, name) in Ability::ALL {
        let query = ability.probe(&probe).unwrap();
        let shown = query.to_string().replace(['(', ')', ','], "");
        let words: Vec<&str> = shown.split(' ').collect();
        assert_eq!(words[0], name);
        assert_eq!(ability.parse(&words[1..]), Ok(query));
        let error = ability.parse(&[]).unwrap_err();
        assert!(error.starts_with(&format!("`{name}` takes ")), "{error}");
        let row = ability.row();
        assert_eq!(row.example.is_some(), row.parameters.len() > 1, "{name} and its example");
        if let Some(example) = row.example {
            let words: Vec<&str> = example.split(' ').collect();
            assert_eq!(ability.parse(&words).map(Query::ability), Ok(ability), "{example}");
        }
    }
}

#[test]
fn only_operands_with_defaults_can_be_omitted() {
    let sum = |words: &[&str]| Ability::Add.parse(words);
    assert_eq!(sum(&["2025-01-31", "P1M"]), sum(&["2025-01-31", "P1M", "constrain"]));
    assert_ne!(sum(&["2025-01-31", "P1M"]), sum(&["2025-01-31", "P1M", "reject"]));
    let words = "`add` takes a date and a duration, as in 2025-01-31 P1M, and may say `reject`";
    for wrong in [&["2025-01-31"][..], &["2025-01-31", "P1M", "reject", "reject"]] {
        assert_eq!(sum(wrong), Err(words.to_owned()));
    }
    let words = "`until` takes two dates and a unit, as in 2024-02-29 2026-02-28 year";
    assert_eq!(Ability::Until.parse(&["2024-02-29", "2026-02-28"]), Err(words.to_owned()));
}

#[test]
fn a_list_that_is_a_valid_date_is_still_a_list() {
    let date = Date::new(2026, 11, 22);
    assert_eq!(read(&json!([2026, 11, 22])), Json::Date(date));
    for list in [json!([2026, 256, 1]), json!([2026, 1, -1]), json!([2026, "M05", 1]), json!([1])] {
        assert!(!matches!(read(&list), Json::Date(_)), "{list}");
    }
    for list in [json!([2026, 11, 22]), json!([2026, "M05L", 1]), json!([1, 2, 3, 4, 5])] {
        let read = read(&list);
        assert_eq!(serde_json::to_value(&read).unwrap(), list);
        let elements = read.elements().unwrap().into_owned();
        assert_eq!(elements.len(), list.as_array().unwrap().len());
        assert_eq!(Json::of_list(elements), read);
    }
}

#[test]
fn the_largest_integer_is_found_at_any_depth() {
    for (json, largest) in [
        (json!(i64::MIN), 1 << 63),
        (json!([-9, 1, 2]), 9),
        (json!([1, 200, 2]), 200),
        (json!([1, 1, 31]), 31),
        (json!([1, 1, -31]), 31),
        (json!([[2026, 1, 1], [0, 0, -5000, 0], "constrain"]), 5000),
        (json!(["meiji", 6]), 6),
        (json!({"some": [null, true, "99"]}), 0),
    ] {
        assert_eq!(read(&json).largest(), largest, "{json}");
    }
}

#[test]
fn shapes_fit_their_values_and_include_each_other() {
    let day = <Date as AnswerType>::ANSWER_SHAPE;
    let asked = Date::SHAPE;
    let month = calproof_registry::MonthCode::SHAPE;
    for (shape, json, fits) in [
        (&asked, json!([2026, 300, -1]), true),
        (&asked, json!([2026, "M05L", 1]), true),
        (&asked, json!([2026, "M05", 1]), false),
        (&asked, json!([2026, 1]), false),
        (&day, json!([2026, 255, 4_294_967_295_u32]), true),
        (&day, json!([2026, 256, 1]), false),
        (&day, json!([2026, 1, -1]), false),
        (&day, json!([2026, 1, 4_294_967_296_u64]), false),
        (&JsonShape::Null, json!(null), true),
        (&JsonShape::Null, json!(false), false),
        (&JsonShape::Names(&["a", "b"]), json!("b"), true),
        (&JsonShape::Names(&["a", "b"]), json!("c"), false),
        (&JsonShape::Object("no", &JsonShape::Flag), json!({"no": true}), true),
        (&JsonShape::Object("no", &JsonShape::Flag), json!({"no": true, "yes": true}), false),
        (&JsonShape::Object("no", &JsonShape::Flag), json!({"yes": true}), false),
    ] {
        assert_eq!(shape.fits(&read(&json)), fits, "{shape:?} {json}");
    }
    assert!(asked.includes(&day) && !day.includes(&asked));
    assert!(month.includes(&INTEGER) && !INTEGER.includes(&month));
    let any_text = JsonShape::Text("", |_| true);
    assert!(any_text.includes(&JsonShape::Names(&["a"])) && !any_text.includes(&month));
    let union = JsonShape::union([day, INTEGER, month, asked, day].iter());
    // The date of an answer includes other dates, and the integer includes month numbers.
    assert_eq!(union.len(), 3, "{union:?}");
}
