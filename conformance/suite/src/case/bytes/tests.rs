//! Encoding and decoding round trips for all kinds of inputs.

use arbitrary::{Arbitrary as _, Unstructured};
use calproof_registry::RataDie;
use proptest::prelude::*;

use super::*;
use crate::program::Program;

/// Inputs of every kind that has bytes.
fn input() -> impl Strategy<Value = Input> {
    let kinds: Vec<_> = KINDS.iter().filter(|kind| kind.number.is_some()).collect();
    prop::sample::select(kinds).prop_flat_map(|kind| (kind.any)())
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
    fn samples_round_trip_through_bytes(sample in sample()) {
        let bytes = sample.to_bytes().unwrap();
        prop_assert_eq!(bytes[0], VERSION);
        let read = Sample::arbitrary(&mut Unstructured::new(&bytes));
        prop_assert_eq!(read.ok(), Some(sample));
        // Neither a truncated nor an extended encoding is valid.
        prop_assert_eq!(Sample::read(&bytes[..bytes.len() - 1]), None);
        prop_assert_eq!(Sample::read(&[&bytes[..], &[0]].concat()), None);
    }

    /// A changed byte gives no sample, or another sample that encodes to these bytes.
    #[test]
    fn other_bytes_round_trip(sample in sample(), place in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = sample.to_bytes().unwrap();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Some(sample) = Sample::read(&bytes) {
            prop_assert_eq!(sample.to_bytes(), Some(bytes));
        }
    }
}

/// Stored corpora must keep their meaning.
#[test]
fn the_format_is_unchanged() {
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
