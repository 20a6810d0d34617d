//! Texts of a log. Whoever merges it did not write it, so they are escaped as they come in; what a run
//! escaped stays as it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// What is shown and never read again.
pub(crate) trait Texts {
    fn escaped(self) -> Self;
}

/// Reads texts, and escapes them.
pub(crate) fn escaped<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Texts,
{
    T::deserialize(from).map(T::escaped)
}

impl Texts for String {
    fn escaped(self) -> String {
        crate::escape::whole(&self)
    }
}

impl<T: Texts> Texts for Option<T> {
    fn escaped(self) -> Option<T> {
        self.map(T::escaped)
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn escaped(self) -> Vec<T> {
        self.into_iter().map(T::escaped).collect()
    }
}

impl<T: Texts> Texts for (T, T) {
    fn escaped(self) -> (T, T) {
        (self.0.escaped(), self.1.escaped())
    }
}

impl<K: Texts + Ord, V> Texts for BTreeMap<K, V> {
    fn escaped(self) -> BTreeMap<K, V> {
        self.into_iter().map(|(text, value)| (text.escaped(), value)).collect()
    }
}
