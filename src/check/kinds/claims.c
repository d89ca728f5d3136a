#include "check/kinds/claims.h"

#include "check/kinds/claims_parts.h"
#include "check/prose/quantity.h"

enum {
	MAX_MATCHES = 32,               /* of one rule in a report */
	MIN_TEXT_NBYTES = 300,          /* a section with less may have lost its text */
	/* What is longer is no sentence: each of its claims would look at all of it */
	MAX_SENTENCE_NBYTES = 16384,
};

/* A claim that was met, and what it came to. */
struct met {
	struct met *next;
	const struct fitted_claim *fitted;
	struct claim_place place;
	struct quantity number;         /* for CLAIM_EQUALS, money in the unit of the form */
	decimal written;                /* its value */
	enum verdict verdict;
	const struct claim_cells *cells; /* that it was compared with */
	struct claim_value value;
};

/* Most reports have few claims of a rule, and most rules none. */
struct meeting {
	const struct check *check;
	const struct rule *rule;
	size_t count;
	struct met *first, *last;       /* in the arena of the findings */
};

/* Brings money to the unit of the form, give or take one of the last printed place: 7215万元 is right for 7215.19. False
 * when it does not fit. */
static bool take_money(struct met *met)
{
	struct quantity *number = &met->number;
	size_t point = str_find(number->digits, STR("."));
	decimal step = DECIMAL_ONE;
	for (size_t i = point + 1; i < number->digits.nbytes; i++)
		step /= 10;
	number->high += step;
	number->low -= step;
	if (!quantity_take_money(number->unit, &number->high) || !quantity_take_money(number->unit, &number->low) ||
	    !quantity_take_money(number->unit, &met->written))
		return false;
	number->high++;
	return true;
}

static enum verdict compare_number(const struct quantity *number, const struct claim_value *value)
{
	if (number->high < value->low || (value->bounded && number->low > value->high))
		return number->exact ? VERDICT_FAIL : VERDICT_LOOK;
	return value->bounded ? VERDICT_PASS : VERDICT_NA;
}

static enum verdict compare_meaning(enum claim_mode mode, const struct claim_value *value)
{
	if (mode == CLAIM_MEANS_NONE && value->low > 0)
		return VERDICT_FAIL;
	if (!value->bounded)
		return VERDICT_NA;
	return mode == CLAIM_MEANS_NONE || value->high > 0 ? VERDICT_PASS : VERDICT_FAIL;
}

/* Compares a claim with its sums: right when it is one of them, for a person where it may be one of the others, or a
 * cell carries a remark. */
static void compare(struct met *met, const struct report *report)
{
	const struct fitted_claim *fitted = met->fitted;
	bool judge = fitted->claim->look, unknown = false;
	met->cells = &fitted->sums[0];
	met->value = claim_cells_evaluate(met->cells, report);
	for (size_t i = 0; i < fitted->nsums; i++) {
		struct claim_value value = claim_cells_evaluate(&fitted->sums[i], report);
		enum verdict verdict = fitted->claim->mode == CLAIM_EQUALS
					       ? compare_number(&met->number, &value)
					       : compare_meaning(fitted->claim->mode, &value);
		if (fitted->sums[i].sum->perhaps) {
			judge = judge || verdict != VERDICT_FAIL;
			continue;
		}
		if (verdict == VERDICT_PASS) {
			met->verdict = verdict;
			met->cells = &fitted->sums[i];
			met->value = value;
			return;
		}
		unknown = unknown || verdict == VERDICT_NA;
		judge = judge || verdict == VERDICT_LOOK || value.noted;
	}
	met->verdict = unknown ? VERDICT_NA : judge ? VERDICT_LOOK : VERDICT_FAIL;
}

/* Whether another claim of the rule took this number, or these words, already. */
static bool is_taken(const struct meeting *meeting, struct str part)
{
	for (const struct met *met = meeting->first; met; met = met->next) {
		struct str match = met->place.match;
		const struct quantity *number = &met->number;
		struct str taken = number->text.ptr ? number->text : match;
		if (part.ptr < taken.ptr + taken.nbytes && taken.ptr < part.ptr + part.nbytes)
			return true;
	}
	return false;
}

/* Takes one match of a claim, unless it turns out to be none. */
static void take_match(struct meeting *meeting, const struct fitted_claim *fitted, struct claim_place place,
		       struct str number)
{
	const struct claim *claim = fitted->claim;
	struct met met = {.fitted = fitted, .place = place};
	if (meeting->count == MAX_MATCHES)
		return;
	if (claim->mode == CLAIM_EQUALS) {
		size_t offset = (size_t)(number.ptr - place.sentence.ptr);
		if (!number.nbytes ||
		    !quantity_read(meeting->check->index->quantities, place.sentence, offset, &met.number) ||
		    met.number.text.nbytes != number.nbytes)
			return;
		met.written = met.number.low;
		if (quantity_is_money(met.number.unit) && !take_money(&met))
			return;
	}
	if ((!claim->beside && is_taken(meeting, number.ptr ? number : place.match)) ||
	    claim_is_refused(meeting->check, meeting->rule, claim, &place))
		return;
	compare(&met, meeting->check->report);
	struct met *kept = arena_alloc(&meeting->check->findings->arena, 1, sizeof(*kept));
	*kept = met;
	*(meeting->last ? &meeting->last->next : &meeting->first) = kept;
	meeting->last = kept;
	meeting->count++;
}

static void search_sentence(struct meeting *meeting, size_t paragraph, struct str sentence)
{
	const struct check *check = meeting->check;
	unsigned section = 1u << check->prose->paragraphs[paragraph].section;
	struct pattern_match match;
	for (const struct fitted_claim *fitted = meeting->rule->fitted; fitted; fitted = fitted->next) {
		const struct claim *claim = fitted->claim;
		if (claim->mode == CLAIM_SILENT || !(claim->sections & section) ||
		    (claim->guards.count && !prose_index_holds(check->index, sentence, &claim->guards)))
			continue;
		for (size_t offset = 0; pattern_find(claim->pattern, check->scratch, sentence, offset, &match);) {
			struct str whole = match.groups[0];
			struct claim_place place = {paragraph, sentence, whole};
			unsigned number = pattern_find_group(claim->pattern, "n");
			take_match(meeting, fitted, place, number ? match.groups[number] : (struct str){0});
			offset = (size_t)(whole.ptr - sentence.ptr) + whole.nbytes;
			if (!whole.nbytes)
				break;
		}
	}
}

static bool same_cells(const struct met *met, const struct met *other)
{
	const struct claim_cells *a = &met->fitted->sums[0], *b = &other->fitted->sums[0];
	return a->count == b->count && memcmp(a->cells, b->cells, a->count * sizeof(*a->cells)) == 0;
}

/* Whether a number that differs is likely that of a part: the text has the right one elsewhere, or the sentence has
 * another one for the same cells. */
static bool is_likely_part(const struct meeting *meeting, const struct met *met)
{
	for (const struct met *other = meeting->first; other; other = other->next) {
		if (other == met || other->fitted->claim->mode != CLAIM_EQUALS || !same_cells(met, other))
			continue;
		if (other->verdict == VERDICT_PASS || (other->place.sentence.ptr == met->place.sentence.ptr &&
						       other->written != met->written))
			return true;
	}
	return false;
}

/* Whether different numbers of a paragraph for the same cells, none of them theirs, are what the cells hold together:
 * 新收申请6件，予以公开4件；上年结转1件，予以公开1件. */
static bool is_of_several(const struct meeting *meeting, const struct met *met)
{
	decimal sum = met->written;
	for (const struct met *other = meeting->first; other; other = other->next) {
		if (other == met || other->fitted->claim->mode != CLAIM_EQUALS || !same_cells(met, other))
			continue;
		if (other->place.paragraph != met->place.paragraph || other->verdict == VERDICT_PASS ||
		    other->written == met->written || !decimal_add(&sum, other->written))
			return false;
	}
	return sum != met->written && met->value.bounded && sum == met->value.low;
}

static void add_value(const struct check *check, struct finding *finding, const struct claim_value *value)
{
	struct strbuf text = {0};
	strbuf_append_text(&text, value->bounded ? "" : "≥");
	decimal_append(&text, value->low);
	kind_add_text(check, finding, strbuf_view(&text));
	strbuf_free(&text);
}

/* The holes: {1} what the text says, {2} the cells, {3} what they come to. */
static void add_args(const struct check *check, struct finding *finding, struct str said,
		     const struct claim_cells *cells, const struct claim_value *value)
{
	struct strbuf text = {0};
	claim_cells_append(cells, check->report->format, &text);
	kind_add_text(check, finding, said);
	kind_add_text(check, finding, strbuf_view(&text));
	add_value(check, finding, value);
	kind_set_cells(check, finding, cells->cells, cells->count);
	strbuf_free(&text);
}

static enum claim_message choose_message(const struct claim *claim, enum verdict verdict)
{
	if (verdict == VERDICT_NA)
		return CLAIM_UNREAD;
	if (verdict == VERDICT_LOOK)
		return CLAIM_LOOK;
	return verdict == VERDICT_FAIL && claim->softer ? CLAIM_SOFTER : CLAIM_DIFFERS;
}

/* The number as written with its unit, or the words. */
static struct str said_text(const struct met *met)
{
	const struct quantity *number = &met->number;
	if (met->fitted->claim->mode != CLAIM_EQUALS)
		return met->place.match;
	return (struct str){number->text.ptr, number->text.nbytes + number->unit.nbytes};
}

static void add_finding(const struct meeting *meeting, const struct met *met)
{
	const struct check *check = meeting->check;
	enum verdict verdict = met->verdict;
	bool differs = verdict == VERDICT_FAIL || verdict == VERDICT_LOOK;
	if (differs && met->fitted->claim->mode == CLAIM_EQUALS && is_of_several(meeting, met))
		verdict = VERDICT_PASS;
	else if (verdict == VERDICT_FAIL && met->fitted->claim->mode == CLAIM_EQUALS && is_likely_part(meeting, met))
		verdict = VERDICT_LOOK;
	struct str said = said_text(met);
	struct finding finding = kind_start_at(check, meeting->rule, verdict,
					       choose_message(met->fitted->claim, verdict), met->place.paragraph, said);
	if (verdict == VERDICT_FAIL && !met->value.whole)
		finding.cause = CAUSE_UNKNOWN;
	finding.has_sides = met->fitted->claim->mode == CLAIM_EQUALS && met->number.exact && verdict != VERDICT_NA;
	if (finding.has_sides) {
		finding.left = met->written;
		finding.right = met->value.low;
	}
	if (!kind_is_unseen(check, verdict))
		add_args(check, &finding, said, met->cells, &met->value);
	findings_add(check->findings, finding);
}

/* Whether the pattern of a claim matches somewhere in its sections; `*nbytes` of text stand there. */
static bool is_said(const struct check *check, const struct claim *claim, size_t *nbytes)
{
	struct pattern_match match;
	*nbytes = 0;
	for (size_t i = 0; i < check->prose->count; i++) {
		const struct prose_paragraph *p = &check->prose->paragraphs[i];
		if (p->kind != PROSE_TEXT || !(claim->sections & 1u << p->section))
			continue;
		*nbytes += p->nbytes;
		if (claim->guards.count &&
		    !prose_index_holds(check->index, prose_text(check->prose, i), &claim->guards))
			continue;
		if (pattern_find(claim->pattern, check->scratch, prose_text(check->prose, i), 0, &match))
			return true;
	}
	return false;
}

/* Adds a finding where the tables have something that the text should speak of and does not. */
static void check_silence(const struct check *check, const struct rule *rule, const struct fitted_claim *fitted)
{
	const struct report_heading *heading = report_find_heading(check->report, 1);
	struct claim_value value = claim_cells_evaluate(&fitted->sums[0], check->report);
	size_t nbytes;
	if (value.low <= 0 || !heading)
		return;
	if (is_said(check, fitted->claim, &nbytes) || nbytes < MIN_TEXT_NBYTES)
		return;
	struct finding finding = kind_start(rule, VERDICT_FAIL, CLAIM_DIFFERS, heading->line);
	finding.section = 1;
	add_args(check, &finding, STR(""), &fitted->sums[0], &value);
	findings_add(check->findings, finding);
}

static void run(const struct check *check, const struct rule *rule)
{
	const struct claim_set *set = rule->data;
	struct meeting meeting = {.check = check, .rule = rule};
	unsigned sections = 0;
	for (const struct fitted_claim *fitted = rule->fitted; fitted; fitted = fitted->next) {
		if (fitted->claim->mode == CLAIM_SILENT)
			check_silence(check, rule, fitted);
		else
			sections |= fitted->claim->sections;
	}
	for (size_t i = 0; sections && prose_index_next_paragraph(check->index, &set->guards, &i); i++) {
		const struct prose_paragraph *p = &check->prose->paragraphs[i];
		if (p->kind != PROSE_TEXT || !p->section || !(sections & 1u << p->section))
			continue;
		struct str sentence;
		for (size_t offset = 0; (sentence = claim_next_sentence(check, &set->guards, i, &offset)).nbytes;)
			if (sentence.nbytes <= MAX_SENTENCE_NBYTES)
				search_sentence(&meeting, i, sentence);
	}
	for (const struct met *met = meeting.first; met; met = met->next)
		add_finding(&meeting, met);
}

static void gather(struct rules *rules, const struct rule *rule)
{
	struct claim_set *set = rule->data;
	rules_search_list(rules, &set->guards);
	for (struct claim *claim = set->first; claim; claim = claim->next) {
		rules_search_list(rules, &claim->guards);
		rules_search_list(rules, &claim->near);
	}
}

static bool is_without(const struct rule *rule, struct str name)
{
	const struct rule_list *without = &rule->lists[CLAIM_WITHOUT];
	for (size_t i = 0; i < without->count; i++)
		if (str_equal(without->words[i], name))
			return true;
	return false;
}

/* A name that is switched off must be one of the rule's. */
static bool switches_are_known(const struct rule *rule, struct error *error)
{
	const struct claim_set *set = rule->data;
	for (size_t i = 0; i < rule->lists[CLAIM_WITHOUT].count; i++) {
		struct str name = rule->lists[CLAIM_WITHOUT].words[i];
		const struct claim *claim = set->first;
		while (claim && !str_equal(claim->name, name))
			claim = claim->next;
		if (!claim)
			return error_set(error, "%.*s: words without: no claim of the name %.*s", (int)rule->id.nbytes,
					 rule->id.ptr, (int)name.nbytes, name.ptr);
	}
	return true;
}

static bool fit_claim(const struct claim *claim, struct fitted_claim *fitted, const struct format *format,
		      struct error *error)
{
	fitted->claim = claim;
	for (size_t i = 0; i < claim->nsums; i++) {
		struct claim_cells *cells = &fitted->sums[fitted->nsums];
		if (!claim_sum_lay(cells, &claim->sums[i], format))
			return tree_fault(claim->sums[i].node, 0, error, "more than %d cells", CLAIM_MAX_CELLS);
		/* A claim whose first sum the form lacks is none there. */
		if (!cells->count && !i)
			return true;
		fitted->nsums += cells->count > 0;
	}
	return true;
}

static bool fit(struct rules *rules, struct arena *arena, struct rule *rule, struct error *error)
{
	const struct claim_set *set = rule->data;
	struct fitted_claim **end = (struct fitted_claim **)&rule->fitted;
	rule->fitted = NULL;
	if (!set || !set->first)
		return error_set(error, "%.*s: no claim", (int)rule->id.nbytes, rule->id.ptr);
	if (!switches_are_known(rule, error))
		return false;
	for (const struct claim *claim = set->first; claim; claim = claim->next) {
		struct fitted_claim *fitted =
			arena_alloc(arena, 1, sizeof(*fitted) + claim->nsums * sizeof(*fitted->sums));
		if (!fit_claim(claim, fitted, rules->format, error))
			return false;
		if (!fitted->nsums || is_without(rule, claim->name))
			continue;
		*end = fitted;
		end = &fitted->next;
	}
	return true;
}

const struct check_kind claims_kind = {
	.name = "claims",
	.run = run,
	.compile = claims_read_line,
	.fit = fit,
	.gather = gather,
	.messages = {"differs", "softer", "look", "unread"},
	.lists = {"without", "refuse", "bodies", "own", "carried-from", "carried-to"},
};
