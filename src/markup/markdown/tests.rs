//! What comes of Markdown.

use proptest::prelude::*;

use super::*;
use crate::markup::assert_sound;
use crate::markup::dump::dump;

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

/// Checks the places in `text` of the parts of its first block: decoded parts in brackets.
#[track_caller]
fn check_places(text: &str, expected: &str) {
    let article = read(text);
    assert_sound(text, &article);
    let places = article.blocks[0]
        .map
        .segments()
        .iter()
        .map(
            |segment| match (segment.verbatim, &text[segment.source.range()]) {
                (true, source) => source.to_owned(),
                (false, source) => format!("[{source}]"),
            },
        )
        .collect::<Vec<_>>();
    assert_eq!(places.join("|"), expected);
}

#[test]
fn headings_hold_what_is_below_them() {
    check(
        "# A\na\n## B\nb\n### C {#c .x}\n## D\nd\n\nE\n===\ne\n\nF\n---\n",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Paragraph "a" under 0"#,
            r#"2 Heading(2) "B" under 0"#,
            r#"3 Paragraph "b" under 0 2"#,
            r#"4 Heading(3) "C" under 0 2"#,
            r#"5 Heading(2) "D" under 0"#,
            r#"6 Paragraph "d" under 0 5"#,
            r#"7 Heading(1) "E""#,
            r#"8 Paragraph "e" under 7"#,
            r#"9 Heading(2) "F" under 7"#,
        ],
    );
}

#[test]
fn attributes_of_a_heading_are_no_prose() {
    check(
        "# A {#a}\n## **B** {.b #c}\nC {: .c}\n---\n## D {d}\n## {#e}\n## F{#f}",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Heading(2) "B" under 0 strong "B""#,
            r#"2 Heading(2) "C" under 0"#,
            r#"3 Heading(2) "D {d}" under 0"#,
            r#"4 Heading(2) "F{#f}" under 0"#,
        ],
    );
}

#[test]
fn a_task_of_one_backslash_above_an_empty_item_is_read() {
    check(
        "- [ ] \\\n  - \n\na",
        &[r#"0 Heading(2) "\\" list 0.0"#, r#"1 Paragraph "a""#],
    );
}

#[test]
fn an_empty_heading_ends_the_section_before_it() {
    check(
        "# A\n## B\n#\na",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Heading(2) "B" under 0"#,
            r#"2 Paragraph "a""#,
        ],
    );
}

#[test]
fn headings_in_a_quote_or_an_item_end_with_it() {
    check(
        "# A\n> # B\n> b\n\na\n\n- ## C\n  c\n\nd",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Heading(1) "B" under 0 quoted"#,
            r#"2 Paragraph "b" under 0 1 quoted"#,
            r#"3 Paragraph "a" under 0"#,
            r#"4 Heading(2) "C" under 0 list 0.0 <3"#,
            r#"5 Paragraph "c" under 0 4 list 0.0 <3"#,
            r#"6 Paragraph "d" under 0"#,
        ],
    );
}

#[test]
fn bold_and_links_are_spans_of_the_prose() {
    check(
        "The **sciatic** **nerve** and **L5**__S1__ [see *the* **note**](x \"T\") <https://a.org>.",
        &[
            r#"0 Paragraph "The sciatic nerve and L5S1 see the note https://a.org." strong "sciatic nerve" strong "L5S1" strong "note" link "see the note" link "https://a.org""#,
        ],
    );
    check(
        "sci**at**ic __*a* **b**__ [](x) c **a** [b][x] [c][y]\n\n[x]: http://a.org",
        &[r#"0 Paragraph "sciatic a b c a b [c][y]" strong "at" strong "a b" strong "a" link "b""#],
    );
}

#[test]
fn references_and_escapes_are_decoded() {
    check(
        "a &amp; b&nbsp;c \\* d &#37; &unknown; &#10; e",
        &["0 Paragraph \"a & b\u{A0}c * d % &unknown; e\""]
            .map(|line| line.replace('\u{A0}', "\\u{a0}"))
            .each_ref()
            .map(String::as_str),
    );
    check_places(
        "a &amp; b&nbsp;c \\* d &#37; `x &amp; y`",
        "a |[&amp;]| b|[&nbsp;]|c |* d |[&#37;]| |x &amp; y",
    );
}

#[test]
fn a_block_of_spaces_is_none() {
    check("&nbsp;\n\n**&#32;**\n\n~~all~~", &[]);
}

#[test]
fn line_breaks_are_spaces_unless_they_are_meant() {
    check(
        "a\nb  \nc\\\nd<br>e <BR/>\nf",
        &[r#"0 Paragraph "a b\nc\nd\ne \nf""#],
    );
    check_places("a\r\nb  \r\nc<br />d", "a|[\r\n]|b|[  \r\n]|c|[<br />]|d");
}

#[test]
fn quotes_and_lists_may_wrap() {
    check(
        "> a\n> b\nc\n>\n> d\n\n- e\n  f\ng\n  > h\n  > i\n\n  j",
        &[
            r#"0 Paragraph "a b c" quoted"#,
            r#"1 Paragraph "d" quoted"#,
            r#"2 Item "e f g" list 0.0"#,
            r#"3 Paragraph "h i" list 0.0 quoted"#,
            r#"4 Paragraph "j" list 0.0"#,
        ],
    );
}

#[test]
fn runs_of_white_space_are_one_space() {
    check(
        "a  b\t c `d   e` <b> f</b>",
        &[r#"0 Paragraph "a b c d e f" strong "f""#],
    );
    check_places("a  b c", "a|[  ]|b c");
}

#[test]
fn tight_and_loose_items_are_alike() {
    check(
        "Causes:\n\n- a\n- **b** c\n\n1. d\n\n   e\n\n2. f\n\ng",
        &[
            r#"0 Paragraph "Causes:""#,
            r#"1 Item "a" list 0.0 <0"#,
            r#"2 Item "b c" list 0.1 <0 strong "b""#,
            r#"3 Item "d" list 1.0 ordered <2"#,
            r#"4 Paragraph "e" list 1.0 ordered <2"#,
            r#"5 Item "f" list 1.1 ordered <2"#,
            r#"6 Paragraph "g""#,
        ],
    );
}

#[test]
fn nested_lists_know_their_item_and_the_lead_in_of_the_outermost() {
    check(
        "## Signs\n- a\n  - b\n    1. c\n  - d\n\n    e\n- - f\n\n  * g\n- h",
        &[
            r#"0 Heading(2) "Signs""#,
            r#"1 Item "a" under 0 list 0.0 <0"#,
            r#"2 Item "b" under 0 list 1.0 <0 ^1"#,
            r#"3 Item "c" under 0 list 2.0 ordered <0 ^2"#,
            r#"4 Item "d" under 0 list 1.1 <0 ^1"#,
            r#"5 Paragraph "e" under 0 list 1.1 <0 ^1"#,
            r#"6 Item "f" under 0 list 3.0 <0"#,
            r#"7 Item "g" under 0 list 4.0 <0"#,
            r#"8 Item "h" under 0 list 0.2 <0"#,
        ],
    );
}

#[test]
fn text_after_a_nested_list_stays_in_its_item() {
    check(
        "- a\n  - b\n\n  c\n- [x] d\n-\n- e",
        &[
            r#"0 Item "a" list 0.0"#,
            r#"1 Item "b" list 1.0 ^0"#,
            r#"2 Paragraph "c" list 0.0"#,
            r#"3 Item "d" list 0.1"#,
            r#"4 Item "e" list 0.3"#,
        ],
    );
}

#[test]
fn only_the_text_directly_above_leads_in() {
    for between in [
        "---",
        "```\nx\n```",
        "<hr>",
        "![](x)\n\n![y](x)",
        "> q",
        "[^1]: n",
    ] {
        let article = read(&format!("a:\n\n{between}\n\n- b"));
        let item = article.blocks.last().and_then(|block| block.list);
        assert_eq!(item.map(|place| place.lead_in), Some(None), "{between}");
    }
    for between in [
        "",
        "<!-- x -->",
        "<!-- x\n\ny --> <!-- z -->",
        "[r]: http://a.org",
    ] {
        let article = read(&format!("a:\n\n{between}\n\n- b"));
        let item = article.blocks.last().and_then(|block| block.list);
        assert_eq!(item.map(|place| place.lead_in), Some(Some(0)), "{between}");
    }
}

#[test]
fn an_item_may_lead_in_the_list_below_it() {
    check(
        "1. Signs are:\n- a\n- b ![c](x)\n",
        &[
            r#"0 Item "Signs are:" list 0.0 ordered"#,
            r#"1 Item "a" list 1.0 <0"#,
            r#"2 Item "b" list 1.1 <0"#,
            r#"3 ImageText "c" list 1.1 <0"#,
        ],
    );
}

#[test]
fn cells_know_their_headers() {
    check(
        "| Root | Muscle | |\n|---|:-:|--|\n| **L5** | toe \\| `a\\|b` | x |\n| | ![img](y) [calf](z) |\n\n- a",
        &[
            r#"0 Cell "Root" cell 0.0.0"#,
            r#"1 Cell "Muscle" cell 0.0.1 <0"#,
            r#"2 Cell "L5" cell 0.1.0 ^0 strong "L5""#,
            r#"3 Cell "toe | a|b" cell 0.1.1 <2 ^1"#,
            r#"4 Cell "x" cell 0.1.2 <2"#,
            r#"5 Cell "calf" cell 0.2.1 ^1 link "calf""#,
            r#"6 ImageText "img" cell 0.2.1 ^1"#,
            r#"7 Item "a" list 0.0"#,
        ],
    );
}

#[test]
fn a_table_may_stand_in_an_item() {
    check(
        "- a\n\n  | b |\n  |---|\n  | c |\n\n  d",
        &[
            r#"0 Item "a" list 0.0"#,
            r#"1 Cell "b" list 0.0 cell 0.0.0"#,
            r#"2 Cell "c" list 0.0 cell 0.1.0 ^1"#,
            r#"3 Paragraph "d" list 0.0"#,
        ],
    );
}

#[test]
fn image_text_is_a_block_of_its_own() {
    check(
        "See ![the *sciatic* &amp; **tibial** ![inner](y) nerve](x \"T\") here, [![link](z)](w).\n\n![only][r]\n\n[r]: x",
        &[
            r#"0 Paragraph "See here, .""#,
            r#"1 ImageText "the sciatic & tibial inner nerve" strong "tibial""#,
            r#"2 ImageText "link""#,
            r#"3 ImageText "only""#,
        ],
    );
}

#[test]
fn footnotes_are_blocks_where_they_stand() {
    check(
        "a[^1] b[^2].\n\n[^1]: Note *one*.\n\n    More.\n\n    - item\n\n[^2]: Two.\n\nc",
        &[
            r#"0 Paragraph "a b.""#,
            r#"1 Footnote "Note one.""#,
            r#"2 Footnote "More.""#,
            r#"3 Item "item" list 0.0"#,
            r#"4 Footnote "Two.""#,
            r#"5 Paragraph "c""#,
        ],
    );
}

#[test]
fn alerts_are_the_words_of_the_author() {
    check(
        "> [!WARNING]\n> a\n\n> b",
        &[r#"0 Paragraph "a""#, r#"1 Paragraph "b" quoted"#],
    );
}

#[test]
fn code_blocks_and_struck_text_are_no_prose() {
    check(
        "a ~~b ![c](d) **e**~~ f\n\n    g\n\n```\nh\n```\n\n`i` and ``j ` k``",
        &[r#"0 Paragraph "a f""#, r#"1 Paragraph "i and j ` k""#],
    );
    check_places("`i` and ``j ` k``", "i| and |j ` k");
    check_places("`a\nb` `\n c`", "[`a\nb`]| |[`\n c`]");
}

#[test]
fn comments_are_set_aside() {
    let text = "<!-- a -->\n\nb <!-- c\nd --> e<!---->\n<!-- f\n\ng --> h\n\n> - <!-- i\n>   j --> <!--> k\n\n<!-- open";
    check(
        text,
        &[
            r#"0 Paragraph "b e""#,
            r#"1 Paragraph "h""#,
            r#"2 Item "k" list 0.0 <1 quoted"#,
            r#"comment " a ""#,
            r#"comment " c\nd ""#,
            r#"comment """#,
            r#"comment " f\n\ng ""#,
            r#"comment " i\nj ""#,
            r#"comment """#,
        ],
    );
    let spans = read(text)
        .comments
        .iter()
        .map(|comment| &text[comment.span.range()])
        .collect::<Vec<_>>();
    assert_eq!(
        spans,
        [
            "<!-- a -->",
            "<!-- c\nd -->",
            "<!---->",
            "<!-- f\n\ng -->",
            "<!-- i\n>   j -->",
            "<!-->"
        ]
    );
}

#[test]
fn html_is_read_where_it_stands() {
    check(
        "a <sup>1</sup> <a href=\"x\">b</a>\n\n<div>c &amp; <b>d</b></div>\n\n<p>e<br>f<br><br>g\n\n- <i>h\n- <p>i</p> j",
        &[
            r#"0 Paragraph "a 1 b" link "b""#,
            r#"1 Paragraph "c & d" strong "d""#,
            r#"2 Paragraph "e\nf""#,
            r#"3 Paragraph "g""#,
            r#"4 Item "h" list 0.0 <3"#,
            r#"5 Item "i" list 0.1 <3"#,
            r#"6 Paragraph "j" list 0.1 <3"#,
        ],
    );
}

#[test]
fn markdown_may_stand_in_html() {
    check(
        "## A\n\n<details>\n<summary>Is it **b**?</summary>\n\nIt *is*.\n\n- c\n\n</details>\n\nd\n\n<div hidden>\n\ne\n\n</div>\n\nf",
        &[
            r#"0 Heading(2) "A""#,
            r#"1 Heading(3) "Is it **b**?" under 0"#,
            r#"2 Paragraph "It is." under 0 1"#,
            r#"3 Item "c" under 0 1 list 0.0 <2"#,
            r#"4 Paragraph "d" under 0"#,
            r#"5 Paragraph "f" under 0"#,
        ],
    );
}

#[test]
fn html_ends_with_the_markdown_around_it() {
    check(
        "a <b>b\n\nc\n\n> <div hidden>d\n\ne\n\n- <ul><li>f\n\n  g</div>\n- h</ul>\n\n| i <br> j<br><br>k | <td>l |\n|---|---|\n| <b>m | n</b> |",
        &[
            r#"0 Paragraph "a b" strong "b""#,
            r#"1 Paragraph "c""#,
            r#"2 Paragraph "e""#,
            r#"3 Item "f" list 1.0 <2"#,
            r#"4 Paragraph "g" list 1.0 <2"#,
            r#"5 Item "h" list 0.1 <2"#,
            r#"6 Cell "i \nj" cell 0.0.0"#,
            r#"7 Cell "k" cell 0.0.0"#,
            r#"8 Cell "l" cell 0.0.1 <6"#,
            r#"9 Cell "m" cell 0.1.0 ^6 strong "m""#,
            r#"10 Cell "n" cell 0.1.1 <9 ^8"#,
        ],
    );
}

#[test]
fn html_tables_and_lists_of_terms_are_read_in_markdown() {
    check(
        "> <table>\n> <tr><th>Root<th>Area\n> <tr><td>S1<td>sole &ndash; *all*\n> </table>\n>\n> <dl><dt>L5<dd>big\n> toe</dl>",
        &[
            r#"0 Cell "Root" cell 0.0.0 quoted"#,
            r#"1 Cell "Area" cell 0.0.1 <0 quoted"#,
            r#"2 Cell "S1" cell 0.1.0 ^0 quoted"#,
            r#"3 Cell "sole – *all*" cell 0.1.1 <2 ^1 quoted"#,
            r#"4 Heading(6) "L5" quoted"#,
            r#"5 Item "big toe" under 4 list 0.0 <4 quoted"#,
        ],
    );
}

#[test]
fn html_around_the_article_of_a_page_is_prose_in_markdown() {
    check(
        "<nav>a</nav>\n\n<aside>b</aside>\n\n<header>c</header>\n\n<button/> d <iframe src=x /> e <kbd>f</kbd>\n\n<script>\ng\n\nh</script>",
        &[
            r#"0 Paragraph "b""#,
            r#"1 Paragraph "c""#,
            r#"2 Paragraph "d e f""#,
        ],
    );
}

#[test]
fn front_matter_and_a_byte_order_mark_are_no_prose() {
    check("\u{FEFF}# A\n", &[r#"0 Heading(1) "A""#]);
    check_places(
        "\u{FEFF}---\r\ntitle: T\r\n---\r\n# A &amp; B\r\n",
        "A |[&amp;]| B",
    );
    check(
        "+++\nt = 1\n+++\n# A\n\n<!-- b -->",
        &[r#"0 Heading(1) "A""#, r#"comment " b ""#],
    );
}

#[test]
fn rules_in_the_body_cut_nothing() {
    check(
        "a\n\n---\n\nb: c\n\n---\n\nd",
        &[
            r#"0 Paragraph "a""#,
            r#"1 Paragraph "b: c""#,
            r#"2 Paragraph "d""#,
        ],
    );
}

#[test]
fn templates_are_no_prose_and_what_stands_between_two_of_them_is() {
    check(
        "a {{< ref \"x\" >}} b {{ page.title }}.\n{{% notice tip %}}\n**c**\n{{% /notice %}}\n\n- {{x}}\n- d\n{% if e %}\n- f\n{% endif %}\n\n{{< figure\n  src=\"y\" >}}\n[g]({{< ref \"a.md\" >}}) [h]({% link b.md %}#i) {{{ j }}} k",
        &[
            r#"0 Paragraph "a b .""#,
            r#"1 Paragraph "c" strong "c""#,
            r#"2 Item "d" list 0.1 <1"#,
            r#"3 Item "f" list 0.2 <1"#,
            r#"4 Paragraph "g h k" link "g" link "h""#,
        ],
    );
    check_places("a {{< b >}} c **{% d %}e**", "a |c |e");
}

#[test]
fn templates_that_hold_code_are_not_read() {
    check(
        "a\n\n{% raw %}\n# b\n\n{{ c }}\n{% endraw %}\n\nd {% comment %}e{% endcomment %} f {# g #} h\n\n{{< highlight r >}}\ni\n{{< /highlight >}}\n{::comment}\nj\n{:/comment}\n\nk",
        &[
            r#"0 Paragraph "a""#,
            r#"1 Paragraph "d f h""#,
            r#"2 Paragraph "k""#,
        ],
    );
    check(
        "{% blockquote A, B %}\nc\n{% endblockquote %}\n\nd\n\n{{< quote >}}e{{< /quote >}}\n\nf",
        &[
            r#"0 Paragraph "c" quoted"#,
            r#"1 Paragraph "d""#,
            r#"2 Paragraph "e" quoted"#,
            r#"3 Paragraph "f""#,
        ],
    );
}

#[test]
fn templates_that_stay_open_are_prose() {
    check(
        "a {{ b\n\nc }} {% d\n\n{% raw %} e",
        &[
            r#"0 Paragraph "a {{ b""#,
            r#"1 Paragraph "c }} {% d""#,
            r#"2 Paragraph "e""#,
        ],
    );
    let text = "<!-- {{ a }} :b: -->\n\nc";
    check(text, &[r#"0 Paragraph "c""#, r#"comment " {{ a }} :b: ""#]);
}

#[test]
fn directives_are_notes_with_titles() {
    check(
        "# A\n:::note Is it *b*?\nc\n\n## D\n:::\n\n::: {.tip #x}\ne\n:::::\n:::warning[F]{.y}\n- g\n\n::: epigraph :::\nh\n:::\n:::\n\ni",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Heading(2) "Is it b?" under 0"#,
            r#"2 Paragraph "c" under 0 1"#,
            r#"3 Heading(2) "D" under 0"#,
            r#"4 Paragraph "e" under 0"#,
            r#"5 Heading(2) "F" under 0"#,
            r#"6 Item "g" under 0 5 list 0.0 <5"#,
            r#"7 Paragraph "h" under 0 5 quoted"#,
            r#"8 Paragraph "i" under 0"#,
        ],
    );
    check(
        "```{note} A *b*\n:class: c\n\nd\n\n~~~\n:::e\n~~~\n```\n\n:::{math}\nf\n:::\n\n```{code-block} r\ng\n```\n\nh {ref}`i <j>` :term:`k`",
        &[
            r#"0 Heading(6) "A b""#,
            r#"1 Paragraph "d" under 0"#,
            r#"2 Paragraph "h i k""#,
        ],
    );
}

#[test]
fn admonitions_and_tabs_are_notes_with_titles() {
    check(
        "# A\n\n- b\n\n!!! note \"Is it **c**?\"\n\n    d\n\n    - e\n\n    ??? tip\n        f\n\n=== \"G\"\n    h\n\n!!! danger\ni\n\nj !!! k",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Item "b" under 0 list 0.0 <0"#,
            r#"2 Heading(2) "Is it c?" under 0"#,
            r#"3 Paragraph "d" under 0 2"#,
            r#"4 Item "e" under 0 2 list 1.0 <3"#,
            r#"5 Paragraph "f" under 0 2"#,
            r#"6 Heading(2) "G" under 0"#,
            r#"7 Paragraph "h" under 0 6"#,
            r#"8 Paragraph "i" under 0"#,
            r#"9 Paragraph "j !!! k" under 0"#,
        ],
    );
}

#[test]
fn callouts_are_the_words_of_the_author() {
    check(
        "> [!tip]- Is it `a`?\n> b\n>\n> > [!warning] c\n> > d\n\n> [!quote] E\n> f\n\n> [!Note]\n> g\n\n[!h] i",
        &[
            r#"0 Heading(6) "Is it a?""#,
            r#"1 Paragraph "b" under 0"#,
            r#"2 Heading(6) "c" under 0"#,
            r#"3 Paragraph "d" under 0 2"#,
            r#"4 Paragraph "f" quoted"#,
            r#"5 Paragraph "g""#,
            r#"6 Paragraph "[!h] i""#,
        ],
    );
}

#[test]
fn definition_lists_are_terms_with_meanings() {
    check(
        "## A\n\nb *c*\n: d\n\n    e\n: f\n\ng\n\n:   h\n\ni",
        &[
            r#"0 Heading(2) "A""#,
            r#"1 Heading(3) "b c" under 0"#,
            r#"2 Item "d" under 0 1 list 0.0 <1"#,
            r#"3 Paragraph "e" under 0 1 list 0.0 <1"#,
            r#"4 Item "f" under 0 1 list 0.1 <1"#,
            r#"5 Heading(3) "g" under 0"#,
            r#"6 Item "h" under 0 5 list 1.0 <5"#,
            r#"7 Paragraph "i" under 0"#,
        ],
    );
}

#[test]
fn marks_of_dialects_are_no_prose() {
    check(
        "*[BMI]: Body mass index\n\n[[toc]]\n\n* TOC\n{:toc}\n\na ==b\n**c**== :warning: H~2~O x^2^ 10^3^ pain^1^ ~~d~~ ~e f~ $g^2$ $5-$10 [h](i){target=_blank} j.\n{: .k #l}\n\n[[M|m]] and [[n#o]], ![[p]] [[1]](q) [[2]] [@r] s^[t] {u} %%v%% w\n{.x}",
        &[
            r#"0 Paragraph "a b c H2O x2 10^3 pain $5-$10 h j." strong "c" link "h""#,
            r#"1 Paragraph "m and n, [1] s {u} w" link "[1]""#,
        ],
    );
    check(
        "| a {.b} | :cc: |\n|---|---|\n| [[d\\|e]] | `:f:`{.g} |",
        &[
            r#"0 Cell "a" cell 0.0.0"#,
            r#"1 Cell "e" cell 0.1.0 ^0"#,
            r#"2 Cell ":f:" cell 0.1.1 <1"#,
        ],
    );
    check(
        "10:30:45 a::b:: c:d:e 5 == 6 == 7 x==y $5 and $6",
        &[r#"0 Paragraph "10:30:45 a::b:: c:d:e 5 == 6 == 7 x==y $5 and $6""#],
    );
}

#[test]
fn formulas_of_several_lines_are_no_prose() {
    check(
        "a\n\n$$\nb = c\n\nd\n$$\n\ne $$f$$ g\n\n$$\nh",
        &[
            r#"0 Paragraph "a""#,
            r#"1 Paragraph "e g""#,
            r#"2 Paragraph "$$ h""#,
        ],
    );
}

#[test]
fn any_line_ends_will_do() {
    let text = "---\na: b\n---\n# A\n:::note B\nc\nd\n:::\n\n- e\n\n{{< f >}}\n\n!!! g\n    h\n";
    let expected = dump(&read(text));
    assert_eq!(expected.lines().count(), 5, "{expected}");
    for end in ["\r\n", "\r"] {
        assert_eq!(dump(&read(&text.replace('\n', end))), expected);
    }
}

#[test]
fn what_is_nested_too_deep_is_read_in_the_last_container() {
    let text = format!("{}a\n\nb", "> ".repeat(2_000));
    check(&text, &[r#"0 Paragraph "a" quoted"#, r#"1 Paragraph "b""#]);
    let lists = (0..2_000).map(|depth| format!("{}- {depth}\n", " ".repeat(2 * depth)));
    let article = read(&lists.collect::<String>());
    assert_eq!(article.blocks.len(), 2_000);
    let text = format!("{}a", ":::note\n".repeat(2_000));
    check(
        &format!("{text}\n{}\nb", ":::\n".repeat(2_000)),
        &[r#"0 Paragraph "a""#, r#"1 Paragraph "b""#],
    );
}

/// Pieces of markup, with the beginnings of lines that put blocks into containers.
fn documents() -> impl Strategy<Value = String> {
    let starts = prop::sample::select(vec![
        "",
        "",
        "",
        "- ",
        "  - ",
        "    ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        ">",
        "# ",
        "### ",
        "#",
        "| ",
        "[^1]: ",
        "\t",
        "- [ ] ",
        "> [!NOTE]\n> ",
        "- > ",
        "> - ",
        "   1. ",
        ":::note ",
        "::: {.x} ",
        ":::",
        "!!! note ",
        "    ",
        "=== \"T\"",
        "> [!tip]- ",
        "```{note} ",
        ": ",
        "*[A]: ",
        "$$",
    ]);
    let pieces = prop::sample::select(vec![
        "sciatica",
        "L5",
        "é😀",
        " ",
        "  ",
        "\t",
        "\u{A0}",
        "**",
        "*",
        "__",
        "~~",
        "`",
        "``",
        "|",
        "\\|",
        "\\",
        "&amp;",
        "&nbsp;",
        "&#10;",
        "&#37;",
        "[",
        "](x)",
        "![",
        "[^1]",
        "<b>",
        "</b>",
        "<br>",
        "<!-- c -->",
        "<!--",
        "-->",
        "<!--\n",
        "<div>",
        "</div>",
        "<p>",
        "<br><br>",
        "<table><tr><td>",
        "<th>",
        "</table>",
        "<ul><li>",
        "</ul>",
        "<dl><dt>",
        "<dd>",
        "<details><summary>",
        "</summary>",
        "<span hidden>",
        "</span>",
        "<img alt='a &amp; b'>",
        "<sup>1</sup>",
        "<q>",
        "<!-- c\n> d -->",
        "https://a.org",
        "<https://a.org>",
        "|---|---|",
        "---",
        "===",
        "```",
        "+++",
        "{#id}",
        "$",
        ":",
        "\0",
        "\u{FEFF}",
        "<!-->",
        "{{< a >}}",
        "{{% /a %}}",
        "{{",
        "}}",
        "{% raw %}",
        "{% endraw %}",
        "{% quote %}",
        "{% endquote %}",
        "{{<",
        ">}}",
        "[[P|é]]",
        "![[x]]",
        "==",
        "~",
        "^",
        "^[n]",
        ":ok:",
        "{.c}",
        "{: .c}",
        "{ref}`é <x>`",
        "$a^2$",
        "%%",
        "<sup>",
        "</sup>",
        "<br /><br />",
    ]);
    let ends = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n", "\r", "  \n", "\\\n", ""]);
    let line = (starts, prop::collection::vec(pieces, 0..6), ends)
        .prop_map(|(start, pieces, end)| format!("{start}{}{end}", pieces.concat()));
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_document_gives_sound_blocks(text in documents()) {
        assert_sound(&text, &read(&text));
    }

    #[test]
    fn any_text_gives_sound_blocks(text in "(?s).{0,80}") {
        assert_sound(&text, &read(&text));
    }
}

/// Checks what of `text` is a comment, each with the words of the block it belongs to.
#[track_caller]
fn check_comments(text: &str, expected: &[(&str, &str)]) {
    let article = read(text);
    let found: Vec<(&str, &str)> = article
        .comments
        .iter()
        .map(|comment| {
            let block = article.blocks.get(comment.block);
            let prose = block.map_or("", |block| block.prose.as_str());
            (&text[comment.span.range()], prose)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_comment_belongs_to_the_block_around_it_or_behind_it() {
    check_comments(
        "<!-- 1 -->\n\na <!-- 2 -->\n<!-- 3 -->\nb\n\n- <!-- 4 --> c\n- d <!-- 5 -->\n\n  <!-- 6 -->\n\n> <!-- 7 -->\n> e\n\n## <!-- 8 --> f\n<!-- 9 -->\n",
        &[
            ("<!-- 1 -->", "a"),
            ("<!-- 2 -->", "a"),
            ("<!-- 3 -->", "b"),
            ("<!-- 4 -->", "c"),
            ("<!-- 5 -->", "d"),
            ("<!-- 6 -->", "e"),
            ("<!-- 7 -->", "e"),
            ("<!-- 8 -->", "f"),
            ("<!-- 9 -->", ""),
        ],
    );
    let tables = "a\n\n<!-- 1 -->\n\n| <!-- 2 --> b | c |\n|---|---|\n| d | e <!-- 3 --> |\n";
    check_comments(
        "| a | b |\n|---|---|\n| c | <!-- 1 --> |\n| d | e <!-- 2 --> |\n\nf",
        &[("<!-- 1 -->", "c"), ("<!-- 2 -->", "e")],
    );
    let in_table = |comment: &crate::markup::Comment| comment.in_table;
    let found: Vec<bool> = read(tables).comments.iter().map(in_table).collect();
    assert_eq!(found, [false, true, true]);
}

#[test]
fn a_definition_that_is_addressed_to_factlint_is_a_comment() {
    check_comments(
        "a\n\n[//]: # (factlint-ignore x: y)\n\nb\n\n> - [//]: # \"factlint-ignore z\"\n>\n>   c\n\n[d]: <> 'factlint-e'\n[f]: # (g)\n",
        &[
            ("[//]: # (factlint-ignore x: y)", "b"),
            ("[//]: # \"factlint-ignore z\"", "c"),
            ("[d]: <> 'factlint-e'", ""),
        ],
    );
    // Text of a paragraph, code, a comment, front matter.
    check_comments("a\n[//]: # (factlint-ignore x: y)\n", &[]);
    check_comments("    [//]: # (factlint-ignore x: y)\n", &[]);
    check_comments("```\n[//]: # (factlint-ignore x: y)\n```\n", &[]);
    let comment = "<!--\n[//]: # (factlint-ignore x: y)\n-->";
    check_comments(comment, &[(comment, "")]);
    check_comments("---\na: |\n  [//]: # (factlint-b)\n---\n", &[]);
    check_comments("[//]: # (factlint-ignore x: y (z)\n", &[]);
}

#[test]
fn links_notes_and_their_marks_are_kept_beside_the_prose() {
    let text = "Half improved[^1]. See [the trial](https://doi.org/10.1000/x), [here]() or `TODO`.\n\n[^1]: Brown.\n";
    let article = read(text);
    let links: Vec<(&str, &str)> = article
        .links
        .iter()
        .map(|link| (link.target.as_str(), &text[link.span.range()]))
        .collect();
    assert_eq!(
        links,
        [
            (
                "https://doi.org/10.1000/x",
                "[the trial](https://doi.org/10.1000/x)"
            ),
            ("", "[here]()")
        ]
    );
    let marks = article.note_marks.iter();
    let marks: Vec<&str> = marks.map(|mark| &text[mark.span.range()]).collect();
    assert_eq!(marks, ["[^1]"]);
    assert_eq!(article.notes[0].label, "1");
    assert_eq!(&text[article.code[0].range()], "`TODO`");
    assert_eq!(
        article.blocks[0].prose,
        "Half improved. See the trial, here or TODO."
    );
}
