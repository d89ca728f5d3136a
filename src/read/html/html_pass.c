#include "read/html/html_pass.h"

#include "read/html/html_run.h"

bool html_pass_begin(struct html_pass *pass, struct html_scan *scan, const char *tag, size_t nopen)
{
	struct html_page *page = &scan->page;
	const struct html_reader *reader = page->reader;
	struct str rest = {tag, (size_t)(scan->end - tag)};
	if (!reader->find_place || pass->off || page->table.depth)
		return false;
	if (!pass->place || pass->place < tag)
		pass->place = scan->start +
			      reader->find_place(reader->find_context, page->source, (size_t)(tag - scan->start));
	size_t offset = str_find(rest, STR("</table>"));
	if (offset == rest.nbytes || pass->place < tag + offset + strlen("</table>"))
		return false;
	html_end_paragraph(page);
	page->table.dropping = true;
	pass->end = tag + offset + strlen("</table>");
	pass->nopen = nopen - 1;
	return true;
}

bool html_pass_end(struct html_pass *pass, struct html_scan *scan, const char *p, size_t nopen)
{
	pass->failed = p != pass->end || nopen != pass->nopen;
	pass->end = NULL;
	scan->page.table.dropping = false;
	return !pass->failed;
}
