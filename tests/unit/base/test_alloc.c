/* How the program ends where a library ends it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"

static const char given_back[] = "given back\n";

static void give_back(void)
{
	if (write(STDERR_FILENO, given_back, strlen(given_back)) < 0)
		abort();
}

/* What a child that ends with exit(1) writes on standard error; `*status` is its own. */
static void end_child(bool guarded, char text[200], int *status)
{
	int fds[2];
	assert_int_equal(pipe(fds), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(fds[1], STDERR_FILENO);
		alloc_before_end(give_back);
		alloc_guard_exit(true);
		alloc_guard_exit(guarded);
		exit(1);
	}
	close(fds[1]);
	size_t nbytes = 0;
	ssize_t got;
	while ((got = read(fds[0], text + nbytes, 199 - nbytes)) > 0)
		nbytes += (size_t)got;
	text[nbytes] = '\0';
	close(fds[0]);
	assert_int_equal(waitpid(child, status, 0), child);
	*status = WEXITSTATUS(*status);
}

static void exits_of_libraries(void **state)
{
	char text[200];
	int status;
	end_child(false, text, &status);
	assert_int_equal(status, 1);
	assert_string_equal(text, "");
	end_child(true, text, &status);
	assert_int_equal(status, 2);
	assert_string_equal(text, "given back\ngouji: out of memory\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exits_of_libraries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
