//! Faults in how long calendars live.

use std::mem;
use std::sync::{Arc, Weak};

use calproof_registry::{Calendar, Date, NativeDate, RataDie, Refusal};

use super::plain::Offer;
use super::steps::{decide, find, register, unregister};
use crate::faults::Fault;
use crate::faults::Plant::Registry;

/// Faults in how long calendars live.
pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "refused-calendars-leak",
        about: "a calendar that is refused is never dropped",
        caught_by: &[
            "registry/lifetime/each_calendar_is_dropped_once",
            "registry/lifetime/nothing_is_kept_after_the_end",
        ],
        twin: "a calendar that is refused is dropped with the registry",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                register(at, Arc::clone(&calendar), aliases).inspect_err(|_| mem::forget(calendar))
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                register(at, Arc::clone(&calendar), aliases)
                    .inspect_err(|_| at.kept().push(calendar))
            }
        }),
    },
    Fault {
        name: "registered-calendars-leak",
        about: "a calendar that was registered is never dropped",
        caught_by: &[
            "registry/lifetime/each_calendar_is_dropped_once",
            "registry/lifetime/nothing_is_kept_after_the_end",
        ],
        twin: "a calendar that was registered is dropped with the registry, even if taken out",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                mem::forget(Arc::clone(&offer.calendar));
                decide(at, table, offer)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                at.kept().push(Arc::clone(&offer.calendar));
                decide(at, table, offer)
            }
        }),
    },
    Fault {
        name: "held-by-nobody",
        about: "the registry refers to a calendar that it does not keep alive",
        caught_by: &["registry/lifetime/nothing_registered_is_dropped"],
        twin: "the registry keeps a calendar alive twice",
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
        about: "what is found is a mere reference to what the registry holds, and dead after its end",
        caught_by: &["registry/lifetime/what_is_held_outlives_the_registry"],
        twin: "what is found keeps alive what it refers to",
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

/// A calendar that only passes questions on.
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
