#include "review/judgement.h"

#include "base/fold.h"

static const struct {
	const char *name;
	const char *text;
} kinds[JUDGEMENT_NKINDS] = {
	[JUDGEMENT_NONE] = {"none", N_("not judged")},
	[JUDGEMENT_CONFIRMED] = {"confirmed", N_("confirmed")},
	[JUDGEMENT_DISMISSED] = {"dismissed", N_("dismissed")},
};

const char *judgement_kind_name(enum judgement_kind kind)
{
	return kinds[kind].name;
}

enum judgement_kind judgement_kind_find(struct str name)
{
	enum judgement_kind kind = JUDGEMENT_NONE;
	while (kind < JUDGEMENT_NKINDS && !str_equal(name, str_from(kinds[kind].name)))
		kind++;
	return kind;
}

const char *judgement_kind_text(enum judgement_kind kind)
{
	return kinds[kind].text;
}

bool judgement_is_empty(const struct judgement *judgement)
{
	return judgement->kind == JUDGEMENT_NONE && !judgement->note.nbytes;
}

/* Whether agency and year tell which report it is. */
static bool is_identified(const struct subject *subject)
{
	return subject->agency.nbytes && subject->year;
}

static bool same_report(const struct subject *a, const struct subject *b)
{
	return a->year == b->year && str_equal(a->agency, b->agency) &&
	       (is_identified(a) || str_equal(a->path, b->path));
}

/* Texts are hashed with an end mark, so that no two rows of them run together to the same bytes. */
static uint64_t hash_text(uint64_t seed, struct str text)
{
	return fold_hash(fold_hash(seed, text), STR("\xff"));
}

static uint64_t hash_report(const struct subject *subject)
{
	uint64_t hash = hash_text(FOLD_HASH_SEED, subject->agency);
	hash = fold_hash(hash, (struct str){(const char *)&subject->year, sizeof(subject->year)});
	return is_identified(subject) ? hash : hash_text(hash, subject->path);
}

bool subject_equal(const struct subject *a, const struct subject *b)
{
	return a->fingerprint == b->fingerprint && same_report(a, b);
}

uint64_t subject_hash(const struct subject *subject)
{
	return fold_hash(hash_report(subject),
		(struct str){(const char *)&subject->fingerprint, sizeof(subject->fingerprint)});
}

bool subject_same_place(const struct subject *a, const struct subject *b)
{
	return same_report(a, b) && str_equal(a->rule, b->rule) && str_equal(a->place, b->place);
}

uint64_t subject_place_hash(const struct subject *subject)
{
	return hash_text(hash_text(hash_report(subject), subject->rule), subject->place);
}

struct subject subject_of_finding(const struct finding *finding, const struct report *report, const char *path,
				  const struct language *language, struct strbuf *place, struct strbuf *message)
{
	strbuf_clear(place);
	strbuf_clear(message);
	finding_append_place(finding, report->format, place);
	explain_append_message(finding, report, language, message);
	return (struct subject){
		.fingerprint = finding_fingerprint(finding, report),
		.year = report->year,
		.agency = str_from(report->agency),
		.path = str_from(path),
		.rule = finding->rule->id,
		.place = strbuf_view(place),
		.message = strbuf_view(message),
	};
}
