#include "locale_setup.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/embedded.h"

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool is_ascii(const char *charset)
{
	static const char *const names[] = {"ANSI_X3.4-1968", "ASCII", "US-ASCII", "646", ""};
	return is_one_of(charset, names, sizeof(names) / sizeof(*names));
}

static bool is_utf8(const char *charset)
{
	static const char *const names[] = {"UTF-8", "UTF8"};
	return is_one_of(charset, names, sizeof(names) / sizeof(*names));
}

/* Takes a UTF-8 locale for character types; children get it through the environment. */
static void look_for_utf8(void)
{
	static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "zh_CN.UTF-8"};
	const char *all = getenv("LC_ALL");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!setlocale(LC_CTYPE, names[i]))
			continue;
		if (is_utf8(nl_langinfo(CODESET))) {
			/* LC_ALL would override the other. */
			setenv(all && all[0] ? "LC_ALL" : "LC_CTYPE", names[i], 1);
			return;
		}
	}
	setlocale(LC_CTYPE, "C");
}

static bool environment_is_chinese(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);
		if (value && value[0])
			return strncmp(value, "zh", 2) == 0;
	}
	return false;
}

/* The environment's locale for character types when it names a character set other than UTF-8, with that in
 * `*charset`; else NULL. */
static const char *wanted_locale(const char **charset)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);
		if (!value || !value[0])
			continue;
		const char *dot = strchr(value, '.');
		if (!dot || is_utf8(dot + 1) || is_ascii(dot + 1))
			return NULL;
		*charset = dot + 1;
		return value;
	}
	return NULL;
}

bool locale_setup(struct locale_setup *locale, const char *wanted, struct error *error)
{
	static const char catalog[] = "po/zh_CN.po";
	*locale = (struct locale_setup){0};
	locale->language.chinese = wanted ? strcmp(wanted, "zh") == 0 : environment_is_chinese();
	const char *charset = NULL;
	if (!setlocale(LC_ALL, ""))
		locale->missing = wanted_locale(&charset);
	if (is_ascii(nl_langinfo(CODESET)))
		look_for_utf8();
	locale->charset = locale->missing ? charset : nl_langinfo(CODESET);
	locale->is_utf8 = is_utf8(locale->charset) || is_ascii(locale->charset);
	/* The system's own messages go with ours, and ours are UTF-8 until they are written. */
	if (!locale->language.chinese || !locale->is_utf8)
		setlocale(LC_MESSAGES, "C");
	if (!locale->language.chinese)
		return true;
	struct str text = embedded_find(catalog);
	locale->catalog = catalog_parse(text, catalog, error);
	locale->language.catalog = locale->catalog;
	return locale->catalog != NULL;
}

void locale_free(struct locale_setup *locale)
{
	catalog_free(locale->catalog);
	*locale = (struct locale_setup){0};
}
