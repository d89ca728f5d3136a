/* For code that looks at many bytes at once where the processor can. Functions that do are WIDE, stand where HAS_WIDE
 * is defined, and are called only where wide_is_there(); a plain way does the same everywhere else. */
#ifndef GOUJI_BASE_WIDE_H
#define GOUJI_BASE_WIDE_H

#include <stdbool.h>

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#define HAS_WIDE 1
#define WIDE __attribute__((target("avx2,bmi,popcnt")))

static inline bool wide_is_there(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}

#else

static inline bool wide_is_there(void)
{
	return false;
}

#endif

#endif
