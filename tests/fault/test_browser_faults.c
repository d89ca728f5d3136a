/* The browser where all calls from one on of a family fail: see browse_faulted.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "browse_faulted.h"

static void all_calls_fail_from_there_on(void **state)
{
	browse_faulted("+");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_calls_fail_from_there_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
