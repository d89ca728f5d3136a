#include "check/kinds/text_parts.h"

#include "base/utf8.h"

enum { MARK_NBYTES = 3 };

/* The length of the mark at `i` when it is one of the characters of `marks` (of one or three bytes each), else 0. */
static size_t mark_at(struct str text, size_t i, const char *marks)
{
	for (const char *mark = marks; *mark;) {
		size_t nbytes = (unsigned char)*mark >= 0xE0 ? 3 : 1;
		/* The last byte tells most of them apart. */
		if (i + nbytes <= text.nbytes && text.ptr[i + nbytes - 1] == mark[nbytes - 1] &&
		    memcmp(text.ptr + i, mark, nbytes) == 0)
			return nbytes;
		mark += nbytes;
	}
	return 0;
}

static bool is_end_mark(struct str text, size_t i)
{
	const char *at = text.ptr + i;
	return i + MARK_NBYTES <= text.nbytes &&
	       (memcmp(at, "。", MARK_NBYTES) == 0 || memcmp(at, "；", MARK_NBYTES) == 0 ||
		memcmp(at, "！", MARK_NBYTES) == 0 || memcmp(at, "？", MARK_NBYTES) == 0);
}

bool text_next_sentence(struct str *rest, const char *also, struct str *sentence)
{
	if (!rest->nbytes)
		return false;
	size_t i = 0, mark = 0;
	while (i < rest->nbytes && !mark) {
		/* All of them begin with E3 or EF. */
		unsigned char byte = (unsigned char)rest->ptr[i];
		if (byte == 0xE3 || byte == 0xEF)
			mark = is_end_mark(*rest, i) ? MARK_NBYTES : *also ? mark_at(*rest, i, also) : 0;
		i += byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
	}
	i = i < rest->nbytes ? i : rest->nbytes;
	*sentence = str_slice(*rest, 0, i);
	*rest = str_slice(*rest, i, rest->nbytes);
	return true;
}

/* The length of the digit or numeral at `i`, 0 for anything else. */
static size_t numeral_at(struct str text, size_t i)
{
	unsigned char first = i < text.nbytes ? (unsigned char)text.ptr[i] : 0;
	if (first < 0x80)
		return first >= '0' && first <= '9';
	return first == 0xE2 || first == 0xE4 || first == 0xE5 ? mark_at(text, i, "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨") : 0;
}

struct str text_skip_ordinal(struct str text)
{
	enum { MAX_NBYTES = 18 };
	size_t i = 0, digits = 0;
	size_t open = mark_at(text, 0, "（第");
	for (i = open; i < text.nbytes && i < MAX_NBYTES; digits++) {
		size_t n = numeral_at(text, i);
		if (!n)
			break;
		i += n;
	}
	size_t close = digits ? mark_at(text, i, "）、.．是，") : 0;
	if (!digits || (!close && !mark_at(text, 0, "①②③④⑤⑥⑦⑧⑨")))
		return text;
	i += close;
	return str_slice(text, i, text.nbytes);
}

struct str text_skip_end_mark(struct str text)
{
	/* All of them begin with E3 or EF. */
	unsigned char first = text.nbytes >= MARK_NBYTES ? (unsigned char)text.ptr[text.nbytes - MARK_NBYTES] : 0;
	size_t n = first == 0xE3 || first == 0xEF ? mark_at(text, text.nbytes - MARK_NBYTES, "。；，、！？：") : 0;
	return str_slice(text, 0, text.nbytes - n);
}

struct str text_cut(struct str text, size_t start, size_t nbytes)
{
	size_t end = start + nbytes < text.nbytes ? start + nbytes : text.nbytes;
	while (end > start && end < text.nbytes && utf8_is_tail(text.ptr[end]))
		end--;
	return str_slice(text, start, end - start);
}

bool text_equals_word(struct str text, const struct rule_list *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_equal(text, words->words[i]))
			return true;
	return false;
}

bool text_ends_with_word(struct str text, const struct rule_list *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_ends_with(text, words->words[i]))
			return true;
	return false;
}

bool text_starts_with_word(struct str text, const struct rule_list *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_starts_with(text, words->words[i]))
			return true;
	return false;
}

void text_add_pass(const struct check *check, const struct rule *rule, size_t first, size_t message)
{
	if (kind_skips_passes(check->findings))
		return;
	for (size_t i = first; i < check->findings->count; i++)
		if (check->findings->list[i].rule == rule)
			return;
	findings_add(check->findings, kind_start(rule, VERDICT_PASS, message, check->report->title_line));
}
