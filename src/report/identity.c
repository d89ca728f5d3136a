#include "report/identity.h"

#include "base/ascii.h"
#include "base/path.h"
#include "base/utf8.h"

enum {
	MAX_PREFACE_PARAGRAPHS = 40,
	MAX_BODY_PARAGRAPHS = 12,       /* that are searched for the year */
	MAX_NAME_NBYTES = 96,           /* 32 Chinese characters; the longest names of bodies seen have 25 */
	MIN_NAME_NBYTES = 6,
	MAX_TITLE_NBYTES = 240,
	FIRST_YEAR = 1990,
	LAST_YEAR = 2099,
};

/* What a title says. */
struct naming {
	char agency[REPORT_AGENCY_NBYTES];
	int year;
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

/* Copies `name` without blanks and wrapping marks. False when it cannot be the name of a body. */
static bool copy_agency(char agency[REPORT_AGENCY_NBYTES], struct str name, const struct words *words)
{
	char compact[MAX_NAME_NBYTES];
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
	if (text.nbytes < MIN_NAME_NBYTES || (unsigned char)text.ptr[0] < 0xE3 ||
	    words_find_inside(words, WORDS_SENTENCE, text))
		return false;
	memcpy(agency, text.ptr, text.nbytes);
	agency[text.nbytes] = '\0';
	return true;
}

/* Fills what the report does not know yet. */
static void merge(struct report *report, const struct naming *naming, enum identity_source source)
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

/* The text before the first word that marks a title: "…局2023年" of "…局2023年政府信息公开…". */
static struct str cut_at_title_word(struct str text, const struct words *words, bool *found)
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

/* A line that holds nothing but the name of a body. */
static bool is_body_name(struct str text, const struct words *words)
{
	return text.nbytes >= MIN_NAME_NBYTES && text.nbytes <= MAX_NAME_NBYTES &&
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
 * notice; takes 关于 off. */
static bool take_regarding(struct str *before, const struct words *words)
{
	const struct str *regarding = words_find_start(words, WORDS_REGARDING, *before);
	if (!regarding)
		return true;
	*before = str_trim(str_slice(*before, regarding->nbytes, before->nbytes));
	return !before->nbytes || is_body_name(*before, words);
}

/* Reads "<body><year>年(度)政府信息公开工作年度报告", also with the year first or last (…政府信息公开工作2023年度报告), or
 * with the body in the line above. */
static bool read_title(const struct identity *identity, struct str text, struct naming *naming)
{
	const struct words *words = identity->words;
	size_t offset = 0, end = 0;
	bool marked;
	int year = identity_find_year(text, &offset, &end);
	if (!year || text.nbytes > MAX_TITLE_NBYTES)
		return false;
	struct str before = str_trim(behind_caption(str_slice(text, 0, offset)));
	struct str after = str_trim(str_slice(text, end, text.nbytes));
	if (str_starts_with(after, STR("度")))
		after = str_trim(str_slice(after, 3, after.nbytes));
	struct str middle = str_trim(cut_at_title_word(after, words, &marked));
	bool whole = !after.nbytes && is_body_name(before, words);
	if (!marked && (words_find_equal(words, WORDS_TITLE_END, after) ||
			words_find_equal(words, WORDS_YEARLY_END, after))) {
		before = str_trim(cut_at_title_word(before, words, &marked));
		middle = (struct str){0};
	}
	/* "2023年，…政府信息公开…" is a sentence. */
	bool is_sentence = !before.nbytes && words_find_inside(words, WORDS_SENTENCE, middle);
	if ((!marked && !whole) || is_sentence || !take_regarding(&before, words))
		return false;
	if (before.nbytes)
		return copy_agency(naming->agency, before, words) && (naming->year = year);
	naming->year = year;
	if (!copy_agency(naming->agency, middle, words) && is_body_name(identity->previous, words))
		copy_agency(naming->agency, identity->previous, words);
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
	return read_title(identity, (struct str){joined, nbytes + text.nbytes}, naming);
}

/* "…局政府信息公开工作年度报告": a title without a year, with the body in it or in the line above. */
static void read_bare_title(struct identity *identity, struct str text)
{
	bool marked;
	struct str name = str_trim(behind_caption(cut_at_title_word(text, identity->words, &marked)));
	if (!marked || text.nbytes > MAX_TITLE_NBYTES || !words_find_end(identity->words, WORDS_YEARLY_END, text))
		return;
	if (!name.nbytes)
		name = identity->previous;
	if (is_body_name(name, identity->words) && !identity->body.nbytes)
		identity->body = name;
}

/* "现公布…局2023年政府信息公开工作年度报告", in a sentence; "现公布我局2023年…" gives the year alone. */
static void read_announcement(const struct identity *identity, struct str text, struct report *report)
{
	const struct words *words = identity->words;
	const struct str *word, *end;
	while ((!report->agency[0] || !report->year) && (word = words_find_inside(words, WORDS_ANNOUNCED, text))) {
		struct naming naming = {0};
		text = str_slice(text, str_find(text, *word) + word->nbytes, text.nbytes);
		end = words_find_inside(words, WORDS_TITLE_END, text);
		struct str title = str_slice(text, 0, end ? str_find(text, *end) : 0);
		if (!read_title(identity, title, &naming))
			continue;
		bool own = words_find_start(words, WORDS_OWN, str_from(naming.agency)) != NULL;
		if (own)
			naming.agency[0] = '\0';
		if (naming.agency[0] || !words_find_inside(words, WORDS_SENTENCE, title))
			merge(report, &naming, IDENTITY_PREAMBLE);
	}
}

/* "2023年，…": a year that a sentence begins with. */
static void note_text_year(struct identity *identity, struct str text)
{
	size_t offset = 0, end;
	int year = identity_find_year(text, &offset, &end);
	struct str rest = str_slice(text, year ? end : text.nbytes, text.nbytes);
	if (str_starts_with(rest, STR("度")))
		rest = str_slice(rest, 3, rest.nbytes);
	if (str_starts_with(rest, STR("，")) || str_starts_with(rest, STR(",")))
		identity->text_year = !identity->text_year || identity->text_year == year ? year : -1;
}

/* "由…局编制": who made the report, as its preamble says. */
static void read_maker(struct identity *identity, struct str text)
{
	const struct words *words = identity->words;
	const struct str *maker;
	while (!identity->body.nbytes && (maker = words_find_inside(words, WORDS_MAKER, text))) {
		text = str_slice(text, str_find(text, *maker) + maker->nbytes, text.nbytes);
		for (size_t i = 0; i < words->lists[WORDS_MADE].count; i++) {
			struct str made = words->lists[WORDS_MADE].words[i];
			struct str name = str_slice(text, 0, str_find(text, made));
			if (name.nbytes < text.nbytes && is_body_name(name, words) &&
			    !words_find_start(words, WORDS_OWN, name))
				identity->body = name;
		}
	}
}

/* The preamble names the report in 《》 and gives the first day of the period. */
static void read_preamble(const struct identity *identity, struct str text, struct report *report)
{
	struct str rest = text;
	while (!report->agency[0] && str_contains(rest, STR("《"))) {
		struct naming naming = {0};
		rest = str_slice(rest, str_find(rest, STR("《")) + 3, rest.nbytes);
		struct str title = str_slice(rest, 0, str_find(rest, STR("》")));
		if (words_find_end(identity->words, WORDS_TITLE_END, title) &&
		    read_title(identity, title, &naming) && naming.agency[0])
			merge(report, &naming, IDENTITY_PREAMBLE);
	}
	const struct str *period = words_find_inside(identity->words, WORDS_PERIOD, text);
	if (report->year || !period)
		return;
	struct naming naming = {0};
	size_t offset = str_find(text, *period), end;
	naming.year = identity_find_year(text, &offset, &end);
	merge(report, &naming, IDENTITY_PREAMBLE);
}

/* Below a title that names no body: the body in a line, or in a second title. */
static void read_below_title(struct identity *identity, struct str text, uint32_t line, struct report *report)
{
	enum { NEAR_NLINES = 6 };
	struct naming naming = {0};
	if (report->agency[0] || line > report->title_line + NEAR_NLINES)
		return;
	if (read_title(identity, text, &naming) && naming.year == report->year)
		merge(report, &naming, IDENTITY_TITLE);
	else if (is_body_name(text, identity->words) && !identity->body.nbytes)
		identity->body = text;
}

void identity_take_preface(struct identity *identity, struct str text, uint32_t line, struct report *report)
{
	if (identity->npreface++ >= MAX_PREFACE_PARAGRAPHS)
		return;
	struct naming naming = {0};
	if (!report->title_line && read_title(identity, text, &naming)) {
		report->title_line = line;
		merge(report, &naming, IDENTITY_TITLE);
	} else if (!report->title_line && read_broken_title(identity, text, &naming)) {
		merge(report, &naming, IDENTITY_TITLE);
	} else {
		if (report->title_line)
			read_below_title(identity, text, line, report);
		read_preamble(identity, text, report);
		read_announcement(identity, text, report);
		if (!report->agency[0]) {
			read_bare_title(identity, text);
			read_maker(identity, text);
		}
		if (!report->year)
			note_text_year(identity, text);
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
	if (!report->year && identity->nbody++ < MAX_BODY_PARAGRAPHS) {
		read_announcement(identity, text, report);
		note_text_year(identity, text);
	}
	if (year) {
		identity->signature_year = year;
		identity->signature =
			is_body_name(identity->previous, identity->words) ? identity->previous : (struct str){0};
	} else if (identity->signature_year && is_body_name(text, identity->words)) {
		identity->signature = text;
	}
	identity->previous = text;
}

struct str identity_body(struct str agency, const struct words *words)
{
	const struct str *end = words_find_end(words, WORDS_GENERIC, agency);
	bool rest = end && agency.nbytes >= end->nbytes + MIN_NAME_NBYTES;
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

static void read_file_name(struct identity *identity, const char *path, struct report *report)
{
	struct naming naming = {0};
	struct str stem = file_stem(path);
	identity->previous = (struct str){0};
	if (utf8_find_invalid(stem) == stem.nbytes)
		read_title(identity, stem, &naming);
	for (size_t i = 0; !naming.year && i < stem.nbytes; i++)
		naming.year = year_at(stem, i);
	merge(report, &naming, IDENTITY_FILE_NAME);
}

void identity_finish(struct identity *identity, const char *path, struct report *report)
{
	struct naming naming = {0};
	if (identity->signature.nbytes)
		copy_agency(naming.agency, identity->signature, identity->words);
	if (identity->signature_year)
		naming.year = identity->signature_year - 1;
	merge(report, &naming, IDENTITY_SIGNATURE);
	naming = (struct naming){0};
	if (identity->body.nbytes && copy_agency(naming.agency, identity->body, identity->words))
		merge(report, &naming, IDENTITY_PREAMBLE);
	if (!report->agency[0] || !report->year)
		read_file_name(identity, path, report);
	if (!report->year && identity->text_year > 0)
		merge(report, &(struct naming){.year = identity->text_year}, IDENTITY_TEXT);
}
