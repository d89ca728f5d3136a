/* What the sentences of a report say of who wrote it and for which year: its preamble above all, which may stand in the
 * first section. Where a page was taken without its title, nothing else does. */
#include "base/utf8.h"
#include "report/identity_parts.h"

/* The first place of a word of a list in `text`; its length if there is none. */
static size_t find_first(const struct words *words, enum words_kind kind, struct str text, const struct str **word)
{
	size_t first = text.nbytes;
	for (size_t i = 0; i < words->lists[kind].count; i++) {
		size_t at = str_find(text, words->lists[kind].words[i]);
		if (at < first) {
			first = at;
			*word = &words->lists[kind].words[i];
		}
	}
	return first;
}

static struct str behind(struct str text, size_t nbytes)
{
	return str_slice(text, nbytes, text.nbytes);
}

/* Whether a character of `name` that ends a place, behind two others, tells where the body is: 市教育局 may be anywhere,
 * 市城市管理局 too. */
static bool names_place(struct str name, const struct words *words)
{
	size_t nchars = 0;
	bool is_near = words_find_start(words, WORDS_PLACE, name) != NULL;
	for (size_t i = 0; i < name.nbytes; nchars++) {
		i += utf8_decode(behind(name, i)).nbytes;
		struct str part = str_slice(name, 0, i);
		if (nchars >= 2 &&
		    (words_find_end(words, WORDS_PLACE, part) || words_find_end(words, WORDS_TOWN, part)) &&
		    !(is_near && words_find_end(words, WORDS_COMMON, part)))
			return true;
	}
	return false;
}

bool identity_is_full_name(struct str name, const struct words *words)
{
	return identity_is_body_name(name, words) && !words_find_start(words, WORDS_OWN, name) &&
	       !words_find_start(words, WORDS_SEVERAL, name) && names_place(name, words);
}

/* "现公布…局2023年政府信息公开工作年度报告", in a sentence; "现公布我局2023年…" gives the year alone. */
static void read_announcement(const struct identity *identity, struct str text, struct report *report)
{
	const struct words *words = identity->words;
	const struct str *word = NULL, *end = NULL;
	while (!report->agency[0] || !report->year) {
		size_t at = find_first(words, WORDS_ANNOUNCED, text, &word);
		if (at == text.nbytes)
			return;
		text = behind(text, at + word->nbytes);
		if (str_starts_with(text, STR("《")))
			text = behind(text, 3);
		size_t title_nbytes = find_first(words, WORDS_TITLE_END, text, &end);
		if (title_nbytes == text.nbytes)
			return;
		struct naming naming = {0};
		struct str title = str_slice(text, 0, title_nbytes + end->nbytes);
		if (!identity_read_title(identity, title, &naming))
			continue;
		struct str name = str_from(naming.agency);
		if (words_find_start(words, WORDS_OWN, name) || words_find_start(words, WORDS_SEVERAL, name))
			naming.agency[0] = '\0';
		if (naming.agency[0] || !words_find_inside(words, WORDS_SENTENCE, title))
			identity_merge(report, &naming, IDENTITY_PREAMBLE);
	}
}

/* "…局2023年政府信息公开工作年度报告是根据…": a sentence that begins with the title. */
static void read_title_that_is(const struct identity *identity, struct str text, struct report *report)
{
	const struct words *words = identity->words;
	const struct str *end = NULL;
	struct naming naming = {0};
	size_t at = find_first(words, WORDS_TITLE_END, text, &end);
	if (at == text.nbytes || !str_starts_with(behind(text, at + end->nbytes), STR("是")) ||
	    !identity_read_title(identity, str_slice(text, 0, at + end->nbytes), &naming))
		return;
	if (naming.agency[0] && !words_find_start(words, WORDS_OWN, str_from(naming.agency)))
		identity_merge(report, &naming, IDENTITY_PREAMBLE);
}

static size_t comma_nbytes(struct str text)
{
	return str_starts_with(text, STR("，")) ? 3 : str_starts_with(text, STR(","));
}

/* "…局认真贯彻落实…": the body that a sentence begins with, before what it does. */
static struct str find_doer(struct str text, const struct words *words)
{
	const struct str *word = NULL;
	text = str_slice(text, 0, IDENTITY_MAX_NAME_NBYTES + 12);
	struct str name = str_slice(text, 0, find_first(words, WORDS_DOING, text, &word));
	return name.nbytes < text.nbytes && identity_is_full_name(name, words) ? name : (struct str){0};
}

/* Whether a sentence begins at `offset`, as far as can be told. */
static bool is_beginning(struct str text, size_t offset)
{
	struct str before = str_trim(str_slice(text, 0, offset));
	return !before.nbytes || str_ends_with(before, STR("。")) || str_ends_with(before, STR("："));
}

/* "2023年，…" and "2023年我局…": a year that a sentence begins with; and the body that does something there. */
static void note_beginning(struct identity *identity, struct str text)
{
	const struct words *words = identity->words;
	size_t offset = 0, end = 0;
	int year = identity_find_year(text, &offset, &end);
	struct str rest = behind(text, end);
	if (str_starts_with(rest, STR("度")))
		rest = behind(rest, 3);
	if (str_starts_with(rest, STR("以来")))
		rest = behind(rest, 6);
	size_t ncomma = comma_nbytes(rest);
	struct str doer = {0};
	if (!year || is_beginning(text, offset))
		doer = find_doer(str_trim(behind(rest, ncomma)), words);
	if (doer.nbytes && !identity->doer.nbytes)
		identity->doer = doer;
	if (year && (ncomma || doer.nbytes || words_find_start(words, WORDS_OWN, rest)))
		identity->text_year = !identity->text_year || identity->text_year == year ? year : -1;
}

/* "由…局编制": who made the report, as its preamble says. */
static void read_maker(struct identity *identity, struct str text)
{
	const struct words *words = identity->words;
	const struct str *maker;
	while (!identity->body.nbytes && (maker = words_find_inside(words, WORDS_MAKER, text))) {
		text = behind(text, str_find(text, *maker) + maker->nbytes);
		for (size_t i = 0; i < words->lists[WORDS_MADE].count; i++) {
			struct str made = words->lists[WORDS_MADE].words[i];
			struct str name = str_slice(text, 0, str_find(text, made));
			if (name.nbytes < text.nbytes && identity_is_body_name(name, words) &&
			    !words_find_start(words, WORDS_OWN, name))
				identity->body = name;
		}
	}
}

/* Whether a sentence goes on to say that a report is made, or announced. */
static bool tells_of_report(struct str rest, const struct words *words)
{
	rest = str_slice(rest, 0, str_find(rest, STR("。")));
	return words_find_inside(words, WORDS_ANNOUNCED, rest) && words_find_inside(words, WORDS_TITLE_END, rest);
}

/* "按照要求，…局根据…，编制本报告": the body that a clause begins with, before what it makes the report by. */
static void read_author(struct identity *identity, struct str text)
{
	const struct words *words = identity->words;
	const struct str *word = NULL;
	while (text.nbytes && !identity->body.nbytes) {
		struct str clause = str_slice(text, 0, IDENTITY_MAX_NAME_NBYTES + 12);
		struct str name = str_slice(clause, 0, find_first(words, WORDS_MADE, clause, &word));
		if (name.nbytes < clause.nbytes && identity_is_full_name(name, words) &&
		    tells_of_report(behind(text, name.nbytes), words))
			identity->body = name;
		size_t wide = str_find(text, STR("，")), narrow = str_find(text, STR(","));
		text = behind(text, wide < narrow ? wide + 3 : narrow + 1);
	}
}

/* "按照要求，…局向社会公布…": the end of the clause before the first word of announcing, or of making. */
static void read_announcer(struct identity *identity, struct str text)
{
	const struct words *words = identity->words;
	const struct str *word = NULL;
	struct str clause = str_slice(text, 0, find_first(words, WORDS_ANNOUNCING, text, &word));
	if (identity->body.nbytes || clause.nbytes == text.nbytes)
		return;
	for (size_t i = clause.nbytes; i-- > 0;) {
		struct str rest = behind(clause, i);
		if (comma_nbytes(rest)) {
			clause = behind(rest, comma_nbytes(rest));
			break;
		}
	}
	/* 并由县人民政府向社会公布 */
	if (identity_is_full_name(clause, words) && !words_find_inside(words, WORDS_MAKER, clause))
		identity->body = clause;
}

/* The body of the office that answers questions: 松塘县水利局 of 松塘县水利局政府信息公开办公室. Not the place of an office
 * that is a body itself. */
static struct str body_of_office(struct str name, const struct words *words)
{
	bool found;
	struct str rest = identity_cut_at_title_word(name, words, &found);
	if (!found && !words_find_end(words, WORDS_DESK, name))
		return name;
	for (const struct str *desk; (desk = words_find_end(words, WORDS_DESK, rest));)
		rest.nbytes -= desk->nbytes;
	for (; rest.nbytes >= IDENTITY_MIN_NAME_NBYTES; rest.nbytes--)
		if (identity_is_body_name(rest, words) && !words_find_end(words, WORDS_PLACE, rest) &&
		    !words_find_end(words, WORDS_DESK, rest))
			return rest;
	return name;
}

/* "请与…局办公室联系（地址：…）": whom to ask. */
static void read_contact(struct identity *identity, struct str text)
{
	const struct words *words = identity->words;
	const struct str *word = NULL;
	for (size_t at; !identity->contact.nbytes; text = behind(text, at + word->nbytes)) {
		at = find_first(words, WORDS_CONTACT, text, &word);
		if (at == text.nbytes)
			return;
		struct str rest = str_trim(behind(text, at + word->nbytes));
		if (str_starts_with(rest, STR("：")) || str_starts_with(rest, STR(":")))
			rest = str_trim(behind(rest, rest.ptr[0] == ':' ? 1 : 3));
		const struct str *end = NULL;
		struct str name = str_trim(str_slice(rest, 0, find_first(words, WORDS_CONTACT_END, rest, &end)));
		struct str body = body_of_office(name, words);
		if (identity_is_full_name(body, words))
			identity->contact = body;
	}
}

/* The body whose guide has this title: what stands before the first title word of the list that a name stands before,
 * so that 人民政府信息公开指南 is one of a 人民政府, 水利局政府信息公开指南 one of a 水利局. Empty where there is none. */
static struct str body_of_guide(struct str title, const struct words *words)
{
	for (size_t i = 0; i < words->lists[WORDS_TITLE].count; i++) {
		struct str name = str_slice(title, 0, str_find(title, words->lists[WORDS_TITLE].words[i]));
		if (name.nbytes < title.nbytes && identity_is_full_name(name, words))
			return name;
	}
	return (struct str){0};
}

/* "《…局政府信息公开指南》": the guide that a body has of its own. */
static void read_guide(struct identity *identity, struct str text)
{
	const struct words *words = identity->words;
	for (size_t at; !identity->guided.nbytes && (at = str_find(text, STR("《"))) < text.nbytes;) {
		text = behind(text, at + 3);
		size_t end = str_find(text, STR("》"));
		struct str title = str_slice(text, 0, end);
		if (end < text.nbytes && words_find_end(words, WORDS_GUIDE, title))
			identity->guided = body_of_guide(title, words);
	}
}

/* The preamble names the report in 《》 and gives the first day of the period. */
static void read_preamble(const struct identity *identity, struct str text, struct report *report)
{
	struct str rest = text;
	while (!report->agency[0] && str_contains(rest, STR("《"))) {
		struct naming naming = {0};
		rest = behind(rest, str_find(rest, STR("《")) + 3);
		struct str title = str_slice(rest, 0, str_find(rest, STR("》")));
		if (words_find_end(identity->words, WORDS_TITLE_END, title) &&
		    identity_read_title(identity, title, &naming) && naming.agency[0])
			identity_merge(report, &naming, IDENTITY_PREAMBLE);
	}
	const struct str *period = words_find_inside(identity->words, WORDS_PERIOD, text);
	if (report->year || !period)
		return;
	struct naming naming = {0};
	size_t offset = str_find(text, *period), end;
	naming.year = identity_find_year(text, &offset, &end);
	identity_merge(report, &naming, IDENTITY_PREAMBLE);
}

void identity_take_sentence(struct identity *identity, struct str text, struct report *report)
{
	read_preamble(identity, text, report);
	read_announcement(identity, text, report);
	if (!report->agency[0]) {
		read_title_that_is(identity, text, report);
		read_maker(identity, text);
		if (!report->nheadings)
			read_author(identity, text);
		read_announcer(identity, text);
		read_contact(identity, text);
		read_guide(identity, text);
	}
	note_beginning(identity, text);
}
