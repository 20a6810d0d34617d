//! A fresh registry, the calendars of a program, and the execution of its calls.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use calproof_registry::{Calendar, CalendarRegistry, Found, Registered, RegistryRefusal};

use super::backend::{OwnCalendar, speaks_text};
use super::ledger::{Ledger, call_at};
use crate::escape::Escaped;
use crate::program::{Call, Name, Place, Program, Response, SeenCalendar};
use crate::subject::catch_panic::{catch_panic, lock};

/// The environment in which a program runs. Dropping it drops the registry.
pub(super) struct Stage {
    program: Arc<Program>,
    registry: Box<dyn CalendarRegistry>,
    ledger: Arc<Ledger>,
    backends: Vec<Mutex<Own>>,
}

/// What the user of a registry holds of one calendar.
struct Own {
    /// The calendar, until its last registration, which transfers ownership.
    calendar: Option<Arc<dyn Calendar>>,
    /// The number of registrations still to come.
    to_come: usize,
    /// The id from the latest registration.
    id: Option<u64>,
}

/// The result of a call that was not refused.
enum RawAnswer {
    Registered(Registered),
    Found(Found),
    Names(Vec<String>),
    Calendars(Vec<Found>),
    Drops(Vec<u32>),
    Done,
}

impl Stage {
    pub(super) fn new(
        program: &Arc<Program>,
        registry: Box<dyn CalendarRegistry>,
        ledger: &Arc<Ledger>,
        deadline: Duration,
    ) -> Arc<Stage> {
        // Counted in one pass, since there may be very many of both.
        let mut registrations = vec![0; program.backends.len()];
        for call in program.calls() {
            if let Call::Register(backend, _) = call
                && let Some(count) = registrations.get_mut(*backend)
            {
                *count += 1;
            }
        }
        Arc::new_cyclic(|stage| {
            let own = |place: usize| {
                let calendar: Arc<dyn Calendar> = Arc::new(OwnCalendar {
                    backend: program.backends[place].clone(),
                    place,
                    ledger: Arc::clone(ledger),
                    stage: stage.clone(),
                    deadline,
                    was_asked: AtomicBool::new(false),
                });
                Mutex::new(Own {
                    calendar: Some(calendar),
                    to_come: registrations[place],
                    id: None,
                })
            };
            Stage {
                program: Arc::clone(program),
                registry,
                ledger: Arc::clone(ledger),
                backends: (0..program.backends.len()).map(own).collect(),
            }
        })
    }

    /// Makes the call at this position of the program.
    pub(super) fn make(&self, place: Place) {
        let Some(call) = call_at(&self.program, place) else { return };
        let ask = || catch_panic(|| self.ask(call));
        self.ledger.note(place, ask, |came| match came {
            Ok(Ok(came)) => self.in_words(place, call, came).unwrap_or_else(Response::Broke),
            Ok(Err(refusal)) => Response::Refused(refusal),
            Err(panic) => Response::Broke(panic),
        });
    }

    /// Drops the calendars that were never registered.
    pub(super) fn let_go(&self) {
        for own in &self.backends {
            let calendar = lock(own).calendar.take();
            drop(calendar);
        }
    }

    /// Which calendars are held by anything except this stage.
    pub(super) fn held(&self) -> Vec<bool> {
        let is_held = |(own, drops): (&Mutex<Own>, u32)| match &lock(own).calendar {
            Some(calendar) => Arc::strong_count(calendar) > 1,
            None => drops == 0,
        };
        self.backends.iter().zip(self.ledger.drops()).map(is_held).collect()
    }

    fn ask(&self, call: &Call) -> Result<RawAnswer, RegistryRefusal> {
        match call {
            Call::Register(backend, aliases) => self.register(*backend, aliases),
            Call::Unregister(name) => {
                self.registry.unregister(text(name)?).map(|()| RawAnswer::Done)
            }
            Call::Find(name) | Call::Hold(name) => {
                self.registry.find(text(name)?).map(RawAnswer::Found)
            }
            Call::FindIdOf(backend) => {
                let own = self.backends.get(*backend).ok_or(RegistryRefusal::Unsupported)?;
                let id = lock(own).id.ok_or(RegistryRefusal::Unsupported)?;
                self.registry.by_id(id).map(RawAnswer::Found)
            }
            Call::FindId(id) => self.registry.by_id(id.cast_unsigned()).map(RawAnswer::Found),
            Call::Names => self.registry.names().map(RawAnswer::Names),
            Call::Calendars => self.registry.calendars().map(RawAnswer::Calendars),
            Call::Drops => Ok(RawAnswer::Drops(self.ledger.drops())),
            Call::ShutDown => self.registry.shut_down().map(|()| RawAnswer::Done),
        }
    }

    fn register(&self, backend: usize, aliases: &[Name]) -> Result<RawAnswer, RegistryRefusal> {
        let own = self.backends.get(backend).ok_or(RegistryRefusal::Unsupported)?;
        let aliases: Vec<&str> = aliases.iter().map(text).collect::<Result<_, _>>()?;
        if !speaks_text(&self.program.backends[backend]) {
            return Err(RegistryRefusal::Unsupported);
        }
        let calendar = {
            let mut own = lock(own);
            own.to_come = own.to_come.saturating_sub(1);
            if own.to_come == 0 { own.calendar.take() } else { own.calendar.clone() }
        };
        let calendar = calendar.ok_or(RegistryRefusal::Unsupported)?;
        self.registry.register(calendar, &aliases).map(RawAnswer::Registered)
    }

    fn in_words(&self, place: Place, call: &Call, came: RawAnswer) -> Result<Response, Escaped> {
        let names = |names: Vec<String>| names.into_iter().map(Name::from).collect();
        Ok(match came {
            RawAnswer::Registered(Registered { id, names: won }) => {
                if let Call::Register(backend, _) = call {
                    lock(&self.backends[*backend]).id = id;
                }
                Response::Registered { id: id.map(i128::from), names: won.map(names) }
            }
            RawAnswer::Found(found) => {
                let seen = self.seen(&found)?;
                if matches!(call, Call::Hold(_)) {
                    self.ledger.hold(place, found.calendar);
                }
                Response::Found(seen)
            }
            RawAnswer::Names(all) => Response::Names(names(all)),
            RawAnswer::Calendars(all) => Response::Calendars(
                all.iter().map(|found| self.seen(found)).collect::<Result<_, _>>()?,
            ),
            RawAnswer::Drops(counts) => Response::Drops(counts),
            RawAnswer::Done => Response::Done,
        })
    }

    fn seen(&self, found: &Found) -> Result<SeenCalendar, Escaped> {
        let which = self.ledger.which(&*found.calendar)?;
        let id = found.id.map(i128::from);
        Ok(SeenCalendar { which, id, name: found.name.clone().map(Name::from) })
    }
}

/// The name as a string; *unsupported* if it is not valid Unicode.
fn text(name: &Name) -> Result<&str, RegistryRefusal> {
    name.text().ok_or(RegistryRefusal::Unsupported)
}
