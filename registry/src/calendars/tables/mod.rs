//! The tables of lunisolar years, as `scripts/tables` writes them.

pub(super) mod chinese;
pub(super) mod dangi;
