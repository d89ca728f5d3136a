/* The one place where text meets columns: sanitising, clipping, padding and measuring.
 *
 * What is shown of a byte sequence: a printable character as itself; TAB as one blank; other C0 controls and DEL as ^X;
 * C1 controls, bidirectional and other invisible format characters (U+061C U+200B-200F U+202A-202E U+2060-2069 U+FEFF,
 * U+2028 U+2029, tags U+E0000-E007F) as <U+XXXX>; a byte that is not UTF-8 as U+FFFD. All widths are of the shown form.
 * A character of two columns that only half fits is left out and its place padded with a blank. */
#ifndef GOUJI_BASE_CLIP_H
#define GOUJI_BASE_CLIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/width.h"

enum clip_align { CLIP_LEFT, CLIP_RIGHT, CLIP_CENTRE };

struct clip_options {
	size_t skip_ncols;              /* columns cut off on the left */
	size_t ncols;                   /* columns to fill at the most */
	bool pad;                       /* fill up to ncols with blanks */
	/* Shown behind the text when more was cut off on the right: a character of one column, or NULL */
	const char *cut_mark;
	enum clip_align align;          /* where padding goes when the text is shorter */
	enum width_ambiguous ambiguous;
};

struct clip_result {
	size_t nbytes;                  /* bytes of `text` that were shown or skipped */
	size_t ncols;                   /* columns written, padding included */
	bool cut;                       /* text was left over on the right */
};

/* Appends to `out` what is shown of `text` under `options`. A combining character stays with the one it follows. */
struct clip_result clip_text(struct strbuf *out, struct str text, const struct clip_options *options);
/* Columns that the shown form of `text` takes. */
size_t clip_measure(struct str text, enum width_ambiguous ambiguous);
/* Appends the shown form of all of `text`, unclipped. For output outside the screen: no control character gets
 * through. */
void clip_sanitise(struct strbuf *out, struct str text);

#endif
