//! Mistakes of factlint itself, told like any other problem.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread will be caught.
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    /// What the last caught panic said.
    static CAUGHT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Returns what `work` returns, or the message and place of its panic.
///
/// The panic is not printed: it may quote the article, with whatever that holds.
pub(super) fn catch_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    let outer = CATCHING.replace(true);
    // Nothing that `work` could have left half done is used again.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(outer);
    result.map_err(|_| CAUGHT.take())
}

/// Makes panics that will be caught silent, and leaves all others as they are.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if CATCHING.get() {
                CAUGHT.set(message_of(info));
            } else {
                usual(info);
            }
        }));
    });
}

fn message_of(info: &panic::PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("a panic without a message");
    match info.location() {
        Some(at) => {
            let file = Path::new(at.file()).file_name().unwrap_or_default();
            format!("{message} ({}, line {})", file.display(), at.line())
        }
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_gives_its_message_and_place_and_the_next_work_goes_on() {
        let told = catch_panic(|| panic!("tripped over {}", 5)).unwrap_err();
        assert!(
            told.starts_with("tripped over 5 (panics.rs, line "),
            "{told}"
        );
        let inner = catch_panic(|| catch_panic(|| panic!("inside")).is_err() && panic!("outside"));
        assert!(inner.unwrap_err().starts_with("outside"));
        assert_eq!(catch_panic(|| 7), Ok(7));
    }
}
