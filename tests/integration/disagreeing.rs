//! A made-up site of articles that agree, but for planted ones that disagree with the others.

/// What one article says of one thing: how nearly all put it, in other words of the same meaning, and what a planted
/// article says instead.
struct Topic {
    rule: &'static str,
    usual: &'static [&'static str],
    planted: &'static str,
}

static TOPICS: &[Topic] = &[
    Topic {
        rule: "number-disagrees",
        usual: &[
            "Sciatica affects about 40 percent of people in a lifetime.",
            "Between 35 and 43 percent of people get sciatica in a lifetime.",
            "Four people in ten get sciatica in a lifetime.",
        ],
        planted: "About one person in ten gets sciatica in a lifetime.",
    },
    Topic {
        rule: "number-disagrees",
        usual: &[
            "A disc causes 90% of cases.",
            "Discs account for nine in ten cases of sciatica.",
        ],
        planted: "A disc causes 40% of cases.",
    },
    Topic {
        rule: "region-disagrees",
        usual: &[
            "L5 is felt on top of the foot.",
            "The L5 root is felt in the top of the foot and the big toe.",
        ],
        planted: "L5 is never felt in the foot.",
    },
    Topic {
        rule: "region-disagrees",
        usual: &[
            "S1 serves the ankle jerk.",
            "The ankle jerk depends on the S1 root.",
        ],
        planted: "L4 serves the ankle jerk.",
    },
    Topic {
        rule: "definition-disagrees",
        usual: &[
            "Sciatica is a symptom.",
            "Sciatica is a set of symptoms, not a disease.",
        ],
        planted: "Sciatica is a disease.",
    },
    Topic {
        rule: "recommendation-disagrees",
        usual: &["Keep moving from day one.", "Stay active."],
        planted: "Stay in bed for a week.",
    },
    Topic {
        rule: "laterality-disagrees",
        usual: &[
            "Sciatica usually affects one leg.",
            "It almost always affects one leg.",
        ],
        planted: "Sciatica usually affects both legs.",
    },
    Topic {
        rule: "cause-ranking-disagrees",
        usual: &[
            "The main cause is a slipped disc.",
            "The most common cause of sciatica is a herniated disc.",
        ],
        planted: "The most common cause of sciatica is piriformis syndrome.",
    },
    Topic {
        rule: "emergency-advice-disagrees",
        usual: &[
            "Loss of bladder control is an emergency.",
            "If you lose control of your bladder, go to the emergency department.",
        ],
        planted: "For bladder problems, try pelvic floor exercises first.",
    },
];

/// One made-up article.
pub(crate) struct MadeUp {
    pub(crate) path: String,
    pub(crate) text: String,
    /// The rule that has to report it, and the words that it has to report.
    pub(crate) planted: Option<(&'static str, &'static str)>,
}

/// Returns `count` articles, `planted` of which disagree with the others on one thing each, in all rules by turns.
pub(crate) fn site(count: usize, planted: usize) -> Vec<MadeUp> {
    (0..count)
        .map(|at| {
            let which = (at * planted) / count;
            let is_planted = planted > 0 && (at == 0 || which != ((at - 1) * planted) / count);
            let wrong = is_planted.then(|| &TOPICS[which % TOPICS.len()]);
            article(at, wrong)
        })
        .collect()
}

fn article(at: usize, wrong: Option<&'static Topic>) -> MadeUp {
    let mut text = format!("# Sciatica, part {at}\n");
    for (place, topic) in TOPICS.iter().enumerate() {
        let is_wrong = wrong.is_some_and(|wrong| std::ptr::eq(wrong, topic));
        let sentence = match is_wrong {
            true => topic.planted,
            // Every article says some of it, each in its own words.
            false if (at + place).is_multiple_of(3) => topic.usual[(at / 3) % topic.usual.len()],
            false => continue,
        };
        text.push('\n');
        text.push_str(sentence);
        text.push_str(" Many people want to know more about this.\n");
    }
    MadeUp {
        path: format!("articles/{at:06}.md"),
        text,
        planted: wrong.map(|topic| (topic.rule, topic.planted)),
    }
}
