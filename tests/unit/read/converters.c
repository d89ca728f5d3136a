#include "converters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[] = "/tmp/test_converters.XXXXXX";

const char *in_home(const char *name)
{
	static char path[256];
	snprintf(path, sizeof(path), "%s/%s", home, name);
	return path;
}

void write_file(const char *name, const char *text, mode_t mode)
{
	FILE *file = fopen(in_home(name), "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	chmod(in_home(name), mode);
}

void install(const char *program, const char *commands)
{
	char name[64], text[2048];
	snprintf(name, sizeof(name), "bin/%s", program);
	snprintf(text, sizeof(text), "#!/bin/sh\nPATH=/usr/bin:/bin\n%s\n", commands);
	write_file(name, text, 0755);
}

void remove_files(const char *directory)
{
	struct dirent *entry;
	DIR *list = opendir(in_home(directory));
	while (list && (entry = readdir(list)))
		if (entry->d_name[0] != '.')
			unlinkat(dirfd(list), entry->d_name, 0);
	if (list)
		closedir(list);
}

int converters_set_up(void **state)
{
	if (!mkdtemp(home) || mkdir(in_home("bin"), 0755) < 0 || mkdir(in_home("tmp"), 0755) < 0)
		return -1;
	setenv("PATH", in_home("bin"), 1);
	setenv("TMPDIR", in_home("tmp"), 1);
	return chdir(home);
}

int converters_tear_down(void **state)
{
	char command[300];
	snprintf(command, sizeof(command), "PATH=/usr/bin:/bin; rm -rf '%s'", home);
	return chdir("/") < 0 ? -1 : system(command);
}
