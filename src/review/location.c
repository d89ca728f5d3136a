#include "review/location.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/places.h"

enum { HOST_NBYTES = 256 };

bool location_append_path(struct strbuf *out)
{
	if (!places_append(PLACE_DATA, out))
		return false;
	strbuf_append_text(out, "/verdicts.db");
	return true;
}

static void append_user(struct strbuf *out)
{
	const struct passwd *entry = getpwuid(getuid());
	if (entry && entry->pw_name[0])
		strbuf_append_text(out, entry->pw_name);
	else
		strbuf_printf(out, "%lu", (unsigned long)getuid());
}

void location_append_author(struct strbuf *out)
{
	struct str reviewer = str_trim(str_from(getenv("GOUJI_REVIEWER")));
	char host[HOST_NBYTES] = "";
	if (reviewer.nbytes) {
		strbuf_append(out, reviewer);
		return;
	}
	append_user(out);
	if (gethostname(host, sizeof(host) - 1) == 0 && host[0])
		strbuf_printf(out, "@%s", host);
}

/* Has the entries of a directory written to disk. */
static void sync_directory(const char *directory)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

/* Makes the directory `path[0..nbytes)`; the one it lies in ends at `parent_nbytes`. */
static void make_directory(struct strbuf *path, size_t parent_nbytes, size_t nbytes)
{
	path->ptr[nbytes] = '\0';
	bool made = mkdir(path->ptr, 0700) == 0;
	path->ptr[nbytes] = '/';
	if (!made)
		return;
	struct strbuf parent = {0};
	strbuf_append(&parent, str_slice(strbuf_view(path), 0, parent_nbytes));
	if (!parent.nbytes)
		strbuf_append_byte(&parent, path->ptr[0] == '/' ? '/' : '.');
	sync_directory(strbuf_text(&parent));
	strbuf_free(&parent);
}

void location_make_directories(const char *path)
{
	struct strbuf text = {0};
	size_t parent_nbytes = 0;
	strbuf_append_text(&text, path);
	for (size_t i = 1; i < text.nbytes; i++) {
		if (text.ptr[i] != '/')
			continue;
		make_directory(&text, parent_nbytes, i);
		parent_nbytes = i;
	}
	strbuf_free(&text);
}
