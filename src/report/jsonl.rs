//! One JSON object per line: the findings or claims without anything around them.

use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use super::objects::{claim_objects, diagnostic_objects, sentence_objects};
use super::sanitise::escape_json;

pub(super) fn write_check(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    diagnostic_objects(report).try_for_each(|object| write_line(&object, out))
}

pub(super) fn write_claims(report: &Report, all: bool, out: &mut dyn Write) -> io::Result<()> {
    claim_objects(report, all).try_for_each(|object| write_line(&object, out))
}

pub(super) fn write_trace(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    sentence_objects(report).try_for_each(|object| write_line(&object, out))
}

pub(super) fn write_line(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string(object)?;
    writeln!(out, "{}", escape_json(&json))
}
