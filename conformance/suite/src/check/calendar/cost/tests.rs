use std::sync::Mutex;
use std::thread;

use calproof_registry::calendars;

use super::*;
use crate::claim::{Claim, Hello};
use crate::query::{Ability, Observation};
use crate::session::Topic;
use crate::subject::{Subject, lock};

/// Answers as the reference does, after a delay that depends on the length of the span in days.
struct Slow {
    hello: Hello,
    time: fn(u64) -> Duration,
    asked: Mutex<u32>,
}

impl Subject for Slow {
    fn hello(&self) -> &Hello {
        &self.hello
    }

    fn answer(&self, _: &str, query: Query) -> Observation {
        let calendar = calendars::ALL[0];
        if let Query::Until(from, to, _) = query {
            let [from, to] = [from, to].map(|date| calendar.day(date).unwrap().0);
            let mut asked = lock(&self.asked);
            *asked += 1;
            let days = if *asked == 1 { u64::MAX } else { from.abs_diff(to) };
            drop(asked);
            thread::sleep((self.time)(days));
        }
        query.answered_by(calendar)
    }
}

fn verdict(time: fn(u64) -> Duration) -> Verdict {
    let calendar = calendars::ALL[0];
    // A thousand years.
    let range = DayRange { first: RataDie(700_000), last: RataDie(1_065_242) };
    let claim = Claim::of(calendar, Some(range), [Ability::Until].into());
    let hello = Hello {
        name: "slow".to_owned(),
        version: "1".to_owned(),
        calendars: vec![claim],
        registry: None,
    };
    let subject = Slow { hello, time, asked: Mutex::default() };
    let topic = Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
    counting_grows_with_the_digits(&mut Ask::new(&topic), range.first)
}

#[test]
fn work_that_grows_with_the_span_is_found() {
    let linear = verdict(|days| Duration::from_nanos(10_000 * days.min(1 << 20)));
    assert!(linear.unwrap_err().why.contains("the time grows with what is asked"));
    let quadratic = verdict(|days| Duration::from_nanos(days.min(1 << 16).pow(2) / 2));
    assert!(quadratic.is_err());
}

#[test]
fn constant_or_initial_slowness_is_not_a_finding() {
    assert_eq!(verdict(|_| Duration::from_millis(30)), Ok(()));
    let at_first = |days| Duration::from_millis(if days == u64::MAX { 3000 } else { 0 });
    assert_eq!(verdict(at_first), Ok(()));
    // A slow machine may take this long for an answer that is instant on a fast one.
    assert_eq!(verdict(|days| Duration::from_nanos(500 * days.min(1 << 20))), Ok(()));
    // Time proportional to the number of digits.
    assert_eq!(verdict(|days| Duration::from_millis(days.min(1 << 20).ilog10().into())), Ok(()));
}
