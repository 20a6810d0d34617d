//! Which JSON an argument or an answer may be: what the reader lets in, and what the schema says.

use crate::query::json::Json;

/// A set of JSON values.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// The integers from one to another.
    Integer(i64, i64),
    /// `true` and `false`.
    Flag,
    /// `null`.
    Null,
    /// These texts.
    Names(&'static [&'static str]),
    /// Texts: the regular expression that the schema has for them, and the same as a function.
    Text(&'static str, fn(&str) -> bool),
    /// Lists with exactly these elements.
    List(&'static [Shape]),
    /// Objects with exactly this key.
    Object(&'static str, &'static Shape),
    /// All of several shapes, of which no two share a value.
    Any(&'static [Shape]),
    /// A shape with a definition of its own in the schema.
    Named(&'static str, &'static Shape),
}

/// Any integer of the protocol.
pub const INTEGER: Shape = Shape::Named("integer", &Shape::Integer(i64::MIN, i64::MAX));

impl Shape {
    /// Whether the value is one of these.
    pub fn fits(&self, json: &Json) -> bool {
        match (self, json) {
            (Shape::Named(_, shape), json) => shape.fits(json),
            (Shape::Any(shapes), json) => shapes.iter().any(|shape| shape.fits(json)),
            (Shape::Integer(least, most), Json::Number(number)) => (least..=most).contains(&number),
            (Shape::Flag, Json::Flag(_)) | (Shape::Null, Json::Null) => true,
            (Shape::Names(names), json) => json.text().is_some_and(|text| names.contains(&text)),
            (Shape::Text(_, fits), json) => json.text().is_some_and(fits),
            (Shape::List(shapes), json) => json.elements().is_some_and(|elements| {
                let fit = |(shape, element): (&Shape, &Json)| shape.fits(element);
                shapes.len() == elements.len() && shapes.iter().zip(&*elements).all(fit)
            }),
            (Shape::Object(key, shape), json) => {
                json.entry().is_some_and(|(only, value)| only == *key && shape.fits(value))
            }
            _ => false,
        }
    }

    /// Whether all values of the other are among these.
    pub fn includes(&self, other: &Shape) -> bool {
        match (self, other) {
            (Shape::Named(name, _), Shape::Named(other, _)) if name == other => true,
            (_, Shape::Named(_, other)) => self.includes(other),
            (_, Shape::Any(others)) => others.iter().all(|other| self.includes(other)),
            (Shape::Named(_, shape), _) => shape.includes(other),
            (Shape::Any(shapes), _) => shapes.iter().any(|shape| shape.includes(other)),
            (Shape::Integer(least, most), Shape::Integer(other_least, other_most)) => {
                least <= other_least && other_most <= most
            }
            (Shape::Flag, Shape::Flag) | (Shape::Null, Shape::Null) => true,
            (Shape::Names(names), Shape::Names(others)) => {
                others.iter().all(|name| names.contains(name))
            }
            (Shape::Text(_, fits), Shape::Names(names)) => names.iter().all(|name| fits(name)),
            // The empty expression is found in every text.
            (Shape::Text(pattern, _), Shape::Text(other, _)) => {
                pattern.is_empty() || pattern == other
            }
            (Shape::List(shapes), Shape::List(others)) => {
                let within = |(shape, other): (&Shape, &Shape)| shape.includes(other);
                shapes.len() == others.len() && shapes.iter().zip(*others).all(within)
            }
            (Shape::Object(key, shape), Shape::Object(other_key, other)) => {
                key == other_key && shape.includes(other)
            }
            _ => false,
        }
    }

    /// Whether it is the same set.
    pub fn is(&self, other: &Shape) -> bool {
        self.includes(other) && other.includes(self)
    }

    /// Shapes of which none includes another, and which together are all of these.
    pub fn union<'a>(all: impl Iterator<Item = &'a Shape>) -> Vec<Shape> {
        let mut union = Vec::new();
        all.for_each(|shape| shape.add_to(&mut union));
        union
    }

    fn add_to(self, union: &mut Vec<Shape>) {
        match self {
            Shape::Any(parts) => parts.iter().for_each(|part| part.add_to(union)),
            Shape::Named(_, several @ Shape::Any(_)) => several.add_to(union),
            _ if union.iter().any(|shape| shape.includes(&self)) => {}
            _ => {
                union.retain(|shape| !self.includes(shape));
                union.push(self);
            }
        }
    }
}

/// The names of a list of values with their names.
pub const fn names<T: Copy, const N: usize>(all: &[(T, &'static str); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = all[index].1;
        index += 1;
    }
    names
}

/// The name of the value in such a list.
pub fn name_of<T: PartialEq>(all: &[(T, &'static str)], value: &T) -> &'static str {
    all.iter().find(|row| row.0 == *value).map_or("", |row| row.1)
}
