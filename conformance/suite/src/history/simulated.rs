//! Histories of a registry that follows the model, in virtual time: for tests and benchmarks.

use crate::chance::Chance;
use crate::model::{Allowed, Holder, Model, State};
use crate::program::{
    Backend, Behaviour, CalendarRef, Call, History, Name, Place, Program, Record, Response,
    SeenCalendar,
};

/// A program with this many threads, calls and names. One call in `rare` is a registration with an
/// alias.
pub fn program(
    threads: usize,
    calls: usize,
    names: usize,
    rare: usize,
    chance: &mut Chance,
) -> Program {
    let name = |place: usize| Name::from(format!("name-{place}"));
    let backends =
        (0..names).map(|place| Backend { name: name(place), behaviour: Behaviour::Plain });
    let mut program = Program { backends: backends.collect(), ..Program::default() };
    for _ in 0..threads {
        let mut thread = Vec::new();
        for _ in 0..calls / threads.max(1) {
            thread.push(match chance.below(rare) {
                0 => Call::Register(chance.below(names), vec![name(chance.below(names))]),
                _ => Call::Find(name(chance.below(names))),
            });
        }
        program.threads.push(thread);
    }
    program
}

/// The progress of a thread's current call.
enum Step {
    Idle,
    Called(u64),
    Done(u64, Response),
}

/// Runs the program's threads as if concurrently. `chance` chooses which thread continues: it
/// begins its call, executes it or ends it.
pub fn run(model: &Model<'_>, program: &Program, chance: &mut Chance) -> History {
    let mut state = model.start();
    let mut records = Vec::new();
    let mut ticket = 0;
    let mut threads: Vec<(usize, Step)> = program.threads.iter().map(|_| (0, Step::Idle)).collect();
    loop {
        let busy = |thread: &usize| threads[*thread].0 < program.threads[*thread].len();
        let left: Vec<usize> = (0..threads.len()).filter(busy).collect();
        if left.is_empty() {
            records.sort_by_key(|record: &Record| record.place);
            return History { records, ended: None };
        }
        let thread = left[chance.below(left.len())];
        let (place, step) = &mut threads[thread];
        let call = &program.threads[thread][*place];
        *step = match std::mem::replace(step, Step::Idle) {
            Step::Idle => Step::Called(tick(&mut ticket)),
            Step::Called(called) => Step::Done(called, answer(model, &mut state, call)),
            Step::Done(called, answered) => {
                let returned = Some((tick(&mut ticket), answered));
                let place_of = Place::Thread(thread, *place);
                records.push(Record { place: place_of, call: call.clone(), called, returned });
                *place += 1;
                Step::Idle
            }
        };
    }
}

fn tick(ticket: &mut u64) -> u64 {
    *ticket += 1;
    *ticket
}

/// The first response that the model allows.
fn answer(model: &Model<'_>, state: &mut State, call: &Call) -> Response {
    let Some((allowed, after)) = model.allowed(state, call).into_iter().next() else {
        return Response::Done;
    };
    let answered = match allowed {
        Allowed::Registered { .. } => Response::Registered { id: None, names: None },
        Allowed::Found(holder) => Response::Found(seen(model, holder)),
        Allowed::Refused(_) | Allowed::HasId(_) => {
            Response::Refused(calproof_registry::RegistryRefusal::Unexplained)
        }
        Allowed::EmptyList => Response::Names(Vec::new()),
        Allowed::Names => {
            let names = state.names().map(|key| crate::program::Name::new(key.to_vec()));
            Response::Names(names.collect())
        }
        Allowed::Calendars | Allowed::AnyList => {
            Response::Calendars(state.calendars().map(|holder| seen(model, *holder)).collect())
        }
        Allowed::Broke => Response::Broke("".into()),
        Allowed::Drops => Response::Drops(Vec::new()),
        Allowed::Done => Response::Done,
    };
    *state = after;
    answered
}

fn seen(model: &Model<'_>, holder: Holder) -> SeenCalendar {
    let which = match holder {
        Holder::Backend(place) => CalendarRef::Backend(place),
        Holder::BuiltIn(place) => CalendarRef::BuiltIn(model.claim().built_in[place][0].clone()),
    };
    SeenCalendar { which, id: None, name: None }
}
