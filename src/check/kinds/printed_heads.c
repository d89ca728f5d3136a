#include "check/kinds/printed_heads.h"

#include "base/fold.h"
#include "base/utf8.h"

enum { CHINESE_NBYTES = 3, NPLACES = 512 };

/* What a text is that the form itself prints, in a table. */
struct known_head {
	struct str text;                /* empty: a free place */
	uint8_t table;
	bool is_official, is_other;
	const struct format_label *label;
	int8_t caption;                 /* the last block that it is the caption of, or FORMAT_NONE */
	int8_t columns[FORMAT_MAX_TABLES]; /* by block, or FORMAT_NONE */
};

struct printed_heads {
	const struct format *format;
	size_t count;
	struct known_head list[NPLACES]; /* by hash of the text and the table, at most half full */
};

/* Takes the next letter or digit off the front of `*rest` and folds it; its bytes, 0 at the end. */
static size_t take_letter(struct str *rest, char letter[UTF8_MAX_NBYTES])
{
	size_t nbytes = 0;
	while (rest->nbytes && !nbytes) {
		struct str c = str_slice(*rest, 0, utf8_decode(*rest).nbytes);
		nbytes = fold_text(c, letter, UTF8_MAX_NBYTES);
		*rest = str_slice(*rest, c.nbytes, rest->nbytes);
	}
	return nbytes;
}

/* Whether a Chinese character begins `text`, which is folded to itself. */
static inline bool starts_with_chinese(struct str text)
{
	return text.nbytes >= CHINESE_NBYTES && utf8_leads_ideograph(text.ptr[0]);
}

/* Whether two labels (valid UTF-8) are the same when spelling, blanks and marks do not count. Most differ in their
 * first letter. */
static bool is_same_label(struct str a, struct str b)
{
	char letter_a[UTF8_MAX_NBYTES], letter_b[UTF8_MAX_NBYTES];
	for (;;) {
		while (starts_with_chinese(a) && starts_with_chinese(b)) {
			if (memcmp(a.ptr, b.ptr, CHINESE_NBYTES) != 0)
				return false;
			a = str_slice(a, CHINESE_NBYTES, a.nbytes);
			b = str_slice(b, CHINESE_NBYTES, b.nbytes);
		}
		size_t nbytes = take_letter(&a, letter_a);
		if (take_letter(&b, letter_b) != nbytes || memcmp(letter_a, letter_b, nbytes) != 0)
			return false;
		if (!nbytes)
			return true;
	}
}

const struct str *printed_label_variant(const struct format_label *label, struct str text)
{
	for (size_t i = 0; i < label->nvariants; i++)
		if (is_same_label(label->variants[i], text))
			return &label->variants[i];
	return NULL;
}

static int find_column(const struct format_block *block, struct str text)
{
	for (size_t i = 0; i < block->ncolumns; i++)
		if (str_equal(block->columns[i].label.text, text))
			return (int)i;
	for (size_t i = 0; i < block->ncolumns; i++)
		if (is_same_label(block->columns[i].label.text, text) ||
		    printed_label_variant(&block->columns[i].label, text))
			return (int)i;
	return FORMAT_NONE;
}

/* Whether a head is one that stands above columns or rows. */
static bool is_other_head(const struct format *format, const struct format_table *table, struct str text)
{
	for (size_t i = 0; i < table->nblocks; i++) {
		const struct format_block *block = &table->blocks[i];
		if (is_same_label(block->head, text) || is_same_label(block->caption, text))
			return true;
		for (size_t j = 0; j < block->ncolumns; j++)
			if (block->columns[j].label.under.nbytes &&
			    is_same_label(block->columns[j].label.under, text))
				return true;
	}
	for (size_t i = table->first_row; table->across && i < (size_t)table->first_row + table->nrows; i++)
		if (is_same_label(format->rows[i].label.text, text) ||
		    printed_label_variant(&format->rows[i].label, text))
			return true;
	return false;
}

static bool is_official_head(const struct format_table *table, struct str text)
{
	for (size_t i = 0; i < table->nblocks; i++)
		for (size_t j = 0; j < table->blocks[i].ncolumns; j++)
			if (str_equal(table->blocks[i].columns[j].label.text, text))
				return true;
	return false;
}

/* The label of a table that a text is a variant of. */
static const struct format_label *find_label(const struct format *format, const struct format_table *table,
					     struct str text)
{
	for (size_t i = 0; i < table->nblocks; i++)
		for (size_t j = 0; j < table->blocks[i].ncolumns; j++)
			if (printed_label_variant(&table->blocks[i].columns[j].label, text))
				return &table->blocks[i].columns[j].label;
	for (size_t i = table->first_row; table->across && i < (size_t)table->first_row + table->nrows; i++)
		if (printed_label_variant(&format->rows[i].label, text))
			return &format->rows[i].label;
	return NULL;
}

/* The meaning found out by comparing with every label. */
static struct head_meaning find_meaning(const struct format *format, size_t table, size_t block, struct str text)
{
	const struct format_table *form = &format->tables[table];
	for (size_t i = 0; form->nblocks > 1 && i < form->nblocks; i++)
		if (is_same_label(form->blocks[i].caption, text))
			block = i;
	int column = find_column(&form->blocks[block], text);
	return (struct head_meaning){
		.block = block, .column = column, .label = find_label(format, form, text),
		.is_official = is_official_head(form, text),
		.is_other = column == FORMAT_NONE && is_other_head(format, form, text),
	};
}

/* Of the length, the last bytes and some in the middle, which tell the labels of a table apart. */
static inline size_t hash_ends(struct str text)
{
	uint32_t last = 0, middle = 0;
	if (text.nbytes >= sizeof(last)) {
		memcpy(&last, text.ptr + text.nbytes - sizeof(last), sizeof(last));
		memcpy(&middle, text.ptr + (text.nbytes - sizeof(middle)) / 2, sizeof(middle));
	}
	return (last * UINT32_C(0x9E3779B1) ^ (middle + (uint32_t)text.nbytes) * UINT32_C(0x85EBCA77)) >> 16;
}

/* The place of a text in the list, or the free one where it would stand. */
static inline size_t find_place(const struct printed_heads *heads, size_t table, struct str text)
{
	size_t i = (hash_ends(text) + table) % NPLACES;
	while (heads->list[i].text.nbytes && (heads->list[i].table != table || !str_equal(heads->list[i].text, text)))
		i = (i + 1) % NPLACES;
	return i;
}

static void add_head(struct printed_heads *heads, size_t table, struct str text)
{
	const struct format_table *form = &heads->format->tables[table];
	struct known_head *head = &heads->list[find_place(heads, table, text)];
	if (!text.nbytes || head->text.nbytes || heads->count == NPLACES / 2 || form->nblocks > FORMAT_MAX_TABLES)
		return;
	heads->count++;
	*head = (struct known_head){.text = text, .table = (uint8_t)table, .caption = FORMAT_NONE};
	for (size_t i = 0; form->nblocks > 1 && i < form->nblocks; i++)
		if (is_same_label(form->blocks[i].caption, text))
			head->caption = (int8_t)i;
	for (size_t i = 0; i < form->nblocks; i++)
		head->columns[i] = (int8_t)find_column(&form->blocks[i], text);
	head->label = find_label(heads->format, form, text);
	head->is_official = is_official_head(form, text);
	head->is_other = is_other_head(heads->format, form, text);
}

struct printed_heads *printed_heads_make(struct arena *arena, const struct format *format)
{
	struct printed_heads *heads = arena_alloc(arena, 1, sizeof(*heads));
	*heads = (struct printed_heads){.format = format};
	for (size_t t = 0; t < format->ntables; t++) {
		const struct format_table *form = &format->tables[t];
		for (size_t i = 0; i < form->nblocks; i++) {
			const struct format_block *block = &form->blocks[i];
			add_head(heads, t, block->caption);
			add_head(heads, t, block->head);
			for (size_t j = 0; j < block->ncolumns; j++) {
				add_head(heads, t, block->columns[j].label.text);
				add_head(heads, t, block->columns[j].label.under);
			}
		}
		for (size_t i = form->first_row; form->across && i < (size_t)form->first_row + form->nrows; i++)
			add_head(heads, t, format->rows[i].label.text);
	}
	return heads;
}

struct head_meaning printed_heads_read(const struct printed_heads *heads, size_t table, size_t block, struct str text)
{
	const struct known_head *head = &heads->list[find_place(heads, table, text)];
	if (!head->text.nbytes)
		return find_meaning(heads->format, table, block, text);
	if (head->caption != FORMAT_NONE)
		block = (size_t)head->caption;
	int column = head->columns[block];
	return (struct head_meaning){
		.block = block, .column = column, .label = head->label, .is_official = head->is_official,
		.is_other = column == FORMAT_NONE && head->is_other,
	};
}
