//! Both ways, for whatever there is.

use arbitrary::Arbitrary as _;
use proptest::prelude::*;

use super::*;
use crate::program::{Backend, Call, Conduct, Name, Program};

fn name() -> impl Strategy<Value = Name> {
    proptest::collection::vec(any::<u8>(), 0..9).prop_map(Name::new)
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        (0..2usize, proptest::collection::vec(name(), 0..3))
            .prop_map(|(backend, names)| Call::Register(backend, names)),
        name().prop_map(Call::Unregister),
        name().prop_map(Call::Find),
        (0..2usize).prop_map(Call::FindIdOf),
        any::<i64>().prop_map(Call::FindId),
        name().prop_map(Call::Hold),
        prop::sample::select(vec![Call::Names, Call::Calendars, Call::Drops, Call::ShutDown]),
    ]
}

fn program() -> impl Strategy<Value = Program> {
    let conduct = prop_oneof![
        prop::sample::select(vec![Conduct::Plain, Conduct::Panics, Conduct::Waits]),
        name().prop_map(Conduct::ThenSays),
        call().prop_map(|call| Conduct::Asks(Box::new(call))),
        call().prop_map(|call| Conduct::AsksWhenDropped(Box::new(call))),
    ];
    let backend = (name(), conduct).prop_map(|(name, conduct)| Backend { name, conduct });
    let calls = || proptest::collection::vec(call(), 0..4);
    (
        proptest::collection::vec(backend, 2..4),
        proptest::option::of("[a-z]{2}-[A-Z]{2}"),
        calls(),
        proptest::collection::vec(calls(), 0..3),
        calls(),
    )
        .prop_map(|(backends, locale, before, threads, after)| Program {
            backends,
            locale,
            before,
            threads,
            after,
        })
}

fn input() -> impl Strategy<Value = Input> {
    let date = || {
        (any::<i64>(), any::<u8>(), any::<bool>(), any::<u32>()).prop_map(
            |(year, number, leap, day)| Date { year, month: MonthCode { number, leap }, day },
        )
    };
    let sum = (date(), any::<[i64; 4]>(), 0..2usize).prop_map(|(date, parts, overflow)| {
        let [years, months, weeks, days] = parts;
        let duration = DateDuration { years, months, weeks, days };
        Input::Sum(Sum { date, duration, overflow: Overflow::ALL[overflow].0 })
    });
    prop_oneof![
        any::<i64>().prop_map(|day| Input::Day(RataDie(day))),
        date().prop_map(Input::Date),
        any::<[i64; 3]>().prop_map(|[year, month, day]| Input::Native(NativeDate {
            year,
            month,
            day
        })),
        any::<i64>().prop_map(Input::Year),
        sum,
        (date(), date(), 0..4usize).prop_map(|(from, to, unit)| {
            Input::Span(Span { from, to, largest: Unit::ALL[unit].0 })
        }),
        program().prop_map(Input::Program),
    ]
}

fn sample() -> impl Strategy<Value = Sample> {
    (any::<u8>(), any::<u8>(), input()).prop_map(|(whom, calendar, input)| Sample {
        whom,
        calendar,
        input,
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn samples_lead_back(sample in sample()) {
        let bytes = sample.to_bytes().unwrap();
        prop_assert_eq!(bytes[0], VERSION);
        let read = Sample::arbitrary(&mut Unstructured::new(&bytes));
        prop_assert_eq!(read.ok(), Some(sample));
        // No part of it, and nothing more, is the same.
        prop_assert_eq!(Sample::read(&bytes[..bytes.len() - 1]), None);
        prop_assert_eq!(Sample::read(&[&bytes[..], &[0]].concat()), None);
    }

    /// A byte changed gives nothing, or another sample with its own bytes.
    #[test]
    fn bytes_lead_back(sample in sample(), place in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = sample.to_bytes().unwrap();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Some(sample) = Sample::read(&bytes) {
            prop_assert_eq!(sample.to_bytes(), Some(bytes));
        }
    }
}

/// What stands in corpora has to keep its meaning.
#[test]
fn the_form_stays_as_it_is() {
    let bytes = [&[1, 0, 2, 3][..], &739_330_i64.to_le_bytes()].concat();
    let day = Sample { whom: 2, calendar: 3, input: Input::Day(RataDie(739_330)) };
    assert_eq!(Sample::read(&bytes), Some(day));
    let program = Program::read(
        r#"{"backends":[{"name":"a"}],"before":[{"register":[0,["b"]]}],"threads":[["names"]]}"#,
    );
    let bytes =
        [1, 6, 0, 0, 1, 0, 1, 0, b'a', 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, b'b', 1, 0, 1, 0, 6, 0, 0];
    let program = Sample { whom: 0, calendar: 0, input: Input::Program(program.unwrap()) };
    assert_eq!(Sample::read(&bytes), Some(program));
}
