//! What is left open, by a profile or by the protocol.

/// Which way a registry goes on a point that is left open, by the profile or by the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freedom {
    /// Names that many registries refuse are refused.
    RefusesOddNames,
    /// A registration that has a name twice is refused.
    RefusesRepeatedNames,
    /// Of several reasons the other one comes first.
    NamesAnotherReason,
    /// No reason is given.
    ExplainsNothing,
    /// A calendar that breaks when it is asked its name is refused.
    CatchesWhatBreaks,
    /// A calendar that has its id again has its new names, too.
    AddsNamesToTheSameId,
    /// Ids go down from −1.
    CountsDown,
    /// The built-in calendars can be unregistered, unless they are protected.
    LetsBuiltInsGo,
    /// What a registration says that it has now is all that the calendar has.
    TellsAllNames,
    /// What was given twice is told twice.
    TellsRepeatedNames,
    /// The end can begin twice.
    EndsTwice,
    /// After the end lists are empty, where nothing is found.
    ListsNothingInTheEnd,
    /// What is declared nowhere is done in the other way.
    DoesOtherwise,
}

/// What a registry chooses among what is left open, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latitude(pub u16);

impl Latitude {
    /// Where there is a choice, one way on each point, and the other way on each.
    pub const ENDS: [Latitude; 2] = [Latitude(0), Latitude(u16::MAX)];

    /// Whether it is taken.
    pub const fn takes(self, freedom: Freedom) -> bool {
        self.0 & (1 << freedom as u16) != 0
    }
}
