//! The tables of lunisolar years, written by `scripts/tables`.

pub(super) mod chinese;
pub(super) mod dangi;
