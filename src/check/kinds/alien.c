/* Names of other places of the rank of the report's own: a text that was copied keeps the name of the body it was
 * copied from.
 *
 * A name in running text has no mark at its beginning, so it is taken only where a word that cannot be part of it
 * stands before it ("对", "，", a list of the rule), at two to five characters before 镇 乡 街道 县 旗, and only where it holds
 * none of the common words that the rule lists and does not end in two characters that the report uses elsewhere as
 * well ("按照县委": 按照 is no name). Places the report names in its title, preamble or signature are its own. Sentences
 * about cooperation, aid, mergers and the like name others rightly. In the frames "对…镇信息公开" and "…镇认真" the name stands
 * in the place of the body's own name: that is an error; anywhere else a person must judge ("明确镇信息公开目录" has a verb
 * where a name would be). */
#include "check/kinds/body_rank.h"
#include "check/kinds/text_parts.h"
#include "check/kinds/wording.h"

enum { INSTEAD, NAMED, LISTED, CLEAN };
enum {
	LIST_BEFORE, LIST_GENERIC, LIST_OWN_WORK, LIST_REFUSE, LIST_NOT_BEHIND,
	LIST_PLACES, LIST_NOT_INSIDE, LIST_COUNTY, LIST_FRAMES, LIST_SUBJECT, LIST_ENDS,
};
enum { HAN_NBYTES = 3, MIN_NAME_CHARS = 2, MAX_NAME_CHARS = 5 };

struct search {
	const struct check *check;
	const struct rule *rule;
	struct str agency;
	struct str place;               /* the report's own */
	bool towns, counties;           /* the report is of a body for which such places are others */
};

/* Whether places whose names end so are towns; else they are counties. */
static bool is_town(const struct search *search, struct str end)
{
	return words_find_equal(search->check->words, WORDS_TOWN, end);
}

/* Whether the name of the report's body holds that of a county. */
static bool names_county(const struct search *search)
{
	const struct rule_list *ends = &search->rule->lists[LIST_ENDS];
	for (size_t i = 0; i < ends->count; i++)
		if (!is_town(search, ends->words[i]) && str_contains(search->agency, ends->words[i]))
			return true;
	return false;
}

/* The name that ends before `end` in the text: from a word that cannot be part of it. Empty when it has no such
 * beginning, or is too short or too long. */
static struct str name_before(const struct search *search, struct str text, size_t end)
{
	size_t start = end;
	for (int n = 0; n <= MAX_NAME_CHARS; n++) {
		struct str head = str_slice(text, 0, start);
		bool stops = !start || !text_is_han_at(text, start - HAN_NBYTES) ||
			     text_ends_with_word(head, &search->rule->lists[LIST_BEFORE]);
		if (stops && n >= MIN_NAME_CHARS)
			return str_slice(text, start, end - start);
		if (!start || !text_is_han_at(text, start - HAN_NBYTES))
			break;
		start -= HAN_NBYTES;
	}
	return (struct str){0};
}

/* Whether the last two characters of a name stand anywhere in the report without `end` behind them. */
static bool is_common_word(const struct search *search, struct str core, struct str end)
{
	struct str text = strbuf_view(&search->check->prose->bytes);
	struct str tail = str_slice(core, core.nbytes - 2 * HAN_NBYTES, core.nbytes);
	for (size_t at = 0; at < text.nbytes; at += tail.nbytes) {
		at += str_find(str_slice(text, at, text.nbytes), tail);
		if (at < text.nbytes && !str_starts_with(str_slice(text, at + tail.nbytes, end.nbytes), end))
			return true;
	}
	return false;
}

/* Whether the name stands in the parts of the report that say who it is of. */
static bool is_own(const struct search *search, struct str name)
{
	const struct prose *prose = search->check->prose;
	if (str_contains(search->agency, name) || str_ends_with(name, search->place))
		return true;
	for (size_t i = 0; i < prose->count; i++)
		if (!prose->paragraphs[i].section && str_contains(prose_text(prose, i), name))
			return true;
	struct str last = prose->count ? prose_text(prose, prose->count - 1) : (struct str){0};
	return (last.nbytes && str_contains(last, name)) ||
	       (prose->count > 1 && str_contains(prose_text(prose, prose->count - 2), name) &&
		prose_text(prose, prose->count - 2).nbytes < 120);
}

/* A name in 《》 or “”, or of a website or account. */
static bool is_quoted(struct str text, size_t start)
{
	struct str before = str_slice(text, 0, start);
	return str_ends_with(before, STR("“")) || str_ends_with(before, STR("《"));
}

static void report(const struct search *search, size_t message, enum verdict verdict, size_t paragraph, struct str name)
{
	struct finding finding = kind_start_at(search->check, search->rule, verdict, message, paragraph, name);
	for (size_t i = search->check->findings->count; i-- > 0;) {
		struct finding *same = &search->check->findings->list[i];
		if (same->rule == search->rule && same->section == finding.section && str_equal(same->args[0], name)) {
			same->count++;
			return;
		}
	}
	finding.count = 1;
	kind_add_text(search->check, &finding, name);
	kind_add_text(search->check, &finding, search->agency);
	findings_add(search->check->findings, finding);
}

/* Whether a name with `before` and `behind` it stands where the body would name itself. */
static bool is_instead_of_own(const struct rule_list *lists, struct str before, struct str behind)
{
	return text_starts_with_word(behind, &lists[LIST_SUBJECT]) ||
	       (text_ends_with_word(before, &lists[LIST_FRAMES]) &&
		text_starts_with_word(behind, &lists[LIST_OWN_WORK]));
}

/* Looks at the end of a place's name at `at`. */
static void check_place(const struct search *search, size_t paragraph, size_t at, struct str mark, bool town)
{
	const struct rule_list *lists = search->rule->lists;
	struct str text = prose_text(search->check->prose, paragraph);
	size_t end = at + mark.nbytes;
	if (str_ends_with(str_slice(text, 0, end), search->place))
		return;
	struct str core = name_before(search, text, at), behind = str_slice(text, end, text.nbytes);
	if (!core.nbytes || (!town && !text_starts_with_word(behind, &lists[LIST_COUNTY])) ||
	    text_ends_with_word(core, &lists[LIST_GENERIC]) || rule_list_stands_in(&lists[LIST_NOT_INSIDE], core))
		return;
	struct str name = {core.ptr, core.nbytes + mark.nbytes};
	if (text_starts_with_word(behind, &lists[LIST_NOT_BEHIND]) || is_own(search, name) ||
	    is_common_word(search, core, mark) ||
	    is_quoted(text, (size_t)(core.ptr - text.ptr)) ||
	    rule_list_stands_in(&lists[LIST_REFUSE], prose_sentence(search->check->prose, paragraph, name)))
		return;
	struct str before = str_slice(text, 0, (size_t)(core.ptr - text.ptr));
	bool instead = is_instead_of_own(lists, before, behind);
	report(search, instead ? INSTEAD : NAMED, instead ? VERDICT_FAIL : VERDICT_LOOK, paragraph, name);
}

static void check_paragraph(const struct search *search, size_t paragraph)
{
	size_t start = search->check->prose->paragraphs[paragraph].offset;
	const struct rule_list *ends = &search->rule->lists[LIST_ENDS];
	const struct literal_hit *end, *hit = prose_index_hits(search->check->index, ends->set, paragraph, &end);
	for (; hit < end; hit++) {
		struct str mark = ends->words[hit->word];
		bool town = is_town(search, mark);
		if (hit->offset >= start + MIN_NAME_CHARS * HAN_NBYTES && (town ? search->towns : search->counties))
			check_place(search, paragraph, hit->offset - start, mark, town);
	}
}

/* Names that a list of places gives: any of them that is not the report's own and stands in no sentence of
 * cooperation. */
static void check_listed(const struct search *search, size_t paragraph)
{
	const struct rule_list *listed = &search->rule->lists[LIST_PLACES];
	struct str text = prose_text(search->check->prose, paragraph);
	for (size_t i = 0; i < listed->count; i++) {
		size_t at = str_find(text, listed->words[i]);
		struct str name = str_slice(text, at, listed->words[i].nbytes);
		if (at == text.nbytes || is_own(search, name) ||
		    rule_list_stands_in(&search->rule->lists[LIST_REFUSE],
					prose_sentence(search->check->prose, paragraph, name)))
			continue;
		report(search, LISTED, VERDICT_FAIL, paragraph, name);
	}
}

/* Running text of a section. */
static bool is_searched(const struct check *check, size_t paragraph)
{
	const struct prose_paragraph *p = &check->prose->paragraphs[paragraph];
	return p->kind == PROSE_TEXT && p->section;
}

static void run(const struct check *check, const struct rule *rule)
{
	bool listed = rule->lists[LIST_PLACES].count > 0;
	struct str agency = str_from(check->report->agency);
	const struct ranked_body body = body_rank_read(check->words, agency);
	struct search search = {check, rule, agency, body.place, body.rank == RANK_TOWN, false};
	size_t first = check->findings->count;
	/* A body that only a sentence tells may be another one. */
	if (!search.place.nbytes || check->report->agency_source == IDENTITY_TEXT)
		return;
	search.counties = names_county(&search);
	const struct rule_list *ends = &rule->lists[LIST_ENDS];
	for (size_t i = 0; listed ? i < check->prose->count : prose_index_next_paragraph(check->index, ends, &i);
	     i++) {
		if (!is_searched(check, i))
			continue;
		if (listed)
			check_listed(&search, i);
		check_paragraph(&search, i);
	}
	text_add_pass(check, rule, first, CLEAN);
}

const struct check_kind wording_alien = {
	.name = "other-places",
	.run = run,
	.messages = {"instead", "named", "listed", "clean"},
	.lists = {"before", "generic", "own-work", "refuse", "not-behind", "places", "not-inside", "county", "frames",
		  "subject", "ends"},
	.searched = 1u << LIST_ENDS,
};
