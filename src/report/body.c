#include "report/body.h"

#include <string.h>

#include "base/fold.h"

enum { MIN_REST_NBYTES = 6 };           /* two characters: what an ending leaves when it is dropped */

/* The key without an ending of the list. They are folded as the names are. */
static size_t without_ending(struct str folded, const struct words *words)
{
	size_t longest = 0;
	for (size_t i = 0; i < words->lists[WORDS_GENERIC].count; i++) {
		char bytes[BODY_KEY_NBYTES];
		struct str ending = {bytes, fold_text(words->lists[WORDS_GENERIC].words[i], bytes, sizeof(bytes))};
		if (ending.nbytes > longest && folded.nbytes >= ending.nbytes + MIN_REST_NBYTES &&
		    str_ends_with(folded, ending))
			longest = ending.nbytes;
	}
	return folded.nbytes - longest;
}

struct body_key body_key_of(struct str name, const struct words *words)
{
	struct body_key key = {0};
	size_t nbytes = fold_text(name, key.text, sizeof(key.text));
	key.nbytes = (uint8_t)without_ending((struct str){key.text, nbytes}, words);
	memset(key.text + key.nbytes, 0, sizeof(key.text) - key.nbytes);
	if (key.nbytes)
		key.hash = fold_hash(FOLD_HASH_SEED, body_key_text(&key));
	return key;
}

struct str body_key_text(const struct body_key *key)
{
	return (struct str){key->text, key->nbytes};
}
