/* Numbers by chance, the same in every run. */
#ifndef GOUJI_TESTS_RANDOM_H
#define GOUJI_TESTS_RANDOM_H

#include <stdint.h>

static inline uint64_t random_next(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return *state >> 33;
}

#endif
