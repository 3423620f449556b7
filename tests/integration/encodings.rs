//! Articles that are not plain UTF-8: every output names the bytes of the file.

use std::ops::Range;

use crate::site::Site;

const TEXT: &str = "😀 Zoë’s café:\r\n\r\nPain of the S1 root is usually felt in the groin.\r\n";

/// Words of a text, and the same bytes in each encoding.
struct Encoded {
    name: &'static str,
    encode: fn(&str) -> Vec<u8>,
    mark: &'static [u8],
}

const ENCODED: [Encoded; 4] = [
    Encoded {
        name: "plain.txt",
        encode: |text| text.as_bytes().to_vec(),
        mark: b"",
    },
    Encoded {
        name: "marked.md",
        encode: |text| text.as_bytes().to_vec(),
        mark: b"\xEF\xBB\xBF",
    },
    Encoded {
        name: "little.txt",
        encode: |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        mark: b"\xFF\xFE",
    },
    Encoded {
        name: "big.md",
        encode: |text| text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        mark: b"\xFE\xFF",
    },
];

fn range_of(span: &serde_json::Value) -> Range<usize> {
    let offset = |end: &str| span[end].as_u64().unwrap() as usize;
    offset("start")..offset("end")
}

fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn all_outputs_name_the_bytes_of_the_file_in_every_encoding() {
    for Encoded { name, encode, mark } in ENCODED {
        let bytes = [mark, &encode(TEXT)].concat();
        let site = Site::with(&[(name, &bytes)]);
        let words = |words: &str| encode(words);
        let check = site.run(&format!("check --format json {name}"));
        let report: serde_json::Value = serde_json::from_str(&check.stdout).unwrap();
        let finding = &report["diagnostics"][0];
        assert_eq!(bytes[range_of(&finding["span"])], words("groin"), "{name}");
        assert_eq!(finding["span"]["line"], 3, "{name}");
        assert_eq!(finding["span"]["column"], 44, "{name}");
        let labels = finding["labels"].as_array().unwrap();
        assert!(
            labels
                .iter()
                .any(|label| bytes[range_of(&label["span"])] == words("S1"))
        );
        let finding = &lines(&site.run(&format!("check --format jsonl {name}")).stdout)[0];
        assert_eq!(bytes[range_of(&finding["span"])], words("groin"), "{name}");
        let claim = &lines(&site.run(&format!("claims --format jsonl {name}")).stdout)[0];
        let said = claim["text"].as_str().unwrap();
        assert_eq!(bytes[range_of(&claim["span"])], words(said), "{name}");
        let traced = lines(
            &site
                .run(&format!("claims --trace --format jsonl {name}"))
                .stdout,
        );
        for sentence in &traced {
            for entry in sentence["entries"].as_array().unwrap() {
                let said = entry["words"].as_str().unwrap();
                assert_eq!(bytes[range_of(&entry["span"])], words(said), "{name}");
            }
        }
        assert!(!traced.is_empty());
        let human = site.run(&format!("check {name}")).stdout;
        assert!(human.contains(&format!("{name}:3:44]")), "{human}");
        assert!(human.contains("felt in the groin."), "{human}");
    }
}

#[test]
fn pages_in_windows_1252_are_read_where_they_declare_it() {
    for declaration in [
        "<meta charset=windows-1252>",
        "<meta charset='ISO-8859-1'>",
        "<meta http-equiv=content-type content='text/html; charset=latin1'>",
        "<?xml version='1.0' encoding='cp1252'?>",
    ] {
        let words = b"Zo\xEB\x92s caf\xE9: S1 pain is felt in the groin.";
        let page = [declaration.as_bytes(), b"<p>", words].concat();
        let site = Site::with(&[("page.html", &page)]);
        let ran = site.run("check --format json page.html");
        assert_eq!(ran.code, Some(1), "{declaration}: {}", ran.stderr);
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let span = range_of(&report["diagnostics"][0]["span"]);
        assert_eq!(&page[span], b"groin", "{declaration}");
        let shown = site.run("check page.html").stdout;
        assert!(shown.contains("café: S1 pain"), "{shown}");
    }
}

#[test]
fn bytes_of_no_known_encoding_are_a_finding_about_the_file() {
    let good: (&str, &[u8]) = ("good.md", b"S1 pain is felt in the groin.");
    let koi: (&str, &[u8]) = ("koi.html", b"<meta charset=koi8-r>\n<p>\xC9");
    let latin: (&str, &[u8]) = ("latin.md", b"one\ncaf\xE9");
    let bare: (&str, &[u8]) = ("bare.txt", b"S\x001\0");
    let site = Site::with(&[good, koi, latin, bare]);
    let ran = site.run("check --format json");
    assert_eq!(ran.code, Some(2));
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    let told: Vec<String> = findings
        .iter()
        .filter(|finding| finding["family"] == "input")
        .map(|finding| {
            let span = &finding["span"];
            format!(
                "{} {} {} {}-{} {}:{} {}",
                finding["path"].as_str().unwrap(),
                finding["rule"].as_str().unwrap(),
                finding["severity"].as_str().unwrap(),
                span["start"],
                span["end"],
                span["line"],
                span["column"],
                finding["message"].as_str().unwrap(),
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    bare.txt not-text error 1-2 1:1 UTF-16 or UTF-32 text without a byte order mark of UTF-16: byte 0x00 at offset 1
    koi.html not-text error 25-26 2:4 not UTF-8 text: byte 0xc9 at offset 25; the page declares KOI8-R, which is not read
    latin.md not-text error 7-8 2:4 not UTF-8 text: byte 0xe9 at offset 7
    ");
    assert_eq!(findings.len(), 4, "the other article is checked");
    assert_eq!(report["summary"]["errors"], 4);
    assert_eq!(report["summary"]["unreadable"], 3);
    let by_line = lines(&site.run("check --format jsonl").stdout);
    assert_eq!(&by_line, findings);
    let human = site.run("check");
    assert_eq!(human.code, Some(2));
    assert!(
        human
            .stderr
            .contains("problem: latin.md: not UTF-8 text: byte 0xe9 at offset 7\n")
    );
    assert!(
        human.stdout.contains(": 1 error, 3 paths not checked in "),
        "{}",
        human.stdout
    );
}
