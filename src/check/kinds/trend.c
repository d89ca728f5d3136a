#include "check/kinds/trend.h"

#include <stdlib.h>

#include "check/across/over_years.h"

/* Words that speak of a cell: each set must have one of its words in the clause. */
struct claim {
	struct str cell;
	size_t nsets;
	struct str *sets;               /* "收到|受理" */
};

enum { MAX_CLAIMS = 24, MAX_SETS = 4 };
enum group { GROUP_COUNT, GROUP_YEAR, GROUP_UP, GROUP_DOWN, GROUP_CHANGE, GROUP_UNIT, NGROUPS };
enum list { LIST_GUARDS, LIST_REFUSED };

/* What a rule compiles to. */
struct trend_rule {
	struct pattern *pattern;
	unsigned groups[NGROUPS];
	size_t nclaims;
	struct claim claims[MAX_CLAIMS];
};

/* A claim that was met. */
struct trend {
	struct summary_trend claim;
	size_t paragraph;
	struct str part;                /* from the number to the end of what is said of last year */
	struct str words;               /* of the change alone: 增长45% */
};

static void release_pattern(void *pattern)
{
	pattern_free(pattern);
}

static bool compile_pattern(struct rules *rules, struct arena *arena, struct trend_rule *data,
			    const struct tree_node *node, struct error *error)
{
	static const char *const names[NGROUPS] = {
		[GROUP_COUNT] = "count", [GROUP_YEAR] = "year",     [GROUP_UP] = "up",
		[GROUP_DOWN] = "down",   [GROUP_CHANGE] = "change", [GROUP_UNIT] = "unit",
	};
	struct error fault;
	if (node->nwords != 2 || data->pattern)
		return tree_fault(node, 1, error, "expected one pattern");
	data->pattern = pattern_compile(tree_word_text(node, 1), NULL, &fault);
	if (!data->pattern)
		return tree_fault(node, 1, error, "%s", fault.text);
	rules_add_cleanup(rules, arena, release_pattern, data->pattern);
	for (size_t i = 0; i < NGROUPS; i++) {
		data->groups[i] = pattern_find_group(data->pattern, names[i]);
		if (!data->groups[i])
			return tree_fault(node, 1, error, "the pattern has no group %s", names[i]);
	}
	return true;
}

/* `claim CELL "word|word"...`. */
static bool compile_claim(struct arena *arena, struct trend_rule *data, const struct tree_node *node,
			  struct error *error)
{
	if (data->nclaims == MAX_CLAIMS || node->nwords < 3 || node->nwords > 2 + MAX_SETS)
		return tree_fault(node, 0, error, "expected: claim CELL \"word|word\"...");
	struct claim *claim = &data->claims[data->nclaims++];
	claim->cell = tree_word_text(node, 1);
	claim->nsets = node->nwords - 2;
	claim->sets = arena_alloc(arena, claim->nsets, sizeof(*claim->sets));
	for (size_t i = 0; i < claim->nsets; i++)
		claim->sets[i] = tree_word_text(node, i + 2);
	return true;
}

static bool compile(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
		    struct error *error)
{
	if (!rule->data)
		rule->data = arena_alloc(arena, 1, sizeof(struct trend_rule));
	if (tree_word_is(node, 0, "pattern"))
		return compile_pattern(rules, arena, rule->data, node, error);
	if (tree_word_is(node, 0, "claim"))
		return compile_claim(arena, rule->data, node, error);
	return tree_fault(node, 0, error, "expected pattern or claim");
}

static bool fit(struct rules *rules, struct arena *arena, struct rule *rule, struct error *error)
{
	const struct trend_rule *data = rule->data;
	int16_t *cells = arena_alloc(arena, MAX_CLAIMS, sizeof(*cells));
	if (!data || !data->pattern)
		return error_set(error, "%.*s: no pattern", (int)rule->id.nbytes, rule->id.ptr);
	for (size_t i = 0; i < data->nclaims; i++)
		cells[i] = (int16_t)format_find_cell(rules->format, data->claims[i].cell);
	rule->fitted = cells;
	return true;
}

static bool holds_sets(struct str text, const struct claim *claim)
{
	for (size_t i = 0; i < claim->nsets; i++) {
		struct str rest = claim->sets[i], word;
		bool found = false;
		while (!found && str_split(&rest, '|', &word))
			found = str_contains(text, word);
		if (!found)
			return false;
	}
	return true;
}

/* The text between the mark before `place` and `place`. */
static struct str clause_before(struct str text, const char *place)
{
	static const char *const marks[] = {"，", "。", "；", "：", "（", "、"};
	size_t end = (size_t)(place - text.ptr), start = end;
	for (; start >= 3; start--)
		for (size_t m = 0; m < sizeof(marks) / sizeof(*marks); m++)
			if (memcmp(text.ptr + start - 3, marks[m], 3) == 0)
				return str_slice(text, start, end - start);
	return str_slice(text, 0, end);
}

/* Reads digits with a point into units of the last place. */
static bool read_change(struct str digits, struct summary_trend *trend)
{
	uint64_t change = 0;
	bool behind = false;
	for (size_t i = 0; i < digits.nbytes; i++) {
		if (digits.ptr[i] == '.') {
			behind = true;
			continue;
		}
		change = change * 10 + (uint64_t)(digits.ptr[i] - '0');
		trend->nplaces = (uint8_t)(trend->nplaces + behind);
		if (change > UINT32_MAX)
			return false;
	}
	trend->change = (uint32_t)change;
	return trend->nplaces <= 4;
}

/* The cell that the clause speaks of and that holds the number; FORMAT_NONE when there is none. */
static int find_cell(const struct rule *rule, const struct report *report, struct str clause, struct str number)
{
	const struct trend_rule *data = rule->data;
	const int16_t *cells = rule->fitted;
	decimal count;
	if (!decimal_parse(number, &count) || rule_list_stands_in(&rule->lists[LIST_REFUSED], clause))
		return FORMAT_NONE;
	for (size_t i = 0; i < data->nclaims; i++)
		if (cells[i] != FORMAT_NONE && holds_sets(clause, &data->claims[i]) &&
		    cell_has_value(&report->cells[cells[i]]) && report->cells[cells[i]].value == count)
			return cells[i];
	return FORMAT_NONE;
}

static bool is_last_year(struct str year, int report_year)
{
	decimal value;
	return !year.nbytes || (decimal_parse(year, &value) && value == (report_year - 1) * (decimal)DECIMAL_ONE);
}

/* Makes a claim of a match; false when it says nothing that can be held against the tables. */
static bool read_trend(const struct check *check, const struct rule *rule, struct str text,
		       const struct pattern_match *match, struct trend *trend)
{
	const struct trend_rule *data = rule->data;
	const struct str *groups[NGROUPS];
	for (size_t i = 0; i < NGROUPS; i++)
		groups[i] = &match->groups[data->groups[i]];
	int cell = find_cell(rule, check->report, clause_before(text, groups[GROUP_COUNT]->ptr), *groups[GROUP_COUNT]);
	if (cell == FORMAT_NONE || !is_last_year(*groups[GROUP_YEAR], check->report->year))
		return false;
	trend->claim = (struct summary_trend){
		.cell = (uint16_t)cell,
		.percent = str_equal(*groups[GROUP_UNIT], STR("%")),
		.falls = groups[GROUP_DOWN]->nbytes > 0,
	};
	const struct str *verb = groups[trend->claim.falls ? GROUP_DOWN : GROUP_UP];
	const struct str *unit = groups[GROUP_UNIT];
	trend->part = match->groups[0];
	trend->words = (struct str){verb->ptr, (size_t)(unit->ptr - verb->ptr) + unit->nbytes};
	return read_change(*groups[GROUP_CHANGE], &trend->claim);
}

static size_t find_in_paragraph(const struct check *check, const struct rule *rule, size_t paragraph,
				struct trend *trends, size_t capacity)
{
	const struct trend_rule *data = rule->data;
	struct str text = prose_text(check->prose, paragraph);
	struct pattern_match match;
	size_t count = 0, offset = 0;
	while (count < capacity && pattern_find(data->pattern, check->scratch, text, offset, &match)) {
		offset = (size_t)(match.groups[0].ptr - text.ptr) + match.groups[0].nbytes;
		trends[count].paragraph = paragraph;
		count += read_trend(check, rule, text, &match, &trends[count]);
		if (!match.groups[0].nbytes)
			break;
	}
	return count;
}

/* The claims of the report's text. */
static size_t find_trends(const struct check *check, const struct rule *rule, struct trend *trends, size_t capacity)
{
	size_t count = 0;
	if (!prose_index_holds(check->index, strbuf_view(&check->prose->bytes), &rule->lists[LIST_GUARDS]))
		return 0;
	for (size_t i = 0; i < check->prose->count && count < capacity; i++)
		if (check->prose->paragraphs[i].kind == PROSE_TEXT &&
		    prose_index_holds(check->index, prose_text(check->prose, i), &rule->lists[LIST_GUARDS]))
			count += find_in_paragraph(check, rule, i, trends + count, capacity - count);
	return count;
}

size_t trend_summarise(const struct examiner *examiner, struct summary_trend *trends, size_t capacity)
{
	const struct rule *rule = rules_find_kind(examiner->form->rules, &trend_claims);
	struct trend found[SUMMARY_MAX_TRENDS];
	const struct check check = {.report = &examiner->report, .prose = &examiner->prose, .index = &examiner->index,
				    .scratch = examiner->scratch};
	if (!rule || rule->off)
		return 0;
	size_t count = find_trends(&check, rule, found, capacity < SUMMARY_MAX_TRENDS ? capacity : SUMMARY_MAX_TRENDS);
	for (size_t i = 0; i < count; i++)
		trends[i] = found[i].claim;
	return count;
}

/* Whether the change fits both numbers: to one unit of its last place, rounded or cut off. */
static bool fits(const struct summary_trend *trend, decimal now, decimal then)
{
	double scale = trend->percent ? 100 : 1, base = trend->percent ? (double)then : DECIMAL_ONE;
	double real = scale * (double)(trend->falls ? then - now : now - then), claimed = trend->change, unit = 1;
	for (unsigned i = 0; i < trend->nplaces; i++)
		unit /= 10;
	double tolerance = trend->percent ? unit : unit / 2;
	double error = real - claimed * unit * base;
	return (error < 0 ? -error : error) <= tolerance * base * (1 + 1e-9);
}

/* What the change really is, with one place more than was claimed at the most two: "38.1%", "-3". */
static void append_change(const struct summary_trend *trend, decimal now, decimal then, struct strbuf *out)
{
	decimal change = now - then;
	if (trend->percent) {
		double share = 100.0 * (double)change / (double)then;
		strbuf_printf(out, "%+.*f%%", trend->nplaces < 1 ? 1 : 2, share);
		return;
	}
	strbuf_append_text(out, change > 0 ? "+" : "");
	decimal_append(out, change);
}

static struct finding start(const struct years *years, const struct rule *rule, enum verdict verdict, size_t message,
			    const struct trend *trend)
{
	uint16_t cell = trend->claim.cell;
	if (years->check->prose)
		return kind_start_at(years->check, rule, verdict, message, trend->paragraph, trend->part);
	return kind_start(rule, verdict, message, years_line(years->check->report, &cell, 1));
}

enum trend_message { TREND_WRONG, TREND_UNREAD };

static void check_trend(const struct years *years, const struct rule *rule, const struct trend *trend)
{
	const struct check *check = years->check;
	const struct cell *now = &check->report->cells[trend->claim.cell];
	const struct cell *then = &years->last_year[trend->claim.cell];
	if (!cell_has_value(now))
		return;
	if (!cell_has_value(then) || (trend->claim.percent && then->value == 0)) {
		findings_add(check->findings, start(years, rule, VERDICT_NA, TREND_UNREAD, trend));
		return;
	}
	bool holds = fits(&trend->claim, now->value, then->value);
	struct finding finding = start(years, rule, holds ? VERDICT_PASS : VERDICT_FAIL, TREND_WRONG, trend);
	struct strbuf change = {0};
	append_change(&trend->claim, now->value, then->value, &change);
	kind_set_cells(check, &finding, &trend->claim.cell, 1);
	kind_add_decimal(check, &finding, now->value);
	kind_add_decimal(check, &finding, then->value);
	kind_add_text(check, &finding, strbuf_view(&change));
	strbuf_free(&change);
	if (!holds && now->status == CELL_NOTED)
		finding.verdict = VERDICT_LOOK;
	findings_add(check->findings, finding);
}

static void run(const struct years *years, const struct rule *rule)
{
	struct trend trends[SUMMARY_MAX_TRENDS];
	size_t count = summary_count_trends(years->summary);
	if (years->check->prose)
		count = find_trends(years->check, rule, trends, SUMMARY_MAX_TRENDS);
	for (size_t i = 0; i < count; i++) {
		if (!years->check->prose)
			trends[i] = (struct trend){.claim = summary_trends(years->summary)[i]};
		check_trend(years, rule, &trends[i]);
	}
}

const struct check_kind trend_claims = {
	.name = "year-trends",
	.run_years = run,
	.compile = compile,
	.fit = fit,
	.messages = {"wrong", "unread"},
	.lists = {"guards", "refused"},
	.searched = 1u << LIST_GUARDS,
};
