//! Many numbers as bytes of fixed width, least significant first: read back at once, not one by one.

use serde::{Deserialize, Deserializer, Serializer};

/// Writes `numbers`.
pub(super) fn serialize<S: Serializer>(numbers: &[u32], to: S) -> Result<S::Ok, S::Error> {
    let bytes: Vec<u8> = numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    to.serialize_bytes(&bytes)
}

/// Reads what [`serialize`] wrote.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u32>, D::Error> {
    let bytes = <&[u8]>::deserialize(from)?;
    let (numbers, _) = bytes.as_chunks();
    Ok(numbers.iter().copied().map(u32::from_le_bytes).collect())
}
