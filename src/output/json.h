/* JSON objects, member by member. The output is valid UTF-8 and valid JSON whatever bytes come in. */
#ifndef GOUJI_OUTPUT_JSON_H
#define GOUJI_OUTPUT_JSON_H

#include <stddef.h>

#include "base/str.h"

/* Appends a string with its quotes. Bytes that are not UTF-8 become U+FFFD; controls and the invisible characters that
 * reorder text on a terminal are escaped. */
void json_append_string(struct strbuf *out, struct str text);

/* Appends a comma where one is due, and the key; a value must follow. Keys are ASCII names. */
void json_append_key(struct strbuf *out, const char *key);
/* The same with the value: a string, a string or null when it is empty, a number, a number or null when it is 0. */
void json_append_member(struct strbuf *out, const char *key, struct str text);
void json_append_member_or_null(struct strbuf *out, const char *key, struct str text);
void json_append_count(struct strbuf *out, const char *key, size_t count);
void json_append_count_or_null(struct strbuf *out, const char *key, size_t count);
void json_append_null(struct strbuf *out, const char *key);

/* Begins an element of an array: appends a comma where one is due. */
void json_append_separator(struct strbuf *out);

#endif
