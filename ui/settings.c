#include "ui/settings.h"

#include "base/decimal.h"
#include "ui/config_line.h"

struct setting {
	const char *name;
	const char *choices;
	int value;
	const char *help;
};

static const struct setting table[SETTING_COUNT] = {
#define SETTING_ROW(id, name, choices, value, help) [SETTING_##id] = {name, choices, value, help},
	SETTING_LIST(SETTING_ROW)
#undef SETTING_ROW
};

static bool is_number(const struct setting *setting)
{
	return setting->choices[0] == 'N';
}

void settings_set_default(struct settings *settings)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		settings->values[i] = table[i].value;
}

/* The value that a word gives a setting, or -1. */
static int parse_value(const struct setting *setting, struct str word)
{
	decimal number;
	struct str rest = str_from(setting->choices), choice;
	if (is_number(setting))
		return decimal_parse(word, &number) && number >= 0 && number % DECIMAL_ONE == 0 &&
				       number / DECIMAL_ONE <= SETTING_MAX_NUMBER
			       ? (int)(number / DECIMAL_ONE)
			       : -1;
	for (int i = 0; str_split(&rest, '|', &choice); i++)
		if (str_equal(choice, word))
			return i;
	return -1;
}

bool settings_take_line(struct settings *settings, const struct config_line *line)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		if (!str_equal(config_word(line, 1), str_from(table[i].name)))
			continue;
		int value = parse_value(&table[i], config_word(line, 2));
		if (line->nwords > 3)
			return config_fault(line, "too many words", config_word(line, 3));
		if (value < 0)
			return config_fault(line, is_number(&table[i]) ? "expected a number" : table[i].choices,
					    config_word(line, 2));
		settings->values[i] = value;
		return true;
	}
	return config_fault(line, "unknown setting", config_word(line, 1));
}

void settings_append_lines(const struct settings *settings, struct strbuf *out)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		struct str rest = str_from(table[i].choices), choice = {0};
		strbuf_printf(out, "# %s: %s\nset %s ", table[i].choices, table[i].help, table[i].name);
		for (int n = 0; !is_number(&table[i]) && n <= settings->values[i]; n++)
			str_split(&rest, '|', &choice);
		if (is_number(&table[i]))
			strbuf_printf(out, "%d", settings->values[i]);
		strbuf_append(out, choice);
		strbuf_append_byte(out, '\n');
	}
}
