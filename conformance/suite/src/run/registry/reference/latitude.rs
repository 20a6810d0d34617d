//! Choices that the profile or the protocol leaves open.

/// A point on which the profile or the protocol leaves a registry a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freedom {
    /// It refuses names that many registries refuse.
    RefusesOddNames,
    /// It refuses registrations that contain a name twice.
    RefusesRepeatedNames,
    /// If several reasons apply, it reports the last instead of the first.
    NamesAnotherReason,
    /// It gives no reasons.
    ExplainsNothing,
    /// It refuses a calendar that panics when it is asked for its name.
    CatchesWhatBreaks,
    /// A second registration with the same id adds its new names.
    AddsNamesToTheSameId,
    /// Its ids count down from −1.
    CountsDown,
    /// Its built-in calendars can be unregistered, unless they are protected.
    LetsBuiltInsGo,
    /// A second registration returns all names of the calendar, not only the new ones.
    TellsAllNames,
    /// A name that was given twice is returned twice.
    TellsRepeatedNames,
    /// Shutdown can be begun twice.
    EndsTwice,
    /// After shutdown it returns empty lists, if it declares that calls are then *not found*.
    ListsNothingInTheEnd,
    /// It takes the other choice on everything that is not declared.
    DoesOtherwise,
}

/// The choices that a registry makes, one bit per `Freedom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latitude(pub u16);

impl Latitude {
    /// The two extremes: no choice taken, and every choice taken.
    pub const ENDS: [Latitude; 2] = [Latitude(0), Latitude(u16::MAX)];

    /// Whether this choice is taken.
    pub const fn takes(self, freedom: Freedom) -> bool {
        self.0 & (1 << freedom as u16) != 0
    }
}
