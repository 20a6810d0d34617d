//! Lists of items that are deserialized in place and checked against the allowed shapes.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, SeqAccess, Visitor};

use crate::query::{Json, Reading};
use crate::wire::MOST_ITEMS;

/// An item of a list: JSON of certain shapes.
pub trait Checked: From<Json> {
    /// What is expected, in words.
    fn expected(f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// An error if the item has none of the shapes.
    fn check<E: de::Error>(&self) -> Result<(), E>;

    /// The JSON of the item.
    fn json(&mut self) -> &mut Json;
}

/// Deserializes a list of items.
pub fn list<'de, T: Checked, D: Deserializer<'de>>(input: D) -> Result<Vec<T>, D::Error> {
    input.deserialize_seq(List(PhantomData))
}

struct List<T>(PhantomData<T>);

impl<'de, T: Checked> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut items: Vec<T> = Vec::new();
        loop {
            if items.len() > MOST_ITEMS {
                return Err(de::Error::custom(format_args!("more than {MOST_ITEMS} items")));
            }
            let item = items.push_mut(T::from(Json::Null));
            let reading = Reading::new(item.json(), &Expected::<T>(PhantomData));
            if list.next_element_seed(reading)?.is_none() {
                items.pop();
                return Ok(items);
            }
            item.check()?;
        }
    }
}

/// Displays what is expected of an item.
pub struct Expected<T>(pub PhantomData<T>);

impl<T: Checked> de::Expected for Expected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::expected(f)
    }
}
