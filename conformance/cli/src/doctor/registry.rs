//! Looks at the part of an adapter that runs programs on a registry.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use calproof::profile::{Open, RegistryClaim, Threads};
use calproof::program::{
    Backend, Behaviour, CalendarRef, Call, History, Name, Place, Program, Record, Response,
    SeenCalendar,
};
use calproof::query::Observation;
use calproof::subject::Subject;
use calproof_registry::RegistryRefusal;

use super::bounded::{Bounded, OVER};
use super::{State, Symptom, not_checked};

/// How many threads run at once, and how many calls each makes: enough that some calls overlap even
/// if threads take turns on one processor.
const CROWD: (usize, usize) = (4, 2_000);

/// How often the threads are run if no calls overlap; after `FEW` tries and the time `LONG` it is
/// enough.
const TRIES: u32 = 50;
const FEW: u32 = 5;
const LONG: Duration = Duration::from_secs(3);

/// A name that no calendar has.
const NOBODY: &str = "calproof-doctor";

/// Looks at everything in which a mistake of the adapter can be distinguished from one of the
/// registry.
pub(super) fn examine(subject: &Bounded<'_>) -> Vec<Symptom> {
    let Some(claim) = &subject.hello().registry else { return Vec::new() };
    let patient = Patient { subject, claim };
    let found = LOOKS.into_iter().filter_map(|(what, applies, look)| {
        if !applies(&patient) {
            return None;
        }
        let state = match look(&patient) {
            None => State::Ok,
            Some(_) if patient.subject.is_over() => not_checked(OVER),
            Some(words) => State::Wrong(words),
        };
        Some(Symptom { what: format!("the registry {what}"), state })
    });
    found.collect()
}

/// Asks for one name and for all names, only to have something answered.
pub(super) fn ask(subject: &Bounded<'_>) {
    let Some(claim) = &subject.hello().registry else { return };
    let calls = vec![Call::Register(0, Vec::new()), Call::Find(NOBODY.into()), Call::Names];
    // The subject itself notes what was answered.
    let _ = Patient { subject, claim }.say(vec![market()], calls);
}

/// What a look examines in a registry, whether it applies, and how: the sentence if something is
/// wrong.
type Look = (&'static str, fn(&Patient<'_>) -> bool, fn(&Patient<'_>) -> Option<String>);

const LOOKS: [Look; 5] = [
    ("runs programs", |_| true, |it| it.programs()),
    (
        "has the built-in calendars that it declares",
        |it| !it.claim.built_in.is_empty(),
        |it| it.built_ins(),
    ),
    ("is fresh for each program", |it| it.is_open(), |it| it.afresh()),
    ("passes unusual names on to the library", |_| true, |it| it.names()),
    ("runs threads concurrently", |it| it.may_have_threads(), |it| it.threads()),
];

struct Patient<'a> {
    subject: &'a Bounded<'a>,
    claim: &'a RegistryClaim,
}

impl Patient<'_> {
    /// Runs the program; the error says in words what was observed instead of a history.
    fn run(&self, program: &Program) -> Result<History, String> {
        self.subject.run(program).map_err(|observation| {
            let shown = calproof::escape::line(&program.to_string());
            match observation {
                Observation::TimedOut => format!(
                    "{observation}: is the line flushed, and are the threads free of deadlocks? \
                     The program was {shown}"
                ),
                other => format!("{other}; the program was {shown}"),
            }
        })
    }

    /// The responses to calls that are made one after another.
    fn say(&self, backends: Vec<Backend>, calls: Vec<Call>) -> Result<Vec<Response>, String> {
        let history = self.run(&Program::sequence(backends, calls))?;
        Ok(history.records.into_iter().filter_map(|record| Some(record.returned?.1)).collect())
    }

    fn is_open(&self) -> bool {
        matches!(self.claim.profile.open, Some(Open::Register | Open::RegisterAndUnregister))
    }

    fn may_have_threads(&self) -> bool {
        matches!(self.claim.profile.threads, Some(Threads::Safe | Threads::SafeAfterPopulation))
    }

    /// Runs a program with every part that a program may have. The reader of its records says what
    /// is wrong with them.
    fn programs(&self) -> Option<String> {
        let find = || Call::Find(NOBODY.into());
        let mut program = Program {
            backends: vec![market(), Backend { name: "fair".into(), ..market() }],
            before: vec![find(), Call::FindIdOf(0)],
            after: vec![find(), Call::FindId(-1), Call::Names],
            ..Program::default()
        };
        if self.is_open() {
            program.before.push(Call::Register(0, vec!["week".into()]));
        }
        if self.may_have_threads() {
            program.threads = vec![vec![find(), Call::Names], vec![Call::Calendars, find()]];
        }
        if self.claim.counts_drops {
            program.after.push(Call::Drops);
        }
        let history = match self.run(&program) {
            Ok(history) => history,
            Err(words) => return Some(words),
        };
        history.records.iter().find_map(|record| match &record.returned {
            Some((_, Response::Broke(_))) => Some(record.to_string()),
            _ => None,
        })
    }

    /// Each built-in name finds the calendar that it belongs to.
    fn built_ins(&self) -> Option<String> {
        let all = || self.claim.built_in.iter().filter_map(|names| Some((names.first()?, names)));
        let names = || all().flat_map(|(first, names)| names.iter().map(move |name| (name, first)));
        let calls: Vec<Call> = names().map(|(name, _)| Call::Find(name.clone())).collect();
        let answered = match self.say(Vec::new(), calls) {
            Ok(answered) => answered,
            Err(words) => return Some(words),
        };
        names().zip(answered).find_map(|((name, first), answered)| match answered {
            Response::Found(SeenCalendar { which: CalendarRef::BuiltIn(which), .. })
                if which == *first =>
            {
                None
            }
            other => {
                Some(format!("{name} should find {first}, as spelled in the hello line: {other}"))
            }
        })
    }

    /// What one program registers is gone in the next one.
    fn afresh(&self) -> Option<String> {
        let calls = || vec![Call::Register(0, Vec::new()), Call::Find(NOBODY.into())];
        let backends = || vec![Backend { name: NOBODY.into(), ..market() }];
        let twice = self.say(backends(), calls()).and_then(|_| {
            let before = self.say(backends(), vec![Call::Find(NOBODY.into())])?;
            Ok((before, self.say(backends(), calls())?))
        });
        let (before, again) = match twice {
            Ok(answered) => answered,
            Err(words) => return Some(words),
        };
        let is_there = matches!(
            before[..],
            [Response::Found(SeenCalendar { which: CalendarRef::Backend(_), .. })]
        );
        let stays = matches!(again[..], [Response::Refused(RegistryRefusal::Taken { .. }), ..]);
        (is_there || stays).then(|| {
            "a program finds what an earlier program registered; if the library has one registry \
             for the whole process, `afresh` is \"each-process\""
                .to_owned()
        })
    }

    /// The library is asked about any text.
    fn names(&self) -> Option<String> {
        let odd = ["", " ", "a\0", "\u{130}slamic", "\u{202e}x", "e\u{301}"].map(Name::from);
        let odd: Vec<Name> = odd.into_iter().chain([Name::from("x".repeat(1_000))]).collect();
        let calls = odd.iter().map(|name| Call::Find(name.clone())).collect();
        let answered = match self.say(Vec::new(), calls) {
            Ok(answered) => answered,
            Err(words) => return Some(words),
        };
        let unasked =
            |answered: &Response| *answered == Response::Refused(RegistryRefusal::Unsupported);
        let (name, _) = odd.iter().zip(answered).find(|(_, answered)| unasked(answered))?;
        Some(format!(
            "{name} is called unsupported, though it is plain text: does the adapter check names \
             itself? Ask the library instead"
        ))
    }

    /// Threads run at the same time. Threads that run one after another, or that a lock in the
    /// adapter keeps apart, would never find a mistake.
    fn threads(&self) -> Option<String> {
        let calls: Vec<Call> = vec![Call::Find(self.somebody()); CROWD.1];
        let program = Program {
            before: vec![Call::Find(NOBODY.into())],
            threads: vec![calls; CROWD.0],
            ..Program::default()
        };
        let mut took_turns = false;
        let until = Instant::now() + LONG;
        for tries in 0..TRIES {
            // A slow registry has been given its chance by then.
            if tries >= FEW && Instant::now() >= until {
                break;
            }
            let history = match self.run(&program) {
                Ok(history) => history,
                Err(words) => return Some(words),
            };
            let crowd = Crowd::of(&history.records);
            if crowd.met {
                return None;
            }
            took_turns |= crowd.took_turns;
        }
        Some(if took_turns {
            "no call of one thread began before a call of another had returned: does the adapter \
             hold a lock around the calls?"
                .to_owned()
        } else {
            "the threads ran one after another; use real threads, and start them together, for \
             example with a barrier"
                .to_owned()
        })
    }

    /// A built-in name if one is declared, otherwise one that no calendar has.
    fn somebody(&self) -> Name {
        let first = self.claim.built_in.iter().flatten().next();
        first.cloned().unwrap_or_else(|| NOBODY.into())
    }
}

/// What the tickets show about the threads.
struct Crowd {
    /// A thread had its turn between two calls of another.
    took_turns: bool,
    /// Calls of two threads overlapped.
    met: bool,
}

impl Crowd {
    fn of(records: &[Record]) -> Crowd {
        let mut calls: Vec<(u64, u64, usize)> = records
            .iter()
            .filter_map(|record| match (record.place, &record.returned) {
                (Place::Thread(thread, _), Some((returned, _))) => {
                    Some((record.called, *returned, thread))
                }
                _ => None,
            })
            .collect();
        calls.sort_unstable();
        let turns = calls.windows(2).filter(|pair| pair[0].2 != pair[1].2).count();
        let threads: BTreeSet<usize> = calls.iter().map(|call| call.2).collect();
        // Calls of one thread do not overlap, so two that do are from different threads.
        let met = calls.windows(2).any(|pair| pair[1].0 < pair[0].1);
        Crowd { took_turns: turns >= threads.len(), met }
    }
}

fn market() -> Backend {
    Backend { name: "market".into(), behaviour: Behaviour::Plain }
}
