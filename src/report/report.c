#include "report/report.h"

#include "base/catalog.h"

bool report_is_all_zero(const struct report *report)
{
	size_t nread = 0;
	if (!report_is_checked(report))
		return false;
	for (size_t i = 0; i < report->format->ncells; i++) {
		if (!cell_has_value(&report->cells[i]))
			continue;
		if (report->cells[i].value != 0)
			return false;
		nread++;
	}
	return nread > 0;
}

bool report_has_no_table(const struct report *report)
{
	for (size_t i = 0; i < report->format->ntables; i++)
		if (report->tables[i].line || report->tables[i].mentioned)
			return false;
	return true;
}

const char *report_state_text(enum report_state state)
{
	static const char *const texts[REPORT_NSTATES] = {
		[REPORT_RECOGNISED] = N_("recognised"),
		[REPORT_NOT_A_REPORT] = N_("not an annual report on open government"),
		[REPORT_LAYOUT_UNKNOWN] = N_("its tables are in a layout that cannot be read"),
		[REPORT_OTHER_FORM] = N_("its tables are of a form that is not known"),
		[REPORT_NO_FORM] = N_("an annual report of an older or free form, without its tables"),
		[REPORT_NO_CHARSET] = N_("in an encoding that this system has no converter for"),
		[REPORT_NEEDS_CONVERTER] = N_("needs a converter"),
		[REPORT_NOT_CONVERTED] = N_("could not be converted"),
		[REPORT_NO_TEXT] = N_("pages without text: a scan"),
		[REPORT_BINARY] = N_("not text"),
		[REPORT_EMPTY] = N_("an empty file"),
		[REPORT_TOO_LARGE] = N_("larger than 16 MiB"),
		[REPORT_NOT_REGULAR] = N_("not a regular file"),
		[REPORT_UNREADABLE] = N_("cannot be read"),
		[REPORT_PUT_OFF] = N_("being converted ..."),
	};
	return texts[state];
}

const struct report_heading *report_find_heading(const struct report *report, unsigned section)
{
	for (size_t i = 0; i < report->nheadings; i++)
		if (report->headings[i].section == section)
			return &report->headings[i];
	return NULL;
}

unsigned report_sections_in_pieces(const struct report *report)
{
	unsigned sections = 0;
	for (size_t i = 0; i < report->format->ntables; i++) {
		const struct report_table *table = &report->tables[i];
		if (table->line ? table->nlost * 2 >= report->format->tables[i].ncells : table->mentioned)
			sections |= 1u << report->format->tables[i].section;
	}
	return sections;
}

const struct cell *report_find_cell(const struct report *report, struct str name)
{
	int cell = format_find_cell(report->format, name);
	return cell == FORMAT_NONE ? NULL : &report->cells[cell];
}
