/* Headings that can only be told when the whole report has been seen: those in words of their own, of sections that no
 * other heading opens; and parts of a section that have the words of one, （二）主动公开政府信息情况, where its heading
 * follows. */
#include "report/labels_parts.h"
#include "report/recognise_parts.h"

enum {
	NUMERAL_NBYTES = 3,
	MAX_CANDIDATE_NBYTES = 90,      /* 30 Chinese characters; longer ones are sentences */
	LABEL_KINDS = LABEL_ROW | LABEL_GROUP | LABEL_HEAD,
};

/* The ordinal of a section with its mark that `text` begins with: 三、; 0 if there is none. */
static unsigned ordinal_of(const struct recogniser *recogniser, struct str text)
{
	/* 一 to 九 begin with E4 or E5. */
	if (text.nbytes <= NUMERAL_NBYTES || ((unsigned char)text.ptr[0] | 1) != 0xE5)
		return 0;
	struct str rest = str_slice(text, NUMERAL_NBYTES, text.nbytes);
	if (!str_starts_with(rest, STR("、")) && !str_starts_with(rest, STR("．")) && rest.ptr[0] != '.')
		return 0;
	for (size_t i = 0; i < recogniser->format->nsections; i++)
		if (str_starts_with(text, recogniser->labels->ordinals[i]))
			return recogniser->format->sections[i].number;
	return 0;
}

void recognise_note_candidate(struct recogniser *recogniser, const struct block *block,
			      const struct label_match *match)
{
	struct str text = block->text;
	unsigned section = text.nbytes <= MAX_CANDIDATE_NBYTES ? ordinal_of(recogniser, text) : 0;
	if (!section || match->kinds & LABEL_KINDS || recogniser->ncandidates == RECOGNISE_MAX_CANDIDATES ||
	    str_contains(text, STR("。")) || str_contains(text, STR("；")))
		return;
	recogniser->candidates[recogniser->ncandidates++] = (struct report_heading){
		.section = (uint8_t)section, .line = block->line, .text = recognise_slice(recogniser, text)};
}

static struct str text_of(const struct recogniser *recogniser, const struct report_heading *heading)
{
	return str_slice(recogniser->text, heading->text.offset, heading->text.nbytes);
}

static void settle(const struct recogniser *recogniser, const struct report_heading *heading, bool is_heading)
{
	document_settle(recogniser->document, text_of(recogniser, heading), is_heading ? heading->section : 0);
}

/* Sections that have a heading, as bits; of those with one that has no bracket before its number. */
static unsigned sections_found(const struct recogniser *recogniser, bool plain)
{
	const struct report *report = recogniser->report;
	unsigned found = 0;
	for (size_t i = 0; i < report->nheadings; i++) {
		struct str text = text_of(recogniser, &report->headings[i]);
		if (!plain || (!str_starts_with(text, STR("（")) && !str_starts_with(text, STR("("))))
			found |= 1u << report->headings[i].section;
	}
	return found;
}

static void drop_parts(struct recogniser *recogniser)
{
	struct report *report = recogniser->report;
	unsigned plain = sections_found(recogniser, true);
	size_t kept = 0;
	for (size_t i = 0; i < report->nheadings; i++) {
		struct report_heading *heading = &report->headings[i];
		struct str text = text_of(recogniser, heading);
		bool bracketed = str_starts_with(text, STR("（")) || str_starts_with(text, STR("("));
		if (bracketed && plain >> heading->section & 1)
			settle(recogniser, heading, false);
		else
			report->headings[kept++] = *heading;
	}
	report->nheadings = kept;
}

static bool has_key(struct str text, const struct format_section *section)
{
	for (size_t i = 0; i < section->nkeys; i++)
		if (str_contains(text, section->keys[i]))
			return true;
	return false;
}

/* Whether all headings before the candidate are of sections before its own, and all behind it of those behind. */
static bool stands_in_order(const struct report *report, const struct report_heading *candidate, size_t *place)
{
	*place = 0;
	for (size_t i = 0; i < report->nheadings; i++) {
		const struct report_heading *heading = &report->headings[i];
		bool before = heading->text.offset < candidate->text.offset;
		if (before != (heading->section < candidate->section))
			return false;
		*place += before;
	}
	return true;
}

/* The one candidate for the heading of `section`, and its place among the headings; NULL for none or several. */
static const struct report_heading *find_candidate(const struct recogniser *recogniser,
						   const struct format_section *section, size_t *place)
{
	const struct report_heading *found = NULL;
	for (size_t i = 0; i < recogniser->ncandidates; i++) {
		const struct report_heading *candidate = &recogniser->candidates[i];
		size_t at;
		if (candidate->section != section->number || !has_key(text_of(recogniser, candidate), section) ||
		    !stands_in_order(recogniser->report, candidate, &at))
			continue;
		if (found)
			return NULL;
		found = candidate;
		*place = at;
	}
	return found;
}

static void insert_heading(struct recogniser *recogniser, const struct report_heading *heading, size_t place)
{
	struct report *report = recogniser->report;
	if (report->nheadings == REPORT_MAX_HEADINGS)
		return;
	for (size_t i = report->nheadings++; i > place; i--)
		report->headings[i] = report->headings[i - 1];
	report->headings[place] = *heading;
	settle(recogniser, heading, true);
}

/* A line has words of the section with another number: it is not told to be missing. */
static bool has_misnumbered(const struct recogniser *recogniser, const struct format_section *section)
{
	for (size_t i = 0; i < recogniser->ncandidates; i++)
		if (has_key(text_of(recogniser, &recogniser->candidates[i]), section))
			return true;
	return false;
}

void recognise_settle_headings(struct recogniser *recogniser)
{
	unsigned found = sections_found(recogniser, false);
	if ((size_t)__builtin_popcount(found) < recogniser->report->nheadings)
		drop_parts(recogniser);
	for (size_t i = 0; i < recogniser->format->nsections && recogniser->ncandidates; i++) {
		const struct format_section *section = &recogniser->format->sections[i];
		size_t place = 0;
		if (found >> section->number & 1)
			continue;
		const struct report_heading *candidate = find_candidate(recogniser, section, &place);
		if (candidate)
			insert_heading(recogniser, candidate, place);
		else if (has_misnumbered(recogniser, section))
			recogniser->report->sections_mentioned |= 1u << section->number;
	}
}
