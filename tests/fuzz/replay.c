/* Runs a fuzz target over files instead of libFuzzer: PROGRAM DIRECTORY... Prints what tests/run.sh counts. Without a
 * directory it takes tests/fuzz/corpus/TARGET, TARGET being the part of its own name behind "fuzz_". */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes go into a block of just their size: reading beyond them is noticed. */
static void run(struct str bytes)
{
	uint8_t *copy = malloc(bytes.nbytes ? bytes.nbytes : 1);
	if (!copy)
		abort();
	if (bytes.nbytes)
		memcpy(copy, bytes.ptr, bytes.nbytes);
	LLVMFuzzerTestOneInput(copy, bytes.nbytes);
	free(copy);
}

static int run_file(const char *path)
{
	char chunk[65536];
	struct strbuf bytes = {0};
	FILE *file = fopen(path, "rb");
	if (!file)
		return 0;
	for (size_t n; (n = fread(chunk, 1, sizeof(chunk), file)) > 0;)
		strbuf_append(&bytes, (struct str){chunk, n});
	fclose(file);
	run(strbuf_view(&bytes));
	strbuf_free(&bytes);
	return 1;
}

static unsigned run_directory(const char *directory)
{
	unsigned count = 0;
	DIR *dir = opendir(directory);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		char path[4096 + sizeof(entry->d_name)];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
		count += (unsigned)run_file(path);
	}
	if (dir)
		closedir(dir);
	return count;
}

int main(int argc, char **argv)
{
	const char *root = getenv("SOURCE_TREE"), *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
	char directory[4096];
	unsigned count = 0;
	if (strncmp(name, "fuzz_", 5) == 0)
		name += 5;
	snprintf(directory, sizeof(directory), "%s/tests/fuzz/corpus/%s", root && root[0] ? root : ".", name);
	run((struct str){"", 0});
	if (argc < 2)
		count = run_directory(directory);
	for (int i = 1; i < argc; i++)
		count += run_directory(argv[i]);
	printf("1..1\n%sok 1 - %u files\n", count ? "" : "not ", count);
	return count ? 0 : 1;
}
