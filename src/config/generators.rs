//! Programs that make sites of articles, and where their articles lie.

/// A program that makes a site of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generator {
    /// Its name.
    pub name: &'static str,
    /// Names of its configuration files; each counts if `holds` or `beside` says so, or if both are empty.
    pub files: &'static [&'static str],
    /// Words one of which stands in that file.
    pub holds: &'static [&'static str],
    /// Files or folders one of which lies beside it.
    pub beside: &'static [&'static str],
    /// Folders that hold articles, as far as they are there.
    pub articles: &'static [&'static str],
    /// Folders that hold what is no article: what it makes, themes, templates.
    pub others: &'static [&'static str],
}

/// Source: the documentation of each. Those with configuration files of their own come first.
pub const GENERATORS: [Generator; 11] = [
    Generator {
        name: "Hugo",
        files: &[
            "hugo.toml",
            "hugo.yaml",
            "hugo.yml",
            "hugo.json",
            "config/_default/hugo.toml",
            "config/_default/hugo.yaml",
        ],
        holds: &[],
        beside: &[],
        articles: &["content"],
        others: HUGO,
    },
    Generator {
        name: "Eleventy",
        files: &[
            ".eleventy.js",
            "eleventy.config.js",
            "eleventy.config.mjs",
            "eleventy.config.cjs",
            "eleventy.config.ts",
        ],
        holds: &[],
        beside: &[],
        articles: &[],
        others: &[
            "_site",
            "_includes",
            "_data",
            "src/_includes",
            "node_modules",
        ],
    },
    Generator {
        name: "Docusaurus",
        files: &[
            "docusaurus.config.js",
            "docusaurus.config.ts",
            "docusaurus.config.mjs",
            "docusaurus.config.cjs",
        ],
        holds: &[],
        beside: &[],
        articles: &["docs", "blog", "src/pages"],
        others: &["build", ".docusaurus", "versioned_docs", "node_modules"],
    },
    Generator {
        name: "Astro",
        files: &[
            "astro.config.mjs",
            "astro.config.js",
            "astro.config.ts",
            "astro.config.mts",
            "astro.config.cjs",
        ],
        holds: &[],
        beside: &[],
        articles: &["src/content", "src/pages"],
        others: &["dist", ".astro", "node_modules"],
    },
    Generator {
        name: "Gatsby",
        files: &["gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"],
        holds: &[],
        beside: &[],
        articles: &["content", "src/pages"],
        others: &["public", ".cache", "node_modules"],
    },
    Generator {
        name: "Next.js",
        files: &[
            "next.config.js",
            "next.config.mjs",
            "next.config.ts",
            "next.config.cjs",
        ],
        holds: &[],
        beside: &[],
        articles: &["content", "posts", "app", "src/app", "pages", "src/pages"],
        others: &[".next", "out", "node_modules"],
    },
    Generator {
        name: "MkDocs",
        files: &["mkdocs.yml", "mkdocs.yaml"],
        holds: &[],
        beside: &[],
        articles: &["docs"],
        others: &["site", "overrides"],
    },
    // The others share the names of their files.
    Generator {
        name: "Hexo",
        files: &["_config.yml", "_config.yaml"],
        holds: &[],
        beside: &["scaffolds", "source/_posts", "_config.landscape.yml"],
        articles: &["source"],
        others: &["public", "themes", "scaffolds", "node_modules"],
    },
    Generator {
        name: "Jekyll",
        files: &["_config.yml", "_config.yaml", "_config.toml"],
        holds: &["jekyll", "permalink", "kramdown", "theme:", "title:"],
        beside: &["Gemfile", "_posts", "_layouts", "_includes"],
        articles: &[],
        others: &["_site", "_includes", "_layouts", "vendor"],
    },
    Generator {
        name: "Zola",
        files: &["config.toml", "zola.toml"],
        holds: &["base_url"],
        beside: &[],
        articles: &["content"],
        others: &["public", "themes", "templates"],
    },
    Generator {
        name: "Hugo",
        files: &["config.toml", "config.yaml", "config.yml", "config.json"],
        holds: &["baseURL", "baseurl", "baseUrl"],
        beside: &["archetypes"],
        articles: &["content"],
        others: HUGO,
    },
];

const HUGO: &[&str] = &["public", "resources", "themes", "archetypes", "layouts"];

impl Generator {
    /// Returns the configuration file by which a folder belongs to it; `read` returns the text of a file of that
    /// folder, `is_there` tells whether there is such a file or folder.
    pub fn recognise(
        &self,
        read: impl Fn(&str) -> Option<String>,
        is_there: impl Fn(&str) -> bool,
    ) -> Option<&'static str> {
        let is_sure = self.holds.is_empty() && self.beside.is_empty();
        let is_own = |file: &str| {
            is_sure
                || self.beside.iter().any(|name| is_there(name))
                || read(file).is_some_and(|text| self.holds.iter().any(|word| text.contains(word)))
        };
        let mut files = self.files.iter().copied();
        files.find(|file| is_there(file) && is_own(file))
    }
}
