//! The arguments of questions.

use std::fmt;
use std::marker::PhantomData;

use serde::de;
use serde::ser::{Serialize, Serializer};

use crate::query::{Ability, Json, Query};
use crate::wire::checked::{Checked, Expected};

/// An item of a question; valid for at least one kind of question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument(Json);

impl Argument {
    /// The arguments of the query.
    pub fn of(query: Query) -> Argument {
        Argument(query.item())
    }

    /// The query with these arguments; `None` if they do not fit the question.
    pub fn query(&self, ask: Ability) -> Option<Query> {
        ask.query(&self.0)
    }

    /// The largest absolute value of any integer in it.
    pub fn largest(&self) -> u64 {
        self.0.largest()
    }
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(out)
    }
}

impl From<Json> for Argument {
    fn from(json: Json) -> Argument {
        Argument(json)
    }
}

impl Checked for Argument {
    fn expected(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = Ability::rows().flat_map(|row| match row.parameters {
            [only] => only.in_words,
            _ => &["a list"],
        });
        f.write_str(&super::alternatives(rows))
    }

    fn check<E: de::Error>(&self) -> Result<(), E> {
        let Argument(json) = self;
        match json {
            // Days and dates always fit some question, and are frequent in batches.
            Json::Number(_) | Json::Date(_) => Ok(()),
            _ if Ability::rows().any(|row| row.item.fits(json)) => Ok(()),
            _ => Err(E::invalid_value(json.unexpected(), &Expected::<Argument>(PhantomData))),
        }
    }

    fn json(&mut self) -> &mut Json {
        &mut self.0
    }
}
