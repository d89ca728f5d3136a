#include "report/labels.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "report/labels_parts.h"

static struct labels_entry *find_slot(struct labels_entry *slots, struct str key)
{
	size_t i = (size_t)fold_hash(FOLD_HASH_SEED, key) % LABELS_NSLOTS;
	while (slots[i].key.nbytes && !str_equal(slots[i].key, key))
		i = (i + 1) % LABELS_NSLOTS;
	return &slots[i];
}

/* An ASCII digit, or letter in its small form, as folding leaves it; 0 for anything else. */
static uint32_t plain_char(char byte)
{
	return ascii_is_digit(byte) || ascii_is_letter(byte) ? (unsigned char)ascii_lower(byte) : 0;
}

/* The bit of the pair of Chinese characters, or of ASCII letters and digits, that `text` begins with; -1 where it
 * begins with something else. */
static int pair_bit(struct str text)
{
	uint32_t four;
	if (text.nbytes >= 2 && plain_char(text.ptr[0]) && plain_char(text.ptr[1]))
		return (int)(((plain_char(text.ptr[0]) << 8 | plain_char(text.ptr[1])) * UINT32_C(0x9e3779b1)) >> 20);
	if (text.nbytes < 6 || !utf8_leads_ideograph(text.ptr[0]) || !utf8_leads_ideograph(text.ptr[3]))
		return -1;
	memcpy(&four, text.ptr + 1, sizeof(four));
	four ^= (uint32_t)(unsigned char)text.ptr[5] << 16;
	return (int)((four * UINT32_C(0x9e3779b1)) >> 20);
}

/* The same for four Chinese characters. */
static int quad_bit(struct str text)
{
	uint64_t first;
	uint32_t last;
	if (text.nbytes < LABELS_QUAD_NBYTES || !utf8_leads_ideograph(text.ptr[0]) ||
	    !utf8_leads_ideograph(text.ptr[3]) || !utf8_leads_ideograph(text.ptr[6]) ||
	    !utf8_leads_ideograph(text.ptr[9]))
		return -1;
	memcpy(&first, text.ptr, sizeof(first));
	memcpy(&last, text.ptr + sizeof(first), sizeof(last));
	return (int)(((first ^ (uint64_t)last << 29) * UINT64_C(0x9e3779b97f4a7c15)) >> 52);
}

static inline bool has_bit(const uint64_t bits[LABELS_NBITS / 64], int bit)
{
	return bit < 0 || bits[bit / 64] >> bit % 64 & 1;
}

bool labels_may_begin(const struct labels *labels, struct str text)
{
	return has_bit(labels->pairs, pair_bit(text));
}

bool labels_may_be(const struct labels *labels, struct str text)
{
	return has_bit(labels->pairs, pair_bit(text)) && has_bit(labels->quads, quad_bit(text));
}

static void add_match(struct labels *labels, struct arena *arena, struct str text, struct label_match match)
{
	char folded[LABELS_FOLDED_NBYTES];
	struct str key = labels_fold(text, folded);
	if (!key.nbytes)
		return;
	struct labels_entry *entry = find_slot(labels->slots, key);
	int bit = pair_bit(key), quad = quad_bit(key);
	if (key.nbytes > labels->longest_nbytes)
		labels->longest_nbytes = key.nbytes;
	if (bit >= 0)
		labels->pairs[bit / 64] |= UINT64_C(1) << bit % 64;
	if (quad >= 0)
		labels->quads[quad / 64] |= UINT64_C(1) << quad % 64;
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
		char folded[LABELS_FOLDED_NBYTES];
		labels->row_keys[i] = arena_copy(arena, labels_fold(row->label.text, folded));
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
	char folded[LABELS_FOLDED_NBYTES];
	size_t enough = labels->longest_nbytes + UTF8_MAX_NBYTES;
	size_t capacity = enough < LABELS_FOLDED_NBYTES ? enough : LABELS_FOLDED_NBYTES;
	struct str key = {folded, fold_text(text, folded, capacity)};
	if (key.nbytes && key.nbytes <= labels->longest_nbytes) {
		size_t i = (size_t)fold_hash(FOLD_HASH_SEED, key) % LABELS_NSLOTS;
		for (; labels->slots[i].key.nbytes; i = (i + 1) % LABELS_NSLOTS)
			if (str_equal(labels->slots[i].key, key))
				return labels->slots[i].match;
	}
	return (struct label_match){0, FORMAT_NONE, FORMAT_NONE, 0};
}

/* （七） is the beginning of the next label, not a note to this one. */
static bool is_ordinal(struct str note)
{
	static const char digits[] = "一二三四五六七八九十";
	note = str_slice(note, 0, note.nbytes - (str_ends_with(note, STR("）")) ? 3 : 1));
	note = str_slice(note, str_starts_with(note, STR("（")) ? 3 : 1, note.nbytes);
	for (; note.nbytes >= 3; note = str_slice(note, 3, note.nbytes))
		if (!str_contains(STR(digits), str_slice(note, 0, 3)))
			return false;
	return !note.nbytes;
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
			return is_ordinal(rest) ? (struct str){0} : str_trim(str_slice(text, 0, i));
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

