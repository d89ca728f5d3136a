#include "check/kinds/body_names.h"

#include "base/path.h"
#include "base/utf8.h"
#include "report/identity.h"

enum { MAX_NAME_NBYTES = 120, MIN_NAME_NBYTES = 6 };

/* Copies a name without blanks and marks. */
static struct str compact(struct str name, char out[MAX_NAME_NBYTES])
{
	size_t nbytes = 0;
	for (size_t i = 0; i < name.nbytes;) {
		struct utf8_char c = utf8_decode(str_slice(name, i, UTF8_MAX_NBYTES));
		bool blank = c.code_point <= ' ' || c.code_point == 0xA0 || c.code_point == 0x3000 ||
			     c.code_point == '#' || c.code_point == '*';
		if (!blank && nbytes + c.nbytes <= MAX_NAME_NBYTES) {
			memcpy(out + nbytes, name.ptr + i, c.nbytes);
			nbytes += c.nbytes;
		}
		i += c.nbytes;
	}
	return (struct str){out, nbytes};
}

/* The name without the office that acts for a body, and without an ending that may be left out. */
static struct str stem(struct str name, const struct words *words)
{
	for (size_t i = 0; i < words->lists[WORDS_OFFICE].count; i++) {
		struct str office = words->lists[WORDS_OFFICE].words[i];
		if (str_ends_with(name, office) && name.nbytes > office.nbytes + MIN_NAME_NBYTES)
			name = str_slice(name, 0, name.nbytes - office.nbytes);
	}
	return identity_body(name, words);
}

/* Whether the characters of `inner` stand in `outer` in their order. */
static bool is_left_out_of(struct str inner, struct str outer)
{
	size_t i = 0;
	for (size_t j = 0; j < outer.nbytes && i < inner.nbytes;) {
		struct utf8_char a = utf8_decode(str_slice(inner, i, UTF8_MAX_NBYTES));
		struct utf8_char b = utf8_decode(str_slice(outer, j, UTF8_MAX_NBYTES));
		if (a.code_point == b.code_point)
			i += a.nbytes;
		j += b.nbytes;
	}
	return i == inner.nbytes;
}

bool body_names_agree(struct str a, struct str b, const struct words *words)
{
	char compact_a[MAX_NAME_NBYTES], compact_b[MAX_NAME_NBYTES];
	if (str_equal(a, b))
		return true;
	a = stem(compact(a, compact_a), words);
	b = stem(compact(b, compact_b), words);
	return a.nbytes < b.nbytes ? is_left_out_of(a, b) : is_left_out_of(b, a);
}

/* Throughout the report. */

enum { NAME_PREAMBLE, NAME_FILE };
enum { LIST_TITLES };

/* The body that a title of such a report names before its year: X of X2023年政府信息公开工作年度报告. Empty when the text is
 * no such title or names none. */
static struct str find_body(struct str title, const struct rule *rule, const struct words *words)
{
	size_t offset = 0, end = 0;
	if (!rule_list_stands_in(&rule->lists[LIST_TITLES], title) || !identity_find_year(title, &offset, &end))
		return (struct str){0};
	struct str body = str_trim(str_slice(title, 0, offset));
	bool name = body.nbytes >= MIN_NAME_NBYTES && (unsigned char)body.ptr[0] >= 0xE3 &&
		    words_find_end(words, WORDS_BODY, body) && !words_find_inside(words, WORDS_SENTENCE, body);
	return name ? body : (struct str){0};
}

/* Whether a body is that of the title. */
static enum verdict compare_with_title(const struct check *check, struct str body)
{
	return body_names_agree(body, str_from(check->report->agency), check->words) ? VERDICT_PASS : VERDICT_FAIL;
}

static void add_names(const struct check *check, struct finding finding, struct str body)
{
	kind_add_text(check, &finding, body);
	kind_add_text(check, &finding, str_from(check->report->agency));
	findings_add(check->findings, finding);
}

/* The first title of such a report in 《》 before the first section. */
static void check_preamble(const struct check *check, const struct rule *rule)
{
	for (size_t i = 0; i < check->prose->count && !check->prose->paragraphs[i].section; i++) {
		struct str text = prose_text(check->prose, i), rest = text;
		while (str_contains(rest, STR("《"))) {
			rest = str_slice(rest, str_find(rest, STR("《")) + 3, rest.nbytes);
			struct str title = str_slice(rest, 0, str_find(rest, STR("》")));
			struct str body = find_body(title, rule, check->words);
			if (!body.nbytes)
				continue;
			add_names(check,
				  kind_start_at(check, rule, compare_with_title(check, body), NAME_PREAMBLE, i, title),
				  body);
			return;
		}
	}
}

static void check_file_name(const struct check *check, const struct rule *rule)
{
	struct str name = path_find_name(check->path);
	struct str body =
		utf8_find_invalid(name) == name.nbytes ? find_body(name, rule, check->words) : (struct str){0};
	if (!body.nbytes)
		return;
	struct finding finding =
		kind_start(rule, compare_with_title(check, body), NAME_FILE, check->report->title_line);
	finding.part = PART_TITLE;
	add_names(check, finding, body);
}

static void run(const struct check *check, const struct rule *rule)
{
	if (check->report->agency_source != IDENTITY_TITLE)
		return;
	check_preamble(check, rule);
	check_file_name(check, rule);
}

const struct check_kind body_names_throughout = {
	.name = "body-names", .run = run, .messages = {"preamble", "file"}, .lists = {"titles"}};
