/* ncurses decides with libc's wcwidth() how many cells a character takes. That table depends on the locale and on the
 * age of libc, while everything here is laid out with base/width.h; where the two differ, a row would be drawn over its
 * neighbour. So the program brings a wcwidth() of its own: in ELF a function of the executable stands in front of the
 * one of a shared library, for the shared libraries too. This file must be linked as an object, for an archive member
 * that the program does not call itself would be left out. */
#include <langinfo.h>
#include <stdint.h>
#include <wchar.h>

#include "ui/wcwidth.h"

/* wcwidth() has no argument that could bring this. 0: by the locale. */
static enum width_ambiguous forced_ambiguous;

void wcwidth_set_ambiguous(enum width_ambiguous ambiguous)
{
	forced_ambiguous = ambiguous;
}

#ifdef __ELF__
int wcwidth(wchar_t character)
{
	uint32_t code_point = (uint32_t)character;
	if (code_point >= 0x20 && code_point < 0x7F)
		return 1;
	if (code_point >= 0x4E00 && code_point <= 0x9FFF)
		return 2;
	if (code_point == 0)
		return 0;
	return width_of(code_point, forced_ambiguous ? forced_ambiguous : width_ambiguous_for(nl_langinfo(CODESET)));
}
#endif
