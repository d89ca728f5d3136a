#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "review/desk.h"
#include "review/mirror.h"

enum { NMANY = 20000 };

static struct judgement judgement_of(uint64_t fingerprint, const char *author, enum judgement_kind kind, int64_t time)
{
	return (struct judgement){
		.subject = desk_subject(fingerprint), .author = str_from(author), .kind = kind, .time = time,
	};
}

static void apply(struct mirror *mirror, const char *author, enum judgement_kind kind, int64_t time, int64_t order)
{
	struct judgement change = judgement_of(1, author, kind, time);
	mirror_apply(mirror, &change, order);
}

static void many_are_found(void **state)
{
	struct mirror mirror = {0};
	for (uint64_t i = 0; i < NMANY; i++) {
		struct judgement change = judgement_of(i, "a", i % 3 ? JUDGEMENT_CONFIRMED : JUDGEMENT_DISMISSED, 1);
		change.subject.year = (int)(i % 7) + 2015;
		/* Most have a place of their own. */
		change.subject.place = (struct str){(const char *)&i, i % 5 ? sizeof(i) : 0};
		mirror_apply(&mirror, &change, (int64_t)i);
	}
	assert_int_equal(mirror.ngroups, NMANY);
	assert_true(mirror.nbuckets >= NMANY && mirror.nbuckets < 4 * NMANY);
	for (uint64_t i = 0; i < NMANY; i++) {
		struct subject subject = desk_subject(i), changed;
		subject.year = (int)(i % 7) + 2015;
		subject.place = (struct str){(const char *)&i, sizeof(i)};
		const struct mirror_voice *voice = mirror_counting(mirror_find(&mirror, &subject));
		assert_non_null(voice);
		assert_int_equal(voice->judgement.kind, i % 3 ? JUDGEMENT_CONFIRMED : JUDGEMENT_DISMISSED);
		changed = subject;
		changed.fingerprint = NMANY + i;
		assert_null(mirror_find(&mirror, &changed));
		assert_ptr_equal(mirror_find_outdated(&mirror, &changed), i % 5 ? voice : NULL);
		changed = subject;
		changed.year = 2000;
		assert_null(mirror_find(&mirror, &changed));
	}
	mirror_free(&mirror);
}

/* What counts does not depend on the order in which the changes come in. */
static void the_latest_change_counts(void **state)
{
	static const struct {
		enum judgement_kind kind;
		int64_t time, order;
	} changes[] = {
		{JUDGEMENT_CONFIRMED, 10, 1},
		{JUDGEMENT_NONE, 10, 2},
		{JUDGEMENT_DISMISSED, 20, 3},
		{JUDGEMENT_CONFIRMED, 5, 4},
	};
	struct subject subject = desk_subject(1);
	for (size_t first = 0; first < 4; first++)
		for (size_t step = 1; step < 4; step += 2) {
			struct mirror mirror = {0};
			for (size_t i = 0; i < 4; i++) {
				size_t at = (first + i * step) % 4;
				apply(&mirror, "a", changes[at].kind, changes[at].time, changes[at].order);
			}
			const struct mirror_voice *voice = mirror_counting(mirror_find(&mirror, &subject));
			assert_non_null(voice);
			assert_int_equal(voice->judgement.kind, JUDGEMENT_DISMISSED);
			assert_int_equal(mirror.nvoices, 1);
			mirror_free(&mirror);
		}
}

static void what_is_settled_has_its_row(void **state)
{
	struct mirror mirror = {0};
	struct judgement change = judgement_of(1, "a", JUDGEMENT_CONFIRMED, 10);
	mirror_apply(&mirror, &change, 1000);
	/* Not the change of this order. */
	mirror_settle(&mirror, &change, 999, 5);
	struct mirror_voice *voice = mirror_find_voice(mirror_find(&mirror, &change.subject), STR("a"));
	assert_int_equal(voice->order, 1000);
	mirror_settle(&mirror, &change, 1000, 5);
	assert_int_equal(voice->order, 5);
	mirror_free(&mirror);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_are_found),
		cmocka_unit_test(the_latest_change_counts),
		cmocka_unit_test(what_is_settled_has_its_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
