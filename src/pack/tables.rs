//! Many numbers as they stand in what the build prepared: they are used where they are, and nothing is copied.

use std::borrow::Cow;
use std::ops::Deref;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zerocopy::{FromBytes, Immutable, IntoBytes, Unaligned};

/// What may stand anywhere among bytes and has the same ones on every machine, such as [`zerocopy::little_endian::U32`].
pub(crate) trait Plain:
    FromBytes + IntoBytes + Immutable + Unaligned + Clone + 'static
{
}

impl<N: FromBytes + IntoBytes + Immutable + Unaligned + Clone + 'static> Plain for N {}

/// A list that is part of the program, or was made while it runs.
#[derive(Clone, Debug)]
pub(crate) struct Table<N: Plain>(Cow<'static, [N]>);

impl<N: Plain> Default for Table<N> {
    fn default() -> Self {
        Self(Cow::Borrowed(&[]))
    }
}

impl<N: Plain> Deref for Table<N> {
    type Target = [N];

    fn deref(&self) -> &[N] {
        &self.0
    }
}

impl<N: Plain, M: Into<N>> FromIterator<M> for Table<N> {
    fn from_iter<I: IntoIterator<Item = M>>(numbers: I) -> Self {
        Self(numbers.into_iter().map(M::into).collect())
    }
}

impl<N: Plain> Serialize for Table<N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(self.0.as_bytes())
    }
}

impl<'de: 'static, N: Plain> Deserialize<'de> for Table<N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let bytes = <&'static [u8]>::deserialize(from)?;
        let numbers = <[N]>::ref_from_bytes(bytes);
        let numbers = numbers.map_err(|_| D::Error::custom("a table ends inside a number"))?;
        Ok(Self(Cow::Borrowed(numbers)))
    }
}

#[cfg(test)]
mod tests {
    use zerocopy::little_endian::U32;

    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written_wherever_it_stands() {
        let numbers = [0, 1, u32::MAX];
        let table: Table<U32> = numbers.into_iter().collect();
        for before in ["", "a", "ab", "abc"] {
            let bytes = postcard::to_allocvec(&(before, &table)).unwrap();
            let (_, read): (&str, Table<U32>) = postcard::from_bytes(bytes.leak()).unwrap();
            assert!(matches!(read.0, Cow::Borrowed(_)));
            assert!(read.iter().map(|number| number.get()).eq(numbers));
        }
    }

    #[test]
    fn half_a_number_is_no_table() {
        let bytes = postcard::to_allocvec(&Table::<u8>(Cow::Borrowed(&[1, 2, 3]))).unwrap();
        assert!(postcard::from_bytes::<Table<U32>>(bytes.leak()).is_err());
    }
}
