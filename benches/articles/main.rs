//! How fast articles are checked, beside reading and parsing them only: `cargo bench --bench articles`.
//!
//! Writes a made-up site below the target directory and measures everything in one run, by turns, so that the ratios
//! hold on any machine. Sizes are 200, 2,000 and 20,000 articles, or those given: `cargo bench --bench articles -- 2000
//! 200000`. `-- write 2000` only writes the articles and prints their folder. See `benches/README.md`.
#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(
    clippy::print_stderr,
    reason = "a child tells its memory beside its output"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a measurement reads the clock, and writes the articles it measures"
)]
#![expect(
    clippy::disallowed_types,
    reason = "the program is measured as a process"
)]

mod corpus;
mod rounds;
mod sentences;
mod stages;
mod work;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use corpus::{Site, write_site};
use rounds::{Round, median, rounds};
use work::Work;

/// That of the program, so that what runs in process takes as long as there.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 3] = [200, 2_000, 20_000];
const THREADS: [usize; 2] = [1, 2];
/// Size of the site whose stages are told apart.
const STAGED: usize = 2_000;
/// How often one article is checked to find out how long the start takes.
const STARTS: usize = 50;
/// First argument of a process whose memory is measured: this program, calling itself.
const CHILD: &str = "--measure-memory";
const PROGRAM: &str = env!("CARGO_BIN_EXE_factlint");

fn main() {
    // Cargo adds `--bench`.
    let arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    let arguments: Vec<String> = arguments.collect();
    let sizes: Vec<usize> = arguments
        .iter()
        .filter_map(|size| size.parse().ok())
        .collect();
    match arguments.first().map(String::as_str) {
        Some(CHILD) => measure_memory(&arguments[1..]),
        Some("write") => sizes.into_iter().for_each(|size| {
            println!("{}", write_site(&folder(size), size).folder.display());
        }),
        Some(_) => measure(&sizes),
        None => measure(&SIZES),
    }
}

/// Below the target directory.
fn folder(size: usize) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("articles")
        .join(size.to_string())
}

fn measure(sizes: &[usize]) {
    let sites: Vec<Site> = sizes
        .iter()
        .map(|size| write_site(&folder(*size), *size))
        .collect();
    for site in &sites {
        let mean = site.bytes as f64 / 1e3 / site.articles as f64;
        println!(
            "{} articles: {:.2} MB, {mean:.2} kB each, checksum {:016x}",
            site.articles,
            site.bytes as f64 / 1e6,
            site.checksum
        );
    }
    println!(
        "\n| articles | what | threads | seconds | spread | articles/s | MB/s | x parsing | peak MiB |\n\
         | ---: | :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    sites.iter().for_each(print_site);
    let staged = sites.iter().rfind(|site| site.articles <= STAGED);
    if let Some(site) = staged.or(sites.first()) {
        println!("\nStages of {} articles on one thread:\n", site.articles);
        stages::print(&site.folder);
    }
    println!();
    print_start();
}

/// Prints the rows of one site. All kinds of work are done by turns, so that all suffer alike from a busy machine.
fn print_site(site: &Site) {
    let all: Vec<(Work, usize)> = Work::ALL
        .into_iter()
        .flat_map(|work| THREADS.map(|threads| (work, threads)))
        .collect();
    let times = rounds(&all, Round::for_site(site.articles), |(work, threads)| {
        work.run(*threads, &site.folder);
    });
    let seconds = |wanted: (Work, usize)| {
        let at = all.iter().position(|one| *one == wanted);
        median(&times[at.expect("all kinds of work were measured")])
    };
    for (&(work, threads), times) in all.iter().zip(&times) {
        let time = seconds((work, threads));
        let (least, most) = times
            .iter()
            .fold((f64::MAX, 0.0_f64), |(least, most), time| {
                (least.min(*time), most.max(*time))
            });
        let memory = memory_of(work, threads, &site.folder);
        println!(
            "| {} | {} | {threads} | {time:.3} | {least:.3}–{most:.3} | {:.0} | {:.1} | {:.1} | {} |",
            site.articles,
            work.name(),
            site.articles as f64 / time,
            site.bytes as f64 / 1e6 / time,
            time / seconds((Work::Parse, threads)),
            memory.map_or_else(|| "?".to_owned(), |memory| format!("{memory:.0}")),
        );
    }
}

/// Prints how long a process takes that has next to nothing to do.
fn print_start() {
    let folder = folder(1);
    write_site(&folder, 1);
    let article = folder.join("short.md");
    std::fs::write(
        &article,
        "# Sciatica\n\nSciatica is pain along the sciatic nerve. It usually gets better without surgery.\n",
    )
    .expect("an article can be written");
    let article = article
        .to_str()
        .expect("the target directory has a readable name");
    let full = folder.join("000");
    let full = full
        .to_str()
        .expect("the target directory has a readable name");
    let all = [
        ("`--version`", vec!["--version"]),
        ("`check`, two sentences", vec!["check", article]),
        ("`check`, one article", vec!["check", full]),
    ];
    let times = rounds(&all, Round { times: STARTS }, |(_, arguments)| {
        let output = Command::new(PROGRAM).args(arguments).output();
        std::hint::black_box(output.expect("factlint can be started"));
    });
    println!("| one process, median of {STARTS} | ms | spread |\n| :--- | ---: | ---: |");
    for ((name, _), mut times) in all.iter().zip(times) {
        times.sort_by(f64::total_cmp);
        let ms = |seconds: f64| 1e3 * seconds;
        println!(
            "| {name} | {:.1} | {:.1}–{:.1} |",
            ms(median(&times)),
            ms(times[0]),
            ms(times[times.len() - 1])
        );
    }
}

/// Does what a child is asked to do (kind of work, threads, folder) and tells how much memory that took at most.
fn measure_memory(asked: &[String]) {
    let [name, threads, folder] = asked else {
        panic!("a kind of work, a number of threads and a folder");
    };
    let work = Work::ALL.into_iter().find(|work| work.name() == name);
    let threads = threads.parse().expect("a number of threads");
    work.expect("a kind of work")
        .run_for_memory(threads, Path::new(folder));
    eprintln!("{}", peak_memory().unwrap_or_default());
}

/// Returns the most memory that a process takes that does nothing else, in MiB; `None` where the system doesn't tell.
fn memory_of(work: Work, threads: usize, folder: &Path) -> Option<f64> {
    let mut child = Command::new(std::env::current_exe().ok()?);
    child
        .args([CHILD, work.name(), &threads.to_string()])
        .arg(folder);
    let output = child
        .stdin(Stdio::null())
        .output()
        .expect("this program can be started");
    let text = String::from_utf8_lossy(&output.stderr);
    let kibibytes: f64 = text.trim().parse().ok()?;
    (kibibytes > 0.0).then_some(kibibytes / 1024.0)
}

/// Returns the most memory that this process has had, in KiB; `None` where the system doesn't tell.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
