#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/blocks.h"

void describe_block(void *context, const struct block *block)
{
	struct strbuf *out = context;
	strbuf_printf(out, "%u ", (unsigned)block->line);
	if (block->kind == BLOCK_PARAGRAPH) {
		strbuf_append_repeat(out, '#', block->heading_level);
		strbuf_append(out, block->text);
	} else {
		strbuf_append_text(out, block->grid ? "grid|" : "lines|");
		for (size_t i = 0; i < block->ncells; i++) {
			strbuf_append(out, block->cells[i].text);
			if (block->cells[i].line != block->line)
				strbuf_printf(out, "@%u", (unsigned)block->cells[i].line);
			strbuf_append_text(out, block->cells[i].covered ? "^|" : "|");
		}
		strbuf_append_text(out, block->truncated ? "…" : "");
	}
	strbuf_append_byte(out, '\n');
}

void append_blocks(struct str text, struct strbuf *out)
{
	const struct block_sink sink = {describe_block, out};
	text_read_blocks(text, &sink);
}

void assert_blocks(const char *text, const char *expected)
{
	struct strbuf out = {0};
	append_blocks(str_from(text), &out);
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}
