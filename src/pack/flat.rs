//! Many numbers as bytes of fixed width, least significant first: read back at once, not one by one.

use serde::{Deserialize, Deserializer, Serializer};

/// A number that has the same width everywhere.
pub(crate) trait Fixed: Copy {
    /// Adds its bytes.
    fn write(self, to: &mut Vec<u8>);

    /// Returns the numbers that `bytes` hold; what is left over at the end is no number.
    fn read(bytes: &[u8]) -> Vec<Self>;
}

impl Fixed for u32 {
    fn write(self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Vec<Self> {
        let (numbers, _) = bytes.as_chunks();
        numbers.iter().copied().map(Self::from_le_bytes).collect()
    }
}

impl Fixed for u64 {
    fn write(self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Vec<Self> {
        let (numbers, _) = bytes.as_chunks();
        numbers.iter().copied().map(Self::from_le_bytes).collect()
    }
}

/// Writes `numbers`.
pub(crate) fn serialize<S: Serializer, N: Fixed>(numbers: &[N], to: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(size_of_val(numbers));
    for number in numbers {
        number.write(&mut bytes);
    }
    to.serialize_bytes(&bytes)
}

/// Reads what [`serialize`] wrote.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, N: Fixed>(
    from: D,
) -> Result<Vec<N>, D::Error> {
    let bytes = <&[u8]>::deserialize(from)?;
    Ok(N::read(bytes))
}
