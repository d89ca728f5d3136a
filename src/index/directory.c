/* d_type, which saves a stat for each file, is no part of POSIX. */
#define _DEFAULT_SOURCE
#include "index/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>

enum directory_item directory_classify(int directory_fd, const struct dirent *item, int *error_number)
{
	struct stat info;
	if (item->d_name[0] == '.')
		return DIRECTORY_SKIPPED;
	if (item->d_type == DT_REG || item->d_type == DT_DIR)
		return item->d_type == DT_REG ? DIRECTORY_FILE : DIRECTORY_SUBDIRECTORY;
	int status = fstatat(directory_fd, item->d_name, &info, AT_SYMLINK_NOFOLLOW);
	bool linked = status == 0 && S_ISLNK(info.st_mode);
	if (linked)
		status = fstatat(directory_fd, item->d_name, &info, 0);
	*error_number = errno;
	if (status < 0)
		return DIRECTORY_FAILED;
	if (S_ISREG(info.st_mode))
		return DIRECTORY_FILE;
	return S_ISDIR(info.st_mode) && !linked ? DIRECTORY_SUBDIRECTORY : DIRECTORY_SKIPPED;
}
