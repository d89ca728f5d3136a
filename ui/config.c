#include "ui/config.h"

#include <errno.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "read/source.h"
#include "ui/config_line.h"

bool config_fault(const struct config_line *line, const char *what, struct str about)
{
	return error_set(line->error, "%s:%zu: %s: %.*s", line->source, line->number, what,
			 (int)(about.nbytes > 80 ? 80 : about.nbytes), about.nbytes > 0 ? about.ptr : "");
}

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

static bool take_bind(struct config *config, const struct config_line *line)
{
	return keymap_take_bind(&config->keymap, line);
}

static bool take_unbind(struct config *config, const struct config_line *line)
{
	return keymap_take_unbind(&config->keymap, line);
}

static bool take_set(struct config *config, const struct config_line *line)
{
	if (!settings_take_line(&config->settings, line))
		return false;
	if (str_equal(config_word(line, 1), STR("theme")))
		theme_set(&config->theme, (enum setting_theme)config->settings.values[SETTING_THEME]);
	return true;
}

static bool take_colour(struct config *config, const struct config_line *line)
{
	return theme_take_line(&config->theme, line);
}

static bool take_line(struct config *config, const struct config_line *line)
{
	static const struct {
		const char *name;
		bool (*take)(struct config *config, const struct config_line *line);
	} commands[] = {
		{"bind", take_bind}, {"unbind", take_unbind}, {"set", take_set}, {"colour", take_colour},
		{"color", take_colour},
	};
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (str_equal(line->words[0], str_from(commands[i].name)))
			return commands[i].take(config, line);
	return config_fault(line, "unknown command", line->words[0]);
}

bool config_parse(struct config *config, struct str text, const char *source, struct error *error)
{
	struct config_line line = {.source = source, .text = ++config->ntexts, .error = error};
	struct str rest;
	while (str_split(&text, '\n', &rest)) {
		line.number++;
		line.nwords = 0;
		if (str_ends_with(rest, STR("\r")))
			rest.nbytes--;
		for (struct str word = next_word(&rest); word.nbytes; word = next_word(&rest)) {
			/* A # begins a comment, but as a word of its own it may be a key. */
			if (word.ptr[0] == '#' && (word.nbytes > 1 || line.nwords != 1))
				break;
			if (line.nwords == CONFIG_MAX_WORDS)
				return config_fault(&line, "too many words", word);
			line.words[line.nwords++] = word;
		}
		if (line.nwords && !take_line(config, &line))
			return false;
	}
	return true;
}

static bool load_file(struct config *config, const char *directory, struct error *error)
{
	struct strbuf path = {0};
	struct source source = {0};
	bool loaded = true;
	strbuf_printf(&path, "%s/config", directory);
	enum source_status status = source_read(&source, strbuf_text(&path));
	if (status == SOURCE_OK)
		loaded = config_parse(config, source.text, strbuf_text(&path), error);
	else if (status != SOURCE_EMPTY &&
		 (status != SOURCE_FAILED || (source.error_number != ENOENT && source.error_number != ENOTDIR)))
		loaded = error_set(error, "%s: %s", strbuf_text(&path), source_fault(&source, status));
	source_free(&source);
	strbuf_free(&path);
	return loaded;
}

bool config_load(struct config *config, const char *directory, struct error *error)
{
	static const char name[] = "ui/default.config";
	*config = (struct config){0};
	settings_set_default(&config->settings);
	theme_set(&config->theme, SETTING_THEME_AUTO);
	return config_parse(config, embedded_find(name), name, error) &&
	       (!directory || load_file(config, directory, error));
}

void config_append(const struct config *config, struct strbuf *out)
{
	settings_append_lines(&config->settings, out);
	strbuf_append_byte(out, '\n');
	theme_append_lines(&config->theme, out);
	strbuf_append_byte(out, '\n');
	keymap_append_lines(&config->keymap, out);
}

void config_free(struct config *config)
{
	keymap_free(&config->keymap);
	*config = (struct config){0};
}
