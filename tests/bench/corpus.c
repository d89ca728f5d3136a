/* Makes many reports for measuring: everything follows from the seed.
 *
 *     corpus [-n NREPORTS] [-s SEED] DIRECTORY
 *
 * Below DIRECTORY/reports each thousand of reports has a directory with 90 directories of some eleven reports, about
 * 7.5 KB each in UTF-8: the five years of one body after the other. In a tenth of them one cell of a table is wrong:
 * DIRECTORY/key names, one a line, path, rule and place of every error that must be found, separated by tabs. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/generate.h"

enum {
	NPER_THOUSAND = 1000,
	NDIRECTORIES = 90,              /* of a thousand reports */
	NYEARS = 5,
	FIRST_YEAR = 2021,
	NAPPLICANTS = 7,                /* columns of table three */
	NPARAGRAPHS = 6,                /* at least, of the sections that are text */
};

struct corpus {
	const char *directory;
	unsigned long nreports;
	uint64_t seed;
	struct knowledge knowledge;
	FILE *key;
	unsigned long long nbytes;
	struct made made;
	decimal carried_out[FORMAT_MAX_COLUMNS]; /* of the body's report of the year before, by column */
	struct strbuf bytes;
};

/* Sentences are put together of these; N is a number. */
static const char *const beginnings[] = {
	"围绕年度重点任务，", "对照目录清单，", "按照统一部署，", "结合本地实际，", "针对群众关切，", "在日常管理中，", "依托门户网站，",
	"会同有关科室，", "利用政务新媒体，", "通过基层站所，", "根据上级要求，", "借助公开栏，", "在全年工作中，", "由专人负责，",
};

static const char *const middles[] = {
	"梳理栏目N个，", "更新机构职能和办事指南N处，", "推送图文N条，", "检查页面N次，", "走访村组N个，", "收集意见N条，",
	"制作解读材料N份，", "组织培训N期，", "维护查阅点N处，", "核对数据N项，", "整理台账N册，", "回应留言N条，", "修订制度N项，",
};

static const char *const ends[] = {
	"按时办结并回访。", "内容准确完整。", "做到有人管、有人抓。", "群众查阅更加方便。", "问题当场整改。", "流程进一步规范。",
	"阅读量较多。", "纠正错别字N处。", "参训N人次。", "形成长效机制。", "收到较好效果。", "责任落实到岗。",
};

static const char *const bodies[] = {
	"人民政府", "教育局", "民政局", "财政局", "水务局", "司法局", "审计局", "统计局", "农业农村局", "卫生健康局",
	"应急管理局", "自然资源局", "交通运输局", "住房和城乡建设局", "市场监督管理局", "文化和旅游局",
};

static const char *const places[] = {"松", "涧", "云", "柳", "岭", "溪", "桐", "岚", "泽", "芦", "榆", "砚", "麓", "汀", "棠", "蒲"};

static void stop(const char *what)
{
	fprintf(stderr, "corpus: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Numbers apart from those of the report itself. */
static unsigned draw(uint64_t *random, unsigned count)
{
	struct made dice;
	dice.random = *random;
	unsigned number = made_random(&dice, count);
	*random = dice.random;
	return number;
}

static struct str body_name(struct corpus *corpus, unsigned long number)
{
	enum { NPLACES = sizeof(places) / sizeof(*places), NBODIES = sizeof(bodies) / sizeof(*bodies) };
	struct strbuf name = {0};
	unsigned long place = number / NBODIES;
	for (size_t i = 0; i < 4; i++, place /= NPLACES) {
		strbuf_append_text(&name, places[place % NPLACES]);
		strbuf_append_text(&name, i == 1 ? "县" : "");
	}
	strbuf_append_text(&name, number % NBODIES ? "" : "镇");
	strbuf_append_text(&name, bodies[number % NBODIES]);
	struct str copy = arena_copy(&corpus->made.arena, strbuf_view(&name));
	strbuf_free(&name);
	return copy;
}

/* The body's name takes the place of the one that was made. */
static void rename_body(struct corpus *corpus, struct str name)
{
	struct made *made = &corpus->made;
	struct strbuf title = {0};
	strbuf_append(&title, name);
	strbuf_printf(&title, "%d年政府信息公开工作年度报告", made->year);
	for (size_t i = 0; i < made->nlines; i++)
		if (made->lines[i].kind == SHEET_TITLE)
			made->lines[i].text = arena_copy(&made->arena, strbuf_view(&title));
		else if (str_equal(made->lines[i].text, made->agency))
			made->lines[i].text = name;
	strbuf_free(&title);
}

static void append_part(struct strbuf *text, const char *const *parts, size_t count, uint64_t *random)
{
	for (const char *p = parts[draw(random, (unsigned)count)]; *p; p++) {
		if (*p == 'N')
			strbuf_printf(text, "%u", 2 + draw(random, 300));
		else
			strbuf_append_byte(text, *p);
	}
}

#define APPEND_PART(text, parts, random) append_part(text, parts, sizeof(parts) / sizeof(*(parts)), random)

static struct str make_paragraph(struct corpus *corpus, uint64_t *random)
{
	struct strbuf text = {0};
	for (unsigned n = 2 + draw(random, 3); n > 0; n--) {
		APPEND_PART(&text, beginnings, random);
		APPEND_PART(&text, middles, random);
		APPEND_PART(&text, middles, random);
		APPEND_PART(&text, ends, random);
	}
	struct str copy = arena_copy(&corpus->made.arena, strbuf_view(&text));
	strbuf_free(&text);
	return copy;
}

/* Paragraphs behind the headings of sections one and five. */
static void add_paragraphs(struct corpus *corpus, uint64_t *random)
{
	struct made *made = &corpus->made;
	for (size_t i = made->nlines; i-- > 0;) {
		struct str text = made->lines[i].text;
		if (made->lines[i].kind != SHEET_HEADING ||
		    (!str_starts_with(text, STR("一、")) && !str_starts_with(text, STR("五、"))))
			continue;
		for (unsigned n = NPARAGRAPHS - 1 + draw(random, 3); n > 0; n--)
			made_insert(made, i + 1, SHEET_PROSE)->text = make_paragraph(corpus, random);
	}
}

static void put_key(struct corpus *corpus, const char *path, const char *rule, struct str place)
{
	fprintf(corpus->key, "%s\t%s\t%.*s\n", path, rule, (int)place.nbytes, place.ptr);
}

/* Which relations have the cell, told from the form as it is printed. */
static void tell_errors(struct corpus *corpus, const char *path, size_t cell)
{
	const struct format *format = corpus->made.form->format;
	const struct format_row *row = &format->rows[format->cell_rows[cell]];
	const struct format_table *table = format_cell_table(format, cell);
	struct strbuf place = {0};
	strbuf_printf(&place, "%.*s/%.*s", (int)table->name.nbytes, table->name.ptr, (int)row->name.nbytes,
		      row->name.ptr);
	put_key(corpus, path, table->across ? "T4-SUM" : "T3-ROW", strbuf_view(&place));
	if (!table->across) {
		struct str column = made_column_name(&corpus->made, (int)cell);
		bool processed = str_equal(row->name, STR("processed"));
		bool balance = str_equal(row->name, STR("new")) || str_equal(row->name, STR("carried_in")) ||
			       str_equal(row->name, STR("carried_out"));
		strbuf_clear(&place);
		strbuf_printf(&place, "requests/%.*s", (int)column.nbytes, column.ptr);
		if (balance || processed)
			put_key(corpus, path, "T3-BAL", strbuf_view(&place));
		if (!balance)
			put_key(corpus, path, "T3-SUB", strbuf_view(&place));
	}
	strbuf_free(&place);
}

static enum layout choose_layout(uint64_t *random)
{
	unsigned percent = draw(random, 100);
	return percent < 50 ? LAYOUT_TABS : percent < 87 ? LAYOUT_CELLS : percent < 97 ? LAYOUT_PIPES : LAYOUT_HTML;
}

/* 76 % UTF-8, 9 % with a mark, 10 % GB18030, 3 % UTF-16; and Big5, which pages only are written in: 40 % of them. */
static enum encoding choose_encoding(uint64_t *random, enum layout layout, bool *marked)
{
	unsigned percent = draw(random, 98);
	*marked = percent >= 76;
	if (layout == LAYOUT_HTML && draw(random, 5) < 2)
		return ENCODING_BIG5;
	if (percent < 85)
		return ENCODING_UTF8;
	return percent < 95 ? ENCODING_GB18030 : draw(random, 2) ? ENCODING_UTF16LE : ENCODING_UTF16BE;
}

/* A seed from which a report of this year follows, with numbers as large as the body has them in every year. */
static uint64_t find_seed(uint64_t *random, unsigned year, unsigned kind)
{
	for (;;) {
		uint64_t seed = *random, probe = seed;
		bool right_year = draw(&probe, NYEARS) == year;
		draw(&probe, 4);
		draw(&probe, 2);
		if (right_year && draw(&probe, 4) == kind)
			return seed;
		draw(random, NYEARS);
	}
}

/* Most bodies have few applications, many none: what made_fill_numbers takes for the size of its numbers. */
static unsigned kind_of_body(unsigned long body)
{
	uint64_t random = body * UINT64_C(0xd1342543de82ef95);
	unsigned percent = draw(&random, 100);
	return percent < 25 ? 0 : percent < 75 ? 1 : percent < 98 ? 2 : 3;
}

static size_t find_row(const struct format *format, struct str name)
{
	for (size_t i = 0; i < format->nrows; i++)
		if (str_equal(format->rows[i].name, name))
			return (size_t)format->rows[i].first_cell;
	abort();
}

/* Puts the number of a cell into the place where it is printed. */
static void print_cell(struct made *made, size_t cell, decimal value)
{
	struct strbuf text = {0};
	decimal_append(&text, value);
	struct str copy = arena_copy(&made->arena, strbuf_view(&text));
	for (size_t i = 0; i < made->nlines; i++)
		for (size_t j = 0; j < made->lines[i].ncells; j++)
			if (made->lines[i].cells[j].cell == (int)cell && made->lines[i].cells[j].ncolumns)
				made->lines[i].cells[j].text = copy;
	strbuf_free(&text);
}

static void change_cell(struct made *made, size_t cell, decimal change)
{
	made->values[cell] += change;
	print_cell(made, cell, made->values[cell]);
}

/* Bodies that make no rules have none in force. */
static void clear_rules(struct made *made)
{
	const struct format *format = made->form->format;
	for (size_t i = 0; i < format->nrows; i++)
		if (str_equal(format->rows[i].name, STR("regulation")) ||
		    str_equal(format->rows[i].name, STR("normative")))
			for (size_t j = 0; j < format_row_block(format, i)->ncolumns; j++)
				print_cell(made, (size_t)format->rows[i].first_cell + j, 0);
}

/* What the year before carried out is what this year carries in, column by column; what was granted makes up for it. */
static void carry_over(struct corpus *corpus, bool first_year)
{
	struct made *made = &corpus->made;
	const struct format *format = made->form->format;
	size_t carried_in = find_row(format, STR("carried_in")), carried_out = find_row(format, STR("carried_out"));
	size_t granted = find_row(format, STR("granted")), processed = find_row(format, STR("processed"));
	decimal granted_more = 0;
	for (size_t column = 0; column < NAPPLICANTS; column++) {
		decimal change = corpus->carried_out[column] - made->values[carried_in + column];
		if (!first_year) {
			/* The last column is the sum of the others. */
			decimal grant = column + 1 == NAPPLICANTS ? granted_more : change > 0 ? change : 0;
			granted_more += grant;
			change_cell(made, carried_in + column, change);
			change_cell(made, granted + column, grant);
			change_cell(made, processed + column, grant);
			change_cell(made, find_row(format, STR("new")) + column, grant - change);
		}
		corpus->carried_out[column] = made->values[carried_out + column];
	}
}

/* Makes one number of table three or four larger. */
static void spoil(struct corpus *corpus, const char *path, uint64_t *random)
{
	struct made *made = &corpus->made;
	const struct format *format = made->form->format;
	const struct format_table *table =
		format_find_table(format, draw(random, 4) ? STR("requests") : STR("disputes"));
	size_t cell = table->first_cell + draw(random, table->ncells);
	print_cell(made, cell, made->values[cell] + (decimal)(1 + draw(random, 9)) * DECIMAL_ONE);
	tell_errors(corpus, path, cell);
}

static void write_file(struct corpus *corpus, const char *path)
{
	struct strbuf full = {0};
	strbuf_printf(&full, "%s/reports/%s", corpus->directory, path);
	FILE *file = fopen(strbuf_text(&full), "w");
	struct str bytes = strbuf_view(&corpus->bytes);
	if (!file || fwrite(bytes.ptr, 1, bytes.nbytes, file) != bytes.nbytes || fclose(file) != 0)
		stop(strbuf_text(&full));
	corpus->nbytes += bytes.nbytes;
	strbuf_free(&full);
}

static void make_report(struct corpus *corpus, unsigned long number)
{
	uint64_t random = (corpus->seed << 40) + number * UINT64_C(0xd1342543de82ef95);
	/* Reports of 2021 in the old form: three in a hundred of all. */
	unsigned year = (unsigned)(number % NYEARS);
	bool is_old = year == 0 && draw(&random, 100) < 15;
	const struct form *form = &corpus->knowledge.forms[is_old ? KNOWLEDGE_NFORMS - 1 : 0];
	made_begin(&corpus->made, form, find_seed(&random, year, kind_of_body(number / NYEARS)), false);
	clear_rules(&corpus->made);
	carry_over(corpus, year == 0);
	struct str name = body_name(corpus, number / NYEARS);
	rename_body(corpus, name);
	add_paragraphs(corpus, &random);
	enum layout layout = choose_layout(&random);
	bool marked;
	enum encoding encoding = choose_encoding(&random, layout, &marked);
	struct strbuf path = {0};
	strbuf_printf(&path, "%03lu/%02lu/%.*s%d.%s", number / NPER_THOUSAND,
		      number % NPER_THOUSAND * NDIRECTORIES / NPER_THOUSAND, (int)name.nbytes, name.ptr,
		      corpus->made.year, layout == LAYOUT_HTML ? "html" : "txt");
	if (!is_old && draw(&random, 970) < 100)
		spoil(corpus, strbuf_text(&path), &random);
	strbuf_clear(&corpus->bytes);
	made_write_as(&corpus->made, layout, encoding, marked, &corpus->bytes);
	write_file(corpus, strbuf_text(&path));
	strbuf_free(&path);
}

static void make_directory(const char *path)
{
	if (mkdir(path, 0777) < 0 && errno != EEXIST)
		stop(path);
}

static void make_directories(const struct corpus *corpus)
{
	struct strbuf path = {0};
	make_directory(corpus->directory);
	strbuf_printf(&path, "%s/reports", corpus->directory);
	make_directory(strbuf_text(&path));
	for (unsigned long i = 0; i * NPER_THOUSAND < corpus->nreports; i++) {
		strbuf_clear(&path);
		strbuf_printf(&path, "%s/reports/%03lu", corpus->directory, i);
		size_t nbytes = path.nbytes;
		make_directory(strbuf_text(&path));
		for (unsigned j = 0; j < NDIRECTORIES; j++) {
			path.nbytes = nbytes;
			strbuf_printf(&path, "/%02u", j);
			make_directory(strbuf_text(&path));
		}
	}
	strbuf_free(&path);
}

static void make_corpus(struct corpus *corpus)
{
	struct strbuf key = {0};
	make_directories(corpus);
	strbuf_printf(&key, "%s/key", corpus->directory);
	corpus->key = fopen(strbuf_text(&key), "w");
	if (!corpus->key)
		stop(strbuf_text(&key));
	for (unsigned long i = 0; i < corpus->nreports; i++)
		make_report(corpus, i);
	if (fclose(corpus->key) != 0)
		stop(strbuf_text(&key));
	printf("%lu reports, %.2f KB each\n", corpus->nreports,
	       (double)corpus->nbytes / 1000 / (double)(corpus->nreports ? corpus->nreports : 1));
	strbuf_free(&key);
}

int main(int argc, char **argv)
{
	static struct corpus corpus = {.nreports = 20000, .seed = 1, .made.official = true};
	struct error error;
	int option;
	while ((option = getopt(argc, argv, "n:s:")) != -1) {
		if (option == 'n')
			corpus.nreports = strtoul(optarg, NULL, 10);
		else if (option == 's')
			corpus.seed = strtoul(optarg, NULL, 10);
		else
			return 2;
	}
	if (optind + 1 != argc) {
		fprintf(stderr, "usage: corpus [-n NREPORTS] [-s SEED] DIRECTORY\n");
		return 2;
	}
	corpus.directory = argv[optind];
	if (!knowledge_load(&corpus.knowledge, &error)) {
		fprintf(stderr, "corpus: %s\n", error.text);
		return 1;
	}
	make_corpus(&corpus);
	arena_free(&corpus.made.arena);
	strbuf_free(&corpus.bytes);
	knowledge_free(&corpus.knowledge);
	return 0;
}
