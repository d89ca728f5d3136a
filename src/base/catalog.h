/* Messages in another language, from a catalogue in gettext's PO format. */
#ifndef GOUJI_BASE_CATALOG_H
#define GOUJI_BASE_CATALOG_H

#include "base/error.h"
#include "base/str.h"

struct catalog;

/* Reads PO text: msgid/msgstr with continuation lines and C escapes, comments; fuzzy, obsolete and empty entries and
 * the header are left out; msgctxt and plural forms are an error. The catalogue copies what it keeps. NULL with `error`
 * set ("name:line: what") on a fault. */
struct catalog *catalog_parse(struct str text, const char *name, struct error *error);
void catalog_free(struct catalog *catalog);
/* The translation of `msgid`, or `msgid` itself; a NULL catalogue translates nothing. Lives as long as the
 * catalogue. */
const char *catalog_get(const struct catalog *catalog, const char *msgid) __attribute__((format_arg(2)));

/* `tr(catalog, "text")` at the place of use; N_("text") marks a text in a table that is translated where it is shown.
 * Both are what the test for untranslated messages looks for. */
#define tr(catalog, msgid) catalog_get((catalog), (msgid))
#define N_(msgid) msgid

/* The text for a count: tr_plural(catalog, n, N_("file"), N_("files")). A language that makes no difference translates
 * both the same. */
static inline const char *tr_plural(const struct catalog *catalog, size_t count, const char *one, const char *many)
	__attribute__((format_arg(3), format_arg(4)));
static inline const char *tr_plural(const struct catalog *catalog, size_t count, const char *one, const char *many)
{
	return count == 1 ? tr(catalog, one) : tr(catalog, many);
}

#endif
