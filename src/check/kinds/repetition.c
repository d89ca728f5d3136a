/* What is said twice at once: a sentence behind the same sentence, and a word of two to twelve characters written
 * twice.
 *
 * Two words that merely meet ("镇政府政府信息公开") are no repetition; the rule lists the words that do so. Words of two
 * characters meet by chance more often than longer ones, so there a person must judge. */
#include "base/echo.h"
#include "check/kinds/text_parts.h"
#include "check/kinds/wording.h"

enum { SENTENCE, WORD, MEETING, CLEAN };
enum { LIST_ACCEPTED, LIST_OPENINGS };
enum { HAN_NBYTES = 3, MIN_CHARS = 2, MAX_CHARS = 12, SURE_CHARS = 3, MIN_SENTENCE_NBYTES = 6 * HAN_NBYTES };

static void add_sentence(const struct check *check, const struct rule *rule, size_t paragraph, struct str sentence)
{
	struct finding finding = kind_start_at(check, rule, VERDICT_FAIL, SENTENCE, paragraph, sentence);
	finding.count = 1;
	kind_add_text(check, &finding, text_skip_end_mark(sentence));
	findings_add(check->findings, finding);
}

/* Whether 。！？ or ； stands at `at`. */
static inline bool is_end_mark(const char *at)
{
	const unsigned char *p = (const unsigned char *)at;
	return p[0] == 0xE3 ? p[1] == 0x80 && p[2] == 0x82
			    : p[0] == 0xEF && p[1] == 0xBC && (p[2] == 0x81 || p[2] == 0x9F || p[2] == 0x9B);
}

/* Whether the words before the end marks of two sentences differ: so most do. */
static inline bool ends_differ(struct str a, struct str b)
{
	enum { TAIL_NBYTES = 4 * HAN_NBYTES };
	const char *a_end = a.ptr + a.nbytes - HAN_NBYTES, *b_end = b.ptr + b.nbytes - HAN_NBYTES;
	return is_end_mark(a_end) && is_end_mark(b_end) &&
	       memcmp(a_end - TAIL_NBYTES, b_end - TAIL_NBYTES, TAIL_NBYTES) != 0;
}

/* Whether two sentences are the same apart from end marks and ordinals. */
static bool is_same_sentence(struct str a, struct str b)
{
	if (a.nbytes < MIN_SENTENCE_NBYTES || b.nbytes < MIN_SENTENCE_NBYTES || ends_differ(a, b))
		return false;
	a = text_skip_ordinal(text_skip_end_mark(a));
	return a.nbytes >= MIN_SENTENCE_NBYTES && str_equal(a, text_skip_ordinal(text_skip_end_mark(b)));
}

/* Compares each sentence with the one before it; the first of a paragraph with the last of the paragraph before. */
static void check_sentences(const struct check *check, const struct rule *rule)
{
	const struct prose *prose = check->prose;
	const struct literal_hit *mark = NULL;
	struct str last = {0};
	for (size_t i = 0; i < prose->count; i++) {
		struct str sentence;
		if (prose->paragraphs[i].kind != PROSE_TEXT || !prose->paragraphs[i].section) {
			last = (struct str){0};
			continue;
		}
		struct prose_sentences sentences = prose_index_sentences_from(check->index, i, &mark);
		while (prose_sentences_next(&sentences, &sentence)) {
			if (sentence.nbytes < MIN_SENTENCE_NBYTES) {
				last = (struct str){0};
				continue;
			}
			if (is_same_sentence(sentence, last))
				add_sentence(check, rule, i, sentence);
			last = sentence;
		}
	}
}

/* Whether the `nbytes` at `i` are Chinese characters that stand there once more, not all of them numerals. */
static bool is_doubled(struct str text, size_t i, size_t nbytes)
{
	static const char numerals[] = "一二三四五六七八九十百千万零";
	if (i + 2 * nbytes > text.nbytes || memcmp(text.ptr + i, text.ptr + i + nbytes, nbytes) != 0)
		return false;
	bool numeral = true;
	for (size_t j = i; j < i + nbytes; j += HAN_NBYTES) {
		if (!text_is_han_at(text, j))
			return false;
		numeral = numeral && str_contains(STR(numerals), str_slice(text, j, HAN_NBYTES));
	}
	return !numeral;
}

/* A character of its own twice is "层层", not a doubled word: all characters of the word are the same. */
static bool is_one_character(struct str word)
{
	for (size_t i = HAN_NBYTES; i < word.nbytes; i += HAN_NBYTES)
		if (memcmp(word.ptr, word.ptr + i, HAN_NBYTES) != 0)
			return false;
	return true;
}

static bool is_accepted(const struct check *check, const struct rule *rule, struct str word)
{
	if (is_one_character(word) || text_equals_word(word, &rule->lists[LIST_ACCEPTED]) ||
	    str_contains(str_from(check->report->agency), word))
		return true;
	/* 一村一栏, 一事一议: 村一村一 is none. */
	return word.nbytes == MIN_CHARS * HAN_NBYTES &&
	       (text_starts_with_word(word, &rule->lists[LIST_OPENINGS]) || str_contains(word, STR("一")));
}

static void add_word(const struct check *check, const struct rule *rule, size_t paragraph, struct str doubled)
{
	struct str word = str_slice(doubled, 0, doubled.nbytes / 2);
	bool sure = word.nbytes >= SURE_CHARS * HAN_NBYTES;
	if (is_accepted(check, rule, word))
		return;
	struct finding finding = kind_start_at(check, rule, sure ? VERDICT_FAIL : VERDICT_LOOK, sure ? WORD : MEETING,
					       paragraph, doubled);
	finding.count = 1;
	kind_add_text(check, &finding, word);
	findings_add(check->findings, finding);
}

/* Where a character stood last and the time before, by a hash of it: a word is doubled at the distance between two
 * places of its first character, which may stand in the word twice. Places are counted in bytes of the prose. */
struct places {
	uint32_t ends[256][2];          /* behind the character, and FAR; 0: nowhere */
};

/* More than the longest word, so that nowhere is far from everywhere. */
enum { FAR = 2 * MAX_CHARS * HAN_NBYTES };

/* The length of the word that begins at one of the places of the character at `i` and is written again there, 0 for
 * none. */
static inline size_t doubled_before(const uint32_t ends[2], struct str text, size_t i, size_t start)
{
	for (int k = 0; k < 2; k++) {
		size_t nbytes = start + i + HAN_NBYTES + FAR - ends[k];
		if (nbytes <= MAX_CHARS * HAN_NBYTES && nbytes >= MIN_CHARS * HAN_NBYTES && nbytes <= i &&
		    is_doubled(text, i - nbytes, nbytes))
			return nbytes;
	}
	return 0;
}

static void check_words(const struct check *check, const struct rule *rule, size_t paragraph, struct places *places)
{
	struct str text = prose_text(check->prose, paragraph);
	size_t start = check->prose->paragraphs[paragraph].offset;
	for (size_t i = 0; i + HAN_NBYTES <= text.nbytes;) {
		if (!text_is_han_at(text, i)) {
			unsigned char c = (unsigned char)text.ptr[i];
			i += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
			continue;
		}
		uint32_t *ends = places->ends[(unsigned char)(text.ptr[i + 1] * 59 + text.ptr[i + 2])];
		size_t nbytes = doubled_before(ends, text, i, start);
		if (nbytes)
			add_word(check, rule, paragraph, str_slice(text, i - nbytes, 2 * nbytes));
		ends[1] = ends[0];
		ends[0] = (uint32_t)(start + i + HAN_NBYTES + FAR);
		i += nbytes ? nbytes : HAN_NBYTES;
	}
}

/* What a page has above the title of the report is the way to it and what can be done there: links that have a name and
 * a hint of the same words. */
static bool is_above_title(const struct check *check, const struct prose_paragraph *paragraph)
{
	return !paragraph->section && check->prose->runs[paragraph->first_run].line < check->report->title_line;
}

static void run(const struct check *check, const struct rule *rule)
{
	size_t first = check->findings->count;
	struct places places = {0};
	check_sentences(check, rule);
	const struct prose *prose = check->prose;
	const struct units *units = &check->index->words.units;
	for (size_t at = echo_find(units, 0); at < units->count;) {
		size_t i = prose_paragraph_at(prose, units->offsets[at]),
		       end = prose->paragraphs[i].offset + prose->paragraphs[i].nbytes;
		if (prose->paragraphs[i].kind == PROSE_TEXT && !is_above_title(check, &prose->paragraphs[i]))
			check_words(check, rule, i, &places);
		at = echo_find(units, units_before(units, end + 1));
	}
	text_add_pass(check, rule, first, CLEAN);
}

const struct check_kind wording_repetition = {
	.name = "repetition",
	.run = run,
	.messages = {"sentence", "word", "meeting", "clean"},
	.lists = {"accepted", "openings"},
};
