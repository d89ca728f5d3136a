/* Any bytes as a report, text or page by what they hold: read, recognised, checked, explained and laid out at a width
 * taken from the bytes. `make fuzz` builds it with clang's libFuzzer. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "render/rendering.h"

static struct knowledge *load(void)
{
	static struct knowledge knowledge;
	struct error error;
	if (!knowledge_load(&knowledge, &error))
		abort();
	return &knowledge;
}

static void check_rendering(const struct rendering *rendering, const struct findings *findings)
{
	size_t nopen = 0, nexplained = 0;
	for (size_t i = 0; i < findings->count; i++)
		nopen += finding_is_open(&findings->list[i]);
	for (size_t i = 0; i < rendering->nrows; i++)
		nexplained += rendering->rows[i].kind == RENDERED_FINDING;
	if (nopen != nexplained)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct knowledge *knowledge;
	static struct opened opened;
	static struct rendering rendering;
	static struct strbuf text;
	const struct language language = {0};
	if (!knowledge)
		knowledge = load();
	if (!size)
		return 0;
	const struct render_options options = {
		.ncols = 1 + data[0] % 120,
		.ambiguous = WIDTH_AMBIGUOUS_1,
		.language = &language,
		.grids = data[0] >= 120,
	};
	opened_open_bytes(&opened, knowledge, "2023.txt", (struct str){(const char *)data + 1, size - 1});
	rendering_build(&rendering, &opened, &options);
	check_rendering(&rendering, opened_findings(&opened));
	strbuf_clear(&text);
	for (size_t i = 0; i < opened_findings(&opened)->count; i++) {
		const struct finding *finding = &opened_findings(&opened)->list[i];
		explain_append_message(finding, opened_report(&opened), &language, &text);
		(void)finding_fingerprint(finding, opened_report(&opened));
	}
	return 0;
}
