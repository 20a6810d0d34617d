//! Texts in a log. They are escaped as they are read, since another program may have written them.
//! Texts that a run has already escaped stay unchanged.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// Texts that are only shown, never parsed.
pub(crate) trait Texts {
    fn escaped(self) -> Self;
}

/// Deserializes texts and escapes them.
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
