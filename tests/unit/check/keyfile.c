#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "check/keyfile.h"

#include "base/alloc.h"
#include "read/source.h"

static void add_line(struct key *key, struct str text)
{
	key->lines = alloc_grow(key->lines, key->count, &key->capacity, sizeof(*key->lines));
	struct key_line *line = &key->lines[key->count++];
	*line = (struct key_line){0};
	for (size_t i = 0; i < KEY_MAX_FIELDS && str_split(&text, '\t', &line->fields[i]); i++)
		;
}

void key_read(struct key *key, const char *path)
{
	struct source source = {0};
	if (source_read(&source, path) != SOURCE_OK)
		fail_msg("cannot read %s", path);
	*key = (struct key){.bytes = source.bytes};
	struct str rest = source.text, line;
	str_split(&rest, '\n', &line);
	while (str_split(&rest, '\n', &line))
		if (line.nbytes && line.ptr[0] != '#')
			add_line(key, line);
	assert_true(key->count > 0);
}

void key_free(struct key *key)
{
	free(key->bytes);
	free(key->lines);
	*key = (struct key){0};
}
