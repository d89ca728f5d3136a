#include "report/identity_parts.h"

#include "base/ascii.h"
#include "base/path.h"
#include "base/utf8.h"

enum {
	MAX_PREFACE_PARAGRAPHS = 40,
	MAX_BODY_PARAGRAPHS = 12,       /* that are searched for the year */
	MAX_TITLE_NBYTES = 240,
	FIRST_YEAR = 1990,
	LAST_YEAR = 2099,
};

/* Told by the first byte. */
static inline bool may_be_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\xc2' || byte == '\xe3';
}

static size_t skip_blanks(struct str text, size_t i)
{
	while (i < text.nbytes && may_be_blank(text.ptr[i])) {
		struct str rest = str_slice(text, i, 4);
		if (rest.ptr[0] == ' ' || rest.ptr[0] == '\t' || rest.ptr[0] == '\n')
			i++;
		else if (str_starts_with(rest, STR("\xc2\xa0")))
			i += 2;
		else if (str_starts_with(rest, STR("　")))
			i += 3;
		else
			break;
	}
	return i;
}

/* Four digits at `i` that are a year and no part of a longer number; 0 otherwise. */
static int year_at(struct str text, size_t i)
{
	int year = 0;
	if (i + 4 > text.nbytes || (i && ascii_is_digit(text.ptr[i - 1])))
		return 0;
	for (size_t j = i; j < i + 4; j++) {
		if (!ascii_is_digit(text.ptr[j]))
			return 0;
		year = year * 10 + (text.ptr[j] - '0');
	}
	if (ascii_is_digit_at(text, i + 4))
		return 0;
	return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

int identity_find_year(struct str text, size_t *offset, size_t *end)
{
	for (size_t i = *offset; i + 4 <= text.nbytes; i++) {
		/* Most bytes are no part of a number: FIRST_YEAR to LAST_YEAR begin with 1 or 2. */
		int year = text.ptr[i] == '1' || text.ptr[i] == '2' ? year_at(text, i) : 0;
		if (!year)
			continue;
		size_t after = skip_blanks(text, i + 4);
		if (str_starts_with(str_slice(text, after, 3), STR("年"))) {
			*offset = i;
			*end = after + 3;
			return year;
		}
	}
	return 0;
}

bool identity_copy_agency(char agency[REPORT_AGENCY_NBYTES], struct str name, const struct words *words)
{
	char compact[IDENTITY_MAX_NAME_NBYTES];
	size_t nbytes = 0;
	for (size_t i = skip_blanks(name, 0); i < name.nbytes; i = skip_blanks(name, i + 1)) {
		if (nbytes == sizeof(compact))
			return false;
		if (name.ptr[i] != '#' && name.ptr[i] != '*')
			compact[nbytes++] = name.ptr[i];
	}
	struct str text = {compact, nbytes};
	if (str_starts_with(text, STR("《")))
		text = str_slice(text, 3, text.nbytes);
	text = str_slice(text, 0, str_find(text, STR("（以下简称")));
	text = str_slice(text, 0, str_find(text, STR("(以下简称")));
	if (text.nbytes < IDENTITY_MIN_NAME_NBYTES || (unsigned char)text.ptr[0] < 0xE3 ||
	    words_find_inside(words, WORDS_SENTENCE, text))
		return false;
	memcpy(agency, text.ptr, text.nbytes);
	agency[text.nbytes] = '\0';
	return true;
}

void identity_merge(struct report *report, const struct naming *naming, enum identity_source source)
{
	if (!report->agency[0] && naming->agency[0]) {
		memcpy(report->agency, naming->agency, sizeof(report->agency));
		report->agency_source = source;
	}
	if (!report->year && naming->year) {
		report->year = naming->year;
		report->year_source = source;
	}
}

struct str identity_cut_at_title_word(struct str text, const struct words *words, bool *found)
{
	size_t cut = text.nbytes;
	for (size_t i = 0; i < words->lists[WORDS_TITLE].count; i++) {
		size_t at = str_find(text, words->lists[WORDS_TITLE].words[i]);
		if (at < cut)
			cut = at;
	}
	*found = cut < text.nbytes;
	return str_slice(text, 0, cut);
}

bool identity_is_body_name(struct str text, const struct words *words)
{
	return text.nbytes >= IDENTITY_MIN_NAME_NBYTES && text.nbytes <= IDENTITY_MAX_NAME_NBYTES &&
	       (unsigned char)text.ptr[0] >= 0xE3 && words_find_end(words, WORDS_BODY, text) &&
	       !words_find_inside(words, WORDS_SENTENCE, text);
}

/* Web pages put a caption before the title, or the way to it: "标题: …", "首页 > …". */
static struct str behind_caption(struct str text)
{
	static const struct str marks[] = {{":", 1}, {"：", 3}, {">", 1}, {"＞", 3}, {"›", 3}, {"»", 2}};
	for (size_t i = text.nbytes; i-- > 0;) {
		/* What the marks begin with. */
		if (!strchr(":>\xef\xe2\xc2", text.ptr[i]))
			continue;
		struct str rest = str_slice(text, i, text.nbytes);
		for (size_t j = 0; j < sizeof(marks) / sizeof(*marks); j++)
			if (str_starts_with(rest, marks[j]))
				return str_slice(rest, marks[j].nbytes, rest.nbytes);
	}
	return text;
}

/* Whether what stands before the year in a title is about a body, or nothing, and not 关于做好 as in the title of a
 * notice; takes 关于 off, also behind the body: …局关于2023年…的报告. */
static bool take_regarding(struct str *before, struct str title, const struct words *words)
{
	const struct str *behind = words_find_end(words, WORDS_REGARDING, *before);
	if (behind && behind->nbytes < before->nbytes) {
		*before = str_trim(str_slice(*before, 0, before->nbytes - behind->nbytes));
		return words_find_end(words, WORDS_TITLE_END, title) && identity_is_body_name(*before, words);
	}
	const struct str *regarding = words_find_start(words, WORDS_REGARDING, *before);
	if (!regarding)
		return true;
	*before = str_trim(str_slice(*before, regarding->nbytes, before->nbytes));
	return !before->nbytes || identity_is_body_name(*before, words);
}

/* A year whose 年 was left out, before a word that marks a title: "…局2023政府信息公开工作年度报告". */
static int find_bare_year(struct str text, const struct words *words, size_t *offset, size_t *end)
{
	for (size_t i = 0; i + 4 < text.nbytes; i++) {
		int year = text.ptr[i] == '2' ? year_at(text, i) : 0;
		*offset = i;
		*end = i + 4;
		if (year && words_find_start(words, WORDS_TITLE, str_trim(str_slice(text, *end, text.nbytes))))
			return year;
	}
	return 0;
}

bool identity_read_title(const struct identity *identity, struct str text, struct naming *naming)
{
	const struct words *words = identity->words;
	size_t offset = 0, end = 0;
	bool marked;
	if (text.nbytes > MAX_TITLE_NBYTES)
		return false;
	int year = identity_find_year(text, &offset, &end);
	if (!year && !(year = find_bare_year(text, words, &offset, &end)))
		return false;
	struct str before = str_trim(behind_caption(str_slice(text, 0, offset)));
	struct str after = str_trim(str_slice(text, end, text.nbytes));
	if (str_starts_with(after, STR("度")))
		after = str_trim(str_slice(after, 3, after.nbytes));
	struct str middle = str_trim(identity_cut_at_title_word(after, words, &marked));
	bool whole = !after.nbytes && identity_is_body_name(before, words);
	if (!marked && (words_find_equal(words, WORDS_TITLE_END, after) ||
			words_find_equal(words, WORDS_YEARLY_END, after))) {
		before = str_trim(identity_cut_at_title_word(before, words, &marked));
		middle = (struct str){0};
	}
	/* "2023年，…政府信息公开…" is a sentence. */
	bool is_sentence = !before.nbytes && words_find_inside(words, WORDS_SENTENCE, middle);
	if ((!marked && !whole) || is_sentence || !take_regarding(&before, str_trim(text), words))
		return false;
	if (before.nbytes)
		return identity_copy_agency(naming->agency, before, words) && (naming->year = year);
	naming->year = year;
	if (!identity_copy_agency(naming->agency, middle, words) && identity_is_body_name(identity->previous, words))
		identity_copy_agency(naming->agency, identity->previous, words);
	return true;
}

/* A title that goes on in the line below it, with a word broken: "…2023年度政府", "信息公开工作年度报告". */
static bool read_broken_title(const struct identity *identity, struct str text, struct naming *naming)
{
	enum { MAX_REST_NBYTES = 60 };
	char joined[MAX_TITLE_NBYTES];
	size_t nbytes = identity->previous.nbytes, offset = 0, end;
	if (text.nbytes > MAX_REST_NBYTES || nbytes + text.nbytes > sizeof(joined) ||
	    !words_find_end(identity->words, WORDS_TITLE_END, text) ||
	    !identity_find_year(identity->previous, &offset, &end))
		return false;
	memcpy(joined, identity->previous.ptr, nbytes);
	memcpy(joined + nbytes, text.ptr, text.nbytes);
	return identity_read_title(identity, (struct str){joined, nbytes + text.nbytes}, naming);
}

/* A title with a blank in the words that mark it, as conversion leaves them: "…2023 年政府信息 公开工作年度报告". */
static bool read_spaced_title(const struct identity *identity, struct str text, struct naming *naming)
{
	char compact[MAX_TITLE_NBYTES];
	size_t nbytes = 0, offset = 0, end;
	if (text.nbytes > sizeof(compact) || !identity_find_year(text, &offset, &end))
		return false;
	for (size_t i = skip_blanks(text, 0); i < text.nbytes; i = skip_blanks(text, i + 1))
		compact[nbytes++] = text.ptr[i];
	struct str title = {compact, nbytes};
	return nbytes < text.nbytes && words_find_end(identity->words, WORDS_TITLE_END, title) &&
	       identity_read_title(identity, title, naming);
}

/* "…局政府信息公开工作年度报告": a title without a year, with the body in it or in the line above. */
static void read_bare_title(struct identity *identity, struct str text)
{
	bool marked;
	struct str name = str_trim(behind_caption(identity_cut_at_title_word(text, identity->words, &marked)));
	if (!marked || text.nbytes > MAX_TITLE_NBYTES || !words_find_end(identity->words, WORDS_YEARLY_END, text))
		return;
	if (!name.nbytes)
		name = identity->previous;
	if (identity_is_body_name(name, identity->words) && !identity->body.nbytes)
		identity->body = name;
}

/* Below a title that names no body: the body in a line, or in a second title. */
static void read_below_title(struct identity *identity, struct str text, uint32_t line, struct report *report)
{
	enum { NEAR_NLINES = 6 };
	struct naming naming = {0};
	if (report->agency[0] || line > report->title_line + NEAR_NLINES)
		return;
	if (identity_read_title(identity, text, &naming) && naming.year == report->year)
		identity_merge(report, &naming, IDENTITY_TITLE);
	else if (identity_is_body_name(text, identity->words) && !identity->body.nbytes)
		identity->body = text;
}

void identity_take_preface(struct identity *identity, struct str text, uint32_t line, struct report *report)
{
	if (identity->npreface++ >= MAX_PREFACE_PARAGRAPHS)
		return;
	struct naming naming = {0};
	if (!report->title_line &&
	    (identity_read_title(identity, text, &naming) || read_spaced_title(identity, text, &naming))) {
		report->title_line = line;
		identity_merge(report, &naming, IDENTITY_TITLE);
	} else if (!report->title_line && read_broken_title(identity, text, &naming)) {
		identity_merge(report, &naming, IDENTITY_TITLE);
	} else {
		if (report->title_line)
			read_below_title(identity, text, line, report);
		if (!report->agency[0])
			read_bare_title(identity, text);
		if (!report->agency[0] || !report->year)
			identity_take_sentence(identity, text, report);
	}
	identity->previous = text;
}

/* "2024年1月16日", alone in its paragraph. */
static int read_date(struct str text)
{
	size_t offset = 0, end = 0;
	int year = text.nbytes <= 40 ? identity_find_year(text, &offset, &end) : 0;
	return year && offset == 0 && str_contains(text, STR("月")) && str_ends_with(text, STR("日")) ? year : 0;
}

void identity_take_body(struct identity *identity, struct str text, struct report *report)
{
	int year = read_date(text);
	if ((!report->agency[0] || !report->year) && identity->nbody++ < MAX_BODY_PARAGRAPHS)
		identity_take_sentence(identity, text, report);
	if (year) {
		identity->signature_year = year;
		bool named = identity_is_body_name(identity->previous, identity->words);
		identity->signature = named ? identity->previous : (struct str){0};
	} else if (identity->signature_year && identity_is_body_name(text, identity->words)) {
		identity->signature = text;
	}
	identity->previous = text;
}

struct str identity_body(struct str agency, const struct words *words)
{
	const struct str *end = words_find_end(words, WORDS_GENERIC, agency);
	bool rest = end && agency.nbytes >= end->nbytes + IDENTITY_MIN_NAME_NBYTES;
	return rest ? str_slice(agency, 0, agency.nbytes - end->nbytes) : agency;
}

static struct str file_stem(const char *path)
{
	struct str name = path_find_name(path);
	for (size_t i = name.nbytes; i-- > 1;)
		if (name.ptr[i] == '.')
			return str_slice(name, 0, i);
	return name;
}

/* Without what stands beside the name of a body in that of a file: 2023年 and 年度报告, numbers, brackets. */
static struct str bare_file_name(struct str name, const struct words *words)
{
	static const struct str marks[] = {{"年", 3}, {"度", 3}, {"（", 3}, {"）", 3}};
	for (size_t nbytes = SIZE_MAX; nbytes != name.nbytes;) {
		nbytes = name.nbytes;
		while (name.nbytes && !(name.ptr[0] & 0x80))
			name = str_slice(name, 1, name.nbytes);
		while (name.nbytes && !(name.ptr[name.nbytes - 1] & 0x80))
			name.nbytes--;
		const struct str *end = words_find_end(words, WORDS_TITLE_END, name);
		name.nbytes -= end ? end->nbytes : 0;
		for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
			if (str_starts_with(name, marks[i]))
				name = str_slice(name, marks[i].nbytes, name.nbytes);
			if (str_ends_with(name, marks[i]))
				name.nbytes -= marks[i].nbytes;
		}
	}
	return name;
}

static void read_file_name(struct identity *identity, const char *path, struct report *report)
{
	struct naming naming = {0};
	struct str stem = file_stem(path);
	identity->previous = (struct str){0};
	if (utf8_find_invalid(stem) == stem.nbytes && !identity_read_title(identity, stem, &naming)) {
		struct str name = bare_file_name(stem, identity->words);
		if (identity_is_full_name(name, identity->words))
			identity_copy_agency(naming.agency, name, identity->words);
	}
	for (size_t i = 0; !naming.year && i < stem.nbytes; i++)
		naming.year = year_at(stem, i);
	identity_merge(report, &naming, IDENTITY_FILE_NAME);
}

void identity_finish(struct identity *identity, const char *path, struct report *report)
{
	struct naming naming = {0};
	if (identity->signature.nbytes)
		identity_copy_agency(naming.agency, identity->signature, identity->words);
	if (identity->signature_year)
		naming.year = identity->signature_year - 1;
	identity_merge(report, &naming, IDENTITY_SIGNATURE);
	naming = (struct naming){0};
	if (identity->body.nbytes && identity_copy_agency(naming.agency, identity->body, identity->words))
		identity_merge(report, &naming, IDENTITY_PREAMBLE);
	if (!report->agency[0] || !report->year)
		read_file_name(identity, path, report);
	naming = (struct naming){.year = identity->text_year > 0 ? identity->text_year : 0};
	struct str named = identity->contact.nbytes ? identity->contact
			   : identity->doer.nbytes  ? identity->doer
						    : identity->guided;
	if (!report->agency[0] && named.nbytes)
		identity_copy_agency(naming.agency, named, identity->words);
	identity_merge(report, &naming, IDENTITY_TEXT);
}
