/* How fast the list is filtered and sorted and text is searched, on made-up entries: bench_query [COUNT] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/match.h"
#include "check/knowledge.h"
#include "index/entry.h"
#include "index/pinyin.h"
#include "index/view.h"

enum { NROUNDS = 5, STEP_NANOSECONDS = 8 * 1000 * 1000 };

/* Of processor time: what else runs does not count. */
static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static unsigned next_random(unsigned limit)
{
	static uint32_t seed = 1;
	seed = seed * 1664525 + 1013904223;
	return (unsigned)((uint64_t)(seed >> 8) * limit >> 24);
}

static struct index_entry make_entry(struct arena *arena)
{
	static const char *const places[] = {"叶城县", "隆德县", "鄂托克前旗", "塔什库尔干塔吉克自治县", "平潭", "长沙市",
					     "重庆市渝北区", "六安市", "亳州市谯城区", "深圳市南山区"};
	static const char *const bodies[] = {"喀格勒克镇", "城关镇", "昂素镇", "教育局", "自然资源局", "市场监督管理局",
					     "卫生健康局", "农业农村局", "阿克塔什镇", "发展和改革局"};
	const char *place = places[next_random(10)], *body = bodies[next_random(10)];
	int year = (int)(2015 + next_random(11));
	char text[256];
	snprintf(text, sizeof(text), "reports/%d/%03u/%s/%06u.txt", year, next_random(300), body, next_random(1000000));
	char agency[128];
	int nbytes = snprintf(agency, sizeof(agency), "%s%s%u", place, body, next_random(300));
	struct index_entry entry = entry_start(arena, NULL, text, str_from(agency), NULL);
	entry.body_nbytes = (uint8_t)nbytes;
	entry.year = (int16_t)year;
	entry.nrequests = (int32_t)next_random(500) - 1;
	entry.nlawsuits = (int32_t)next_random(5) - 1;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		entry.nfailed[level] = (uint16_t)(next_random(4) ? 0 : next_random(6));
	return entry;
}

static void bench_pinyin(const struct index *index)
{
	static const char *const queries[] = {"kglk", "zzz", "z", "教育", "2023 kg", "cssjyj"};
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		struct pinyin_query query;
		double best = 0;
		size_t nfound = 0;
		pinyin_compile(&query, str_from(queries[i]));
		for (int round = 0; round < NROUNDS; round++) {
			double start = milliseconds();
			nfound = 0;
			for (size_t j = 0; j < index_count(index); j++)
				nfound += pinyin_match(&query, str_from(index_entry_agency(index_at(index, j))), NULL);
			double spent = milliseconds() - start;
			best = round && best < spent ? best : spent;
		}
		printf("  pinyin %-8s %8.0f names/ms, %zu found\n", queries[i], (double)index_count(index) / best,
		       nfound);
	}
}

/* Works in slices as the interface does. */
static void bench_slices(struct view *view, const char *name)
{
	double start = milliseconds(), longest = 0;
	size_t nslices = 0;
	while (view_is_pending(view)) {
		double begun = milliseconds();
		view_step(view, STEP_NANOSECONDS);
		double spent = milliseconds() - begun;
		longest = spent > longest ? spent : longest;
		nslices++;
	}
	printf("  %-44s %7.1f ms in %zu slices, the longest %.1f ms, %zu entries\n", name, milliseconds() - start,
	       nslices, longest, view_nentries(view));
}

static void bench_view(const struct index *index, const struct rules *rules)
{
	static const char *const filters[] = {"", "errors", "kglk", "year>=2022 !zero (errors | warnings>2)",
					      "requests>100"};
	struct view *view = view_new(index);
	bench_slices(view, "taken in by path");
	for (int column = 0; column < VIEW_NCOLUMNS; column++) {
		view_set_order(view, (struct view_order){.column = (enum view_column)column,
							 .descending = view_column_descends((enum view_column)column)});
		bench_slices(view, view_column_name((enum view_column)column));
	}
	view_set_order(view, (struct view_order){.column = VIEW_BY_ERRORS, .descending = true, .grouped = true});
	bench_slices(view, "by folder, by errors");
	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++) {
		struct query_error error;
		view_set_query(view, query_parse(str_from(filters[i]), rules, &error));
		bench_slices(view, filters[i]);
	}
	view_set_query(view, NULL);
	view_step(view, INT64_MAX);
	double start = milliseconds();
	size_t row, sum = 0;
	for (size_t i = 0; i < index_count(index); i++)
		sum += view_find_row(view, index_at(index, i), &row);
	printf("  %-44s %7.2f us, %zu found\n", "finding the row of an entry",
	       (milliseconds() - start) * 1e3 / (double)index_count(index), sum);
	view_free(view);
}

static void bench_match(const char *name, const char *pattern, unsigned options, struct str text)
{
	struct match_pattern *compiled = match_compile(str_from(pattern), options, NULL, NULL);
	struct match_state *state = match_state_new(compiled);
	double best = 0;
	size_t nfound = 0, ngiven_up = 0;
	for (int round = 0; round < NROUNDS; round++) {
		double start = milliseconds();
		struct str rest = text, line;
		nfound = ngiven_up = 0;
		while (str_split(&rest, '\n', &line)) {
			enum match_status status = match_find(state, line, 0).status;
			nfound += status == MATCH_FOUND;
			ngiven_up += status == MATCH_GIVEN_UP;
		}
		double spent = milliseconds() - start;
		best = round && best < spent ? best : spent;
	}
	printf("  %-44s %7.0f MB/s, %zu lines found\n", name, (double)text.nbytes / 1e3 / best, nfound);
	if (ngiven_up)
		printf("  %-44s %7.2f ms a line\n", "  given up", best / (double)ngiven_up);
	match_state_free(state);
	match_pattern_free(compiled);
}

static void bench_text(void)
{
	static const char line[] = "本机关２０２３年共收到政府信息公开申请12件，其中网络申请9件，信函申请3件，均已依法办结。\n";
	struct strbuf text = {0};
	for (int i = 0; i < 40000; i++)
		strbuf_append_text(&text, line);
	struct str view = strbuf_view(&text);
	bench_match("literal", "喀格勒克", 0, view);
	bench_match("literal, folded", "2022年", MATCH_FOLD, view);
	bench_match("literal, folded, blanks skipped", "喀格勒克", MATCH_FOLD | MATCH_SKIP_BLANKS, view);
	bench_match("regular expression", "申请[0-9]+份", MATCH_REGEX, view);
	bench_match("regular expression, folded", "收到.{0,20}申请[0-9]+件", MATCH_REGEX | MATCH_FOLD, view);
	bench_match("regular expression without end", "^(a+)+$", MATCH_REGEX,
		    STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\n"));
	bench_match("the same in ideographs, folded", "^((.|\\w)+)+,$", MATCH_REGEX | MATCH_FOLD,
		    str_slice(view, 0, sizeof(line)));
	strbuf_free(&text);
}

int main(int argc, char **argv)
{
	struct knowledge knowledge = {0};
	struct arena arena = {0};
	struct error error;
	size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
	if (!knowledge_load(&knowledge, &error)) {
		fprintf(stderr, "%s\n", error.text);
		return 2;
	}
	struct index *index = index_open(&knowledge, NULL, 0);
	for (size_t i = 0; i < count; i++) {
		const struct index_entry entry = make_entry(&arena);
		index_add(index, &entry);
	}
	printf("  %zu entries of %zu bytes, their names %zu bytes each\n", count, sizeof(struct index_entry),
	       arena.total_nbytes / (count + !count));
	bench_pinyin(index);
	bench_view(index, knowledge_current_form(&knowledge)->rules);
	bench_text();
	index_close(index);
	knowledge_free(&knowledge);
	arena_free(&arena);
	return 0;
}
