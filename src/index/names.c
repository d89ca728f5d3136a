#include "index/names.h"

void names_init(struct names *names)
{
	*names = (struct names){.interned = {0}};
	pthread_mutex_init(&names->mutex, NULL);
}

const char *names_keep(struct names *names, struct str name)
{
	pthread_mutex_lock(&names->mutex);
	const char *kept = intern_text(&names->interned, &names->arena, name);
	pthread_mutex_unlock(&names->mutex);
	return kept;
}

void names_finish(struct names *names)
{
	pthread_mutex_lock(&names->mutex);
	intern_free(&names->interned);
	pthread_mutex_unlock(&names->mutex);
}

void names_free(struct names *names)
{
	intern_free(&names->interned);
	arena_free(&names->arena);
	pthread_mutex_destroy(&names->mutex);
}
