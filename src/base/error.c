#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Takes off a character at the end that was cut in the middle. */
static void drop_half_character(char *text)
{
	size_t nbytes = strlen(text);
	size_t start = nbytes;
	while (start > 0 && nbytes - start < UTF8_MAX_NBYTES && utf8_is_tail(text[start - 1]))
		start--;
	if (start == 0 || (unsigned char)text[start - 1] < 0xC0)
		return;
	start--;
	if (!utf8_decode((struct str){text + start, nbytes - start}).valid)
		text[start] = '\0';
}

/* Goes through a local copy, because the old message may be among the arguments of the new one. */
bool error_set(struct error *error, const char *format, ...)
{
	if (!error)
		return false;
	char text[ERROR_NBYTES] = "";
	va_list args;
	va_start(args, format);
	int printed = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (printed >= ERROR_NBYTES)
		drop_half_character(text);
	memcpy(error->text, text, sizeof(text));
	return false;
}
