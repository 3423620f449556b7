//! Inputs that the fuzz targets came by, run again: `fixtures/fuzz` has a folder for each target.

use std::path::Path;

use crate::articles::articles;

#[expect(unreachable_pub, reason = "the fuzz targets call them from outside")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// A fuzz target, by its name.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 7] = [
    ("check", targets::check),
    ("facts", targets::facts),
    ("html", targets::html),
    ("markdown", targets::markdown),
    ("mdx", targets::mdx),
    ("suppressions", targets::suppressions),
    ("text", targets::text),
];

#[test]
fn what_fuzzing_found_stays_sound() {
    for (name, run) in TARGETS {
        let inputs = articles(&format!("fixtures/fuzz/{name}"));
        assert!(
            inputs.len() >= 20,
            "{name}: a moved folder must not turn this test green"
        );
        for input in inputs {
            let bytes = std::fs::read(&input).unwrap();
            let result = std::panic::catch_unwind(|| run(&bytes));
            assert!(result.is_ok(), "{name} fails on {}", input.display());
        }
    }
}

#[test]
fn every_target_is_built_and_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let mut built: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    built.sort();
    assert_eq!(built, TARGETS.map(|(name, _)| name));
}
