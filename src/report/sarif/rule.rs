//! The page of a rule as a reporting descriptor.

use super::super::ReportedRule;
use super::log::{Configuration, Descriptor, Help, Message, Properties};

/// Returns the descriptor of `rule`: its title, what it does, and its page as help.
pub(super) fn descriptor(rule: &ReportedRule) -> Descriptor {
    let does = section(&rule.page, "What it does").unwrap_or(&rule.title);
    Descriptor {
        id: rule.id.clone(),
        short_description: Message::text(rule.title.clone()),
        full_description: Message::text(first_paragraph(does).to_owned()),
        help: Help {
            text: does.to_owned(),
            markdown: without_examples(&rule.page).to_owned(),
        },
        default_configuration: Configuration {
            enabled: rule.severity.is_some(),
            level: super::level(rule.severity.map_or("", |severity| severity.name())),
        },
        properties: Properties {
            tags: vec![rule.family.name().to_owned(), rule.code.clone()],
        },
    }
}

/// Returns what stands under a heading of the second level.
fn section<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let mut parts = page.split("\n## ");
    let part = parts.find_map(|part| part.strip_prefix(heading))?;
    Some(part.trim()).filter(|text| !text.is_empty())
}

fn first_paragraph(text: &str) -> &str {
    text.split("\n\n").next().unwrap_or(text)
}

fn without_examples(page: &str) -> &str {
    page.split("\n## Examples").next().unwrap_or(page).trim()
}
