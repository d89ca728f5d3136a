/* What libxml2 would stumble over, taken out of a page. */
#include "read/html/html_reading.h"

#include "base/alloc.h"
#include "base/utf8.h"

/* The length of the "<!…>" at the beginning of `text` that is neither comment nor document type, or 0: Word puts the
 * likes of <![if !supportLists]> into its pages. Nothing that holds "<" or ends a comment is taken for one. */
static size_t declaration_nbytes(struct str text)
{
	if (text.nbytes < 4 || text.ptr[2] == 'D' || text.ptr[2] == 'd' || text.ptr[2] == '-')
		return 0;
	for (size_t i = 2; i < text.nbytes && text.ptr[i] != '<'; i++)
		if (text.ptr[i] == '>')
			return i >= 3 && text.ptr[i - 1] != '-' ? i + 1 : 0;
	return 0;
}

/* The first such declaration from `offset` on, or the end of the page. */
static size_t find_declaration(struct str page, size_t offset, size_t *nbytes)
{
	while (offset < page.nbytes) {
		offset += str_find(str_slice(page, offset, page.nbytes), STR("<!"));
		*nbytes = declaration_nbytes(str_slice(page, offset, page.nbytes));
		if (*nbytes)
			return offset;
		offset += 2;
	}
	return page.nbytes;
}

/* An empty inline element takes the place of each. */
static void replace_declarations(struct str page, size_t offset, size_t nbytes, char *bytes)
{
	while (offset < page.nbytes) {
		memset(bytes + offset, ' ', nbytes);
		bytes[offset] = '<';
		bytes[offset + 1] = 'b';
		bytes[offset + nbytes - 2] = '/';
		bytes[offset + nbytes - 1] = '>';
		offset = find_declaration(page, offset + nbytes, &nbytes);
	}
}

char *html_clean(struct str page)
{
	size_t nbytes = 0;
	size_t bad = utf8_find_invalid(page), declaration = find_declaration(page, 0, &nbytes);
	bool has_nul = page.nbytes && memchr(page.ptr, '\0', page.nbytes);
	if (bad == page.nbytes && declaration == page.nbytes && !has_nul)
		return NULL;
	char *bytes = alloc_array(page.nbytes, 1);
	memcpy(bytes, page.ptr, page.nbytes);
	for (; bad < page.nbytes; bad += utf8_find_invalid(str_slice(page, bad, page.nbytes)))
		bytes[bad++] = '?';
	for (size_t i = 0; has_nul && i < page.nbytes; i++)
		if (!bytes[i])
			bytes[i] = ' ';
	replace_declarations(page, declaration, nbytes, bytes);
	return bytes;
}
