/* Comparing the text of two reports.
 *
 * Section by section, first the clauses are compared, which find each other again wherever whole clauses were taken
 * over; then, within what is left between them, word by word. Where so little is the same that it is chance (the words
 * that any two sentences have), the two texts count as different as a whole. Pieces are laid out beside each other in
 * chunks that begin and end with a sentence, or a paragraph, that both reports have. */
#include "render/compare.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/kinds/headings.h"
#include "render/clauses.h"
#include "render/compare_parts.h"
#include "render/diff.h"

enum {
	ISLAND_WORDS = 3,               /* fewer same words between two differences are a difference too */
	CHANCE_PERCENT = 30,            /* less than this is the same by chance */
	MAX_LETTERS = 16384,            /* longer texts that stand for each other are not compared word by word */
	PERCENT_NCOLS = 24,             /* room for how much of a section is the same */
};

/* While a section is compared. */
struct section {
	struct comparer *comparer;
	struct clauses last, now;       /* clauses */
	struct diff diff;
	struct clauses last_words, now_words;
	struct diff words_diff;
	struct compare_chunk chunk;
	size_t nletters, nsame;
};

/* ---- Chunks ---- */

static void add_piece(struct section *s, unsigned side, const struct clause_token *token, bool differs)
{
	size_t count = s->chunk.sides[side].count;
	struct compare_piece *last = count ? &s->chunk.sides[side].pieces[count - 1] : NULL;
	if (!count)
		s->chunk.sides[side].line = token->line;
	if (last && last->differs == differs && !last->ends_paragraph &&
	    last->text.ptr + last->text.nbytes == token->text.ptr) {
		last->text.nbytes += token->text.nbytes;
		last->ends_paragraph = token->ends_paragraph;
		return;
	}
	s->chunk.sides[side].pieces = alloc_grow(s->chunk.sides[side].pieces, count, &s->chunk.sides[side].capacity,
						 sizeof(struct compare_piece));
	s->chunk.sides[side].pieces[s->chunk.sides[side].count++] =
		(struct compare_piece){token->text, differs, token->ends_paragraph};
}

static void close_chunk(struct section *s)
{
	if (s->chunk.sides[0].count || s->chunk.sides[1].count)
		compare_chunk_lay_out(s->comparer, &s->chunk);
	s->chunk.sides[0].count = s->chunk.sides[1].count = 0;
	s->chunk.differs = false;
}

static bool ends_sentence(const struct section *s, const struct diff_run *run, size_t i)
{
	return s->last.tokens[run->left + i].ends_sentence && s->now.tokens[run->right + i].ends_sentence;
}

/* What follows belongs to a difference from the last end of a sentence on. */
static void add_same(struct section *s, const struct diff_run *run)
{
	size_t nwhole = run->nleft;
	while (nwhole && !ends_sentence(s, run, nwhole - 1))
		nwhole--;
	for (size_t i = 0; i < run->nleft; i++) {
		const struct clause_token *last = &s->last.tokens[run->left + i], *now = &s->now.tokens[run->right + i];
		add_piece(s, 0, last, false);
		add_piece(s, 1, now, false);
		s->nsame += now->nletters;
		bool ends_paragraph = last->ends_paragraph && now->ends_paragraph;
		if (ends_paragraph || i + 1 == nwhole || (s->chunk.differs && ends_sentence(s, run, i)))
			close_chunk(s);
	}
}

/* Adds tokens of a side. */
static void add_tokens(struct section *s, unsigned side, const struct clauses *clauses, size_t first, size_t count,
		       bool differs)
{
	for (size_t i = first; i < first + count; i++)
		add_piece(s, side, &clauses->tokens[i], differs);
}

static size_t count_letters(const struct clauses *clauses, size_t first, size_t count)
{
	size_t nletters = 0;
	for (size_t i = first; i < first + count; i++)
		nletters += clauses->tokens[i].nletters;
	return nletters;
}

/* Compares what stands for each other word by word. False when it is not worth it. */
static bool compare_words(struct section *s, const struct diff_run *run)
{
	if (count_letters(&s->last, run->left, run->nleft) + count_letters(&s->now, run->right, run->nright) >
	    MAX_LETTERS)
		return false;
	clauses_take_words(&s->last_words, &s->last, run->left, run->nleft);
	clauses_take_words(&s->now_words, &s->now, run->right, run->nright);
	diff_make(&s->words_diff, s->last_words.hashes, s->last_words.count, s->now_words.hashes, s->now_words.count);
	diff_smooth(&s->words_diff, ISLAND_WORDS);
	size_t longer = s->last_words.count > s->now_words.count ? s->last_words.count : s->now_words.count;
	return diff_count_same(&s->words_diff) * 100 >= longer * CHANCE_PERCENT;
}

static void add_words(struct section *s)
{
	for (size_t i = 0; i < s->words_diff.nruns; i++) {
		const struct diff_run *run = &s->words_diff.runs[i];
		add_tokens(s, 0, &s->last_words, run->left, run->nleft, !run->same);
		add_tokens(s, 1, &s->now_words, run->right, run->nright, !run->same);
		for (size_t j = 0; run->same && j < run->nright; j++)
			s->nsame += s->now_words.tokens[run->right + j].nletters;
	}
}

static bool ends_paragraph(const struct clauses *clauses, size_t end)
{
	return !end || clauses->tokens[end - 1].ends_paragraph;
}

static void add_different(struct section *s, const struct diff_run *run)
{
	if (run->nleft && run->nright && compare_words(s, run)) {
		add_words(s);
	} else {
		add_tokens(s, 0, &s->last, run->left, run->nleft, true);
		add_tokens(s, 1, &s->now, run->right, run->nright, true);
	}
	s->chunk.differs = true;
	if (ends_paragraph(&s->last, run->left + run->nleft) && ends_paragraph(&s->now, run->right + run->nright))
		close_chunk(s);
}

/* ---- Sections ---- */

/* The heading of a section. How much of it is the same is only known behind it: a span of its own is kept free. */
static size_t add_heading(struct section *s, unsigned number)
{
	struct builder *b = &s->comparer->builder;
	const struct format *format = b->report->format;
	const struct report_heading *heading = report_find_heading(b->report, number);
	struct strbuf title = {0};
	size_t room = b->options->ncols > PERCENT_NCOLS ? b->options->ncols - PERCENT_NCOLS : 0;
	const struct format_section *section = format ? headings_find_section(format, number) : NULL;
	if (section) {
		strbuf_printf(&title, "%s、", format_ordinal(number));
		strbuf_append(&title, section->heading.text);
	} else {
		strbuf_append_text(&title, tr(b->options->language->catalog, "Before the first section"));
	}
	size_t ncols = builder_measure(b, strbuf_view(&title));
	builder_add_row(b, RENDERED_TEXT, 0);
	b->section = (uint8_t)number;
	builder_add_row(b, RENDERED_HEADING, heading ? heading->line : 0);
	builder_add_field(b, ROLE_HEADING, strbuf_view(&title), ncols < room ? ncols : room, CLIP_LEFT);
	builder_add_span(b, ROLE_TEXT, STR(" "));
	strbuf_free(&title);
	return b->rendering->nspans - 1;
}

/* Writes into the span that was kept free: "  83% as before". */
static void fill_percent(struct section *s, size_t span)
{
	struct rendering *rendering = s->comparer->builder.rendering;
	size_t offset = rendering->bytes.nbytes;
	if (!s->nletters || rendering->ncols < PERCENT_NCOLS)
		return;
	strbuf_printf(&rendering->bytes, tr(s->comparer->builder.options->language->catalog, "  %zu%% as before"),
		      s->nsame * 100 / s->nletters);
	rendering->spans[span].offset = (uint32_t)offset;
	rendering->spans[span].nbytes = (uint32_t)(rendering->bytes.nbytes - offset);
}

static void add_section(struct section *s, unsigned number)
{
	const struct compare_input *input = s->comparer->input;
	clauses_take_section(&s->last, opened_document(input->last), number);
	clauses_take_section(&s->now, opened_document(input->now), number);
	if (!s->last.count && !s->now.count)
		return;
	diff_make(&s->diff, s->last.hashes, s->last.count, s->now.hashes, s->now.count);
	s->nletters = count_letters(&s->now, 0, s->now.count);
	s->nsame = 0;
	size_t span = add_heading(s, number);
	for (size_t i = 0; i < s->diff.nruns; i++)
		if (s->diff.runs[i].same)
			add_same(s, &s->diff.runs[i]);
		else
			add_different(s, &s->diff.runs[i]);
	close_chunk(s);
	fill_percent(s, span);
	s->comparer->comparison->nletters += s->nletters;
	s->comparer->comparison->nsame += s->nsame;
}

unsigned compare_same_percent(const struct compared *comparison)
{
	return comparison->nletters ? (unsigned)(comparison->nsame * 100 / comparison->nletters) : 0;
}

void compare_text(struct compared *comparison, const struct compare_input *input,
		  const struct render_options *options)
{
	struct comparer comparer;
	struct section section = {.comparer = &comparer};
	comparer_start(&comparer, comparison, input, options);
	for (unsigned number = 0; number <= FORMAT_MAX_SECTIONS; number++)
		add_section(&section, number);
	comparer_finish(&comparer);
	clauses_free(&section.last);
	clauses_free(&section.now);
	clauses_free(&section.last_words);
	clauses_free(&section.now_words);
	diff_free(&section.diff);
	diff_free(&section.words_diff);
	free(section.chunk.sides[0].pieces);
	free(section.chunk.sides[1].pieces);
}
