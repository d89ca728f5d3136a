/* The encoding that a page declares of itself. */
#include "base/ascii.h"
#include "read/encoding_bytes.h"

/* The WHATWG "prescan a byte stream to determine its encoding", and the XML declaration. */

enum { PRESCAN_NBYTES = 1024 };

#define BLANKS " \t\n\f\r"

struct attribute {
	struct str name;
	struct str value;
};

static void skip(struct str *rest, size_t nbytes)
{
	*rest = str_slice(*rest, nbytes, rest->nbytes);
}

static bool is_in(const char *set, char byte)
{
	return byte != '\0' && strchr(set, byte) != NULL;
}

static void skip_all(struct str *rest, const char *set)
{
	while (rest->nbytes > 0 && is_in(set, rest->ptr[0]))
		skip(rest, 1);
}

static struct str take_until(struct str *rest, const char *stops)
{
	size_t nbytes = 0;
	if (stops[0] && !stops[1] && rest->nbytes) {
		const char *stop = memchr(rest->ptr, stops[0], rest->nbytes);
		nbytes = stop ? (size_t)(stop - rest->ptr) : rest->nbytes;
	}
	while (nbytes < rest->nbytes && !is_in(stops, rest->ptr[nbytes]))
		nbytes++;
	struct str taken = str_slice(*rest, 0, nbytes);
	skip(rest, nbytes);
	return taken;
}

static bool is_word(struct str s, const char *text)
{
	return s.nbytes == strlen(text) && ascii_starts_with(s, text);
}

/* A value in quotes, or one that ends before a byte of `stops`. */
static struct str take_value(struct str *rest, const char *stops)
{
	skip_all(rest, BLANKS);
	if (rest->nbytes == 0 || !is_in("\"'", rest->ptr[0]))
		return take_until(rest, stops);
	const char quote[] = {rest->ptr[0], '\0'};
	skip(rest, 1);
	struct str value = take_until(rest, quote);
	skip(rest, 1);
	return value;
}

/* Takes the next attribute of a tag; false at the end of the tag. */
static bool take_attribute(struct str *rest, struct attribute *attribute)
{
	skip_all(rest, BLANKS "/");
	if (rest->nbytes == 0 || rest->ptr[0] == '>')
		return false;
	*attribute = (struct attribute){.name = take_until(rest, BLANKS "/>=")};
	skip_all(rest, BLANKS);
	if (ascii_starts_with(*rest, "=")) {
		skip(rest, 1);
		attribute->value = take_value(rest, BLANKS ">");
	}
	return true;
}

/* The charset in "text/html; charset=gb2312". */
static enum encoding content_encoding(struct str content)
{
	while (content.nbytes > 0) {
		if (!ascii_starts_with(content, "charset")) {
			skip(&content, 1);
			continue;
		}
		skip(&content, strlen("charset"));
		skip_all(&content, BLANKS);
		if (!ascii_starts_with(content, "="))
			continue;
		skip(&content, 1);
		return encoding_from_name(take_value(&content, BLANKS ";"));
	}
	return ENCODING_UNKNOWN;
}

/* The charset of a <meta> of which `rest` has the attributes. */
static enum encoding meta_encoding(struct str *rest)
{
	enum encoding charset = ENCODING_UNKNOWN, content = ENCODING_UNKNOWN;
	bool is_content_type = false;
	struct attribute attribute;
	while (take_attribute(rest, &attribute)) {
		if (is_word(attribute.name, "charset"))
			charset = encoding_from_name(attribute.value);
		else if (is_word(attribute.name, "content"))
			content = content_encoding(attribute.value);
		else if (is_word(attribute.name, "http-equiv"))
			is_content_type = is_word(attribute.value, "content-type");
	}
	if (charset != ENCODING_UNKNOWN)
		return charset;
	return is_content_type ? content : ENCODING_UNKNOWN;
}

/* Moves behind a tag that is not <meta>; "<" in its attributes starts none. */
static void skip_tag(struct str *rest)
{
	struct attribute attribute;
	take_until(rest, BLANKS ">");
	while (take_attribute(rest, &attribute))
		;
}

/* Moves behind what starts with the "<" at `rest`; the encoding when it is a <meta> that names one. */
static enum encoding take_markup(struct str *rest)
{
	if (ascii_starts_with(*rest, "<!--")) {
		/* The dashes at the beginning may be those of the end. */
		skip(rest, 2);
		skip(rest, str_find(*rest, STR("-->")));
	} else if (ascii_starts_with(*rest, "<meta") && rest->nbytes > 5 && is_in(BLANKS "/", rest->ptr[5])) {
		skip(rest, 5);
		return meta_encoding(rest);
	} else if (rest->nbytes > 2 && ascii_is_letter(rest->ptr[rest->ptr[1] == '/' ? 2 : 1])) {
		skip_tag(rest);
	} else if (rest->nbytes > 1 && is_in("!/?", rest->ptr[1])) {
		take_until(rest, ">");
	} else {
		skip(rest, 1);
	}
	return ENCODING_UNKNOWN;
}

/* The encoding in <?xml version="1.0" encoding="GB2312"?> */
static enum encoding xml_encoding(struct str head)
{
	if (!ascii_starts_with(head, "<?xml") || head.nbytes <= 5 || !is_in(BLANKS, head.ptr[5]))
		return ENCODING_UNKNOWN;
	skip(&head, 5);
	struct attribute attribute;
	while (take_attribute(&head, &attribute))
		if (is_word(attribute.name, "encoding"))
			return encoding_from_name(attribute.value);
	return ENCODING_UNKNOWN;
}

static enum encoding html_encoding(struct str head)
{
	enum encoding encoding = ENCODING_UNKNOWN;
	while (head.nbytes > 0 && encoding == ENCODING_UNKNOWN) {
		take_until(&head, "<");
		encoding = take_markup(&head);
	}
	return encoding;
}

/* A declaration that can be read as ASCII is not in UTF-16 or UTF-32: those names then mean UTF-8. */
enum encoding encoding_declared(struct str bytes)
{
	struct str head = str_slice(bytes, 0, PRESCAN_NBYTES);
	skip(&head, encoding_bom_nbytes(ENCODING_UTF8, head));
	skip_all(&head, BLANKS);
	enum encoding encoding = xml_encoding(head);
	if (encoding == ENCODING_UNKNOWN)
		encoding = html_encoding(head);
	return encoding >= ENCODING_UTF16LE ? ENCODING_UTF8 : encoding;
}
