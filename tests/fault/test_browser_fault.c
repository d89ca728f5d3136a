/* The browser where one call of a family fails: see browse_faulted.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "browse_faulted.h"

static void one_call_fails(void **state)
{
	browse_faulted("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_call_fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
