//! What comes of HTML.

use proptest::prelude::*;

use super::{ElementSelector, PageLayout};
use crate::markup::Article;
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
    let segments = article.blocks[0].map.segments().iter();
    let places: Vec<String> = segments
        .map(|segment| {
            let source = &text[segment.source.range()];
            if segment.verbatim {
                source.to_owned()
            } else {
                format!("[{source}]")
            }
        })
        .collect();
    assert_eq!(places.join("|"), expected);
}

#[test]
fn paragraphs_and_headings_have_their_chain() {
    check(
        "<h1>A</h1><p>a<div>b<h2>B<span> C</span></h2>c</div><section><h3>D</h3><p>d</section>e<h2>F<p>f",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Paragraph "a" under 0"#,
            r#"2 Paragraph "b" under 0"#,
            r#"3 Heading(2) "B C" under 0"#,
            r#"4 Paragraph "c" under 0 3"#,
            r#"5 Heading(3) "D" under 0 3"#,
            r#"6 Paragraph "d" under 0 3 5"#,
            r#"7 Paragraph "e" under 0 3 5"#,
            r#"8 Heading(2) "F" under 0"#,
            r#"9 Heading(2) "f" under 0"#,
        ],
    );
    check(
        "<h2>A<h3>B</h2>b<div role=heading aria-level=3>C</div>c</p>d",
        &[
            r#"0 Heading(2) "A""#,
            r#"1 Heading(3) "B" under 0"#,
            r#"2 Paragraph "b" under 0 1"#,
            r#"3 Heading(3) "C" under 0"#,
            r#"4 Paragraph "c" under 0 3"#,
            r#"5 Paragraph "d" under 0 3"#,
        ],
    );
}

#[test]
fn every_byte_has_its_place() {
    check_places(
        "<p>A&amp;E  the &ndash;\n<b>sci</b>at<i>ica</i>&nbsp;x &lt;3 a < b &bogus; &#115;</p>",
        "A|[&amp;]|E|[  ]|the |[&ndash;]|[\n]|sci|at|ica|[&nbsp;]|x |[&lt;]|3 a < b &bogus; |[&#115;]",
    );
    check_places("\u{FEFF}<p>é\r\n😀<br/>a", "é|[\r\n]|😀|[<br/>]|a");
    check_places("a<q>b</q>", "a|[<q>]|b|[</q>]");
}

#[test]
fn bold_and_links_are_marks() {
    check(
        "<p>The <b>sciatic</b> <strong>nerve</strong> <a href=x>see <em>it</em></a> <a name=y>here</a></p><a href=z><h2>A</h2><p>b</p></a>",
        &[
            r#"0 Paragraph "The sciatic nerve see it here" strong "sciatic nerve" link "see it""#,
            r#"1 Heading(2) "A" link "A""#,
            r#"2 Paragraph "b" under 1 link "b""#,
        ],
    );
    check(
        "<p>a <b>b <i>c</b> d</i> <b>e<p>f</b> g <a href=x>h<a href=y>i</a>",
        &[
            r#"0 Paragraph "a b c d e" strong "b c" strong "e""#,
            r#"1 Paragraph "f g hi" link "h" link "i""#,
        ],
    );
    check(
        "<b>a<p>b</b> c</p>d",
        &[
            r#"0 Paragraph "a" strong "a""#,
            r#"1 Paragraph "b c" strong "b""#,
            r#"2 Paragraph "d""#,
        ],
    );
}

#[test]
fn two_line_breaks_end_a_paragraph() {
    check(
        "<p>a<br>b <br /> <BR>c<br>&nbsp;<br>d<br></p><br><br>e",
        &[
            r#"0 Paragraph "a\nb""#,
            r#"1 Paragraph "c""#,
            r#"2 Paragraph "d""#,
            r#"3 Paragraph "e""#,
        ],
    );
}

#[test]
fn lists_know_what_leads_in() {
    check(
        "<p>Signs:</p>\n<div><ul><li>a<li><p>b</p><p>c</p><ol><li>d</ol>e<li><h3>F</h3>f</ul></div>g<ul><li>h</ul>",
        &[
            r#"0 Paragraph "Signs:""#,
            r#"1 Item "a" list 0.0 <0"#,
            r#"2 Item "b" list 0.1 <0"#,
            r#"3 Paragraph "c" list 0.1 <0"#,
            r#"4 Item "d" list 1.0 ordered <0 ^2"#,
            r#"5 Paragraph "e" list 0.1 <0"#,
            r#"6 Heading(3) "F" list 0.2 <0"#,
            r#"7 Paragraph "f" under 6 list 0.2 <0"#,
            r#"8 Paragraph "g""#,
            r#"9 Item "h" list 2.0 <8"#,
        ],
    );
    check(
        "a:<li>b</li><li>c",
        &[
            r#"0 Paragraph "a:""#,
            r#"1 Item "b" list 0.0 <0"#,
            r#"2 Item "c" list 0.1 <0"#,
        ],
    );
    check(
        "<p>a:<hr><ul><li>b</ul><p>c:<pre>d</pre><ul><li>e</ul>",
        &[
            r#"0 Paragraph "a:""#,
            r#"1 Item "b" list 0.0"#,
            r#"2 Paragraph "c:""#,
            r#"3 Item "e" list 1.0"#,
        ],
    );
}

#[test]
fn terms_are_headings_of_what_they_mean() {
    check(
        "<h2>A</h2><dl><dt>L5<dt>L4<dd>a<dd><p>b</p><p>c</p><div><dt><b>S1</b></dt><dd>d</dd></div></dl>e",
        &[
            r#"0 Heading(2) "A""#,
            r#"1 Heading(3) "L5" under 0"#,
            r#"2 Heading(3) "L4" under 0"#,
            r#"3 Item "a" under 0 2 list 0.0 <2"#,
            r#"4 Item "b" under 0 2 list 0.1 <2"#,
            r#"5 Paragraph "c" under 0 2 list 0.1 <2"#,
            r#"6 Heading(3) "S1" under 0 strong "S1""#,
            r#"7 Item "d" under 0 6 list 1.0 <6"#,
            r#"8 Paragraph "e" under 0"#,
        ],
    );
    check(
        "<dt>A?</dt><dd>a</dd>",
        &[r#"0 Heading(6) "A?""#, r#"1 Item "a" under 0 list 0.0 <0"#],
    );
}

#[test]
fn what_unfolds_is_below_its_summary() {
    check(
        "<h2>A</h2><details><summary>B?</summary>b<h4>C</h4>c</details><details><summary><h3>D?</h3></summary><p>d</details>e",
        &[
            r#"0 Heading(2) "A""#,
            r#"1 Heading(3) "B?" under 0"#,
            r#"2 Paragraph "b" under 0 1"#,
            r#"3 Heading(4) "C" under 0 1"#,
            r#"4 Paragraph "c" under 0 1 3"#,
            r#"5 Heading(3) "D?" under 0"#,
            r#"6 Paragraph "d" under 0 5"#,
            r#"7 Paragraph "e" under 0"#,
        ],
    );
}

#[test]
fn cells_know_their_headers() {
    check(
        "<table><caption>Roots</caption><thead><tr><td>Root<td>Area</thead><tbody><tr><th>L5<td>big <b>toe</b><tr><td>S1</td><td><p>sole</p><p>heel</p></td></tr></table>",
        &[
            r#"0 Paragraph "Roots""#,
            r#"1 Cell "Root" cell 0.0.0"#,
            r#"2 Cell "Area" cell 0.0.1 <1"#,
            r#"3 Cell "L5" cell 0.1.0 ^1"#,
            r#"4 Cell "big toe" cell 0.1.1 <3 ^2 strong "toe""#,
            r#"5 Cell "S1" cell 0.2.0 ^1"#,
            r#"6 Cell "sole" cell 0.2.1 <5 ^2"#,
            r#"7 Cell "heel" cell 0.2.1 <5 ^2"#,
        ],
    );
    check(
        "<table><tr><th>Root</th><td>L5</td></tr><tr><th>Area</th><td>big toe</td></tr></table><table><tr><td>a<td>b<tr><td>c<td>d</table>",
        &[
            r#"0 Cell "Root" cell 0.1.0"#,
            r#"1 Cell "L5" cell 0.1.1 <0"#,
            r#"2 Cell "Area" cell 0.2.0"#,
            r#"3 Cell "big toe" cell 0.2.1 <2"#,
            r#"4 Cell "a" cell 1.1.0"#,
            r#"5 Cell "b" cell 1.1.1 <4"#,
            r#"6 Cell "c" cell 1.2.0"#,
            r#"7 Cell "d" cell 1.2.1 <6"#,
        ],
    );
    check(
        "<table><tr><td><b>Root</b><td><strong>Area</strong><tr><td>L5<td>toe</table>",
        &[
            r#"0 Cell "Root" cell 0.0.0 strong "Root""#,
            r#"1 Cell "Area" cell 0.0.1 <0 strong "Area""#,
            r#"2 Cell "L5" cell 0.1.0 ^0"#,
            r#"3 Cell "toe" cell 0.1.1 <2 ^1"#,
        ],
    );
}

#[test]
fn cells_may_take_several_rows_and_columns() {
    check(
        "<table><tr><th rowspan=2>Root<th colspan=2>Leg<tr><th>Left<th>Right<tr><td rowspan=2>L5<td>a<td>b<tr><td>c<td>d<tr><td>S1<td colspan=2>e</table>",
        &[
            r#"0 Cell "Root" cell 0.0.0"#,
            r#"1 Cell "Leg" cell 0.0.1 <0"#,
            r#"2 Cell "Left" cell 0.0.1 <0"#,
            r#"3 Cell "Right" cell 0.0.2 <0"#,
            r#"4 Cell "L5" cell 0.1.0 ^0"#,
            r#"5 Cell "a" cell 0.1.1 <4 ^2"#,
            r#"6 Cell "b" cell 0.1.2 <4 ^3"#,
            r#"7 Cell "c" cell 0.2.1 <4 ^2"#,
            r#"8 Cell "d" cell 0.2.2 <4 ^3"#,
            r#"9 Cell "S1" cell 0.3.0 ^0"#,
            r#"10 Cell "e" cell 0.3.1 <9 ^2"#,
        ],
    );
}

#[test]
fn tables_may_lay_things_out_and_stand_in_each_other() {
    check(
        "<table role=presentation><tr><td><h2>A</h2><p>a<td>b<table><tr><td>c</table>d<tr><td>e</table>f",
        &[
            r#"0 Heading(2) "A""#,
            r#"1 Paragraph "a" under 0"#,
            r#"2 Paragraph "b" under 0"#,
            r#"3 Paragraph "c" under 0"#,
            r#"4 Paragraph "d" under 0"#,
            r#"5 Paragraph "e" under 0"#,
            r#"6 Paragraph "f" under 0"#,
        ],
    );
    check(
        "<table><tr><td>a:<ul><li>b</ul><table><tr><td>c</table>d<td>e</table><td>f<tr>g",
        &[
            r#"0 Paragraph "a:""#,
            r#"1 Item "b" list 0.0 <0"#,
            r#"2 Paragraph "c""#,
            r#"3 Paragraph "d""#,
            r#"4 Paragraph "e""#,
            r#"5 Paragraph "f""#,
            r#"6 Paragraph "g""#,
        ],
    );
}

#[test]
fn quotes_images_and_note_marks_are_as_in_markdown() {
    check(
        "<blockquote><h3>A</h3><p>a</blockquote>b <img src=x alt='the &quot;c&quot; d'>e<img alt><figure><img alt=f><figcaption>g</figcaption></figure><p>pain.<sup>1, 2</sup> sciatica<sup><a href='#1'>[3]</a></sup>, 10<sup>6</sup> m<sup>2</sup> <s>h</s> <code>i</code>",
        &[
            r#"0 Heading(3) "A" quoted"#,
            r#"1 Paragraph "a" under 0 quoted"#,
            r#"2 Paragraph "b e""#,
            r#"3 ImageText "the \"c\" d""#,
            r#"4 ImageText "f""#,
            r#"5 Paragraph "g""#,
            r#"6 Paragraph "pain. sciatica, 106 m2 i""#,
        ],
    );
}

#[test]
fn what_is_not_shown_is_no_prose() {
    check(
        "a <script>b</script><style>c</style><template><p>d</template><noscript>e</noscript><svg><title>f</title><path/></svg><math>g</math><select><option>h<option>i</select><textarea><p>j</textarea><button>k<p>l</button> m<p hidden>n<p style='x: y; Display : None'>o<p>p<span aria-hidden=true>q<div>r</div></span> s<pre>t</pre><!-- u --><p hidden=until-found>v<dialog>w</dialog><svg/>x",
        &[
            r#"0 Paragraph "a m""#,
            r#"1 Paragraph "p s""#,
            r#"2 Paragraph "v""#,
            r#"3 Paragraph "x""#,
            r#"comment " u ""#,
        ],
    );
}

#[test]
fn well_known_names_mark_what_is_no_article() {
    check(
        "<body class=sidebar><article class=comments><h1>A</h1><div class='x Share'>b</div><p>c<span id=social>d</span></p><div class=sidebars>e</div></article></body>",
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Paragraph "c" under 0"#,
            r#"2 Paragraph "e" under 0"#,
        ],
    );
    check(
        "<p>a</p><header><h1>T</h1><nav>b</nav></header><p>c",
        &[
            r#"0 Paragraph "a""#,
            r#"1 Heading(1) "T""#,
            r#"2 Paragraph "c" under 1"#,
        ],
    );
}

#[track_caller]
fn check_selected(article: &[&str], exclude: &[&str], text: &str, expected: &[&str]) {
    let parse = |selectors: &[&str]| {
        let selectors = selectors.iter();
        selectors
            .map(|text| ElementSelector::parse(text).unwrap())
            .collect()
    };
    let layout = PageLayout {
        article: parse(article),
        exclude: parse(exclude),
    };
    let article = super::read(text, &layout);
    assert_sound(text, &article);
    let prose: Vec<&str> = article
        .blocks
        .iter()
        .map(|block| block.prose.as_str())
        .collect();
    assert_eq!(prose, expected, "{text}");
}

#[test]
fn selectors_say_what_the_article_is() {
    let page = "<body class=home><main>a<div class=text><p>b</p><p class=ad>c<li>d</div></main><aside id=x>e<p>f</aside>g";
    check_selected(&[], &[], page, &["a", "b", "d"]);
    check_selected(&[".text"], &[], page, &["b", "d"]);
    check_selected(&[".text", "#x p"], &[], page, &["b", "d", "f"]);
    check_selected(&[".none"], &[], page, &["a", "b", "d"]);
    check_selected(&["body"], &["main .text", "#x"], page, &["a", "g"]);
    check_selected(&["body.home"], &["main"], page, &["g"]);
    check_selected(&[".home li"], &[], page, &["d"]);
    check_selected(&[], &["li", "p"], page, &["a"]);
    check_selected(
        &["td.a", "li"],
        &["img[src=x]", "i"],
        "<table><tr><td class=a>b<td>c<tr><td>d<td class=a>e <i>f</i> g<img src=x alt=h><img alt=i></table><ul><li class=a>j<li>k</ul>",
        &["b", "e g", "i", "j", "k"],
    );
}

#[test]
fn lists_of_word_are_lists() {
    check(
        "<p>a:</p><p style='mso-list:l0'><span style='MSO-list: Ignore'>1.</span>b</p><p style='mso-list:l0'>c</p><p>d</p><p style='mso-list:l0'>e<h2>f</h2>",
        &[
            r#"0 Paragraph "a:""#,
            r#"1 Item "b" list 0.0 <0"#,
            r#"2 Item "c" list 0.1 <0"#,
            r#"3 Paragraph "d""#,
            r#"4 Item "e" list 1.0 <3"#,
            r#"5 Heading(2) "f""#,
        ],
    );
}

#[test]
fn marks_of_notes_are_no_words() {
    check(
        "<p>a<a href='#1'>[1]</a> b<a href=#2>1</a> c<a role=doc-noteref href=n>2</a> d<a href=#3>[see]</a> e<a href='x#y'>↩︎</a><p><a href=#r><b>^</b></a> f<a href=x>[3]</a>",
        &[
            r#"0 Paragraph "a b1 c d[see] e" link "1" link "[see]""#,
            r#"1 Paragraph "f[3]" link "[3]""#,
        ],
    );
}

#[test]
fn what_unfolds_a_part_may_be_a_button() {
    check(
        "<h2><button>A?</button></h2>b<button>c</button><details><summary><button>D</button></summary>e</details>",
        &[
            r#"0 Heading(2) "A?""#,
            r#"1 Paragraph "b" under 0"#,
            r#"2 Heading(3) "D" under 0"#,
            r#"3 Paragraph "e" under 0 2"#,
        ],
    );
}

#[test]
fn lines_above_and_below_may_tell_who_wrote() {
    let page = "<article><header>a</header><h1>T</h1><p>b<footer><p>By A <b>B</b></p>c<br>d<nav>e</nav><script>f</script></footer></article><footer>g</footer>";
    assert_eq!(read(page).margin, ["By A B", "c", "d"]);
}

#[test]
fn what_stands_around_an_article_is_no_prose() {
    let page = |inside: &str| {
        format!(
            "<!doctype html><html lang=en><head><title>T</title><meta name=description content=D></head><body><header>a<nav><ul><li>b<li>c</ul></nav></header>{inside}<aside>d</aside><form>e<input></form><footer>f</footer><div role=contentinfo>g</div></body></html>"
        )
    };
    check(
        &page("<section><header><h1>A</h1></header><p>h</section>"),
        &[r#"0 Heading(1) "A""#, r#"1 Paragraph "h" under 0"#],
    );
    check(
        &page(
            "<h1>Site</h1><main><header><h1>A</h1></header><article><p>h<aside>x</aside></article>i</main>j",
        ),
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Paragraph "h" under 0"#,
            r#"2 Paragraph "i" under 0"#,
        ],
    );
    check(
        &page(
            "<main><h1>A</h1><aside class=key-facts><p>h</aside><aside role=note>i</aside><aside class=sidebar>x</aside></main>",
        ),
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Paragraph "h" under 0"#,
            r#"2 Paragraph "i" under 0"#,
        ],
    );
    check(
        &page("i<article>h<article>j</article></article><article>k</article>l"),
        &[
            r#"0 Paragraph "h""#,
            r#"1 Paragraph "j""#,
            r#"2 Paragraph "k""#,
        ],
    );
    check(&page("<main> </main><p>h"), &[r#"0 Paragraph "h""#]);
    check(
        &page("<form><div><h1>A</h1><p>h</form>"),
        &[
            r#"0 Heading(1) "A""#,
            r#"1 Paragraph "h" under 0"#,
            r#"2 Paragraph "e" under 0"#,
        ],
    );
}

/// Openings and closings, repeated many times.
#[test]
fn elements_may_be_nested_ten_thousand_deep() {
    for (start, end) in [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<ul><li>", "</ul>"),
        ("<table><tr><td>", "</table>"),
        ("<blockquote><h2>a", "</blockquote>"),
        ("<dl><dt>", ""),
        ("<a href=x>", ""),
        ("<p><b>a", ""),
        ("<span hidden>", ""),
        ("<select><option>", ""),
        ("<sup>1", "</sup>"),
        ("", "</div>"),
        ("<td colspan=1000 rowspan=60000>a", ""),
        ("<br><br>", ""),
        ("&amp;&", ""),
        ("<", ""),
        ("<!--", "-->"),
    ] {
        let text = format!("<p>a</p>{}b{}", start.repeat(10_000), end.repeat(10_000));
        assert_sound(&text, &read(&text));
    }
    let deep = format!("{}a{}<p>b", "<div>".repeat(600), "</div>".repeat(600));
    check(&deep, &[r#"0 Paragraph "a""#, r#"1 Paragraph "b""#]);
}

/// Pieces of markup, right and wrong.
fn documents() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href=x>",
        "</a>",
        "<h1>",
        "</h1>",
        "<h3>",
        "</h2>",
        "<ul>",
        "</ul>",
        "<ol>",
        "<li>",
        "</li>",
        "<dl>",
        "</dl>",
        "<dt>",
        "<dd>",
        "</dd>",
        "<table>",
        "</table>",
        "<thead>",
        "<tbody>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td rowspan=2>",
        "<td colspan=3>",
        "</td>",
        "<th>",
        "<th scope=row>",
        "<caption>",
        "<blockquote>",
        "</blockquote>",
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
        "<br>",
        "<br/>",
        "</br>",
        "<hr>",
        "<q>",
        "</q>",
        "<sup>",
        "</sup>",
        "<img alt='a &amp; b'>",
        "<img alt=\"é\r\n x\">",
        "<span hidden>",
        "</span>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<title>",
        "<p style='mso-list:l0'>",
        "<span style='mso-list:Ignore'>",
        "<div class=share>",
        "<div class=text>",
        "<a href=#1>",
        "[1]",
        "↩",
        "<span itemprop=author itemscope>",
        "<meta itemprop=name content=x>",
        "<button>",
        "</button>",
        "<footer>",
        "</footer>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<main>",
        "</main>",
        "<article>",
        "</article>",
        "<header>",
        "</header>",
        "<nav>",
        "</nav>",
        "<form>",
        "</form>",
        "<svg/>",
        "<svg>",
        "</svg>",
        "<select><option>",
        "</select>",
        "<pre>",
        "</pre>",
        "<!-- c -->",
        "<!--",
        "-->",
        "<!-->",
        "<?x?>",
        "<!x>",
        "</>",
        "<",
        ">",
        "&amp;",
        "&nbsp;",
        "&#10;",
        "&ndash;",
        "&notit;",
        "&",
        "&#",
        "&#x1F600;",
        "&#0;",
        "sciatica",
        "L5",
        "1",
        "é😀",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{A0}",
        "\0",
        "\u{FEFF}",
        "<x-y>",
        "</x-y>",
        "<plaintext>",
        "<![CDATA[x]]>",
        "<p class='",
        "'>",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_document_gives_sound_blocks(text in documents()) {
        assert_sound(&text, &read(&text));
        let selector = |text| ElementSelector::parse(text).unwrap();
        let layout = PageLayout {
            article: vec![selector("div .text"), selector("td"), selector("ul")],
            exclude: vec![selector("div p b"), selector("[itemprop]")],
        };
        assert_sound(&text, &super::read(&text, &layout));
    }

    #[test]
    fn any_text_gives_sound_blocks(text in "(?s).{0,80}") {
        assert_sound(&text, &read(&text));
    }
}

#[test]
fn links_and_marks_of_notes_are_kept_beside_the_prose() {
    let text = "<p>Half improved.<sup>3</sup> See <a href=\"/trial\">the trial</a><sup><a href=\"#n1\">1</a></sup>.</p>";
    let article = read(text);
    let targets: Vec<&str> = article
        .links
        .iter()
        .map(|link| link.target.as_str())
        .collect();
    assert_eq!(targets, ["/trial", "#n1"]);
    assert_eq!(
        &text[article.links[0].span.range()],
        "<a href=\"/trial\">the trial</a>"
    );
    let marks = article.note_marks.iter();
    let marks: Vec<(&str, bool)> = marks
        .map(|mark| (mark.label.as_str(), mark.resolved))
        .collect();
    assert_eq!(marks, [("3", false), ("1", true)]);
}
