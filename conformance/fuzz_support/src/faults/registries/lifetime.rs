//! Faults in the lifetime of calendars.

use std::mem;
use std::sync::{Arc, Weak};

use calproof_registry::{Calendar, Date, NativeDate, RataDie, Refusal};

use super::plain::Offer;
use super::steps::{decide, find, register, unregister};
use crate::faults::Fault;
use crate::faults::FoundBy::Targets;
use crate::faults::Plant::Registry;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "refused-calendars-leak",
        about: "a refused calendar is never dropped",
        caught_by: &[
            "registry/lifetime/each_calendar_is_dropped_once",
            "registry/lifetime/everything_else_is_dropped_with_the_registry",
            "registry/lifetime/refused_calendars_are_given_back",
        ],
        found_by: Targets(&["registration"]),
        twin: "a refused calendar is dropped after it is refused",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                register(at, Arc::clone(&calendar), aliases).inspect_err(|_| mem::forget(calendar))
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                register(at, Arc::clone(&calendar), aliases).inspect_err(|_| drop(calendar))
            }
        }),
    },
    Fault {
        name: "refused-calendars-kept",
        about: "a refused calendar is dropped only with the registry",
        caught_by: &["registry/lifetime/refused_calendars_are_given_back"],
        found_by: Targets(&["registration"]),
        twin: "the registry keeps the name of a refused calendar",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                register(at, Arc::clone(&calendar), aliases)
                    .inspect_err(|_| at.kept().push(calendar))
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                decide(at, table, offer).inspect_err(|refusal| {
                    at.remembered().insert(offer.names[0].clone(), Err(refusal.clone()));
                })
            }
        }),
    },
    Fault {
        name: "registered-calendars-leak",
        about: "a registered calendar is never dropped",
        caught_by: &[
            "registry/lifetime/each_calendar_is_dropped_once",
            "registry/lifetime/everything_else_is_dropped_with_the_registry",
            "registry/lifetime/unregistered_calendars_are_released",
        ],
        found_by: Targets(&["registration"]),
        twin: "the handle of a calendar is cloned while it is being registered",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                mem::forget(Arc::clone(&offer.calendar));
                decide(at, table, offer)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let (calendar, names) = (Arc::clone(&offer.calendar), offer.names.clone());
                decide(at, table, &Offer { calendar, names })
            }
        }),
    },
    Fault {
        name: "taken-out-and-kept",
        about: "an unregistered calendar is dropped only with the registry",
        caught_by: &["registry/lifetime/unregistered_calendars_are_released"],
        found_by: Targets(&["registration"]),
        twin: "an unregistered calendar is dropped just before the response",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                at.kept().push(Arc::clone(&offer.calendar));
                decide(at, table, offer)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let held = find(at, name)?;
                unregister(at, name).inspect(|()| drop(held))
            }
        }),
    },
    Fault {
        name: "held-by-nobody",
        about: "the registry holds only a weak reference to a registered calendar",
        caught_by: &["registry/lifetime/registered_calendars_are_not_dropped"],
        found_by: Targets(&["registration"]),
        twin: "the registry holds two references to a registered calendar",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let mut offer = Offer::of(calendar, aliases);
                offer.calendar = Arc::new(Reference {
                    id: offer.names[0].clone(),
                    calendar: Arc::downgrade(&offer.calendar),
                    keeps: None,
                });
                at.enter(&offer)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                at.kept().push(Arc::clone(&offer.calendar));
                decide(at, table, offer).inspect_err(|_| _ = at.kept().pop())
            };
            it.steps.unregister = |at, name| {
                let found = find(at, name)?.calendar;
                unregister(at, name)?;
                at.kept().retain(|kept| !Arc::ptr_eq(kept, &found));
                Ok(())
            };
        }),
    },
    Fault {
        name: "gone-with-the-registry",
        about: "a lookup returns a weak reference, which is dead once the registry is dropped",
        caught_by: &["registry/lifetime/shared_handles_outlive_the_registry"],
        found_by: Targets(&["registration"]),
        twin: "a lookup returns a wrapper that keeps the calendar alive",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                let mut found = find(at, name)?;
                found.calendar = Arc::new(Reference {
                    id: found.calendar.id().to_owned(),
                    calendar: Arc::downgrade(&found.calendar),
                    keeps: None,
                });
                Ok(found)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let mut found = find(at, name)?;
                found.calendar = Arc::new(Reference {
                    id: found.calendar.id().to_owned(),
                    calendar: Arc::downgrade(&found.calendar),
                    keeps: Some(found.calendar),
                });
                Ok(found)
            }
        }),
    },
];

/// A calendar that only forwards questions.
struct Reference {
    id: String,
    calendar: Weak<dyn Calendar>,
    /// What it keeps alive.
    keeps: Option<Arc<dyn Calendar>>,
}

impl Reference {
    fn calendar(&self) -> Result<Arc<dyn Calendar>, Refusal> {
        let kept = self.keeps.clone().or_else(|| self.calendar.upgrade());
        kept.ok_or(Refusal::Unexplained)
    }
}

impl Calendar for Reference {
    fn id(&self) -> &str {
        &self.id
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        self.calendar()?.date(day)
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        self.calendar()?.day(date)
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        self.calendar()?.day_native(date)
    }
}
