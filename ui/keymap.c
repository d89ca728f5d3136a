#include "ui/keymap.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "ui/term.h"

static const char default_bindings[] =
	"bind k up\n"
	"bind <Up> up\n"
	"bind j down\n"
	"bind <Down> down\n"
	"bind b page-up\n"
	"bind <PageUp> page-up\n"
	"bind C-b page-up\n"
	"bind <Space> page-down\n"
	"bind <PageDown> page-down\n"
	"bind C-f page-down\n"
	"bind C-u half-page-up\n"
	"bind C-d half-page-down\n"
	"bind g top\n"
	"bind <Home> top\n"
	"bind G bottom\n"
	"bind <End> bottom\n"
	"bind n finding-next\n"
	"bind N finding-previous\n"
	"bind x error-next\n"
	"bind X error-previous\n"
	"bind ] open-report-next\n"
	"bind [ open-report-previous\n"
	"bind J report-next\n"
	"bind K report-previous\n"
	"bind } section-next\n"
	"bind { section-previous\n"
	"bind : go\n"
	"bind < trail-back\n"
	"bind C-o trail-back\n"
	"bind > trail-forward\n"
	"bind h left\n"
	"bind <Left> left\n"
	"bind l right\n"
	"bind <Right> right\n"
	"bind <Tab> pane-next\n"
	"bind <S-Tab> pane-previous\n"
	"bind <Enter> open\n"
	"bind <Esc> back\n"
	"bind <Backspace> back\n"
	"bind s sort-next\n"
	"bind v source\n"
	"bind r reload\n"
	"bind o pager\n"
	"bind O editor\n"
	"bind c copy\n"
	"bind P print\n"
	"bind C-l redraw\n"
	"bind ? help\n"
	"bind q quit\n";

struct key_name {
	const char *name;
	int key;
};

static const struct key_name key_names[] = {
	{"Up", TERM_KEY_UP}, {"Down", TERM_KEY_DOWN}, {"Left", TERM_KEY_LEFT}, {"Right", TERM_KEY_RIGHT},
	{"PageUp", TERM_KEY_PAGE_UP}, {"PageDown", TERM_KEY_PAGE_DOWN}, {"Home", TERM_KEY_HOME}, {"End", TERM_KEY_END},
	{"Tab", '\t'}, {"S-Tab", TERM_KEY_BACK_TAB}, {"Enter", '\r'}, {"Esc", 27}, {"Space", ' '},
	{"Backspace", TERM_KEY_BACKSPACE}, {"Delete", TERM_KEY_DELETE},
};

enum { NKEY_NAMES = sizeof(key_names) / sizeof(key_names[0]) };

/* ---- Names of keys ---- */

static bool bracketed_key(struct str name, int *key)
{
	struct str inner = str_slice(name, 1, name.nbytes - 2);
	for (size_t i = 0; i < NKEY_NAMES; i++) {
		if (str_equal(inner, str_from(key_names[i].name))) {
			*key = key_names[i].key;
			return true;
		}
	}
	return false;
}

/* C-a to C-z, C-\ C-] C-^ C-_; C-h is what a backspace key sends. */
static bool control_key(char byte, int *key)
{
	if (byte >= 'a' && byte <= 'z')
		*key = byte - 'a' + 1;
	else if (byte >= '[' && byte <= '_')
		*key = byte - '@';
	else
		return false;
	if (*key == '\b')
		*key = TERM_KEY_BACKSPACE;
	return true;
}

bool keymap_key_from_name(struct str name, int *key)
{
	if (name.nbytes == 0)
		return false;
	if (name.nbytes > 2 && name.ptr[0] == '<' && name.ptr[name.nbytes - 1] == '>')
		return bracketed_key(name, key);
	if (name.nbytes == 3 && str_starts_with(name, STR("C-")))
		return control_key(name.ptr[2], key);
	struct utf8_char c = utf8_decode(name);
	if (!c.valid || c.nbytes != name.nbytes || c.code_point == ' ' ||
	    width_of(c.code_point, WIDTH_AMBIGUOUS_1) < 1)
		return false;
	*key = (int)c.code_point;
	return true;
}

/* The name of a key between `before` and `after` when it is a word. */
static void append_name(int key, const char *before, const char *after, struct strbuf *out)
{
	for (size_t i = 0; i < NKEY_NAMES; i++) {
		if (key_names[i].key == key) {
			strbuf_printf(out, "%s%s%s", before, key_names[i].name, after);
			return;
		}
	}
	if (key < ' ') {
		int letter = key >= 1 && key <= 26 ? key - 1 + 'a' : key + '@';
		strbuf_printf(out, "C-%c", letter);
		return;
	}
	char bytes[UTF8_MAX_NBYTES];
	strbuf_append(out, (struct str){bytes, utf8_encode((uint32_t)key, bytes)});
}

void keymap_key_name(int key, struct strbuf *out)
{
	append_name(key, "<", ">", out);
}

/* ---- Bindings ---- */

static struct keymap_binding *find_binding(const struct keymap *keymap, int key)
{
	for (size_t i = 0; i < keymap->nbindings; i++)
		if (keymap->bindings[i].key == key)
			return &keymap->bindings[i];
	return NULL;
}

static void add_binding(struct keymap *keymap, struct keymap_binding binding)
{
	keymap->bindings = alloc_grow(keymap->bindings, keymap->nbindings, &keymap->capacity, sizeof(binding));
	keymap->bindings[keymap->nbindings++] = binding;
}

const struct action *keymap_find(const struct keymap *keymap, int key)
{
	const struct keymap_binding *binding = find_binding(keymap, key);
	return binding != NULL ? binding->action : NULL;
}

void keymap_append_keys(const struct keymap *keymap, const struct action *action, struct strbuf *out)
{
	const char *separator = "";
	for (size_t i = 0; i < keymap->nbindings; i++) {
		if (keymap->bindings[i].action != action)
			continue;
		strbuf_append_text(out, separator);
		append_name(keymap->bindings[i].key, "", "", out);
		separator = " ";
	}
}

/* ---- Parsing ---- */

/* A line of a text being read, and what it goes into. */
struct parser {
	const char *name;
	size_t line;
	struct keymap *keymap;
	struct error *error;
};

/* The next word of `*rest`; empty at the end. */
static struct str next_word(struct str *rest)
{
	size_t start = 0, end;
	while (start < rest->nbytes && (rest->ptr[start] == ' ' || rest->ptr[start] == '\t'))
		start++;
	for (end = start; end < rest->nbytes && rest->ptr[end] != ' ' && rest->ptr[end] != '\t'; end++)
		;
	struct str word = str_slice(*rest, start, end - start);
	*rest = str_slice(*rest, end, rest->nbytes);
	return word;
}

static bool fault(const struct parser *parser, const char *what, struct str about)
{
	return error_set(parser->error, "%s:%zu: %s: %.*s", parser->name, parser->line, what,
			 (int)(about.nbytes > 80 ? 80 : about.nbytes), about.nbytes > 0 ? about.ptr : "");
}

static bool parse_binding(struct parser *parser, struct str rest, bool unbind)
{
	struct str key_name = next_word(&rest);
	struct keymap_binding binding = {.line = parser->line};
	if (!keymap_key_from_name(key_name, &binding.key))
		return fault(parser, "unknown key", key_name);
	if (!unbind) {
		struct str action_name = next_word(&rest);
		binding.action = action_find(action_name);
		if (binding.action == NULL)
			return fault(parser, "unknown action", action_name);
	}
	struct str more = next_word(&rest);
	if (more.nbytes > 0)
		return fault(parser, "too many words", more);
	const struct keymap_binding *earlier = find_binding(parser->keymap, binding.key);
	if (earlier != NULL)
		return error_set(parser->error, "%s:%zu: the key of line %zu again: %.*s", parser->name, parser->line,
				 earlier->line, (int)key_name.nbytes, key_name.ptr);
	add_binding(parser->keymap, binding);
	return true;
}

static bool parse_line(struct parser *parser, struct str line)
{
	if (str_ends_with(line, STR("\r")))
		line.nbytes--;
	struct str rest = line;
	struct str command = next_word(&rest);
	if (command.nbytes == 0 || command.ptr[0] == '#')
		return true;
	if (str_equal(command, STR("bind")))
		return parse_binding(parser, rest, false);
	if (str_equal(command, STR("unbind")))
		return parse_binding(parser, rest, true);
	return fault(parser, "unknown command", command);
}

/* Adds the bindings of `from`, in the place of those of `keymap` for the same keys. */
static void merge(struct keymap *keymap, const struct keymap *from)
{
	for (size_t i = 0; i < from->nbindings; i++) {
		struct keymap_binding *binding = find_binding(keymap, from->bindings[i].key);
		if (binding != NULL)
			*binding = from->bindings[i];
		else
			add_binding(keymap, from->bindings[i]);
	}
}

bool keymap_parse(struct keymap *keymap, struct str text, const char *name, struct error *error)
{
	struct keymap parsed = {0};
	struct parser parser = {.name = name, .keymap = &parsed, .error = error};
	struct str line;
	bool good = true;
	while (good && str_split(&text, '\n', &line)) {
		parser.line++;
		good = parse_line(&parser, line);
	}
	if (good)
		merge(keymap, &parsed);
	keymap_free(&parsed);
	return good;
}

void keymap_add_default(struct keymap *keymap)
{
	struct error error;
	if (!keymap_parse(keymap, STR(default_bindings), "default bindings", &error))
		abort();
}

void keymap_free(struct keymap *keymap)
{
	free(keymap->bindings);
	*keymap = (struct keymap){0};
}
