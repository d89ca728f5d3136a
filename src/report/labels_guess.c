/* Labels and headings that are broken off, stand in other words, or only begin a text. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "report/labels_parts.h"

enum {
	/* Of the text that are looked at for an ordinal: an opening mark may stand before it */
	ORDINAL_NBYTES = 6,
	MIN_PREFIX_NBYTES = 9,          /* three Chinese characters */
	MIN_ROW_SIMILARITY = 75,        /* per cent; 法律行政法规 without 行政 is 85 */
	MIN_SECTION_SIMILARITY = 70,
	/* Behind a number in brackets, as parts of sections have it: （一）政府信息主动公开情况 */
	MIN_BRACKETED_SIMILARITY = 85,
};

/* Labels that begin with an ordinal (1. 2. …) are only alike when their ordinals are the same. */
static bool same_ordinal(struct str a, struct str b)
{
	bool digit_a = ascii_is_digit(a.ptr[0]), digit_b = ascii_is_digit(b.ptr[0]);
	return digit_a == digit_b && (!digit_a || a.ptr[0] == b.ptr[0]);
}

int labels_guess_row(const struct labels *labels, size_t table, struct str text, const bool *taken)
{
	char folded[LABELS_FOLDED_NBYTES];
	struct str key = labels_fold(text, folded);
	const struct format_table *t = &labels->format->tables[table];
	int found = FORMAT_NONE;
	unsigned best = 0;
	if (key.nbytes < MIN_PREFIX_NBYTES)
		return FORMAT_NONE;
	for (int i = t->first_row; i < t->first_row + t->nrows; i++) {
		struct str row_key = labels->row_keys[i];
		if (labels->format->rows[i].first_cell == FORMAT_NONE || taken[i] || !same_ordinal(key, row_key))
			continue;
		unsigned score = str_starts_with(row_key, key) ? 100 : fold_similarity(key, row_key);
		if (score < MIN_ROW_SIMILARITY || score < best)
			continue;
		found = score == best ? FORMAT_NONE : i;
		best = score;
	}
	return found;
}

bool labels_is_rest(const struct labels *labels, size_t row, struct str text)
{
	char folded[LABELS_FOLDED_NBYTES];
	struct str key = labels_fold(text, folded);
	if (!key.nbytes)
		return false;
	for (int i = (int)row; i != FORMAT_NONE; i = labels->format->rows[i].parent)
		if (str_ends_with(labels->row_keys[i], key))
			return true;
	return false;
}

static bool is_part_of_group(const struct labels *labels, size_t row, struct str key)
{
	enum { VERTICAL_NBYTES = 6 };
	if (key.nbytes <= VERTICAL_NBYTES)
		return true;
	for (int i = labels->format->rows[row].parent; i != FORMAT_NONE; i = labels->format->rows[i].parent)
		if (str_contains(labels->row_keys[i], key))
			return true;
	return false;
}

static size_t cover_wording(const struct labels *labels, size_t row, struct str wording, const struct str *pieces,
			    size_t npieces)
{
	size_t covered = 0;
	bool last_is_part = false;
	for (size_t i = 0; i < npieces; i++) {
		char folded[LABELS_FOLDED_NBYTES];
		struct str key = labels_fold(pieces[i], folded);
		if (!key.nbytes)
			continue;
		last_is_part = true;
		if (str_starts_with(str_slice(wording, covered, wording.nbytes), key))
			covered += key.nbytes;
		else if (str_starts_with(wording, key))
			covered = key.nbytes;
		else if (is_part_of_group(labels, row, key))
			last_is_part = false;
		else
			covered = 0;
	}
	return last_is_part ? covered : 0;
}

/* Folds a wording of a row's label: the official one for 0, then its variants. False behind the last. */
static bool fold_wording(const struct labels *labels, size_t row, size_t number, char folded[LABELS_FOLDED_NBYTES],
			 struct str *wording)
{
	const struct format_label *label = &labels->format->rows[row].label;
	if (number > label->nvariants)
		return false;
	*wording = number ? labels_fold(label->variants[number - 1], folded) : labels->row_keys[row];
	return true;
}

/* The last piece that is not empty when it is folded. */
static struct str fold_last(const struct str *pieces, size_t npieces, char folded[LABELS_FOLDED_NBYTES])
{
	struct str last = {0};
	while (npieces-- > 0 && !last.nbytes)
		last = labels_fold(pieces[npieces], folded);
	return last;
}

/* Where the last piece is no part of a wording, nothing is covered: most wordings need no more than that. */
size_t labels_cover(const struct labels *labels, size_t row, const struct str *pieces, size_t npieces)
{
	char folded[LABELS_FOLDED_NBYTES], folded_last[LABELS_FOLDED_NBYTES];
	struct str wording, last = fold_last(pieces, npieces, folded_last);
	size_t best = 0;
	for (size_t i = 0; last.nbytes && fold_wording(labels, row, i, folded, &wording); i++) {
		if (!str_contains(wording, last))
			continue;
		size_t covered = cover_wording(labels, row, wording, pieces, npieces);
		best = covered > best ? covered : best;
	}
	return best;
}

/* How many of `pieces` it takes to make up `rest`, the end of a label of `row`; 0 when they do not. */
static size_t complete_wording(const struct labels *labels, size_t row, struct str rest, const struct str *pieces,
			       size_t npieces)
{
	for (size_t i = 0; i < npieces; i++) {
		char folded[LABELS_FOLDED_NBYTES];
		struct str key = labels_fold(pieces[i], folded);
		if (key.nbytes && str_starts_with(rest, key)) {
			rest = str_slice(rest, key.nbytes, rest.nbytes);
			if (!rest.nbytes)
				return i + 1;
		} else if (key.nbytes && !is_part_of_group(labels, row, key)) {
			return 0;
		}
	}
	return 0;
}

size_t labels_complete(const struct labels *labels, size_t row, const struct str *before, size_t nbefore,
		       const struct str *after, size_t nafter)
{
	char folded[LABELS_FOLDED_NBYTES];
	struct str wording;
	for (size_t i = 0; fold_wording(labels, row, i, folded, &wording); i++) {
		size_t covered = cover_wording(labels, row, wording, before, nbefore);
		size_t count = covered ? complete_wording(labels, row, str_slice(wording, covered, wording.nbytes),
							  after, nafter)
				       : 0;
		if (count)
			return count;
	}
	return 0;
}

static bool begins_with_ordinal(const struct labels *labels, struct str text)
{
	if (!text.nbytes || !utf8_leads_ideograph(text.ptr[0]))
		return false;
	for (size_t i = 0; i < labels->format->nsections; i++)
		if (str_starts_with(text, labels->ordinals[i]))
			return true;
	return false;
}

/* Whether texts of so many characters can be as alike as headings must be: they have no more in common than the
 * shorter. */
static bool may_be_alike(size_t a, size_t b)
{
	size_t shorter = a < b ? a : b, longer = a < b ? b : a;
	return longer > FOLD_MAX_CHARS || shorter * 100 >= longer * MIN_SECTION_SIMILARITY;
}

unsigned labels_guess_section(const struct labels *labels, struct str text)
{
	if (text.nbytes && (utf8_leads_ideograph(text.ptr[0]) || ascii_is_digit(text.ptr[0])) &&
	    !begins_with_ordinal(labels, text))
		return 0;
	char folded[LABELS_FOLDED_NBYTES], heading[LABELS_FOLDED_NBYTES];
	/* Few paragraphs begin like a heading: the others need not be folded. */
	char start[UTF8_MAX_NBYTES];
	size_t nstart = fold_text(str_slice(text, 0, ORDINAL_NBYTES), start, sizeof(start));
	if (!begins_with_ordinal(labels, (struct str){start, nstart}))
		return 0;
	struct str key = labels_fold(text, folded);
	bool bracketed = str_starts_with(text, STR("（")) || str_starts_with(text, STR("("));
	unsigned least = bracketed ? MIN_BRACKETED_SIMILARITY : MIN_SECTION_SIMILARITY;
	for (size_t i = 0; i < labels->format->nsections; i++) {
		const struct format_section *section = &labels->format->sections[i];
		if (!str_starts_with(key, labels->ordinals[i]))
			continue;
		struct str rest = str_slice(key, labels->ordinals[i].nbytes, key.nbytes);
		size_t nchars = utf8_count(rest);
		for (size_t j = 0; j <= section->heading.nvariants; j++) {
			struct str known = j ? section->heading.variants[j - 1] : section->heading.text;
			struct str folded_heading = labels_fold(known, heading);
			if (may_be_alike(nchars, utf8_count(folded_heading)) &&
			    fold_similarity(rest, folded_heading) >= least)
				return section->number;
		}
	}
	return 0;
}

int labels_find_row_beginning(const struct labels *labels, size_t table, struct str text)
{
	if (!labels->has_short_rows && !labels_may_begin(labels, text))
		return FORMAT_NONE;
	char folded[LABELS_FOLDED_NBYTES];
	struct str key = labels_fold(text, folded);
	const struct format_table *t = &labels->format->tables[table];
	int found = FORMAT_NONE;
	for (int i = t->first_row; i < t->first_row + t->nrows; i++) {
		struct str row_key = labels->row_keys[i];
		if (labels->format->rows[i].first_cell != FORMAT_NONE && str_starts_with(key, row_key) &&
		    (found == FORMAT_NONE || row_key.nbytes > labels->row_keys[found].nbytes))
			found = i;
	}
	return found;
}
