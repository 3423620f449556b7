//! From prose back to the file.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::{ProseSpan, Span};

/// One run of prose and the bytes it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the prose.
    pub prose: ProseSpan,
    /// Bytes of the file.
    pub source: Span,
    /// Whether both hold the same bytes; otherwise the segment is decoded (`&amp;`) and indivisible.
    pub verbatim: bool,
}

impl Segment {
    /// Returns the byte of the file where the prose byte `at` of this segment starts.
    fn source_start(&self, at: u32) -> u32 {
        if self.verbatim {
            self.source.start + (at - self.prose.start)
        } else {
            self.source.start
        }
    }

    /// Returns the byte of the file where what comes before the prose byte `at` ends.
    fn source_end(&self, at: u32) -> u32 {
        if self.verbatim {
            self.source.start + (at.min(self.prose.end) - self.prose.start)
        } else {
            self.source.end
        }
    }
}

/// Ordered segments that join the prose of one block to its file.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    // Most prose is one stretch of its file.
    segments: SmallVec<[Segment; 1]>,
}

impl SourceMap {
    /// Returns the map of a text that is the bytes `source` of its file.
    #[must_use]
    pub fn verbatim(source: Range<usize>) -> Self {
        let segment = Segment {
            prose: ProseSpan::of_range(0..source.len()),
            source: Span::of_range(source),
            verbatim: true,
        };
        Self {
            segments: smallvec![segment],
        }
    }

    /// Returns the segments in prose order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns the bytes of the file that `span` comes from: exact inside verbatim segments, the whole
    /// of a decoded segment that it touches. Empty for an empty map.
    ///
    /// An empty `span` gives an empty result; what lies beyond the prose counts as its end.
    #[must_use]
    pub fn to_source(&self, span: ProseSpan) -> Span {
        let first = self
            .segments
            .partition_point(|segment| segment.prose.end <= span.start);
        let Some(first) = self.segments.get(first) else {
            let end = self.segments.last().map_or(0, |last| last.source.end);
            return Span::new(end, end);
        };
        let start = first.source_start(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        let after = self
            .segments
            .partition_point(|segment| segment.prose.start < span.end);
        Span::new(start, self.segments[after - 1].source_end(span.end))
    }

    /// Returns the bytes of the file that hold exactly the bytes of `span`, if one verbatim segment
    /// contains it: the only places that may be edited.
    #[must_use]
    pub fn exact(&self, span: ProseSpan) -> Option<Span> {
        let first = self
            .segments
            .partition_point(|segment| segment.prose.end < span.end);
        // An empty span on a border lies in two segments.
        let segment = self.segments[first..]
            .iter()
            .take(2)
            .find(|segment| segment.verbatim && segment.prose.contains(span))?;
        Some(Span::new(
            segment.source_start(span.start),
            segment.source_end(span.end),
        ))
    }
}

/// Builds the prose of a block and its map together.
///
/// What is pushed must come in the order of the file.
///
/// ```
/// use factlint::source::{MapBuilder, ProseSpan, Span};
///
/// // The file holds `rest &amp; heat`.
/// let mut builder = MapBuilder::default();
/// builder.push_verbatim("rest ", 0);
/// builder.push_decoded("&", Span::new(5, 10));
/// builder.push_verbatim(" heat", 10);
/// let (prose, map) = builder.finish();
///
/// assert_eq!(prose, "rest & heat");
/// assert_eq!(map.to_source(ProseSpan::new(5, 6)), Span::new(5, 10));
/// assert_eq!(map.exact(ProseSpan::new(7, 11)), Some(Span::new(11, 15)));
/// assert_eq!(map.exact(ProseSpan::new(0, 6)), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct MapBuilder {
    prose: String,
    map: SourceMap,
}

impl MapBuilder {
    /// Returns the prose so far.
    #[must_use]
    pub fn prose(&self) -> &str {
        &self.prose
    }

    /// Returns the length of the prose so far, in bytes.
    #[must_use]
    pub fn len(&self) -> u32 {
        offset(self.prose.len())
    }

    /// Tells whether there is no prose yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.prose.is_empty()
    }

    /// Returns the byte of the file after the last one that the prose comes from.
    #[must_use]
    pub fn source_end(&self) -> u32 {
        self.map.segments.last().map_or(0, |last| last.source.end)
    }

    /// Adds `text`, which stands in the file byte for byte from `source_start` on.
    pub fn push_verbatim(&mut self, text: &str, source_start: u32) {
        let source = Span::new(source_start, source_start + offset(text.len()));
        self.push(text, source, true);
    }

    /// Adds `text`, which the bytes `source` of the file stand for, without spaces at its start where
    /// [`Self::push_space`] adds none.
    pub fn push_decoded(&mut self, text: &str, source: Span) {
        let text = if self.at_border() {
            text.trim_start_matches(is_space)
        } else {
            text
        };
        self.push(text, source, false);
    }

    /// Adds the space that the bytes `source` of the file stand for, unless the prose would begin with
    /// it or have two in a row.
    pub fn push_space(&mut self, source: Span) {
        self.push_decoded(" ", source);
    }

    /// Adds the line break that the bytes `source` of the file stand for, unless the prose would begin
    /// with it or have two in a row.
    pub fn push_line_break(&mut self, source: Span) {
        if !self.is_empty() && !self.prose.ends_with('\n') {
            self.push("\n", source, false);
        }
    }

    /// Adds `text`, which stands in the file from `source_start` on, as a page shows it: a run of ASCII
    /// white space is one space, and none where [`Self::push_space`] adds none.
    ///
    /// Only a single space that stays a space is verbatim. A no-break space is a letter like any other.
    pub fn push_text(&mut self, text: &str, source_start: u32) {
        let mut rest = text;
        while !rest.is_empty() {
            let start = source_start + offset(text.len() - rest.len());
            let plain = plain_len(rest.as_bytes());
            let spaces = rest.as_bytes()[plain..]
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            self.push_verbatim(&rest[..plain], start);
            let gap_start = start + offset(plain);
            let (gap, after) = rest[plain..].split_at(spaces);
            match gap {
                "" => {}
                " " if self.at_border() => {}
                " " => self.push_verbatim(gap, gap_start),
                _ => self.push_space(Span::new(gap_start, gap_start + offset(spaces))),
            }
            rest = after;
        }
    }

    /// Cuts the prose down to its first `len` bytes, which end on the border of a character.
    pub fn truncate(&mut self, len: u32) {
        self.prose.truncate(len as usize);
        let segments = &mut self.map.segments;
        segments.truncate(segments.partition_point(|segment| segment.prose.start < len));
        if let Some(last) = segments.last_mut() {
            last.source.end = last.source_end(len);
            last.prose.end = last.prose.end.min(len);
        }
    }

    /// Returns the prose and its map, without spaces and line breaks at the end of the prose.
    #[must_use]
    pub fn finish(mut self) -> (String, SourceMap) {
        self.truncate(offset(self.prose.trim_end_matches(is_space).len()));
        (self.prose, self.map)
    }

    fn at_border(&self) -> bool {
        self.is_empty() || self.prose.ends_with(is_space)
    }

    fn push(&mut self, text: &str, source: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.len();
        self.prose.push_str(text);
        let prose = ProseSpan::new(start, self.len());
        match self.map.segments.last_mut() {
            Some(last) if verbatim && last.verbatim && last.source.end == source.start => {
                last.prose.end = prose.end;
                last.source.end = source.end;
            }
            last => {
                debug_assert!(
                    last.is_none_or(|last| last.source.end <= source.start),
                    "prose comes in the order of the file"
                );
                self.map.segments.push(Segment {
                    prose,
                    source,
                    verbatim,
                });
            }
        }
    }
}

/// Bytes that are looked at together.
const CHUNK: usize = 64;

/// Returns the length of the words at the start of a text that have single spaces between them.
fn plain_len(text: &[u8]) -> usize {
    let is_space = u8::is_ascii_whitespace;
    let ends_at = |at: usize| {
        let next = text.get(at + 1);
        let single = at > 0 && text[at] == b' ' && next.is_some_and(|next| !is_space(next));
        is_space(&text[at]) && !single
    };
    let mut start = 0;
    while start < text.len() {
        let end = text.len().min(start + CHUNK);
        let next = text.get(start + 1..).unwrap_or_default();
        let pairs = text[start..end].iter().zip(next);
        let is_rare = |(one, next): (&u8, &u8)| is_space(one) & (is_space(next) | (*one != b' '));
        let has_rare = pairs.map(is_rare).fold(false, |has, is| has | is);
        // The first byte has no word before it, the last one none behind it.
        if has_rare || start == 0 && ends_at(0) || ends_at(end - 1) {
            let found = (start..end).find(|at| ends_at(*at));
            if let Some(at) = found {
                return at;
            }
        }
        start = end;
    }
    text.len()
}

fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace()
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("articles are shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a map builder is told, without the place in the file.
    #[derive(Clone, Debug)]
    enum Push {
        Verbatim(String),
        Text(String),
        Decoded(String, String),
        Space(String),
        LineBreak(String),
        Skipped(String),
    }

    /// Returns the file that the pushes tell of, and what is built from them.
    fn build(pushes: &[Push]) -> (String, String, SourceMap) {
        let mut file = String::new();
        let mut builder = MapBuilder::default();
        for push in pushes {
            let start = offset(file.len());
            let (Push::Verbatim(source)
            | Push::Text(source)
            | Push::Decoded(_, source)
            | Push::Space(source)
            | Push::LineBreak(source)
            | Push::Skipped(source)) = push;
            file.push_str(source);
            let span = Span::new(start, offset(file.len()));
            match push {
                Push::Verbatim(text) => builder.push_verbatim(text, start),
                Push::Text(text) => builder.push_text(text, start),
                Push::Decoded(text, _) => builder.push_decoded(text, span),
                Push::Space(_) => builder.push_space(span),
                Push::LineBreak(_) => builder.push_line_break(span),
                Push::Skipped(_) => {}
            }
        }
        let (prose, map) = builder.finish();
        (file, prose, map)
    }

    /// Checks the prose, and for the first `needle` in it the bytes of the file it comes from, in
    /// brackets if they may not be edited.
    #[track_caller]
    fn check(pushes: &[Push], prose: &str, places: &[(&str, &str)]) {
        let (file, built, map) = build(pushes);
        assert_eq!(built, prose);
        for (needle, place) in places {
            let start = built.find(needle).expect("the needle is in the prose");
            let span = ProseSpan::new(offset(start), offset(start + needle.len()));
            let found = &file[map.to_source(span).range()];
            let found = match map.exact(span) {
                Some(exact) => file[exact.range()].to_owned(),
                None => format!("[{found}]"),
            };
            assert_eq!(found, *place, "{needle:?} in {built:?}");
        }
    }

    fn verbatim(text: &str) -> Push {
        Push::Verbatim(text.to_owned())
    }

    fn skipped(text: &str) -> Push {
        Push::Skipped(text.to_owned())
    }

    fn decoded(text: &str, source: &str) -> Push {
        Push::Decoded(text.to_owned(), source.to_owned())
    }

    proptest::proptest! {
        #[test]
        fn plain_words_end_at_the_first_space_that_is_not_single(text in "[ab]{0,3}([ab \\n]{0,90}[ab]{0,70}){0,3}") {
            let bytes = text.as_bytes();
            let is_space = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
            let is_single = |at: usize| at > 0 && bytes[at] == b' ' && !is_space(at + 1);
            let end = (0..bytes.len()).find(|at| is_space(*at) && !is_single(*at));
            proptest::prop_assert_eq!(super::plain_len(bytes), end.unwrap_or(bytes.len()));
        }
    }

    #[test]
    fn decoded_segments_are_taken_whole() {
        check(
            &[verbatim("rest "), decoded("a–b", "&x;"), verbatim(" heat")],
            "rest a–b heat",
            &[
                ("rest", "rest"),
                ("st a", "[st &x;]"),
                ("–", "[&x;]"),
                ("b h", "[&x; h]"),
                ("heat", "heat"),
            ],
        );
    }

    #[test]
    fn what_is_skipped_lies_inside_a_span_that_crosses_it() {
        check(
            &[
                verbatim("the "),
                skipped("**"),
                verbatim("sciatic"),
                skipped("**"),
                verbatim(" nerve"),
            ],
            "the sciatic nerve",
            &[
                ("sciatic", "sciatic"),
                ("sciatic nerve", "[sciatic** nerve]"),
                ("the sciatic", "[the **sciatic]"),
            ],
        );
    }

    #[test]
    fn contiguous_text_is_one_segment() {
        let (_, _, map) = build(&[verbatim("a"), verbatim("b"), Push::Text(" c d".to_owned())]);
        assert_eq!(map.segments().len(), 1);
    }

    #[test]
    fn white_space_is_never_doubled_nor_at_a_border() {
        check(
            &[
                Push::Space("\n".to_owned()),
                Push::Text(" a \t b ".to_owned()),
                Push::Space("\n".to_owned()),
                Push::Text(" c ".to_owned()),
                Push::LineBreak("<br>".to_owned()),
                Push::LineBreak("<br>".to_owned()),
                Push::Text(" d  ".to_owned()),
                Push::LineBreak("<br>".to_owned()),
            ],
            "a b c \nd",
            &[
                ("a b", "[a \t b]"),
                ("c", "c"),
                ("\n", "[<br>]"),
                ("d", "d"),
            ],
        );
    }

    #[test]
    fn a_word_gets_no_space_that_is_not_there() {
        check(
            &[
                Push::Text("sci".to_owned()),
                skipped("**"),
                Push::Text("atic".to_owned()),
            ],
            "sciatic",
            &[("sciatic", "[sci**atic]")],
        );
    }

    #[test]
    fn decoded_text_loses_spaces_at_a_border_but_keeps_its_source() {
        check(
            &[decoded(" x ", "&x;"), Push::Space("\n".to_owned())],
            "x",
            &[("x", "[&x;]")],
        );
    }

    #[test]
    fn empty_spans_stay_empty() {
        let (_, _, map) = build(&[skipped("  "), verbatim("ab"), decoded("c", "&c;")]);
        assert_eq!(map.to_source(ProseSpan::new(1, 1)), Span::new(3, 3));
        assert_eq!(map.to_source(ProseSpan::new(3, 3)), Span::new(7, 7));
        assert_eq!(map.exact(ProseSpan::new(2, 2)), Some(Span::new(4, 4)));
        assert_eq!(map.exact(ProseSpan::new(3, 3)), None);
        let empty = SourceMap::default();
        assert_eq!(empty.to_source(ProseSpan::new(0, 0)), Span::default());
        assert_eq!(empty.exact(ProseSpan::new(0, 0)), None);
    }

    fn pushes() -> impl Strategy<Value = Vec<Push>> {
        let text = || "[a-cé😀 \n\t\u{A0}]{0,6}";
        let space = || "[ \n]{1,3}";
        prop::collection::vec(
            prop_oneof![
                text().prop_map(Push::Verbatim),
                text().prop_map(Push::Text),
                ("[a é\n]{0,3}", text()).prop_map(|(text, source)| Push::Decoded(text, source)),
                space().prop_map(Push::Space),
                space().prop_map(Push::LineBreak),
                text().prop_map(Push::Skipped),
            ],
            0..12,
        )
    }

    proptest! {
        #[test]
        fn segments_tile_the_prose_and_keep_the_order_of_the_file(pushes in pushes()) {
            let (file, prose, map) = build(&pushes);
            let mut prose_end = 0;
            let mut source_end = 0;
            for segment in map.segments() {
                prop_assert!(!segment.prose.is_empty());
                prop_assert_eq!(segment.prose.start, prose_end);
                prop_assert!(segment.source.start >= source_end);
                prop_assert!(segment.source.start <= segment.source.end);
                let from = file.get(segment.source.range());
                let to = prose.get(segment.prose.range());
                prop_assert!(from.is_some() && to.is_some(), "borders of characters");
                prop_assert!(!segment.verbatim || from == to);
                prose_end = segment.prose.end;
                source_end = segment.source.end;
            }
            prop_assert_eq!(prose_end as usize, prose.len());
        }

        #[test]
        fn exact_places_hold_the_same_bytes_and_agree_with_the_label(
            pushes in pushes(),
            first: prop::sample::Index,
            second: prop::sample::Index,
        ) {
            let (file, prose, map) = build(&pushes);
            let borders = (0..=prose.len())
                .filter(|at| prose.is_char_boundary(*at))
                .collect::<Vec<_>>();
            let (first, second) = (first.get(&borders), second.get(&borders));
            let span = ProseSpan::new(offset(*first.min(second)), offset(*first.max(second)));
            let source = map.to_source(span);
            prop_assert!(file.get(source.range()).is_some());
            prop_assert!(!span.is_empty() || source.is_empty());
            if let Some(exact) = map.exact(span) {
                prop_assert_eq!(&file[exact.range()], &prose[span.range()]);
                prop_assert!(span.is_empty() || exact == source);
            }
        }
    }
}
