//! Texts of articles, and what was found in them, that are not needed for a while: in a file instead of memory.

use std::fmt::Debug;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A file that takes texts and other things, one behind the other.
#[derive(Debug)]
pub struct Spool {
    file: Mutex<Box<dyn Storage>>,
}

/// What a spool keeps all in: a file, which the run opens.
pub trait Storage: Read + Write + Seek + Send + Debug {}

impl<File: Read + Write + Seek + Send + Debug> Storage for File {}

/// The place of a text, or of another thing, in its spool.
#[derive(Clone, Debug)]
pub struct Spooled {
    spool: Arc<Spool>,
    /// First byte.
    start: u64,
    /// Bytes.
    length: usize,
}

impl Spool {
    /// Returns a spool that appends to `file`, which nobody else writes.
    #[must_use]
    pub fn new(file: impl Storage + 'static) -> Arc<Self> {
        Arc::new(Self {
            file: Mutex::new(Box::new(file)),
        })
    }

    /// Writes `text` behind all others, and returns its place.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(self: &Arc<Self>, text: &str) -> io::Result<Spooled> {
        self.append(text.as_bytes())
    }

    /// Writes `thing` behind all others, and returns its place.
    ///
    /// # Errors
    /// The file cannot be written, or the thing.
    pub fn add_thing(self: &Arc<Self>, thing: &(impl Serialize + ?Sized)) -> io::Result<Spooled> {
        let bytes = postcard::to_allocvec(thing).map_err(io::Error::other)?;
        self.append(&bytes)
    }

    fn append(self: &Arc<Self>, bytes: &[u8]) -> io::Result<Spooled> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(Spooled {
            spool: Arc::clone(self),
            start,
            length: bytes.len(),
        })
    }
}

impl Spooled {
    /// Returns the text.
    ///
    /// # Panics
    /// If the file cannot be read any more.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes()).expect("the temporary file holds what was written to it")
    }

    /// Returns the thing.
    ///
    /// # Panics
    /// If the file cannot be read any more, or another type was written.
    #[must_use]
    pub fn thing<Thing: DeserializeOwned>(&self) -> Thing {
        let read = postcard::from_bytes(&self.bytes());
        read.expect("the temporary file holds what was written to it")
    }

    fn bytes(&self) -> Vec<u8> {
        let file = self.spool.file.lock();
        let mut file = file.unwrap_or_else(PoisonError::into_inner);
        let mut bytes = vec![0; self.length];
        let read = file
            .seek(SeekFrom::Start(self.start))
            .and_then(|_| file.read_exact(&mut bytes));
        read.expect("what was written to the temporary file can be read again");
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_were_written_in_any_order() {
        let spool = Spool::new(io::Cursor::new(Vec::new()));
        let texts = ["the groin", "", "é, on several\nlines", "last"];
        let places = texts.map(|text| spool.add(text).unwrap());
        for at in [3, 0, 2, 1, 2] {
            assert_eq!(places[at].text(), texts[at]);
        }
        assert_eq!(spool.add("more").unwrap().text(), "more");
    }
}
