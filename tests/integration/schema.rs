//! The JSON Schema of pack files fits what the loader reads.

use std::fs;
use std::path::Path;

use factlint::built_in::built_in_files;
use serde_json::Value;

use crate::site::Site;

fn validator() -> jsonschema::Validator {
    let ran = Site::with(&[]).run("facts schema");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let schema: Value = serde_json::from_str(&ran.stdout).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

/// Returns TOML as editors hand it to a validator: dates are strings.
fn as_json(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(flag) => flag.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(list) => list.into_iter().map(convert).collect(),
            toml::Value::Table(table) => table
                .into_iter()
                .map(|(key, value)| (key, convert(value)))
                .collect(),
        }
    }
    convert(toml::Value::Table(text.parse().expect("TOML")))
}

#[test]
fn every_pack_file_fits_the_schema() {
    let validator = validator();
    let mut files: Vec<(String, String)> = built_in_files()
        .into_iter()
        .map(|file| (file.name, file.text.to_string()))
        .collect();
    assert!(
        files.len() > 40,
        "a moved folder must not turn this test green"
    );
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs");
    for entry in walkdir::WalkDir::new(packs)
        .into_iter()
        .filter_map(Result::ok)
    {
        if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = fs::read_to_string(entry.path()).unwrap();
            files.push((entry.path().display().to_string(), text));
        }
    }
    for (name, text) in files {
        let errors: Vec<String> = validator
            .iter_errors(&as_json(&text))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
    }
}

#[test]
fn broken_files_do_not_fit_the_schema() {
    let validator = validator();
    for broken in [
        "[[facts]]\nid = \"x\"",
        "[fact]\nid = \"x\"",
        "fact = 3",
        "[[fact]]\nenabled = false",
        "[[fact]]\nid = \"x\"",
        "[[fact]]\nid = \"x\"\nenabled = true",
        "[[fact]]\nid = \"Not an id\"\nenabled = false",
        "[[fact]]\nid = \"x\"\nenabled = false\nceilling = \"error\"",
        "[[fact]]\nid = \"x\"\nenabled = false\nceiling = \"loud\"",
        "[[fact]]\nid = \"x\"\nenabled = false\naccept = [1]",
        "[[fact]]\nid = \"x\"\nenabled = false\nfrequency = [20, 400]",
        "[[fact]]\nid = \"x\"\nenabled = false\nreviewed = \"soon\"",
        "[[fact]]\nid = \"x\"\nenabled = false\nsubject = \"s1-root\"",
        "[[fact]]\nid = \"x\"\nenabled = false\n[[fact.also-says]]\ntypical = [\"y\"]",
        "[[fact]]\nid = \"x\"\nenabled = false\nleft-to = [{ fact = \"y\" }]",
        "[[concept]]\nnames = [\"x\"]",
        "[[concept]]\nid = \"x\"\nparts = [\"y\"]",
        "[[cue]]\nid = \"x\"\nrole = \"shout\"",
        "[[predicate]]\nid = \"x\"\nlabel = \"x\"\nkind = \"sort\"\nrule = \"y\"",
        "[[source]]\nid = \"x\"",
        "[[source]]\nid = \"x\"\ntitle = \"y\"\nyear = \"2007\"",
        "[pack]\nid = \"x\"",
        "[levels]\norder = [\"L4\"]",
    ] {
        assert!(!validator.is_valid(&as_json(broken)), "{broken}");
    }
    let off = "[[fact]]\nid = \"tx-orthotics\"\nenabled = false";
    assert!(validator.is_valid(&as_json(off)), "a switch-off is whole");
}
