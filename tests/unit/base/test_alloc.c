/* How the program ends where a library ends it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
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

static void leave(void)
{
	exit(1);
}

static void crash(void)
{
	raise(SIGSEGV);
}

/* What a child that ends by `end` writes on standard error; `*status` is its own, or that of a signal below 0. */
static void end_child(void (*end)(void), bool guarded, char text[200], int *status)
{
	int fds[2];
	assert_int_equal(pipe(fds), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(fds[1], STDERR_FILENO);
		alloc_before_end(give_back);
		alloc_guard_library(true);
		alloc_guard_library(guarded);
		end();
		_exit(0);
	}
	close(fds[1]);
	size_t nbytes = 0;
	ssize_t got;
	while ((got = read(fds[0], text + nbytes, 199 - nbytes)) > 0)
		nbytes += (size_t)got;
	text[nbytes] = '\0';
	close(fds[0]);
	assert_int_equal(waitpid(child, status, 0), child);
	*status = WIFSIGNALED(*status) ? -WTERMSIG(*status) : WEXITSTATUS(*status);
}

static void exits_of_libraries(void **state)
{
	char text[200];
	int status;
	end_child(leave, false, text, &status);
	assert_int_equal(status, 1);
	assert_string_equal(text, "");
	end_child(leave, true, text, &status);
	assert_int_equal(status, 2);
	assert_string_equal(text, "given back\ngouji: out of memory\n");
}

static void crashes_of_libraries(void **state)
{
	char text[200];
	int status;
	end_child(crash, false, text, &status);
	assert_int_equal(status, -SIGSEGV);
	assert_string_equal(text, "");
	end_child(crash, true, text, &status);
	assert_int_equal(status, 2);
	assert_string_equal(text, "given back\ngouji: a library crashed; probably it got no memory\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exits_of_libraries),
		cmocka_unit_test(crashes_of_libraries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
