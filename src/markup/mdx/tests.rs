//! What comes of MDX.
#![expect(
    clippy::disallowed_methods,
    reason = "one test reads what lies beside the repository"
)]

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::markup::assert_sound;
use crate::markup::dump::dump;
use crate::source::ProseSpan;

fn read(text: &str) -> Article {
    super::read(text, &PageLayout::default())
}

/// Checks the blocks and comments of `text`, one per line, in the form of [`dump`].
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let article = read(text);
    assert_sound(text, &article);
    assert_eq!(
        dump(&article).lines().collect::<Vec<_>>(),
        expected,
        "{text}"
    );
}

#[test]
fn imports_exports_and_expressions_are_no_prose() {
    check(
        "---\ntitle: T\n---\nimport X from './x'\n\nexport const a = {\n  b: 'S1'\n}\n\n# A {#a}\n\n{chart}\n\nB {' c'}{\" \"}{`d`} {5} %.\n\n{'e'}\n",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Paragraph "B c d 5 %." under 0"#,
            r#"2 Paragraph "e" under 0"#,
        ],
    );
}

#[test]
fn what_an_expression_in_a_line_shows_is_unknown() {
    check(
        "Between {low} and 80%. {null}{/* c */}{<b>d</b>}",
        &[
            "0 Paragraph \"Between \u{FFFC} and 80%. \u{FFFC}\"",
            r#"comment " c ""#,
        ],
    );
}

#[test]
fn comments_of_both_kinds_are_kept() {
    check(
        "{/* a */}\n\nb {/* c */} d <!-- e\n\nf --> g\n\n- h\n{/* i */}\n\n`<!-- j -->`\n",
        &[
            r#"0 Paragraph "b d g""#,
            r#"1 Item "h" list 0.0 <0"#,
            r#"2 Paragraph "<!-- j -->""#,
            r#"comment " a ""#,
            r#"comment " c ""#,
            "comment \" e\\n\\nf \"",
            r#"comment " i ""#,
        ],
    );
}

#[test]
fn a_definition_that_is_addressed_to_factlint_is_a_comment_too() {
    check(
        "import A from 'a'\n\n[//]: # (factlint-ignore x: y)\n\n<A>b</A>\n\n`[//]: # (factlint-c)`\n",
        &[
            r#"0 Paragraph "b""#,
            r#"1 Paragraph "[//]: # (factlint-c)""#,
            r#"comment "factlint-ignore x: y""#,
        ],
    );
}

#[test]
fn prose_inside_components_is_read() {
    check(
        "# A\n\n<Tabs>\n  <TabItem value=\"b\">\n\n    B *c*:\n\n    - d\n    - e\n\n  </TabItem>\n</Tabs>\n\n<Note>F **g**.</Note>\n\nH <Term text=\"i\">j</Term>, <Cite id=\"1\" />k.\n",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Paragraph "B c:" under 0"#,
            r#"2 Item "d" under 0 list 0.0 <1"#,
            r#"3 Item "e" under 0 list 0.1 <1"#,
            r#"4 Paragraph "F g." under 0 strong "g""#,
            r#"5 Paragraph "H j, k." under 0"#,
        ],
    );
}

#[test]
fn tags_on_one_line_are_blocks_unless_text_stands_beside_them() {
    check(
        "<Tabs><Tab label=\"a\">b <Tip title=\"c\">d</Tip> e</Tab>\n<Tab label=\"f\"><p>*g*</p></Tab></Tabs>\n",
        &[
            r#"0 Heading(6) "a""#,
            r#"1 Paragraph "b d e" under 0"#,
            r#"2 Heading(6) "f""#,
            r#"3 Paragraph "g" under 2"#,
        ],
    );
}

#[test]
fn titles_are_headings_of_what_stands_in_the_component() {
    check(
        "# A\n\n<Details summary=\"B &amp; &quot;c&quot;\">\n\nd\n\n## E\n\n<Tab label={'f'}>\n\ng\n\n</Tab>\n\n</Details>\n\nh\n",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Heading(2) "B & \"c\"" under 0"#,
            r#"2 Paragraph "d" under 0 1"#,
            r#"3 Heading(2) "E" under 0"#,
            r#"4 Heading(3) "f" under 0 3"#,
            r#"5 Paragraph "g" under 0 3 4"#,
            r#"6 Paragraph "h" under 0"#,
        ],
    );
}

#[test]
fn texts_of_attributes_are_read_once() {
    check(
        "<Card description=\"b\"\n  title=\"a\" href=\"/x\" />\n\n<Faq question=\"c?\" answer={`d`} id={'e'} />\n\n<Figure src={img} alt=\"f\" title=\"g\" caption=\"h\" />\n\ni <Image alt='j' /> <Tip title=\"k\">l</Tip>\n\n<SEO title=\"m\" description=\"n\" />\n",
        &[
            r#"0 Heading(6) "a""#,
            r#"1 Paragraph "b" under 0"#,
            r#"2 Heading(6) "c?""#,
            r#"3 Paragraph "d" under 2"#,
            r#"4 ImageText "f""#,
            r#"5 Paragraph "h""#,
            r#"6 Paragraph "i l""#,
            r#"7 ImageText "j""#,
        ],
    );
}

#[test]
fn known_components_are_what_their_names_say() {
    check(
        "<Quote>\n\na\n\n</Quote>\n\nb <Link to=\"/\">c</Link>\n\n<CodeBlock language=\"js\">d</CodeBlock>\n\ne\n\n<Table>\n<Tr><Th>f</Th></Tr>\n<Tr><Td>g</Td></Tr>\n</Table>\n",
        &[
            r#"0 Paragraph "a" quoted"#,
            r#"1 Paragraph "b c" link "c""#,
            r#"2 Paragraph "e""#,
            r#"3 Cell "f" cell 0.0.0"#,
            r#"4 Cell "g" cell 0.1.0 ^3"#,
        ],
    );
}

#[test]
fn elements_of_html_are_read_as_in_html() {
    check(
        "<details>\n<summary>A?</summary>\n\nB<br/>c <span style={{display: 'none'}}>d</span><del>e</del> f.\n\n</details>\n\n<div className=\"x\"><p>g</p></div>\n\n<ul>\n  <li>h</li>\n  <li hidden={false}>i</li>\n</ul>\n\n<hr />\n\n<table><tbody><tr><td colSpan={2}>j</td><td>k</td></tr></tbody></table>\n\n<img src={x} alt=\"l\" />\n",
        &[
            r#"0 Heading(6) "A?""#,
            r#"1 Paragraph "B\nc f." under 0"#,
            r#"2 Paragraph "g""#,
            r#"3 Item "h" list 0.0 <2"#,
            r#"4 Item "i" list 0.1 <2"#,
            r#"5 Cell "j" cell 0.1.0"#,
            r#"6 Cell "k" cell 0.1.2 <5"#,
            r#"7 ImageText "l""#,
        ],
    );
}

#[test]
fn components_may_stand_in_lists_tables_and_quotes() {
    check(
        "- <A1>b</A1> c\n- <D title=\"e\">\n\n  f\n\n  </D>\n\n| <G>h</G> | i |\n|---|---|\n| {'j'} | <K/> l |\n\n> <M\n>   title=\"n\">\n> o\n> </M>\n",
        &[
            r#"0 Item "b c" list 0.0"#,
            r#"1 Heading(6) "e" list 0.1"#,
            r#"2 Paragraph "f" under 1 list 0.1"#,
            r#"3 Cell "h" cell 0.0.0"#,
            r#"4 Cell "i" cell 0.0.1 <3"#,
            r#"5 Cell "j" cell 0.1.0 ^3"#,
            r#"6 Cell "l" cell 0.1.1 <5 ^4"#,
            r#"7 Heading(6) "n" quoted"#,
            r#"8 Paragraph "o" under 7 quoted"#,
        ],
    );
}

#[test]
fn broken_tags_give_less_structure_and_no_error() {
    check(
        "<A title=\"b\">\n\nc\n\n</D> e </A>\n\nf <g and {h\n\n<Quote>\n\n- i\n",
        &[
            r#"0 Heading(6) "b""#,
            r#"1 Paragraph "c" under 0"#,
            r#"2 Paragraph "e" under 0"#,
            r#"3 Paragraph "f <g and {h""#,
            r#"4 Item "i" list 0.0 <3 quoted"#,
        ],
    );
}

#[test]
fn marks_of_admonitions_are_no_prose() {
    check(
        ":::note\n\nA\n\n:::\n\n- b\n\n:::tip Title *c*\nd\n:::\n\n:::warning[E]\nf\n:::\n",
        &[
            r#"0 Paragraph "A""#,
            r#"1 Item "b" list 0.0 <0"#,
            r#"2 Paragraph "Title c""#,
            r#"3 Paragraph "d""#,
            r#"4 Paragraph "E""#,
            r#"5 Paragraph "f""#,
        ],
    );
}

#[test]
fn a_byte_order_mark_and_front_matter_shift_nothing() {
    let text = "\u{FEFF}---\ntitle: {x}\n---\n<A title=\"é\">S1 <!-- é --> ü</A>\n";
    let article = read(text);
    assert_sound(text, &article);
    let block = &article.blocks[1];
    let end = ProseSpan::of_range(3..block.prose.len());
    assert_eq!(block.prose, "S1 ü");
    assert_eq!(&text[block.map.to_source(end).range()], "ü");
}

#[test]
fn what_would_take_the_parser_too_long_is_read_as_markdown() {
    let text = format!("<A>b</A> {}", "{".repeat(60));
    assert_eq!(
        dump(&read(&text)),
        dump(&crate::markup::markdown::read(
            &text,
            &PageLayout::default()
        ))
    );
}

/// Pieces of MDX, which hang together only by chance.
const PIECES: &[&str] = &[
    "<A>",
    "</A>",
    "<A title=\"t\">",
    "<B.C x={y} />",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<li>",
    "<td>",
    "<img alt='é' />",
    "<br/>",
    "<>",
    "</>",
    "{",
    "}",
    "{'é'}",
    "{x}",
    "{/* c */}",
    "{`",
    "`}",
    "${",
    "<!--",
    "-->",
    ":::",
    ":::tip é\n",
    "import a from 'b'\n",
    "export const c = {\n",
    "\n",
    "\n\n",
    "\r\n",
    "    ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "| a | b |\n|---|---|\n| ",
    " | ",
    "**",
    "_",
    "`",
    "```\n",
    "~~~",
    "[",
    "](x)",
    "![",
    "[^1]",
    "[^1]: ",
    "&amp;",
    "&",
    "\\",
    "é",
    "word ",
    "\u{0}",
    "<",
    ">",
    "=",
    "\"",
    "'",
    "/",
    "---\n",
    "\u{FEFF}",
];

proptest! {
    #[test]
    fn any_pieces_of_mdx_give_sound_blocks(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        assert_sound(&text, &read(&text));
    }

    #[test]
    fn any_text_gives_sound_blocks(text in "(?s).{0,200}") {
        assert_sound(&text, &read(&text));
    }
}

/// The examples of the specifications of Markdown and the strings that break programs, where they lie beside the
/// repository.
#[test]
#[expect(
    clippy::print_stderr,
    reason = "it has to be seen whether they were used"
)]
fn examples_and_strings_of_the_corpora_give_sound_blocks() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let mut texts = Vec::new();
    for name in ["markdown/commonmark-spec.json", "markdown/gfm-spec.json"] {
        let file = fs::read_to_string(corpora.join(name)).unwrap_or_default();
        let examples: Vec<serde_json::Value> = serde_json::from_str(&file).unwrap_or_default();
        let sources = examples.iter().filter_map(|case| case["markdown"].as_str());
        texts.extend(sources.map(str::to_owned));
    }
    for entry in walkdir::WalkDir::new(corpora.join("strings")) {
        let file = entry
            .ok()
            .and_then(|entry| fs::read_to_string(entry.path()).ok());
        for line in file.unwrap_or_default().lines() {
            texts.push(line.to_owned());
            // Most would end a component, an attribute or an expression early.
            texts.push(format!("<A title=\"{line}\">\n\n{line}\n\n</A>"));
            texts.push(format!("b {{'{line}'}} <c d={{`{line}`}}>{line}</c>"));
        }
    }
    for text in &texts {
        assert_sound(text, &read(text));
    }
    eprintln!("{}: {} texts were read", corpora.display(), texts.len());
    assert!(!corpora.is_dir() || texts.len() > 1_000);
}

/// A parser that calls itself for each bracket would end the process.
#[test]
fn deeply_nested_code_is_passed_over() {
    let code = format!("{}a{}", "(".repeat(20_000), ")".repeat(20_000));
    for text in [
        format!("{{{code}}}\n\nb\n"),
        format!("{{{code}}} b\n"),
        format!("<A c={{{code}}}>b</A>\n"),
        format!("<A c={{[\n\n{code}]}}>\n\nb\n\n</A>\n"),
        format!("<A {{...{code}}} />\n\nb\n"),
        format!("export const c = {code}\n\nb\n"),
        format!("import {code}\n\nb\n"),
        format!("b\nexport const c = {code}\n"),
    ] {
        let article = read(&text);
        assert_sound(&text, &article);
        let last = article.blocks.last().map(|block| block.prose.as_str());
        assert!(last.is_some_and(|last| last.contains('b')));
    }
}

#[test]
fn a_byte_order_mark_behind_unclosed_front_matter_moves_nothing() {
    check(
        "---\ntitle: T\n\u{feff}The heel\nhurts.\n",
        &["0 Paragraph \"The heel hurts.\""],
    );
}
