/* The elements of plain pages. Private to html_quick.c. */
#ifndef GOUJI_READ_HTML_HTML_SORTS_H
#define GOUJI_READ_HTML_HTML_SORTS_H

#include <stddef.h>
#include <stdint.h>

#include "read/html/html_bytes.h"

/* What may stand in what, so that no element closes another one. */
enum sort {
	BODY = 1,                       /* what is open in the parser from the start */
	LINE = 2,                       /* paragraphs: text in them */
	HEADING = 4,
	BOX = 8,
	INSIDE = 16,                    /* of a line */
	TABLE = 32,
	GROUP = 64,
	ROW = 128,
	CELL = 256,
	RAW = 512,                      /* what is in it is no markup */
	WRAPPER = 1024,                 /* html, head, body: the parser is in a body already, and passes them over */
	BREAK = 2048,                   /* without an end tag, as is META */
	META = 4096,
	TITLE = 8192,
};

enum {
	ANY_TEXT = BODY | LINE | HEADING | BOX | CELL | INSIDE,
	ANY_BOX = BODY | BOX,
};

struct element {
	uint64_t key;                   /* its name as in struct html_name */
	unsigned sort;
	unsigned parents;               /* of enum sort */
};

/* Every name has a number of its own, from 1: the product's upper five bits are different for all of them. */
#define SLOT(key) ((size_t)((key) * UINT64_C(0x834bafa6c8bd1e47) >> 59) + 1)
#define ELEMENT(a, b, c, d, e, f, sort, parents) \
	[SLOT(HTML_KEY(a, b, c, d, e, f))] = {HTML_KEY(a, b, c, d, e, f), (sort), (parents)}

enum { PAGE_BODY = 33, NNUMBERS };

static const struct element elements[NNUMBERS] = {
	ELEMENT('t', 'd', 0, 0, 0, 0, CELL, ROW),
	ELEMENT('t', 'h', 0, 0, 0, 0, CELL, ROW),
	ELEMENT('t', 'r', 0, 0, 0, 0, ROW, TABLE | GROUP),
	ELEMENT('t', 'b', 'o', 'd', 'y', 0, GROUP, TABLE),
	ELEMENT('t', 'h', 'e', 'a', 'd', 0, GROUP, TABLE),
	ELEMENT('t', 'f', 'o', 'o', 't', 0, GROUP, TABLE),
	ELEMENT('t', 'a', 'b', 'l', 'e', 0, TABLE, ANY_BOX),
	ELEMENT('s', 'p', 'a', 'n', 0, 0, INSIDE, ANY_TEXT),
	ELEMENT('s', 't', 'r', 'o', 'n', 'g', INSIDE, ANY_TEXT),
	ELEMENT('o', ':', 'p', 0, 0, 0, INSIDE, ANY_TEXT),
	ELEMENT('b', 'r', 0, 0, 0, 0, BREAK, ANY_TEXT),
	ELEMENT('p', 0, 0, 0, 0, 0, LINE, ANY_BOX | CELL),
	ELEMENT('d', 'i', 'v', 0, 0, 0, BOX, ANY_BOX | CELL),
	ELEMENT('h', '1', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('h', '2', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('h', '3', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('t', 'i', 't', 'l', 'e', 0, TITLE, BODY),
	ELEMENT('s', 't', 'y', 'l', 'e', 0, RAW, BODY),
	ELEMENT('s', 'c', 'r', 'i', 'p', 't', RAW, BODY),
	ELEMENT('m', 'e', 't', 'a', 0, 0, META, BODY),
	ELEMENT('l', 'i', 'n', 'k', 0, 0, META, BODY),
	ELEMENT('h', 't', 'm', 'l', 0, 0, WRAPPER, BODY),
	ELEMENT('h', 'e', 'a', 'd', 0, 0, WRAPPER, BODY),
	ELEMENT('b', 'o', 'd', 'y', 0, 0, WRAPPER, BODY),
	[PAGE_BODY] = {.sort = BODY},
};

/* The element of a name, or NULL. */
static inline const struct element *find_element(struct html_name name)
{
	const struct element *element = &elements[SLOT(name.key)];
	return element->key == name.key && name.nbytes && name.nbytes <= sizeof(name.key) ? element : NULL;
}

#endif
