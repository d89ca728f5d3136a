#include "base/places.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool places_append(enum place place, struct strbuf *out)
{
	static const struct {
		const char *variable, *below_home;
	} places[PLACE_COUNT] = {
		[PLACE_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
		[PLACE_DATA] = {"XDG_DATA_HOME", ".local/share"},
		[PLACE_STATE] = {"XDG_STATE_HOME", ".local/state"},
		[PLACE_CACHE] = {"XDG_CACHE_HOME", ".cache"},
	};
	const char *base = getenv(places[place].variable), *home = getenv("HOME");
	/* The specification wants relative values ignored. */
	if (base && base[0] == '/')
		strbuf_printf(out, "%s/gouji", base);
	else if (home && home[0] == '/')
		strbuf_printf(out, "%s/%s/gouji", home, places[place].below_home);
	else
		return false;
	return true;
}

bool places_is_closed(const char *directory)
{
	return access(directory, X_OK) < 0 && errno == EACCES;
}

bool places_make(const char *directory)
{
	struct strbuf path = {0};
	bool made = true;
	for (const char *end = directory; made && *end;) {
		end += strcspn(end + 1, "/") + 1;
		strbuf_clear(&path);
		strbuf_append(&path, (struct str){directory, (size_t)(end - directory)});
		made = mkdir(strbuf_text(&path), 0700) == 0 || errno == EEXIST;
	}
	strbuf_free(&path);
	return made;
}
