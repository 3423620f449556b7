//! What stands around articles under names that many systems share.

use super::tokens::StartTag;

/// Tells whether the class or the id of an element says that it is no part of an article.
pub(super) fn is_furniture(tag: &StartTag) -> bool {
    let names = [tag.get("class"), tag.get("id")];
    let mut names = names
        .into_iter()
        .flatten()
        .flat_map(str::split_ascii_whitespace);
    names.any(|name| {
        let name = name.to_ascii_lowercase();
        NAMES.binary_search(&name.as_str()).is_ok()
    })
}

/// Tells whether the role or the class of an element that stands beside an article says that it is a note or a box of
/// the article itself: `<aside class="callout callout-tip">`.
pub(super) fn is_box(tag: &StartTag) -> bool {
    let role = tag.get("role").unwrap_or_default();
    let classes = tag.get("class").unwrap_or_default();
    let mut words = classes
        .split_ascii_whitespace()
        .flat_map(|name| name.split(['-', '_']));
    let named = words.any(|word| {
        let word = word.to_ascii_lowercase();
        BOXES.binary_search(&word.as_str()).is_ok()
    });
    !is_furniture(tag) && (role == "note" || named)
}

/// Words in the classes of notes and boxes, in order.
const BOXES: &[&str] = &[
    "admonition",
    "callout",
    "caution",
    "factbox",
    "facts",
    "important",
    "infobox",
    "note",
    "notice",
    "takeaway",
    "takeaways",
    "tip",
    "tips",
    "warning",
];

/// Classes and ids, in order: those of WordPress and its widespread extensions, Drupal, Joomla, consent
/// managers and share bars, and those most pages of no system use. Names that also wrap articles somewhere
/// (`content`, `widget`, `wrapper`) are not among them.
const NAMES: &[&str] = &[
    "a2a_kit",
    "ad",
    "addthis_inline_share_toolbox",
    "addthis_toolbox",
    "addtoany_share_save_container",
    "ads",
    "adsbygoogle",
    "advert",
    "advertisement",
    "author-bio",
    "author-box",
    "breadcrumb",
    "breadcrumbs",
    "cc-banner",
    "cc-window",
    "colophon",
    "comment-body",
    "comment-form",
    "comment-list",
    "comment-respond",
    "commentlist",
    "comments",
    "comments-area",
    "cookie-banner",
    "cookie-bar",
    "cookie-consent",
    "cookie-law-info-bar",
    "cookie-notice",
    "cookiebanner",
    "cookieconsent",
    "cybotcookiebotdialog",
    "disqus_thread",
    "ez-toc-container",
    "footer",
    "gdpr-banner",
    "jp-relatedposts",
    "main-menu",
    "masthead",
    "menu",
    "nav",
    "nav-menu",
    "navbar",
    "navigation",
    "newsletter",
    "newsletter-signup",
    "nhsuk-breadcrumb",
    "nhsuk-cookie-banner",
    "onetrust-banner-sdk",
    "onetrust-consent-sdk",
    "pager",
    "pagination",
    "post-navigation",
    "recommended-articles",
    "related",
    "related-articles",
    "related-content",
    "related-links",
    "related-pages",
    "related-posts",
    "related-topics",
    "respond",
    "sd-sharing",
    "share",
    "share-bar",
    "share-buttons",
    "share-links",
    "sharedaddy",
    "sharing",
    "sidebar",
    "site-footer",
    "site-header",
    "skip-link",
    "social",
    "social-links",
    "social-media",
    "social-share",
    "subscribe",
    "table-of-contents",
    "toc",
    "usa-breadcrumb",
    "widget-area",
    "yarpp-related",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_so_that_each_is_found() {
        assert!(NAMES.is_sorted_by(|one, other| one < other));
        assert!(BOXES.is_sorted_by(|one, other| one < other));
    }
}
