//! Tests of ids, and of inputs and cases as text.

use calproof_registry::RataDie;
use proptest::prelude::*;
use proptest::strategy::{Strategy, ValueTree};

use super::*;
use crate::case::inputs::KINDS;
use crate::case::strategy;
use crate::check;
use crate::spec;

#[test]
fn an_id_is_stable() {
    let case = Case {
        check: check::by_id("calendar/round_trip/day_to_date_to_day").unwrap(),
        calendar: "persian".to_owned(),
        input: Input::Day(RataDie(739_330)),
    };
    // Lists of known failures and regressions in other repositories contain such ids.
    assert_eq!(case.id(), "calendar/round_trip/day_to_date_to_day/persian/bb42663f68bf");
}

#[test]
fn inputs_round_trip_through_text() {
    for (id, text) in [
        ("calendar/round_trip/day_to_date_to_day", "-5"),
        ("calendar/round_trip/date_to_day_to_date", "-0001-M13-05"),
        ("calendar/refusal/impossible_native_dates_are_refused", "2026/-1/0"),
        ("calendar/year_shape/months_add_up_to_the_year", "-2147483648"),
        ("calendar/agreement/sums", "5784-M05L-30/P1Y-2M/reject"),
        ("calendar/agreement/spans", "5784-M05L-30/-0001-M01-01/year"),
    ] {
        let input = check::by_id(id).unwrap().plan.read(None, text).unwrap();
        assert_eq!(input.to_string(), text, "{id}");
    }
}

/// An input of any kind over the full range of its fields, and an index that selects a check for
/// it.
fn any_input() -> impl Strategy<Value = (Input, prop::sample::Index)> {
    let input = prop::sample::select(KINDS.iter().collect::<Vec<_>>());
    (input.prop_flat_map(|kind| (kind.any)()), any::<prop::sample::Index>())
}

fn case((input, place): (Input, prop::sample::Index)) -> Case {
    let calendar = match &input {
        Input::Program(_) => "registry",
        Input::PublishedEraYear(_) => "japanese",
        Input::Published(_) | Input::PublishedRefusal(_) => "persian",
        // A subject's own calendar, whose id may be any text.
        _ => "it's \"theirs\" \\ \u{7f}",
    };
    let spec = spec::by_name(calendar).unwrap();
    let reads = |check: &&Check| check.plan.read(spec, &input.to_string()).as_ref() == Ok(&input);
    let fit: Vec<_> = check::ALL.iter().filter(reads).collect();
    Case { check: fit[place.index(fit.len())], calendar: calendar.to_owned(), input }
}

#[test]
fn cases_round_trip_through_toml() {
    let mut runner = strategy::runner(1);
    for _ in 0..4000 {
        let case = case(any_input().new_tree(&mut runner).unwrap().current());
        let text = case.to_toml();
        let read = Case::from_toml("a.toml", &text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        assert_eq!(read.input, case.input, "{text}");
        assert_eq!((read.id(), read.to_toml()), (case.id(), text));
    }
}

/// The ids of one case of each kind. Lists of known failures contain such ids, so none may change.
#[test]
fn digests_do_not_change() {
    let digests = [
        ("calendar/range/both_ends_round_trip", "persian", "739330"),
        ("calendar/round_trip/date_to_day_to_date", "hebrew", "5784-M05L-30"),
        ("calendar/refusal/impossible_native_dates_are_refused", "gregory", "2026/-1/0"),
        ("calendar/year_shape/months_add_up_to_the_year", "coptic", "-2147483648"),
        ("calendar/agreement/sums", "hebrew", "5784-M05L-30/P1Y-2M/reject"),
        ("calendar/agreement/spans", "hebrew", "5784-M05L-30/-0001-M01-01/year"),
        ("calendar/vector/published_day_to_date", "persian", "667013"),
        (
            "registry/naming/hostile_names_are_not_found",
            "registry",
            r#"{"before":[{"find":{"hex":"636f7074696300"}},{"find":"it's"}]}"#,
        ),
    ]
    .map(|(id, calendar, text)| {
        let check = check::by_id(id).unwrap();
        let spec = spec::by_name(calendar).unwrap();
        let input = check.plan.read(spec, text).unwrap();
        Case { check, calendar: calendar.to_owned(), input }.digest()
    });
    assert_eq!(
        digests,
        [
            "42bd08e9ce06",
            "4a6f3f3eb179",
            "0ca154968674",
            "cb9e6088761d",
            "42fc76d51c8e",
            "cca445e0b4da",
            "250fa41de28b",
            "040686bfc663"
        ]
    );
}

#[test]
fn an_invalid_case_is_refused_with_its_line_and_reason() {
    let good = "format = 1\ncheck = \"calendar/order/weekdays_cycle\"\ncalendar = \"persian\"\n";
    let day = "day = \"5\"\n";
    let version = env!("CARGO_PKG_VERSION");
    for (text, words) in [
        (String::new(), "line 1: `format = 1` is missing"),
        (good.replace('1', "0"), "line 1: there is no format 0: the first is 1"),
        (good.replace('1', "'1'"), "line 1: there is no format \"1\": the first is 1"),
        (
            good.replace('1', "2") + "new = 5\n",
            &format!(
                "line 1: format 2 is newer than this calproof {version}, which reads format 1"
            ),
        ),
        (good.to_owned(), "line 1: `day` is missing"),
        (format!("{good}day = 5"), "line 4: `day`: expected a quoted text"),
        (format!("{good}day = 'x'"), "line 4: `x` is not an integer"),
        (
            format!("{good}{day}date = 'x'"),
            "line 5: `date` is not one of format, check, calendar, day",
        ),
        (
            good.replace("order", "odor") + day,
            "line 2: there is no check `calendar/odor/weekdays_cycle`",
        ),
        (
            good.replace("persian", "registry") + day,
            "line 3: `registry`: expected the id of a calendar, which calendar/order/weekdays_cycle \
             takes",
        ),
        (
            good.replace("order/weekdays_cycle", "vector/published_day_to_date")
                + "published = \"5\"\n",
            "line 4: the vector file has no row for `5`",
        ),
        (format!("{good}{day}{day}"), "line 5: duplicate key"),
        (format!("{good}day = \"5"), "line 4: invalid basic string, expected `\"`"),
    ] {
        let error = Case::from_toml("a.toml", &text).err().expect(&text);
        assert_eq!(error.to_string(), format!("a.toml: {words}"));
    }
}
