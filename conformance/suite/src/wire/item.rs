//! The response to an item of a question.

use std::fmt;
use std::marker::PhantomData;

use calproof_registry::{Reason, Refusal};
use serde::de::{self, DeserializeSeed, Deserializer, Unexpected};
use serde::ser::{Serialize, Serializer};

use crate::query::{Answer, Json, JsonShape, Long, Observation, Query, Reading, names};
use crate::wire::checked::{Checked, Expected};

/// Maximum number of characters kept of an invalid result.
const LONGEST_WRITTEN: usize = 300;

/// The names of the reasons on the wire.
const REASONS: [(Reason, &str); 10] = [
    (Reason::OutOfRange, "out-of-range"),
    (Reason::NoSuchYear, "no-such-year"),
    (Reason::NoSuchMonth, "no-such-month"),
    (Reason::NoSuchDay, "no-such-day"),
    (Reason::NoSuchEra, "no-such-era"),
    (Reason::NoSuchWeek, "no-such-week"),
    (Reason::MissingField, "missing-field"),
    (Reason::Contradiction, "contradiction"),
    (Reason::Unexplained, "unexplained"),
    (Reason::Unsupported, "unsupported"),
];

/// The shapes of a refusal, and of a failure that is not a refusal.
pub const NO_ANSWERS: [JsonShape; 2] = [
    JsonShape::Object("no", &JsonShape::Names(&names(&REASONS))),
    JsonShape::Object("broke", &JsonShape::Text("", |_| true)),
];

/// The response to an item: an answer to some question, a refusal, or a failure that is not a
/// refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item(Json);

/// A refusal without details, which the wire does not carry.
fn bare(reason: Reason) -> Refusal {
    match reason {
        Reason::Unexplained => Refusal::Unexplained,
        Reason::Unsupported => Refusal::Unsupported,
        reason => Refusal::Bare(reason),
    }
}

impl Item {
    /// The item for a subject's response.
    pub fn of(observation: Observation) -> Item {
        Item(match observation {
            Observation::Value(answer) => answer.to_json(),
            Observation::Refused(refusal) => {
                let row = REASONS.iter().find(|row| row.0 == refusal.reason());
                let name = row.map_or("unexplained", |row| row.1);
                Json::of_entry("no", Json::of_text(name))
            }
            Observation::Crashed(words) => {
                Json::of_entry("broke", Json::of_text(words.as_str().to_owned()))
            }
            other => Json::of_entry("broke", Json::of_text(other.to_string())),
        })
    }

    /// An invalid item, kept as it was written.
    pub(super) fn written(text: &str) -> Item {
        let shown: String = text.chars().take(LONGEST_WRITTEN).collect();
        Item(Json::Long(Box::new(Long::Written(shown))))
    }

    /// Deserializes a single item.
    pub(super) fn read_alone<'de, D: Deserializer<'de>>(input: D) -> Result<Item, D::Error> {
        let mut item = Item(Json::Null);
        let expected = &Expected::<Item>(PhantomData);
        Reading::new(&mut item.0, expected).deserialize(input)?;
        item.check()?;
        Ok(item)
    }

    /// The observation that it is, as a response to the query.
    pub fn observation(self, query: Query) -> Observation {
        if let Some(answer) = query.ability().answer(&self.0) {
            return Observation::Value(answer);
        }
        self.answered().unwrap_or_else(|| Observation::Unacceptable(self.text().into()))
    }

    /// The text as it was written, for messages.
    fn text(&self) -> String {
        match &self.0 {
            Json::Long(long) if let Long::Written(text) = &**long => text.clone(),
            json => {
                let text = serde_json::to_string(json).unwrap_or_default();
                text.chars().take(LONGEST_WRITTEN).collect()
            }
        }
    }

    /// The observation, if the item is a refusal or a failure.
    fn answered(&self) -> Option<Observation> {
        let (key, value) = self.0.entry()?;
        match (key, value.text()?) {
            ("no", name) => {
                let row = REASONS.iter().find(|row| row.1 == name)?;
                Some(Observation::Refused(bare(row.0)))
            }
            ("broke", words) => Some(Observation::Crashed(words.into())),
            _ => None,
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(out)
    }
}

impl From<Json> for Item {
    fn from(json: Json) -> Item {
        Item(json)
    }
}

impl Checked for Item {
    fn expected(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answers = Answer::TYPES.iter().flat_map(|(_, in_words)| *in_words);
        f.write_str(&super::alternatives(answers.chain(&["{\"no\":…}", "{\"broke\":…}"])))
    }

    fn check<E: de::Error>(&self) -> Result<(), E> {
        let Item(json) = self;
        let mut shapes = Answer::TYPES.iter().map(|(shape, _)| shape).chain(&NO_ANSWERS);
        match json {
            // Days and dates are always valid, and frequent in batches.
            Json::Number(_) | Json::Date(_) => return Ok(()),
            _ if shapes.any(|shape| shape.fits(json)) => return Ok(()),
            _ => {}
        }
        Err(match (json.unexpected(), json.entry().map(|(key, value)| (key, value.text()))) {
            (Unexpected::Map, Some(("no", Some(name)))) => {
                E::custom(format!("`{}` is not a reason", crate::escape::line(name)))
            }
            (Unexpected::Map, _) => E::custom("a result object must have the key `no` or `broke`"),
            (other, _) => E::invalid_value(other, &Expected::<Item>(PhantomData)),
        })
    }

    fn json(&mut self) -> &mut Json {
        &mut self.0
    }
}
