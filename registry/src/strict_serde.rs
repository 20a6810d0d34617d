//! Rejects forms that serde accepts by default and no format here documents: `null` for an optional
//! key, a list of values for an object, and an object with `null` for a plain variant name.
//!
//! Public for the suite, which also reads other formats with it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{EnumAccessDeserializer, MapAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess,
    VariantAccess, Visitor,
};

/// The value of an optional key. `null` is not a value.
pub fn present<'de, T, D>(input: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(input).map(Some)
}

/// An object; a list of its values is rejected.
pub fn object<'de, T, D>(input: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Object::deserialize(input).map(|Object(value)| value)
}

/// An object under an optional key.
pub fn present_object<'de, T, D>(input: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    object(input).map(Some)
}

/// A list of objects.
pub fn objects<'de, T, D>(input: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let all: Vec<Object<T>> = Deserialize::deserialize(input)?;
    Ok(all.into_iter().map(|Object(value)| value).collect())
}

/// A value that can be read only from an object.
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Object<T>, D::Error> {
        input.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// One of several variants: a string if it has no content, otherwise an object with one key.
pub fn choice<'de, T, D>(input: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Choice::deserialize(input).map(|Choice(value)| value)
}

/// A variant under an optional key.
pub fn present_choice<'de, T, D>(input: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    choice(input).map(Some)
}

/// A list of variants.
pub fn choices<'de, T, D>(input: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let all: Vec<Choice<T>> = Deserialize::deserialize(input)?;
    Ok(all.into_iter().map(|Choice(value)| value).collect())
}

/// A list of lists of variants.
pub fn lists_of_choices<'de, T, D>(input: D) -> Result<Vec<Vec<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let all: Vec<Vec<Choice<T>>> = Deserialize::deserialize(input)?;
    let list = |list: Vec<Choice<T>>| list.into_iter().map(|Choice(value)| value).collect();
    Ok(all.into_iter().map(list).collect())
}

struct Choice<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Choice<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Choice<T>, D::Error> {
        input.deserialize_any(ChoiceVisitor(PhantomData))
    }
}

struct ChoiceVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ChoiceVisitor<T> {
    type Value = Choice<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word, or an object with one key")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Choice<T>, E> {
        T::deserialize(word.into_deserializer()).map(Choice)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Choice<T>, A::Error> {
        let object = Keyed(MapAccessDeserializer::new(map));
        T::deserialize(EnumAccessDeserializer::new(object)).map(Choice)
    }
}

/// A variant with content, given as an object and never as a string.
struct Keyed<A>(A);

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Keyed<A> {
    type Error = A::Error;
    type Variant = Keyed<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Keyed<A::Variant>), A::Error> {
        self.0.variant_seed(seed).map(|(key, value)| (key, Keyed(value)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Keyed<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        Err(Error::custom("a word has to be a text, and stands here as the key of an object"))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        count: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(count, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(keys, visitor)
    }
}
