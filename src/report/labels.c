#include "report/labels.h"

#include "base/fold.h"
#include "base/utf8.h"

enum {
	FOLDED_NBYTES = 256,            /* longer texts are no labels */
	INDEX_NSLOTS = 1024,            /* a power of two, several times the number of labels */
	/* Of the text that are looked at for an ordinal: an opening mark may stand before it */
	ORDINAL_NBYTES = 6,
	NPAIR_BITS = 4096,
	MIN_PREFIX_NBYTES = 9,          /* three Chinese characters */
	MIN_ROW_SIMILARITY = 75,        /* per cent; 法律行政法规 without 行政 is 85 */
	MIN_SECTION_SIMILARITY = 70,
};

struct entry {
	struct str key;                 /* folded */
	struct label_match match;
};

struct labels {
	const struct format *format;
	struct str *row_keys;           /* folded official label of each row */
	/* Which two characters labels begin with, as bits by a hash: a text that begins with others is none. See
	 * pair_bit. */
	uint64_t pairs[NPAIR_BITS / 64];
	size_t longest_nbytes;          /* of a key */
	struct str ordinals[FORMAT_MAX_SECTIONS]; /* of the sections, in the form's order */
	bool has_short_rows;            /* a row's label is shorter than a pair */
	struct entry slots[INDEX_NSLOTS];
};

static struct str fold_view(struct str text, char folded[FOLDED_NBYTES])
{
	return (struct str){folded, fold_text(text, folded, FOLDED_NBYTES)};
}

static struct entry *find_slot(struct entry *slots, struct str key)
{
	size_t i = (size_t)fold_hash(FOLD_HASH_SEED, key) % INDEX_NSLOTS;
	while (slots[i].key.nbytes && !str_equal(slots[i].key, key))
		i = (i + 1) % INDEX_NSLOTS;
	return &slots[i];
}

/* U+4000 to U+9FFF: folding leaves them as they are. */
static bool is_chinese(char byte)
{
	return (unsigned char)(byte - '\xe4') <= 0xE9 - 0xE4;
}

/* An ASCII digit, or letter in its small form, as folding leaves it; 0 for anything else. */
static uint32_t plain_char(char byte)
{
	char small = (char)(byte | 0x20);
	if (byte >= '0' && byte <= '9')
		return (unsigned char)byte;
	return small >= 'a' && small <= 'z' ? (unsigned char)small : 0;
}

/* The bit of the pair of Chinese characters, or of ASCII letters and digits, that `text` begins with; -1 where it
 * begins with something else. */
static int pair_bit(struct str text)
{
	uint32_t four;
	if (text.nbytes >= 2 && plain_char(text.ptr[0]) && plain_char(text.ptr[1]))
		return (int)(((plain_char(text.ptr[0]) << 8 | plain_char(text.ptr[1])) * UINT32_C(0x9e3779b1)) >> 20);
	if (text.nbytes < 6 || !is_chinese(text.ptr[0]) || !is_chinese(text.ptr[3]))
		return -1;
	memcpy(&four, text.ptr + 1, sizeof(four));
	four ^= (uint32_t)(unsigned char)text.ptr[5] << 16;
	return (int)((four * UINT32_C(0x9e3779b1)) >> 20);
}

bool labels_may_be(const struct labels *labels, struct str text)
{
	int bit = pair_bit(text);
	return bit < 0 || labels->pairs[bit / 64] >> bit % 64 & 1;
}

static void add_match(struct labels *labels, struct arena *arena, struct str text, struct label_match match)
{
	char folded[FOLDED_NBYTES];
	struct str key = fold_view(text, folded);
	if (!key.nbytes)
		return;
	struct entry *entry = find_slot(labels->slots, key);
	int bit = pair_bit(key);
	if (key.nbytes > labels->longest_nbytes)
		labels->longest_nbytes = key.nbytes;
	if (bit >= 0)
		labels->pairs[bit / 64] |= UINT64_C(1) << bit % 64;
	if (!entry->key.nbytes) {
		entry->key = arena_copy(arena, key);
		entry->match = match;
		return;
	}
	entry->match.kinds |= match.kinds;
	if (entry->match.row == FORMAT_NONE)
		entry->match.row = match.row;
	if (entry->match.table == FORMAT_NONE)
		entry->match.table = match.table;
	if (!entry->match.section)
		entry->match.section = match.section;
}

static void add_label(struct labels *labels, struct arena *arena, const struct format_label *label,
		      struct label_match match)
{
	add_match(labels, arena, label->text, match);
	for (size_t i = 0; i < label->nvariants; i++)
		add_match(labels, arena, label->variants[i], match);
}

/* Headings are found without an ordinal and with that of their section: 一、, 1、 or 第一部分. */
static void add_section(struct labels *labels, struct arena *arena, const struct format_section *section)
{
	struct label_match match = {LABEL_SECTION, FORMAT_NONE, FORMAT_NONE, section->number};
	const char *ordinal = format_ordinal(section->number);
	struct strbuf text = {0};
	add_label(labels, arena, &section->heading, match);
	for (size_t i = 0; i <= section->heading.nvariants; i++) {
		struct str words = i ? section->heading.variants[i - 1] : section->heading.text;
		strbuf_clear(&text);
		strbuf_printf(&text, "%s%.*s", ordinal, (int)words.nbytes, words.ptr);
		add_match(labels, arena, strbuf_view(&text), match);
		strbuf_clear(&text);
		strbuf_printf(&text, "%u%.*s", (unsigned)section->number, (int)words.nbytes, words.ptr);
		add_match(labels, arena, strbuf_view(&text), match);
		strbuf_clear(&text);
		strbuf_printf(&text, "第%s部分%.*s", ordinal, (int)words.nbytes, words.ptr);
		add_match(labels, arena, strbuf_view(&text), match);
	}
	strbuf_free(&text);
}

static void add_rows(struct labels *labels, struct arena *arena)
{
	const struct format *format = labels->format;
	for (size_t i = 0; i < format->nrows; i++) {
		const struct format_row *row = &format->rows[i];
		char folded[FOLDED_NBYTES];
		labels->row_keys[i] = arena_copy(arena, fold_view(row->label.text, folded));
		labels->has_short_rows |= labels->row_keys[i].nbytes < 6;
		unsigned kind = row->first_cell == FORMAT_NONE ? LABEL_GROUP : LABEL_ROW;
		if (format->tables[row->table].across)
			kind = LABEL_HEAD;
		add_label(labels, arena, &row->label,
			  (struct label_match){kind, (int16_t)i, (int16_t)row->table, 0});
	}
}

static void add_heads(struct labels *labels, struct arena *arena, size_t table)
{
	const struct format_table *t = &labels->format->tables[table];
	struct label_match match = {LABEL_HEAD, FORMAT_NONE, (int16_t)table, 0};
	for (size_t i = 0; i < t->nforeign; i++)
		add_match(labels, arena, t->foreign[i],
			  (struct label_match){LABEL_FOREIGN, FORMAT_NONE, (int16_t)table, 0});
	for (size_t i = 0; i < t->nforeign_rows; i++)
		add_match(labels, arena, t->foreign_rows[i],
			  (struct label_match){LABEL_FOREIGN_ROW, FORMAT_NONE, (int16_t)table, 0});
	for (size_t i = 0; i < t->nblocks; i++) {
		const struct format_block *block = &t->blocks[i];
		add_match(labels, arena, block->caption, match);
		add_match(labels, arena, block->head, match);
		for (size_t j = 0; j < block->ncolumns; j++) {
			add_label(labels, arena, &block->columns[j].label, match);
			add_match(labels, arena, block->columns[j].label.under, match);
		}
	}
}

const struct labels *labels_index(struct arena *arena, const struct format *format)
{
	struct labels *labels = arena_alloc(arena, 1, sizeof(*labels));
	labels->format = format;
	labels->row_keys = arena_alloc(arena, format->nrows, sizeof(*labels->row_keys));
	add_rows(labels, arena);
	for (size_t i = 0; i < format->ntables; i++)
		add_heads(labels, arena, i);
	for (size_t i = 0; i < format->nsections; i++) {
		labels->ordinals[i] = str_from(format_ordinal(format->sections[i].number));
		add_section(labels, arena, &format->sections[i]);
	}
	return labels;
}

static struct label_match find_whole(const struct labels *labels, struct str text)
{
	/* What is longer than all keys need not be folded to its end. */
	char folded[FOLDED_NBYTES];
	size_t enough = labels->longest_nbytes + UTF8_MAX_NBYTES;
	struct str key = {folded, fold_text(text, folded, enough < FOLDED_NBYTES ? enough : FOLDED_NBYTES)};
	if (key.nbytes && key.nbytes <= labels->longest_nbytes) {
		size_t i = (size_t)fold_hash(FOLD_HASH_SEED, key) % INDEX_NSLOTS;
		for (; labels->slots[i].key.nbytes; i = (i + 1) % INDEX_NSLOTS)
			if (str_equal(labels->slots[i].key, key))
				return labels->slots[i].match;
	}
	return (struct label_match){0, FORMAT_NONE, FORMAT_NONE, 0};
}

/* A text without the note in brackets at its end: 规章（设区的市应提供相关数据）. Empty when it has none. */
static struct str cut_note(struct str text)
{
	bool wide = str_ends_with(text, STR("）"));
	if (!wide && !str_ends_with(text, STR(")")))
		return (struct str){0};
	for (size_t i = text.nbytes - 1; i > 0; i--) {
		struct str rest = str_slice(text, i, text.nbytes);
		if (str_starts_with(rest, STR("(")) || str_starts_with(rest, STR("（")))
			return str_trim(str_slice(text, 0, i));
	}
	return (struct str){0};
}

struct label_match labels_find(const struct labels *labels, struct str text)
{
	struct label_match match = {0, FORMAT_NONE, FORMAT_NONE, 0};
	if (!labels_may_be(labels, text))
		return match;
	match = find_whole(labels, text);
	struct str label = match.kinds ? (struct str){0} : cut_note(text);
	return label.nbytes ? find_whole(labels, label) : match;
}

/* Labels that begin with an ordinal (1. 2. …) are only alike when their ordinals are the same. */
static bool same_ordinal(struct str a, struct str b)
{
	bool digit_a = a.ptr[0] >= '0' && a.ptr[0] <= '9', digit_b = b.ptr[0] >= '0' && b.ptr[0] <= '9';
	return digit_a == digit_b && (!digit_a || a.ptr[0] == b.ptr[0]);
}

int labels_guess_row(const struct labels *labels, size_t table, struct str text, const bool *taken)
{
	char folded[FOLDED_NBYTES];
	struct str key = fold_view(text, folded);
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
	char folded[FOLDED_NBYTES];
	struct str key = fold_view(text, folded);
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
		char folded[FOLDED_NBYTES];
		struct str key = fold_view(pieces[i], folded);
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
static bool fold_wording(const struct labels *labels, size_t row, size_t number, char folded[FOLDED_NBYTES],
			 struct str *wording)
{
	const struct format_label *label = &labels->format->rows[row].label;
	if (number > label->nvariants)
		return false;
	*wording = number ? fold_view(label->variants[number - 1], folded) : labels->row_keys[row];
	return true;
}

size_t labels_cover(const struct labels *labels, size_t row, const struct str *pieces, size_t npieces)
{
	char folded[FOLDED_NBYTES];
	struct str wording;
	size_t best = 0;
	for (size_t i = 0; fold_wording(labels, row, i, folded, &wording); i++) {
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
		char folded[FOLDED_NBYTES];
		struct str key = fold_view(pieces[i], folded);
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
	char folded[FOLDED_NBYTES];
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
	if (!text.nbytes || !is_chinese(text.ptr[0]))
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
	if (text.nbytes && is_chinese(text.ptr[0]) && !begins_with_ordinal(labels, text))
		return 0;
	char folded[FOLDED_NBYTES], heading[FOLDED_NBYTES];
	/* Few paragraphs begin like a heading: the others need not be folded. */
	char start[UTF8_MAX_NBYTES];
	size_t nstart = fold_text(str_slice(text, 0, ORDINAL_NBYTES), start, sizeof(start));
	if (!begins_with_ordinal(labels, (struct str){start, nstart}))
		return 0;
	struct str key = fold_view(text, folded);
	for (size_t i = 0; i < labels->format->nsections; i++) {
		const struct format_section *section = &labels->format->sections[i];
		if (!str_starts_with(key, labels->ordinals[i]))
			continue;
		struct str rest = str_slice(key, labels->ordinals[i].nbytes, key.nbytes);
		size_t nchars = utf8_count(rest);
		for (size_t j = 0; j <= section->heading.nvariants; j++) {
			struct str known = j ? section->heading.variants[j - 1] : section->heading.text;
			struct str folded_heading = fold_view(known, heading);
			if (may_be_alike(nchars, utf8_count(folded_heading)) &&
			    fold_similarity(rest, folded_heading) >= MIN_SECTION_SIMILARITY)
				return section->number;
		}
	}
	return 0;
}

int labels_find_row_beginning(const struct labels *labels, size_t table, struct str text)
{
	if (!labels->has_short_rows && !labels_may_be(labels, text))
		return FORMAT_NONE;
	char folded[FOLDED_NBYTES];
	struct str key = fold_view(text, folded);
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
