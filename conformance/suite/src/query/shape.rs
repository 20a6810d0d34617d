//! The JSON shapes of arguments and answers: what the reader accepts, and what the schema
//! specifies.

use crate::query::json::Json;

/// A set of JSON values.
#[derive(Clone, Copy, Debug)]
pub enum JsonShape {
    /// The integers in this range, inclusive.
    Integer(i64, i64),
    /// `true` and `false`.
    Flag,
    /// `null`.
    Null,
    /// These texts.
    Names(&'static [&'static str]),
    /// Texts that match: the regular expression for the schema, and the same test as a function.
    Text(&'static str, fn(&str) -> bool),
    /// Lists with exactly these elements, in order.
    List(&'static [JsonShape]),
    /// Objects with exactly this key and a value of this shape.
    Object(&'static str, &'static JsonShape),
    /// The union of shapes that have no value in common.
    Any(&'static [JsonShape]),
    /// A shape with its own definition in the schema.
    Named(&'static str, &'static JsonShape),
}

/// Any integer that the protocol allows.
pub const INTEGER: JsonShape = JsonShape::Named("integer", &JsonShape::Integer(i64::MIN, i64::MAX));

impl JsonShape {
    /// Whether the value is in the set.
    pub fn fits(&self, json: &Json) -> bool {
        match (self, json) {
            (JsonShape::Named(_, shape), json) => shape.fits(json),
            (JsonShape::Any(shapes), json) => shapes.iter().any(|shape| shape.fits(json)),
            (JsonShape::Integer(least, most), Json::Number(number)) => {
                (least..=most).contains(&number)
            }
            (JsonShape::Flag, Json::Flag(_)) | (JsonShape::Null, Json::Null) => true,
            (JsonShape::Names(names), json) => {
                json.text().is_some_and(|text| names.contains(&text))
            }
            (JsonShape::Text(_, fits), json) => json.text().is_some_and(fits),
            (JsonShape::List(shapes), json) => json.elements().is_some_and(|elements| {
                let fit = |(shape, element): (&JsonShape, &Json)| shape.fits(element);
                shapes.len() == elements.len() && shapes.iter().zip(&*elements).all(fit)
            }),
            (JsonShape::Object(key, shape), json) => {
                json.entry().is_some_and(|(only, value)| only == *key && shape.fits(value))
            }
            _ => false,
        }
    }

    /// Whether the set includes the other one.
    pub fn includes(&self, other: &JsonShape) -> bool {
        match (self, other) {
            (JsonShape::Named(name, _), JsonShape::Named(other, _)) if name == other => true,
            (_, JsonShape::Named(_, other)) => self.includes(other),
            (_, JsonShape::Any(others)) => others.iter().all(|other| self.includes(other)),
            (JsonShape::Named(_, shape), _) => shape.includes(other),
            (JsonShape::Any(shapes), _) => shapes.iter().any(|shape| shape.includes(other)),
            (JsonShape::Integer(least, most), JsonShape::Integer(other_least, other_most)) => {
                least <= other_least && other_most <= most
            }
            (JsonShape::Flag, JsonShape::Flag) | (JsonShape::Null, JsonShape::Null) => true,
            (JsonShape::Names(names), JsonShape::Names(others)) => {
                others.iter().all(|name| names.contains(name))
            }
            (JsonShape::Text(_, fits), JsonShape::Names(names)) => {
                names.iter().all(|name| fits(name))
            }
            // The empty pattern matches every text.
            (JsonShape::Text(pattern, _), JsonShape::Text(other, _)) => {
                pattern.is_empty() || pattern == other
            }
            (JsonShape::List(shapes), JsonShape::List(others)) => {
                let within = |(shape, other): (&JsonShape, &JsonShape)| shape.includes(other);
                shapes.len() == others.len() && shapes.iter().zip(*others).all(within)
            }
            (JsonShape::Object(key, shape), JsonShape::Object(other_key, other)) => {
                key == other_key && shape.includes(other)
            }
            _ => false,
        }
    }

    /// Whether both sets are equal.
    pub fn is(&self, other: &JsonShape) -> bool {
        self.includes(other) && other.includes(self)
    }

    /// The union of all these shapes, without any that another one includes.
    pub fn union<'a>(all: impl Iterator<Item = &'a JsonShape>) -> Vec<JsonShape> {
        let mut union = Vec::new();
        all.for_each(|shape| shape.add_to(&mut union));
        union
    }

    fn add_to(self, union: &mut Vec<JsonShape>) {
        match self {
            JsonShape::Any(parts) => parts.iter().for_each(|part| part.add_to(union)),
            JsonShape::Named(_, several @ JsonShape::Any(_)) => several.add_to(union),
            _ if union.iter().any(|shape| shape.includes(&self)) => {}
            _ => {
                union.retain(|shape| !self.includes(shape));
                union.push(self);
            }
        }
    }
}

/// The names in a list of named values.
pub const fn names<T: Copy, const N: usize>(all: &[(T, &'static str); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = all[index].1;
        index += 1;
    }
    names
}

/// The name of the value in a list of named values.
pub fn name_of<T: PartialEq>(all: &[(T, &'static str)], value: &T) -> &'static str {
    all.iter().find(|row| row.0 == *value).map_or("", |row| row.1)
}
