#include "output/json.h"

#include <stdbool.h>

#include "base/utf8.h"

/* Controls beyond ASCII, line separators, and marks that are invisible or reorder what stands around them. */
static bool is_hidden(uint32_t code_point)
{
	return (code_point >= 0x7F && code_point <= 0x9F) || code_point == 0x061C ||
	       (code_point >= 0x200B && code_point <= 0x200F) || (code_point >= 0x2028 && code_point <= 0x202E) ||
	       (code_point >= 0x2060 && code_point <= 0x2069) || code_point == 0xFEFF;
}

static void append_character(struct strbuf *out, struct utf8_char character)
{
	char bytes[UTF8_MAX_NBYTES];
	switch (character.code_point) {
	case '"':
		strbuf_append_text(out, "\\\"");
		return;
	case '\\':
		strbuf_append_text(out, "\\\\");
		return;
	case '\n':
		strbuf_append_text(out, "\\n");
		return;
	case '\r':
		strbuf_append_text(out, "\\r");
		return;
	case '\t':
		strbuf_append_text(out, "\\t");
		return;
	default:
		break;
	}
	if (character.code_point < ' ' || is_hidden(character.code_point))
		strbuf_printf(out, "\\u%04x", (unsigned)character.code_point);
	else
		strbuf_append(out, (struct str){bytes, utf8_encode(character.code_point, bytes)});
}

void json_append_string(struct strbuf *out, struct str text)
{
	strbuf_append_byte(out, '"');
	for (size_t at = 0; at < text.nbytes;) {
		struct utf8_char character = utf8_decode(str_slice(text, at, text.nbytes));
		append_character(out, character);
		at += character.nbytes;
	}
	strbuf_append_byte(out, '"');
}

void json_append_separator(struct strbuf *out)
{
	char last = out->nbytes ? out->ptr[out->nbytes - 1] : '{';
	if (last != '{' && last != '[')
		strbuf_append_byte(out, ',');
}

void json_append_key(struct strbuf *out, const char *key)
{
	json_append_separator(out);
	strbuf_printf(out, "\"%s\":", key);
}

void json_append_null(struct strbuf *out, const char *key)
{
	json_append_key(out, key);
	strbuf_append_text(out, "null");
}

void json_append_member(struct strbuf *out, const char *key, struct str text)
{
	json_append_key(out, key);
	json_append_string(out, text);
}

void json_append_member_or_null(struct strbuf *out, const char *key, struct str text)
{
	if (text.nbytes)
		json_append_member(out, key, text);
	else
		json_append_null(out, key);
}

void json_append_count(struct strbuf *out, const char *key, size_t count)
{
	json_append_key(out, key);
	strbuf_append_count(out, count, 1);
}

void json_append_count_or_null(struct strbuf *out, const char *key, size_t count)
{
	if (count)
		json_append_count(out, key, count);
	else
		json_append_null(out, key);
}
