#include "check/kinds/signature.h"

#include "check/kinds/body_names.h"
#include "check/kinds/text_parts.h"
#include "check/prose/date.h"

enum {
	MAX_DATE_NBYTES = 48,
	MAX_BODY_NBYTES = 120,
	LEAP_YEAR = 2000,
	MAX_GAP_NBYTES = 12,            /* between the words for the publication and its day: blanks, a colon */
};

/* The signature. */

struct signature {
	struct date date;
	uint32_t line;                  /* of the date */
	struct str body;                /* may be empty */
};

static bool is_body(const struct check *check, struct str text)
{
	return text.nbytes && text.nbytes <= MAX_BODY_NBYTES && words_find_end(check->words, WORDS_BODY, text) &&
	       !words_find_inside(check->words, WORDS_SENTENCE, text);
}

/* A paragraph that ends in a date and holds nothing else but, before it, the name of a body. */
static bool read_signature(const struct check *check, struct str text, struct signature *signature)
{
	if (text.nbytes > MAX_DATE_NBYTES + MAX_BODY_NBYTES)
		return false;
	for (size_t i = 0; i < text.nbytes; i++) {
		if (text.ptr[i] != '1' && text.ptr[i] != '2' && text.ptr[i] != "二"[0])
			continue;
		struct str rest = str_slice(text, i, text.nbytes);
		bool starts = text.ptr[i] != "二"[0] || str_starts_with(rest, STR("二"));
		size_t nbytes = starts ? date_read(rest, &signature->date) : 0;
		if (!nbytes)
			continue;
		signature->body = str_trim(str_slice(text, 0, i));
		return !str_trim(str_slice(rest, nbytes, rest.nbytes)).nbytes &&
		       (!signature->body.nbytes || is_body(check, signature->body));
	}
	return false;
}

/* The last paragraph of the report that is a date; the body stands with it, above or below it. */
static bool find_signature(const struct check *check, struct signature *signature)
{
	const struct document *document = check->document;
	for (size_t i = document->nitems; i-- > 0 && document->items[i].section;) {
		const struct document_item *item = &document->items[i];
		if (item->kind != DOCUMENT_PARAGRAPH || !read_signature(check, item->text, signature))
			continue;
		signature->line = item->line;
		if (!signature->body.nbytes && i && is_body(check, document->items[i - 1].text))
			signature->body = document->items[i - 1].text;
		else if (!signature->body.nbytes && i + 1 < document->nitems && is_body(check, item[1].text))
			signature->body = item[1].text;
		return true;
	}
	return false;
}

static void add_date(const struct check *check, struct finding *finding, struct date date)
{
	struct strbuf text = {0};
	if (kind_is_unseen(check, finding->verdict))
		return;
	strbuf_printf(&text, "%d年%d月%d日", date.year, date.month, date.day);
	kind_add_text(check, finding, strbuf_view(&text));
	strbuf_free(&text);
}

enum { SIGNATURE_ABSENT, SIGNATURE_YEAR, SIGNATURE_BODY };

static struct finding start(const struct rule *rule, enum verdict verdict, size_t message, uint32_t line)
{
	struct finding finding = kind_start(rule, verdict, message, line);
	finding.part = PART_SIGNATURE;
	return finding;
}

static void run_signature(const struct check *check, const struct rule *rule)
{
	const struct report *report = check->report;
	struct signature signature = {0};
	if (!find_signature(check, &signature)) {
		/* A text without its title is an excerpt. */
		if (report->title_line)
			findings_add(check->findings, start(rule, VERDICT_FAIL, SIGNATURE_ABSENT, report->last_line));
		return;
	}
	bool sure = report->year_source >= IDENTITY_PREAMBLE;
	struct finding finding = start(rule, VERDICT_PASS, KIND_HOLDS, signature.line);
	if (report->year && sure && signature.date.year != report->year + 1) {
		finding = start(rule, VERDICT_FAIL, SIGNATURE_YEAR, signature.line);
		add_date(check, &finding, signature.date);
		kind_add_count(check, &finding, (size_t)report->year);
	} else if (signature.body.nbytes && report->agency_source >= IDENTITY_PREAMBLE &&
		   !body_names_agree(signature.body, str_from(report->agency), check->words)) {
		finding = start(rule, VERDICT_FAIL, SIGNATURE_BODY, signature.line);
		kind_add_text(check, &finding, signature.body);
		kind_add_text(check, &finding, str_from(report->agency));
	}
	findings_add(check->findings, finding);
}

const struct check_kind signature_itself = {
	.name = "signature", .run = run_signature, .messages = {"absent", "year", "body"}};

/* The deadline. */

enum { DEADLINE_SIGNED, DEADLINE_PUBLISHED };
enum { LIST_PUBLISHED };

struct deadline {
	struct deadline *next;          /* read before it */
	struct str end;                 /* of the name of a body */
	int month, day;                 /* 0: none */
};

static bool compile_deadline(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
			     struct error *error)
{
	(void)rules;
	struct str day = tree_word_text(node, node->nwords - 1);
	struct date date = {0};
	if (!tree_word_is(node, 0, "deadline") || node->nwords < 3)
		return tree_fault(node, 0, error, "expected deadline \"end of a name\"... MM-DD");
	if (!str_equal(day, STR("none")) && date_read_in_year(day, LEAP_YEAR, &date) != day.nbytes)
		return tree_fault(node, node->nwords - 1, error, "expected a day (MM-DD) or none");
	for (size_t i = 1; i + 1 < node->nwords; i++) {
		struct deadline *deadline = arena_alloc(arena, 1, sizeof(*deadline));
		*deadline = (struct deadline){rule->data, tree_word_text(node, i), date.month, date.day};
		rule->data = deadline;
	}
	return true;
}

/* The deadline of a body in the year after the report's; NULL when there is none. */
static const struct deadline *find_deadline(const struct rule *rule, struct str agency)
{
	const struct deadline *best = NULL;
	for (const struct deadline *d = rule->data; d; d = d->next)
		if ((!best || d->end.nbytes > best->end.nbytes) && text_ends_with(agency, d->end))
			best = d;
	return best && best->month ? best : NULL;
}

/* The day that a page gives for its publication, before the report's first heading. */
static bool find_publication(const struct check *check, const struct rule *rule, struct date *date, uint32_t *line)
{
	const struct rule_list *words = &rule->lists[LIST_PUBLISHED];
	for (size_t i = 0; i < check->document->nitems && !check->document->items[i].section; i++) {
		const struct document_item *item = &check->document->items[i];
		for (size_t j = 0; j < words->count; j++) {
			size_t at = str_find(item->text, words->words[j]);
			struct str rest = str_slice(item->text, at + words->words[j].nbytes, item->text.nbytes);
			for (size_t n = 0; n < MAX_GAP_NBYTES && rest.nbytes && rest.ptr[0] != '2'; n++)
				rest = str_slice(rest, 1, rest.nbytes);
			*line = item->line;
			if (at < item->text.nbytes && date_read(rest, date))
				return true;
		}
	}
	return false;
}

static void run_deadline(const struct check *check, const struct rule *rule)
{
	const struct report *report = check->report;
	const struct deadline *deadline = find_deadline(rule, str_from(report->agency));
	if (!deadline || !report->year || report->year_source < IDENTITY_PREAMBLE)
		return;
	const struct date last = {report->year + 1, deadline->month, deadline->day};
	struct signature signature = {0};
	struct date published;
	uint32_t line;
	struct finding finding;
	if (find_signature(check, &signature) && signature.date.year == last.year) {
		bool late = date_compare(signature.date, last) > 0;
		finding = start(rule, late ? VERDICT_FAIL : VERDICT_PASS, late ? DEADLINE_SIGNED : KIND_HOLDS,
				signature.line);
		add_date(check, &finding, signature.date);
		add_date(check, &finding, last);
		findings_add(check->findings, finding);
		if (late)
			return;
	}
	/* A page may have been put up again later: a person must judge. */
	if (find_publication(check, rule, &published, &line) && published.year == last.year) {
		bool late = date_compare(published, last) > 0;
		finding = kind_start(rule, late ? VERDICT_LOOK : VERDICT_PASS, late ? DEADLINE_PUBLISHED : KIND_HOLDS,
				     line);
		add_date(check, &finding, published);
		add_date(check, &finding, last);
		findings_add(check->findings, finding);
	}
}

const struct check_kind signature_deadline = {
	.name = "deadline", .run = run_deadline, .compile = compile_deadline, .messages = {"signed", "published"},
	.lists = {"published"}};
