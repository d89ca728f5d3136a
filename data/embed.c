/* Writes the files named on the command line as a C source that defines embedded_files (src/base/embedded.h).
 * Runs on the build machine: embed DIRECTORY NAME... with names relative to DIRECTORY. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Bytes as numbers: string literals have a limit of 4095 bytes, and plain char may be signed or not. */
static int write_bytes(const char *directory, const char *name, int number)
{
	char path[4096];
	int length = snprintf(path, sizeof(path), "%s/%s", directory, name);
	if (length < 0 || (size_t)length >= sizeof(path)) {
		fprintf(stderr, "embed: %s: name too long\n", name);
		return -1;
	}
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		perror(path);
		return -1;
	}
	printf("static const unsigned char bytes_%d[] = {", number);
	int column = 0;
	for (int c = getc(file); c != EOF; c = getc(file)) {
		if (column++ % 32 == 0)
			putchar('\n');
		if (c >= 100)
			putchar('0' + c / 100);
		if (c >= 10)
			putchar('0' + c / 10 % 10);
		putchar('0' + c % 10);
		putchar(',');
	}
	int failed = ferror(file);
	fclose(file);
	if (failed) {
		fprintf(stderr, "embed: %s: cannot be read\n", path);
		return -1;
	}
	/* The last byte ends the text and keeps the array of an empty file valid; it is not counted. */
	printf("\n0};\n\n");
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: embed DIRECTORY NAME...\n");
		return 2;
	}
	const char *directory = argv[1];
	char **names = argv + 2;
	int count = argc - 2;
	qsort(names, (size_t)count, sizeof(*names), compare_names);

	printf("/* Generated from data/ by data/embed.c. */\n#include \"base/embedded.h\"\n\n");
	for (int i = 0; i < count; i++) {
		if (strpbrk(names[i], "\"\\\n?") != NULL) {
			fprintf(stderr, "embed: %s: a name that cannot stand in C source\n", names[i]);
			return 2;
		}
		if (write_bytes(directory, names[i], i) != 0)
			return 2;
	}
	printf("const struct embedded_file embedded_files[] = {\n");
	for (int i = 0; i < count; i++)
		printf("\t{\"%s\", {(const char *)bytes_%d, sizeof(bytes_%d) - 1}},\n", names[i], i, i);
	/* An array cannot be empty. */
	if (count == 0)
		printf("\t{\"\", {\"\", 0}},\n");
	printf("};\n\nconst size_t embedded_nfiles = %d;\n", count);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("embed");
		return 2;
	}
	return 0;
}
