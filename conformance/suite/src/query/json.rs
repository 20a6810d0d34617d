//! The subset of JSON that the protocol's questions and answers use.

use std::borrow::Cow;
use std::fmt;

use calproof_registry::{Date, MonthCode};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

/// A JSON value without fractions and exponents. It takes 16 bytes, and integers and dates take no
/// further memory, so that a batch of days or dates stays small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// An integer.
    Number(i64),
    /// A list of three elements that is a valid date is always stored like this; [`Json::elements`]
    /// returns it as a list.
    Date(Date),
    /// Any other value. Behind one pointer, so that the other variants are cheap to drop.
    Long(Box<Long>),
}

const _: () = assert!(size_of::<Json>() == 16);

/// A value with memory of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Long {
    /// A text.
    Text(Cow<'static, str>),
    /// A list.
    List(Vec<Json>),
    /// An object; duplicate keys are kept.
    Object(Vec<(Cow<'static, str>, Json)>),
    /// Any other value, as it was written, for example a fraction.
    Written(String),
}

impl Json {
    /// A text.
    pub fn of_text(text: impl Into<Cow<'static, str>>) -> Json {
        Json::Long(Box::new(Long::Text(text.into())))
    }

    /// The list of these elements.
    pub fn of_list(elements: Vec<Json>) -> Json {
        let date = match &elements[..] {
            [Json::Number(year), month, Json::Number(day)] => {
                month.month().and_then(|month| date(*year, month, *day))
            }
            _ => None,
        };
        date.map_or_else(|| Json::Long(Box::new(Long::List(elements))), Json::Date)
    }

    /// The object with this one entry.
    pub fn of_entry(key: &'static str, value: Json) -> Json {
        Json::Long(Box::new(Long::Object(vec![(key.into(), value)])))
    }

    /// The integer, if it is one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Json::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        let Json::Long(long) = self else { return None };
        if let Long::Text(text) = &**long { Some(text) } else { None }
    }

    /// The elements, if it is a list.
    pub fn elements(&self) -> Option<Cow<'_, [Json]>> {
        match self {
            Json::Date(Date { year, month, day }) => {
                let list = [Json::Number(*year), Json::from(*month), Json::Number((*day).into())];
                Some(Cow::Owned(list.into()))
            }
            Json::Long(long) => match &**long {
                Long::List(elements) => Some(Cow::Borrowed(elements)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The key and the value, if it is an object with one key.
    pub fn entry(&self) -> Option<(&str, &Json)> {
        match self {
            Json::Long(long) => match &**long {
                Long::Object(entries) => match &entries[..] {
                    [(key, value)] => Some((key, value)),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// The month: an integer is the number of a common month, a text the code of a leap month.
    pub fn month(&self) -> Option<MonthCode> {
        match self {
            Json::Number(number) => u8::try_from(*number).ok().map(MonthCode::common),
            other => other.text()?.parse().ok().filter(|month: &MonthCode| month.leap),
        }
    }

    /// The largest absolute value of any integer in the value.
    pub fn largest(&self) -> u64 {
        let of_all = |all: &mut dyn Iterator<Item = &Json>| all.map(Json::largest).max();
        match self {
            Json::Null | Json::Flag(_) => 0,
            Json::Number(number) => number.unsigned_abs(),
            Json::Date(Date { year, month, day }) => {
                year.unsigned_abs().max(month.number.into()).max((*day).into())
            }
            Json::Long(long) => match &**long {
                Long::Text(_) | Long::Written(_) => 0,
                Long::List(elements) => of_all(&mut elements.iter()).unwrap_or_default(),
                Long::Object(entries) => {
                    of_all(&mut entries.iter().map(|(_, value)| value)).unwrap_or_default()
                }
            },
        }
    }

    /// The description of the value in errors.
    pub fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Json::Null => Unexpected::Unit,
            Json::Flag(flag) => Unexpected::Bool(*flag),
            Json::Number(number) => Unexpected::Signed(*number),
            Json::Date(_) => Unexpected::Seq,
            Json::Long(long) => match &**long {
                Long::Text(text) => Unexpected::Str(text),
                Long::List(_) => Unexpected::Seq,
                Long::Object(_) => Unexpected::Map,
                Long::Written(text) => Unexpected::Other(text),
            },
        }
    }
}

fn date(year: i64, month: MonthCode, day: i64) -> Option<Date> {
    Some(Date { year, month, day: u32::try_from(day).ok()? })
}

impl From<MonthCode> for Json {
    fn from(month: MonthCode) -> Json {
        if month.leap {
            Json::of_text(month.to_string())
        } else {
            Json::Number(month.number.into())
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => out.serialize_unit(),
            Json::Flag(flag) => out.serialize_bool(*flag),
            Json::Number(number) => out.serialize_i64(*number),
            Json::Date(Date { year, month: MonthCode { number, leap: false }, day }) => {
                (year, number, day).serialize(out)
            }
            Json::Date(Date { year, month, day }) => (year, Json::from(*month), day).serialize(out),
            Json::Long(long) => match &**long {
                Long::Text(text) => out.serialize_str(text),
                Long::Written(text) => out.serialize_str(text),
                Long::List(elements) => out.collect_seq(elements),
                Long::Object(entries) => {
                    out.collect_map(entries.iter().map(|(key, value)| (key, value)))
                }
            },
        }
    }
}

/// Deserializes a value into a place. Values outside the subset are refused, with an error that
/// names what was expected. It writes in place since returning the value would copy it several
/// times, which costs more than reading an integer.
pub struct Reading<'a> {
    /// The destination.
    into: &'a mut Json,
    /// What is expected, in words.
    expected: &'a dyn de::Expected,
    /// How many lists and objects enclose the value.
    depth: u8,
}

impl<'a> Reading<'a> {
    /// Deserializes a value into this place.
    pub fn new(into: &'a mut Json, expected: &'a dyn de::Expected) -> Reading<'a> {
        Reading { into, expected, depth: 0 }
    }

    fn inner(into: &'a mut Json, depth: u8) -> Reading<'a> {
        Reading { into, expected: INNER, depth }
    }
}

/// Maximum number of elements of a list, and maximum nesting depth. Valid questions and answers
/// stay below; the limits keep invalid input from taking a hundred times its own size in memory.
const MOST_ELEMENTS: usize = 16;
const DEEPEST: u8 = 3;

/// Refuses one more element after `count` if that exceeds the limits.
fn may_follow<E: de::Error>(count: usize, depth: u8) -> Result<(), E> {
    if count >= MOST_ELEMENTS {
        return Err(E::custom(format_args!("more than {MOST_ELEMENTS} elements")));
    }
    if depth > DEEPEST {
        return Err(E::custom(format_args!("a list nested more than {DEEPEST} levels deep")));
    }
    Ok(())
}

/// The expected elements within a list or an object.
const INNER: &&str = &"an integer, a text or a list";

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expected.fmt(f)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        *self.into = Json::Null;
        Ok(())
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<(), E> {
        *self.into = Json::Flag(flag);
        Ok(())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        *self.into = Json::Number(number);
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        *self.into = Json::Number(signed(number)?);
        Ok(())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        *self.into = Json::of_text(text.to_owned());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let depth = self.depth + 1;
        may_follow(0, depth)?;
        // Most lists are dates. Nothing is allocated as long as the list may become one.
        let (mut numbers, mut other) = ([0; 3], Json::Null);
        for place in 0..numbers.len() {
            let mut number = None;
            let element = Element { number: &mut number, other: &mut other, depth };
            let goes_on = list.next_element_seed(element)?.is_some();
            if let Some(number) = number {
                numbers[place] = number;
            } else {
                *self.into = rest(&numbers[..place], goes_on.then_some(other), list, depth)?;
                return Ok(());
            }
        }
        if next(&mut list, &mut other, depth)? {
            *self.into = rest(&numbers, Some(other), list, depth)?;
            return Ok(());
        }
        let [year, month, day] = numbers;
        let month = u8::try_from(month).ok().map(MonthCode::common);
        match month.and_then(|month| date(year, month, day)) {
            Some(date) => *self.into = Json::Date(date),
            None => *self.into = rest(&numbers, None, list, depth)?,
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let (mut entries, depth) = (Vec::new(), self.depth + 1);
        while let Some(key) = object.next_key::<String>()? {
            may_follow(entries.len(), depth)?;
            let mut value = Json::Null;
            object.next_value_seed(Reading::inner(&mut value, depth))?;
            entries.push((key.into(), value));
        }
        *self.into = Json::Long(Box::new(Long::Object(entries)));
        Ok(())
    }
}

/// Reads the next element; `false` if there is none.
fn next<'de, A: SeqAccess<'de>>(
    list: &mut A,
    into: &mut Json,
    depth: u8,
) -> Result<bool, A::Error> {
    Ok(list.next_element_seed(Reading::inner(into, depth))?.is_some())
}

/// The list that begins with these integers and continues with `element`, if there is one.
fn rest<'de, A: SeqAccess<'de>>(
    start: &[i64],
    mut element: Option<Json>,
    mut list: A,
    depth: u8,
) -> Result<Json, A::Error> {
    let mut elements: Vec<Json> = start.iter().copied().map(Json::Number).collect();
    while let Some(read) = element {
        may_follow(elements.len(), depth)?;
        elements.push(read);
        let mut following = Json::Null;
        element = next(&mut list, &mut following, depth)?.then_some(following);
    }
    Ok(Json::of_list(elements))
}

/// An element of a list that may become a date.
struct Element<'a> {
    number: &'a mut Option<i64>,
    /// The destination if it is not an integer.
    other: &'a mut Json,
    depth: u8,
}

impl Element<'_> {
    fn other(&mut self) -> Reading<'_> {
        Reading::inner(self.other, self.depth)
    }
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Element<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(INNER)
    }

    fn visit_unit<E: de::Error>(mut self) -> Result<(), E> {
        self.other().visit_unit()
    }

    fn visit_bool<E: de::Error>(mut self, flag: bool) -> Result<(), E> {
        self.other().visit_bool(flag)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        *self.number = Some(number);
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        *self.number = Some(signed(number)?);
        Ok(())
    }

    fn visit_str<E: de::Error>(mut self, text: &str) -> Result<(), E> {
        self.other().visit_str(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, list: A) -> Result<(), A::Error> {
        self.other().visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, object: A) -> Result<(), A::Error> {
        self.other().visit_map(object)
    }
}

fn signed<E: de::Error>(number: u64) -> Result<i64, E> {
    let does_not_fit = |_| E::custom(format!("{number} does not fit 64 signed bits"));
    i64::try_from(number).map_err(does_not_fit)
}
