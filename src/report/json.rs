//! One JSON object.

use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use super::objects::{check_object, claims_object, trace_object};
use super::sanitise::escape_json;

pub(super) fn write_check(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write_object(&check_object(report), out)
}

pub(super) fn write_claims(report: &Report, all: bool, out: &mut dyn Write) -> io::Result<()> {
    write_object(&claims_object(report, all), out)
}

pub(super) fn write_trace(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write_object(&trace_object(report), out)
}

pub(super) fn write_object(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string_pretty(object)?;
    writeln!(out, "{}", escape_json(&json))
}
