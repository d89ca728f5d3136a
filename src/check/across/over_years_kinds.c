/* The kinds of checks over years that compare whatever cells a rule names, or the texts. */
#include "check/across/over_years.h"
#include "check/across/sketch.h"
#include "check/kinds/text_parts.h"

/* ---- A number many times last year's ---- */

enum jump_message { JUMP_ROSE, JUMP_FELL, JUMP_UNIT };
enum jump_threshold { JUMP_FACTOR, JUMP_LEAST };

/* Whether `large` is ten thousand times `small`, but for a fifth: yuan were written for 10,000 yuan, or the reverse. */
static bool is_other_unit(decimal small, decimal large)
{
	return small > 0 && large / small >= 8000 && large / small <= 12500;
}

static void add_jump(const struct years *years, const struct rule *rule, uint16_t cell, decimal now, decimal then)
{
	bool rose = now > then, unit = is_other_unit(rose ? then : now, rose ? now : then);
	struct finding finding = kind_start(rule, VERDICT_LOOK, unit ? JUMP_UNIT : rose ? JUMP_ROSE : JUMP_FELL,
					    years_line(years->check->report, &cell, 1));
	kind_set_cells(years->check, &finding, &cell, 1);
	kind_add_decimal(years->check, &finding, now);
	kind_add_decimal(years->check, &finding, then);
	finding.has_sides = true;
	finding.left = now;
	finding.right = then;
	findings_add(years->check->findings, finding);
}

static bool is_jump(decimal small, decimal large, const decimal *thresholds)
{
	decimal factor = thresholds[JUMP_FACTOR] / DECIMAL_ONE, least = thresholds[JUMP_LEAST];
	/* What is less than a jump could reach counts as that much. */
	decimal base = factor > 0 && small < least / factor ? least / factor : small;
	return factor > 0 && large >= least && large / factor >= base && large > small && large > base;
}

static void run_jumps(const struct years *years, const struct rule *rule)
{
	const int16_t *cells = rule->fitted;
	for (size_t i = 0; i < rule->lists[0].count; i++) {
		if (cells[i] == FORMAT_NONE)
			continue;
		const struct cell *now = &years->check->report->cells[cells[i]], *then = &years->last_year[cells[i]];
		if (!cell_has_value(now) || !cell_has_value(then))
			continue;
		bool rose = now->value > then->value;
		if (is_jump(rose ? then->value : now->value, rose ? now->value : then->value, rule->thresholds))
			add_jump(years, rule, (uint16_t)cells[i], now->value, then->value);
	}
}

const struct check_kind years_jumps = {
	.name = "year-jumps",
	.run_years = run_jumps,
	.fit = kind_fit_cells,
	.messages = {"rose", "fell", "unit"},
	.thresholds = {{"factor", 5 * (decimal)DECIMAL_ONE}, {"least", 10 * (decimal)DECIMAL_ONE}},
	.lists = {"cells"},
};

/* ---- All numbers those of last year ---- */

enum { MAX_DISTINCT = 64 };

/* How many different numbers other than 0 the report has, at most MAX_DISTINCT. */
static size_t count_distinct(const struct report *report)
{
	decimal values[MAX_DISTINCT];
	size_t count = 0;
	for (size_t i = 0; i < report->format->ncells && count < MAX_DISTINCT; i++) {
		const struct cell *cell = &report->cells[i];
		size_t j = 0;
		while (j < count && values[j] != cell->value)
			j++;
		if (cell_has_value(cell) && cell->value && j == count)
			values[count++] = cell->value;
	}
	return count;
}

static void run_same(const struct years *years, const struct rule *rule)
{
	const struct report *report = years->check->report;
	size_t nsame = 0;
	if (!years->same_form)
		return;
	for (size_t i = 0; i < report->format->ncells; i++) {
		const struct cell *now = &report->cells[i], *then = &years->last_year[i];
		if (!cell_has_value(now) || !cell_has_value(then) || now->value != then->value)
			return;
		nsame += now->value != 0;
	}
	size_t ndistinct = count_distinct(report);
	if ((decimal)ndistinct * DECIMAL_ONE < rule->thresholds[0])
		return;
	struct finding finding = kind_start(rule, VERDICT_FAIL, 0, report->title_line);
	kind_add_count(years->check, &finding, nsame);
	kind_add_count(years->check, &finding, ndistinct);
	findings_add(years->check->findings, finding);
}

const struct check_kind years_same = {
	.name = "year-same-numbers",
	.run_years = run_same,
	.messages = {"same"},
	.thresholds = {{"distinct", 4 * (decimal)DECIMAL_ONE}},
};

/* ---- Text that was copied ---- */

enum text_threshold { TEXT_SHARE, TEXT_LEAST };

bool years_find_shared(const struct prose *prose, const struct summary *other, size_t *paragraph, struct str *found)
{
	for (size_t i = 0; prose && i < prose->count; i++) {
		struct str rest = prose_text(prose, i), sentence;
		while (prose->paragraphs[i].kind == PROSE_TEXT && text_next_sentence(&rest, "", &sentence)) {
			uint32_t hash = sketch_hash_sentence(sentence);
			*paragraph = i;
			*found = sentence;
			if (hash && sketch_count_common(&hash, 1, summary_sentences(other), other->nsentences))
				return true;
		}
	}
	return false;
}

static void run_text(const struct years *years, const struct rule *rule)
{
	const struct summary *summary = years->summary, *last = years->last;
	decimal least = rule->thresholds[TEXT_LEAST] / DECIMAL_ONE;
	if (!summary->nshingles || summary->nshingles < least || !last->nshingles || last->nshingles < least)
		return;
	unsigned share = sketch_share(summary_bins(summary), summary_bins(last));
	if ((decimal)share * (DECIMAL_ONE / 1000) < rule->thresholds[TEXT_SHARE])
		return;
	size_t paragraph;
	struct str sentence;
	struct finding finding = kind_start(rule, VERDICT_FAIL, 0, years->check->report->title_line);
	if (years_find_shared(years->check->prose, last, &paragraph, &sentence))
		finding = kind_start_at(years->check, rule, VERDICT_FAIL, 0, paragraph, sentence);
	size_t ncommon = sketch_count_common(summary_sentences(summary), summary->nsentences, summary_sentences(last),
					     last->nsentences);
	kind_add_count(years->check, &finding, share / 10);
	kind_add_count(years->check, &finding, ncommon);
	finding.mark_offset = finding.mark_nbytes = 0;
	findings_add(years->check->findings, finding);
}

const struct check_kind years_text = {
	.name = "year-text",
	.run_years = run_text,
	.messages = {"copied"},
	.thresholds = {{"share", 8 * (decimal)DECIMAL_ONE / 10}, {"least", 150 * (decimal)DECIMAL_ONE}},
	.lists = {"common"},
	.searched = 1u << 0,
};
