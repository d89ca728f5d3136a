/* One examiner reads one file after the other: nothing of a file before is left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"

static void text_of_a_page_without_blocks(void **state)
{
	struct strbuf page = {0};
	examine_text("<html><body><p>一、总体情况</p></body></html>", "first.html");
	strbuf_append_text(&page, "<html><body>");
	for (size_t i = 0; i < 100000; i++)
		strbuf_append_text(&page, "<!-- -->");
	const struct examiner *examiner = examine_text(strbuf_text(&page), "second.html");
	assert_true(examiner->recogniser.text.ptr == file_text(&examiner->file).ptr);
	assert_int_equal(examiner->recogniser.text.nbytes, file_text(&examiner->file).nbytes);
	strbuf_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_of_a_page_without_blocks),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
