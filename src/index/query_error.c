/* What is wrong with a filter, in words. */
#include "base/catalog.h"
#include "index/query.h"

void query_error_say(const struct query_error *fault, const struct catalog *catalog, struct error *error)
{
	static const char *const texts[QUERY_NEXPECTED] = {
		[QUERY_EXPECTED_TERM] = N_("a condition is expected"),
		[QUERY_EXPECTED_WORD] = N_("a word such as errors, year or rule is expected, or quotes around text"),
		[QUERY_EXPECTED_NUMBER] = N_("a number is expected"),
		[QUERY_EXPECTED_RULE] = N_("the id of a rule is expected"),
		[QUERY_EXPECTED_TEXT] = N_("text is expected"),
		[QUERY_EXPECTED_COLON] = N_("a colon and text are expected"),
		[QUERY_EXPECTED_BLANK] = N_("this word takes no comparison"),
		[QUERY_EXPECTED_QUOTE] = N_("closing quotes are expected"),
		[QUERY_EXPECTED_CLOSING] = N_("a closing parenthesis is expected"),
		[QUERY_EXPECTED_NO_CLOSING] = N_("this parenthesis was never opened"),
		[QUERY_EXPECTED_LESS] = N_("too long"),
	};
	error_set(error, tr(catalog, "column %zu: %s"), fault->column, tr(catalog, texts[fault->expected]));
}
