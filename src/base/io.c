#include "base/io.h"

#include <errno.h>
#include <unistd.h>

ssize_t io_read(int fd, void *bytes, size_t nbytes)
{
	ssize_t got;
	do
		got = read(fd, bytes, nbytes);
	while (got < 0 && errno == EINTR);
	return got;
}

bool io_write(int fd, struct str bytes)
{
	while (bytes.nbytes) {
		ssize_t written = write(fd, bytes.ptr, bytes.nbytes);
		if (written < 0 && errno == EINTR)
			continue;
		if (written == 0)
			errno = EIO;
		if (written <= 0)
			return false;
		bytes = str_slice(bytes, (size_t)written, bytes.nbytes);
	}
	return true;
}
