//! Each of the faults that were written without knowing a check differs from its twin in a program
//! that is listed here.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::Arc;
use std::thread;

use calproof::program::Program;
use calproof_registry::{Calendar, CalendarRegistry, Date, RataDie, Refusal, Registered};

use super::by_mistakes;
use crate::faults;

/// A user's calendar that has a name, and answers nothing.
struct Named(String);

impl Calendar for Named {
    fn id(&self) -> &str {
        &self.0
    }

    fn date(&self, _day: RataDie) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    fn day(&self, _date: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }
}

/// A registry on which programs are run.
type At<'a> = &'a dyn CalendarRegistry;

/// A fault, the program in words, and a function that runs the program.
type Question = (&'static str, &'static str, fn(At) -> String);

/// Each program runs once or twice, each time in a fresh registry.
const QUESTIONS: &[Question] = &[
    ("aliases-compared-exactly", "find GREGORIAN", |at| find(at, "GREGORIAN")),
    ("two-spaces-for-one", "register `a b`, find `a  b`", |at| {
        put(at, "a b", &[]) + &find(at, "a  b")
    }),
    ("a-nul-behind-the-name", "find coptic with a NUL", |at| find(at, "coptic\0")),
    ("a-space-behind-the-name", "find coptic with a space", |at| find(at, "coptic ")),
    ("lookups-of-255-bytes", "register 255 bytes, find 256", |at| {
        put(at, &"a".repeat(255), &[]) + &find(at, &"a".repeat(256))
    }),
    ("a-limit-of-255-characters", "register 200 characters of two bytes", |at| {
        put(at, &"é".repeat(200), &[])
    }),
    ("the-empty-name-of-the-first", "find the empty name", |at| find(at, "")),
    ("a-cyrillic-o", "find coptic with a Cyrillic o", |at| find(at, "c\u{43e}ptic")),
    ("a-kelvin-for-a-k", "register k, find the sign of Kelvin", |at| {
        put(at, "k", &[]) + &find(at, "\u{212a}")
    }),
    ("underscores-for-hyphens", "find islamic_civil", |at| find(at, "islamic_civil")),
    ("any-islamic-calendar", "find islamic-of-our-village", |at| {
        find(at, "islamic-of-our-village")
    }),
    ("found-by-a-number", "find 0", |at| find(at, "0")),
    ("ids-that-wrap-in-a-byte", "register 253 calendars, find gregory", |at| {
        many(at, 253) + &find(at, "gregory")
    }),
    ("ids-of-four-bits", "register 13 calendars", |at| many(at, 13)),
    ("an-id-again-after-a-refusal", "register one; one that is refused; one", |at| {
        put(at, "a", &[]) + &put(at, "b", &["hebrew"]) + &put(at, "c", &[])
    }),
    ("closed-and-registering", "register one, find it", |at| put(at, "a", &[]) + &find(at, "a")),
    (
        "a-stale-first-name",
        "register a as c, find c, unregister a, register b as c, find c",
        |at| {
            let first = put(at, "a", &["c"]) + &find(at, "c") + &text(at.unregister("a"));
            first + &put(at, "b", &["c"]) + &find(at, "c")
        },
    ),
    (
        "a-name-of-an-earlier-program",
        "list names, register one, unregister it; the same again",
        |at| text(at.names()) + &put(at, "a", &[]) + &text(at.unregister("a")),
    ),
    ("the-neighbour-loses-its-aliases", "register a as b, c as d, unregister b, find d", |at| {
        put(at, "a", &["b"]) + &put(at, "c", &["d"]) + &text(at.unregister("b")) + &find(at, "d")
    }),
    ("a-refused-alias-is-gone", "unregister jewish, find it", |at| {
        text(at.unregister("jewish")) + &find(at, "jewish")
    }),
    ("unregistered-and-found-by-its-id", "register, find by id, unregister, find by id", |at| {
        let Registered { id, .. } = registered(at, "a", &[]).unwrap();
        let found = |at: At| text(at.by_id(id.unwrap()));
        found(at) + &text(at.unregister("a")) + &found(at)
    }),
    ("unregistered-twice", "register, unregister twice", |at| {
        put(at, "a", &[]) + &text(at.unregister("a")) + &text(at.unregister("a"))
    }),
    ("the-former-owner-of-an-alias", "unregister a by c, register b as c, unregister c", |at| {
        let first = put(at, "a", &["c"]) + &text(at.unregister("c"));
        first + &put(at, "b", &["c"]) + &text(at.unregister("c")) + &find(at, "b")
    }),
    ("a-name-twice-at-three", "register three, how many names", |at| {
        many(at, 3) + &text(at.names().map(|names| names.len()))
    }),
    ("listed-ids-are-places", "register two, unregister the first, list ids", |at| {
        put(at, "a", &[]) + &put(at, "b", &[]) + &text(at.unregister("a")) + &sorted_ids(at)
    }),
    ("the-good-names-of-a-bad-registration", "register a as b and the empty name, find b", |at| {
        put(at, "a", &["b", ""]) + &find(at, "b")
    }),
    ("aliases-lost-when-the-table-grows", "register nine, how many names", |at| {
        many(at, 9) + &text(at.names().map(|names| names.len()))
    }),
    ("the-oldest-makes-room", "register 33, find the first", |at| many(at, 33) + &find(at, "n0")),
    ("the-third-alias-unsaid", "register a as b, c and d: how many names are said", |at| {
        text(registered(at, "a", &["b", "c", "d"]).unwrap().names.map(|names| names.len()))
    }),
    ("aliases-taken-for-good", "register a as b, unregister a, register b", |at| {
        put(at, "a", &["b"]) + &text(at.unregister("a")) + &put(at, "b", &[])
    }),
    ("brackets-in-small-letters", "register a{, find a[", |at| {
        put(at, "a{", &[]) + &find(at, "a[")
    }),
    ("the-middle-of-a-long-name", "register 60 letters, find others in the middle", |at| {
        let name = |middle: &str| "a".repeat(25) + &middle.repeat(10) + &"a".repeat(25);
        put(at, &name("b"), &[]) + &find(at, &name("c"))
    }),
    ("ids-looked-up-by-32-bits", "find the id 4294967296", |at| text(at.by_id(1 << 32))),
    ("unregistered-by-name-then-by-id", "register, unregister while it is looked up", |at| {
        let Registered { id, .. } = registered(at, "a", &[]).unwrap();
        thread::scope(|scope| {
            scope.spawn(|| at.unregister("a").unwrap());
            while at.find("a").is_ok() {
                thread::yield_now();
            }
            text(at.by_id(id.unwrap()).is_ok())
        })
    }),
    ("a-second-end-is-a-beginning", "shut down twice, find gregory", |at| {
        text(at.shut_down()) + &text(at.shut_down().is_err()) + &find(at, "gregory")
    }),
    ("a-name-twice-is-unregistered-once", "register a as b and b, unregister a, names", |at| {
        put(at, "a", &["b", "b"]) + &text(at.unregister("a")) + &text(at.names())
    }),
    ("the-id-of-a-name-that-returns", "register a, unregister it, register another a", |at| {
        put(at, "a", &[]) + &text(at.unregister("a")) + &put(at, "a", &[])
    }),
    ("sixteen-graves", "register and unregister 16 times, register a as b, find b", |at| {
        for _ in 0..16 {
            registered(at, "a", &[]).unwrap();
            at.unregister("a").unwrap();
        }
        text(registered(at, "a", &["b"]).is_some()) + &text(at.find("b").is_ok())
    }),
];

fn text(answer: impl Debug) -> String {
    format!("{answer:?}; ")
}

fn find(at: At, name: &str) -> String {
    text(at.find(name))
}

fn registered(at: At, name: &str, aliases: &[&str]) -> Option<Registered> {
    at.register(Arc::new(Named(name.to_owned())), aliases).ok()
}

fn put(at: At, name: &str, aliases: &[&str]) -> String {
    text(at.register(Arc::new(Named(name.to_owned())), aliases))
}

/// Registers this many calendars, and returns the results without the ids.
fn many(at: At, count: usize) -> String {
    let names: Vec<String> = (0..count).map(|number| format!("n{number}")).collect();
    let ids: Vec<_> = names.iter().map(|name| registered(at, name, &[]).unwrap().id).collect();
    let different: BTreeSet<_> = ids.iter().collect();
    text(different.len()) + &text(names.iter().filter(|name| at.find(name).is_ok()).count())
}

fn sorted_ids(at: At) -> String {
    let mut ids: Vec<_> = at.calendars().unwrap().into_iter().map(|found| found.id).collect();
    ids.sort_unstable();
    text(ids)
}

#[test]
fn every_registry_differs_from_its_twin_in_a_program_that_is_named() {
    let planted: BTreeSet<&str> = by_mistakes().map(|fault| fault.name).collect();
    let asked: BTreeSet<&str> = QUESTIONS.iter().map(|(name, ..)| *name).collect();
    assert_eq!(planted, asked);
    let mut alike = Vec::new();
    for (name, question, ask) in QUESTIONS {
        // The second run sees what the first has left behind.
        let answered = |kind: &str| {
            let (_, source) = faults::registry(&format!("{kind}/{name}")).unwrap();
            let run = |_| ask(&*source.open(&Program::default()));
            (0..2).map(run).collect::<String>()
        };
        if answered("fault") == answered("twin") {
            alike.push((name, question));
        }
    }
    assert!(alike.is_empty(), "{alike:?}");
}

/// Programs in which every twin must answer like an unchanged registry, except for ids, the order
/// of lists and the points on which the twin declares something else.
#[test]
fn no_twin_answers_otherwise_than_the_plain_registry() {
    let plain = crate::faults::registries::TamperedRegistry::but(|_| ()).claim_and_source().1;
    let mut wrong = Vec::new();
    for fault in by_mistakes().filter(|fault| fault.name != "closed-and-registering") {
        let (_, source) = faults::registry(&format!("twin/{}", fault.name)).unwrap();
        for (name, question, ask) in QUESTIONS {
            // These say ids or an order of names, which a twin may choose.
            let says_more = [
                "a-name-of-an-earlier-program",
                "the-third-alias-unsaid",
                "a-second-end-is-a-beginning",
            ];
            let own = ask(&*source.open(&Program::default()));
            let is_other = own != ask(&*plain.open(&Program::default()));
            if is_other && !says_more.contains(name) && fault.name != "the-third-alias-unsaid" {
                wrong.push((fault.name, question));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
