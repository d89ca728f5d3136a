/* From the text of a filter to nodes: a scanner for words and signs, and a parser by recursive descent. */
#include "index/query.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/embedded.h"
#include "base/fold.h"
#include "base/tree.h"
#include "base/utf8.h"
#include "index/query_parts.h"

enum { MAX_DEPTH = 32 };

static const char fields_file[] = "query/fields.words";

/* The words by their first name in fields_file; QUERY_NFIELDS stands for `or`. */
static const char *const field_names[QUERY_NFIELDS + 1] = {
	[QUERY_ERRORS] = "errors",     [QUERY_WARNINGS] = "warnings",   [QUERY_NOTICES] = "notices",
	[QUERY_FINDINGS] = "findings", [QUERY_JUDGED] = "judged",       [QUERY_OPEN] = "open",
	[QUERY_REQUESTS] = "requests", [QUERY_LAWSUITS] = "lawsuits",   [QUERY_YEAR] = "year",
	[QUERY_RULE] = "rule",         [QUERY_AGENCY] = "agency",       [QUERY_PATH] = "path",
	[QUERY_IN] = "in",             [QUERY_UNREAD] = "unread",       [QUERY_ZERO] = "zero",
	[QUERY_UNCHECKED] = "unchecked", [QUERY_CHANGED] = "changed",   [QUERY_ANY_NAME] = "",
	[QUERY_NFIELDS] = "or",
};

struct parser {
	struct arena *arena;
	struct str text;                /* folded */
	size_t at;
	unsigned depth;                 /* of parentheses and negations */
	unsigned nopen;                 /* parentheses */
	const struct rules *rules;
	const struct tree_node *words;
	struct query_error *error;
	bool failed;
};

static struct query_node *expect(struct parser *p, size_t at, enum query_expected expected)
{
	if (!p->failed)
		*p->error = (struct query_error){utf8_count(str_slice(p->text, 0, at)) + 1, expected};
	p->failed = true;
	return NULL;
}

static char peek(const struct parser *p)
{
	return p->at < p->text.nbytes ? p->text.ptr[p->at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void skip_blanks(struct parser *p)
{
	while (is_blank(peek(p)))
		p->at++;
}

/* Behind the word that begins at `at`: at a blank, `|`, or the end of the group it stands in; with `stop_at_sign` at
 * what may be a comparison too. */
static size_t find_word_end(const struct parser *p, size_t at, bool stop_at_sign)
{
	for (; at < p->text.nbytes; at++) {
		char c = p->text.ptr[at];
		if (is_blank(c) || c == '|' || (c == ')' && p->nopen))
			break;
		if (stop_at_sign && (strchr(":=<>", c) || str_starts_with(str_slice(p->text, at, 2), STR("!="))))
			break;
	}
	return at;
}

/* The field that a word names; QUERY_NFIELDS for `or`, -1 for none. */
static int find_field(const struct parser *p, struct str word)
{
	for (const struct tree_node *node = p->words; node; node = node->next)
		for (size_t i = 1; i < node->nwords; i++) {
			if (!str_equal(node->words[i].text, word))
				continue;
			for (int field = 0; field <= QUERY_NFIELDS; field++)
				if (str_equal(node->words[1].text, str_from(field_names[field])))
					return field;
		}
	return -1;
}

static enum query_comparison take_comparison(struct parser *p)
{
	static const struct {
		const char *sign;
		enum query_comparison comparison;
	} signs[] = {
		{"!=", QUERY_NOT_EQUAL}, {">=", QUERY_AT_LEAST}, {"<=", QUERY_AT_MOST}, {">", QUERY_MORE},
		{"<", QUERY_LESS},       {"=", QUERY_EQUAL},     {":", QUERY_EQUAL},
	};
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_starts_with(str_slice(p->text, p->at, 2), str_from(signs[i].sign))) {
			p->at += strlen(signs[i].sign);
			return signs[i].comparison;
		}
	return QUERY_NO_COMPARISON;
}

/* Text in quotes, or a word. False when there is none, or the quotes do not end. */
static bool take_text(struct parser *p, struct str *text)
{
	size_t start = p->at, end;
	if (peek(p) != '"') {
		end = find_word_end(p, start, false);
		*text = str_slice(p->text, start, end - start);
		p->at = end;
		return text->nbytes || expect(p, start, QUERY_EXPECTED_TEXT);
	}
	end = start + 1 + str_find(str_slice(p->text, start + 1, p->text.nbytes), STR("\""));
	*text = str_slice(p->text, start + 1, end - start - 1);
	p->at = end + 1;
	if (end >= p->text.nbytes)
		return expect(p, p->text.nbytes, QUERY_EXPECTED_QUOTE);
	return text->nbytes || expect(p, start + 1, QUERY_EXPECTED_TEXT);
}

static bool parse_number(struct str text, int64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.nbytes; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' || i == 9)
			return false;
		*number = *number * 10 + (text.ptr[i] - '0');
	}
	return text.nbytes > 0;
}

static struct query_node *new_node(struct parser *p, enum query_kind kind)
{
	struct query_node *node = arena_alloc(p->arena, 1, sizeof(*node));
	node->kind = kind;
	return node;
}

static struct query_node *join(struct parser *p, enum query_kind kind, const struct query_node *first,
			       const struct query_node *second)
{
	struct query_node *node = new_node(p, kind);
	node->first = first;
	node->second = second;
	return node;
}

static struct query_node *new_test(struct parser *p, enum query_field field, enum query_comparison comparison)
{
	struct query_node *node = new_node(p, QUERY_TEST);
	node->field = field;
	node->comparison = comparison;
	return node;
}

/* A text to be found in names. */
static bool set_name(struct parser *p, struct query_node *node, struct str text, size_t at)
{
	struct pinyin_query *name = arena_alloc(p->arena, 1, sizeof(*name));
	node->name = name;
	return pinyin_compile_word(name, text) || expect(p, at, QUERY_EXPECTED_LESS);
}

/* Sets the rules of an id, or of its beginning with a star behind it. Ids are compared without case. */
static bool set_rules(const struct parser *p, struct query_node *node, struct str text)
{
	bool star = str_ends_with(text, STR("*")), any = false;
	text.nbytes -= star;
	for (size_t i = 0; i < p->rules->count; i++) {
		const struct rule *rule = &p->rules->list[i];
		size_t n = 0;
		while (n < text.nbytes && n < rule->id.nbytes &&
		       fold_width_and_case((unsigned char)rule->id.ptr[n]) == (unsigned char)text.ptr[n])
			n++;
		if (n < text.nbytes || (!star && n < rule->id.nbytes))
			continue;
		node->rules[rule->number / 64] |= UINT64_C(1) << (rule->number % 64);
		any = true;
	}
	return any;
}

/* A word alone: more than 0, or the property it names. */
static struct query_node *parse_alone(struct parser *p, enum query_field field)
{
	if (field > QUERY_LAST_NUMBER && field <= QUERY_LAST_TEXT)
		return expect(p, p->at, QUERY_EXPECTED_COLON);
	return new_test(p, field, QUERY_MORE);
}

static struct query_node *parse_comparison(struct parser *p, enum query_field field, size_t sign_at,
					   enum query_comparison comparison)
{
	struct query_node *node = new_test(p, field, comparison);
	struct str text;
	size_t at = p->at;
	if (field > QUERY_LAST_TEXT)
		return expect(p, sign_at, QUERY_EXPECTED_BLANK);
	if (field > QUERY_LAST_NUMBER && comparison != QUERY_EQUAL && comparison != QUERY_NOT_EQUAL)
		return expect(p, sign_at, QUERY_EXPECTED_COLON);
	if (field <= QUERY_LAST_NUMBER) {
		text = str_slice(p->text, at, find_word_end(p, at, false) - at);
		p->at += text.nbytes;
		return parse_number(text, &node->number) ? node : expect(p, at, QUERY_EXPECTED_NUMBER);
	}
	if (!take_text(p, &text))
		return NULL;
	if (field == QUERY_RULE)
		return set_rules(p, node, text) ? node : expect(p, at, QUERY_EXPECTED_RULE);
	return set_name(p, node, text, at) ? node : NULL;
}

/* The id of a rule without `rule:`; all have a hyphen in them. NULL, with nothing taken, when it is none. */
static struct query_node *parse_rule(struct parser *p)
{
	struct query_node *node = new_test(p, QUERY_RULE, QUERY_EQUAL);
	size_t at = p->at, end = find_word_end(p, at, false);
	struct str text = str_slice(p->text, at, end - at);
	if (!str_contains(text, STR("-")) || !set_rules(p, node, text))
		return NULL;
	p->at = end;
	return node;
}

static struct query_node *parse_name(struct parser *p)
{
	struct query_node *node = new_test(p, QUERY_ANY_NAME, QUERY_EQUAL);
	struct str text;
	size_t at = p->at;
	if (!take_text(p, &text) || !set_name(p, node, text, at))
		return NULL;
	if (text.nbytes != 4 || !parse_number(text, &node->number))
		node->number = -1;
	return node;
}

static struct query_node *parse_word(struct parser *p)
{
	size_t start = p->at, end = find_word_end(p, start, true);
	int field = peek(p) == '"' ? -1 : find_field(p, str_slice(p->text, start, end - start));
	if (peek(p) == '"')
		return parse_name(p);
	p->at = end;
	enum query_comparison comparison = take_comparison(p);
	if (comparison != QUERY_NO_COMPARISON)
		return field < 0 || field == QUERY_NFIELDS
			       ? expect(p, start, QUERY_EXPECTED_WORD)
			       : parse_comparison(p, (enum query_field)field, end, comparison);
	if (field == QUERY_NFIELDS)
		return expect(p, start, QUERY_EXPECTED_TERM);
	if (field >= 0)
		return parse_alone(p, (enum query_field)field);
	p->at = start;
	struct query_node *node = parse_rule(p);
	return node ? node : parse_name(p);
}

static struct query_node *parse_either(struct parser *p);

static struct query_node *parse_group(struct parser *p)
{
	p->at++;
	p->nopen++;
	struct query_node *node = parse_either(p);
	if (!node)
		return NULL;
	if (peek(p) != ')')
		return expect(p, p->at, QUERY_EXPECTED_CLOSING);
	p->at++;
	p->nopen--;
	return node;
}

static struct query_node *parse_term(struct parser *p)
{
	struct query_node *node;
	skip_blanks(p);
	char c = peek(p);
	if (!c || c == '|' || (c == ')' && p->nopen))
		return expect(p, p->at, QUERY_EXPECTED_TERM);
	if (c == ')')
		return expect(p, p->at, QUERY_EXPECTED_NO_CLOSING);
	if (p->depth == MAX_DEPTH)
		return expect(p, p->at, QUERY_EXPECTED_LESS);
	p->depth++;
	if (c == '!' || c == '-') {
		p->at++;
		node = parse_term(p);
		node = node ? join(p, QUERY_NOT, node, NULL) : NULL;
	} else {
		node = c == '(' ? parse_group(p) : parse_word(p);
	}
	p->depth--;
	return node;
}

/* Takes `|` or the word for it. */
static bool take_or(struct parser *p)
{
	skip_blanks(p);
	size_t end = find_word_end(p, p->at, false);
	bool is_sign = peek(p) == '|';
	if (!is_sign && find_field(p, str_slice(p->text, p->at, end - p->at)) != QUERY_NFIELDS)
		return false;
	p->at = is_sign ? p->at + 1 : end;
	return true;
}

static struct query_node *parse_all(struct parser *p)
{
	struct query_node *node = parse_term(p);
	while (node) {
		size_t at = p->at;
		bool at_or = take_or(p);
		p->at = at;
		skip_blanks(p);
		if (at_or || !peek(p) || (peek(p) == ')' && p->nopen))
			break;
		struct query_node *next = parse_term(p);
		node = next ? join(p, QUERY_ALL, node, next) : NULL;
	}
	return node;
}

static struct query_node *parse_either(struct parser *p)
{
	struct query_node *node = parse_all(p);
	while (node && take_or(p)) {
		struct query_node *next = parse_all(p);
		node = next ? join(p, QUERY_EITHER, node, next) : NULL;
	}
	return node;
}

/* The text in half-width forms and lower case, with plain quotes, character by character: none of that counts in any
 * part of a filter. */
static struct str fold(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.nbytes + 1, 1);
	size_t nbytes = 0;
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		char encoded[UTF8_MAX_NBYTES];
		bool quote = c.code_point == 0x201C || c.code_point == 0x201D;
		/* U+FFFD for a bad byte would be longer. */
		size_t n = c.valid ? utf8_encode(quote ? '"' : fold_width_and_case(c.code_point), encoded) : 1;
		memcpy(out + nbytes, c.valid ? encoded : "?", n);
		nbytes += n;
		text = str_slice(text, c.nbytes, text.nbytes);
	}
	return (struct str){out, nbytes};
}

static bool parse(struct query *query, struct str text, const struct rules *rules, struct query_error *error)
{
	struct error unused;
	struct parser p = {.arena = &query->arena, .rules = rules, .error = error};
	const struct tree_node *root = tree_parse(&query->arena, embedded_find(fields_file), fields_file, &unused);
	p.words = root ? root->first_child : NULL;
	if (text.nbytes > QUERY_MAX_NBYTES)
		return expect(&p, 0, QUERY_EXPECTED_LESS);
	p.text = fold(&query->arena, text);
	skip_blanks(&p);
	if (p.at == p.text.nbytes)
		return true;
	query->root = parse_either(&p);
	return query->root;
}

struct query *query_parse(struct str text, const struct rules *rules, struct query_error *error)
{
	struct query *query = alloc_zeroed(1, sizeof(*query));
	if (parse(query, text, rules, error))
		return query;
	query_free(query);
	return NULL;
}

void query_free(struct query *query)
{
	if (!query)
		return;
	arena_free(&query->arena);
	free(query);
}
