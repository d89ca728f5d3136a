#include "read/convert.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/catalog.h"
#include "base/utf8.h"
#include "read/convert_process.h"

#define MIB ((size_t)1024 * 1024)
#define SMALL_LIMITS {.wall_ms = 30000, .cpu_s = 20, .memory_nbytes = 1024 * MIB, .written_nbytes = 64 * MIB, \
		      .output_nbytes = 64 * MIB}
/* An office suite maps far more than it uses, and starts slowly. */
#define OFFICE_LIMITS {.wall_ms = 120000, .cpu_s = 90, .memory_nbytes = 8192 * MIB, .written_nbytes = 256 * MIB, \
		       .output_nbytes = 64 * MIB}
#define OFFICE(kind_, program_, name_) \
	{.kind = (kind_), .output = CONVERT_HTML, .program = (program_), .package = "libreoffice-writer-nogui", \
	 .arguments = {"--headless", "--norestore", "--nolockcheck", "-env:UserInstallation=file://%d/profile", \
		       "--convert-to", "html", "--outdir", "%d/made", "%f"}, \
	 .copied_as = (name_), .made_file = "made/report.html", .limits = OFFICE_LIMITS}

/* Messages are not silenced (-q): they are what a failure is explained with. */
static const struct converter converters[] = {
	{.kind = CONVERT_PDF, .output = CONVERT_BOXES, .program = "pdftotext", .package = "poppler-utils",
	 .arguments = {"-bbox-layout", "-enc", "UTF-8", "%f", "-"}, .limits = SMALL_LIMITS},
	OFFICE(CONVERT_DOC, "soffice", "report.doc"),
	OFFICE(CONVERT_DOC, "libreoffice", "report.doc"),
	/* Drops stretches of Chinese text that have none of ASCII's marks in them: it takes them for another
	 * encoding. */
	{.kind = CONVERT_DOC, .output = CONVERT_TEXT, .program = "catdoc", .package = "catdoc", .lossy = true,
	 .arguments = {"-w", "-d", "utf-8", "%f"}, .limits = SMALL_LIMITS},
	/* Drops rows, and whole tables, that have spanning cells. */
	{.kind = CONVERT_DOC, .output = CONVERT_TEXT, .program = "antiword", .package = "antiword", .lossy = true,
	 .arguments = {"-m", "UTF-8.txt", "-w", "0", "%f"}, .limits = SMALL_LIMITS},
	OFFICE(CONVERT_DOCX, "soffice", "report.docx"),
	OFFICE(CONVERT_DOCX, "libreoffice", "report.docx"),
	{.kind = CONVERT_DOCX, .output = CONVERT_HTML, .program = "pandoc", .package = "pandoc",
	 .arguments = {"-f", "docx", "-t", "html", "%f"}, .limits = OFFICE_LIMITS},
	{.kind = CONVERT_DOCX, .output = CONVERT_TEXT, .program = "docx2txt", .package = "docx2txt",
	 .arguments = {"%f", "-"}, .limits = SMALL_LIMITS},
};

enum { NCONVERTERS = sizeof(converters) / sizeof(converters[0]) };

/* The converter to name for each kind when there is none: the smallest installation that keeps text and tables. */
static const char *const suggested[] = {
	[CONVERT_PDF] = "pdftotext", [CONVERT_DOC] = "soffice", [CONVERT_DOCX] = "pandoc",
};

enum convert_kind convert_kind_of(struct str bytes)
{
	if (str_starts_with(bytes, STR("%PDF-")))
		return CONVERT_PDF;
	if (str_starts_with(bytes, STR("\320\317\021\340\241\261\032\341")))
		return CONVERT_DOC;
	if (str_starts_with(bytes, STR("PK\003\004")) && str_contains(bytes, STR("word/document.xml")))
		return CONVERT_DOCX;
	return CONVERT_NOTHING;
}

const struct converter *convert_table(size_t index)
{
	return index < NCONVERTERS ? &converters[index] : NULL;
}

const struct converter *convert_suggestion(enum convert_kind kind)
{
	for (size_t i = 0; i < NCONVERTERS; i++)
		if (converters[i].kind == kind && strcmp(converters[i].program, suggested[kind]) == 0)
			return &converters[i];
	return NULL;
}

/* What is said of a program that is not there, or not for everybody. */
static bool is_absence(int error_number)
{
	return error_number == ENOENT || error_number == ENOTDIR || error_number == EACCES || error_number == ELOOP ||
	       error_number == ENAMETOOLONG;
}

static bool is_program(const char *path, int *error_number)
{
	struct stat info;
	if (stat(path, &info) == 0 && (!S_ISREG(info.st_mode) || access(path, X_OK) == 0))
		return S_ISREG(info.st_mode);
	if (!is_absence(errno))
		*error_number = errno;
	return false;
}

/* Only absolute directories: "." in $PATH would run what lies beside the reports. */
static bool find_program(const char *program, char found[CONVERT_MAX_PATH_NBYTES], int *error_number)
{
	struct str rest = str_from(getenv("PATH")), directory;
	while (str_split(&rest, ':', &directory)) {
		if (!directory.nbytes || directory.ptr[0] != '/' || directory.nbytes >= CONVERT_MAX_PATH_NBYTES)
			continue;
		int nbytes = snprintf(found, CONVERT_MAX_PATH_NBYTES, "%.*s/%s", (int)directory.nbytes, directory.ptr,
				      program);
		if (nbytes < 0 || nbytes >= CONVERT_MAX_PATH_NBYTES)
			continue;
		if (is_program(found, error_number))
			return true;
	}
	return false;
}

bool convert_choose(enum convert_kind kind, const struct converter *after, struct convert_choice *choice)
{
	choice->error_number = 0;
	for (size_t i = after ? (size_t)(after - converters) + 1 : 0; i < NCONVERTERS; i++) {
		if (converters[i].kind == kind &&
		    find_program(converters[i].program, choice->path, &choice->error_number)) {
			choice->converter = &converters[i];
			return true;
		}
	}
	return false;
}

void convert_append_line(const struct convert_choice *choice, struct strbuf *out)
{
	strbuf_append_text(out, choice->path);
	for (const char *const *argument = choice->converter->arguments; *argument; argument++) {
		strbuf_append_byte(out, ' ');
		strbuf_append_text(out, *argument);
	}
}

/* Keeps the first lines of what a program said, as UTF-8 without control characters. */
static void keep_message(struct conversion *conversion, struct str said)
{
	size_t nbytes = 0;
	said = str_trim(said);
	while (said.nbytes && nbytes + UTF8_MAX_NBYTES < CONVERT_MESSAGE_NBYTES) {
		struct utf8_char c = utf8_decode(said);
		bool control = c.code_point < 0x20 || (c.code_point >= 0x7F && c.code_point < 0xA0);
		nbytes += utf8_encode(control ? ' ' : c.code_point, conversion->message + nbytes);
		said = str_slice(said, c.nbytes, said.nbytes);
	}
	conversion->message[nbytes] = '\0';
}

/* Whether another try may do: it was the system that had too little of something. */
static bool is_shortage(int error_number)
{
	return error_number == ENOMEM || error_number == EAGAIN || error_number == EMFILE || error_number == ENFILE ||
	       error_number == EIO || error_number == ETXTBSY;
}

/* What a run that went wrong is said to have died of; a status tells nothing to who has said something. */
static void explain_end(const struct process *process, struct conversion *conversion)
{
	bool not_run = process->end == PROCESS_NOT_RUN;
	if (process->end == PROCESS_NOT_STARTED || process->end == PROCESS_NOT_HEARD ||
	    (not_run && is_shortage(process->number)))
		conversion->error_number = process->number;
	else if (not_run)
		conversion->reason = N_("cannot be run");
	else if (process->end == PROCESS_KILLED)
		conversion->reason = N_("ended by signal");
	else if (!conversion->message[0])
		conversion->reason = N_("ended with status");
	if (conversion->reason)
		conversion->number = not_run ? -process->number : process->number;
}

static enum convert_status judge(const struct process *process)
{
	switch (process->end) {
	case PROCESS_EXITED:
		return process->number == 0 ? CONVERT_OK : CONVERT_FAILED;
	case PROCESS_OUT_OF_TIME:
		return CONVERT_TIMED_OUT;
	case PROCESS_OUT_OF_SPACE:
		return CONVERT_TOO_LARGE;
	case PROCESS_CANCELLED:
		return CONVERT_CANCELLED;
	case PROCESS_KILLED:
	case PROCESS_NOT_STARTED:
	case PROCESS_NOT_RUN:
	case PROCESS_NOT_HEARD:
		break;
	}
	return CONVERT_FAILED;
}

/* Puts the file and the directory into one argument. */
static void fill_argument(const char *template, const char *file, const char *directory, struct strbuf *out)
{
	for (; *template; template++) {
		if (template[0] == '%' && template[1] == 'f')
			strbuf_append_text(out, file);
		else if (template[0] == '%' && template[1] == 'd')
			strbuf_append_text(out, directory);
		else
			strbuf_append_byte(out, *template);
		template += template[0] == '%' && (template[1] == 'f' || template[1] == 'd');
	}
	strbuf_append_byte(out, '\0');
}

/* All arguments one behind the other in `out`, each with a NUL; `arguments` point into it. */
static void fill_arguments(const struct convert_choice *choice, const char *file, const char *directory,
			   struct strbuf *out, char *arguments[CONVERT_MAX_ARGUMENTS + 2])
{
	size_t offsets[CONVERT_MAX_ARGUMENTS + 1], count = 0;
	offsets[count++] = 0;
	fill_argument(choice->converter->program, "", "", out);
	for (size_t i = 0; i < CONVERT_MAX_ARGUMENTS && choice->converter->arguments[i]; i++) {
		offsets[count++] = out->nbytes;
		fill_argument(choice->converter->arguments[i], file, directory, out);
	}
	for (size_t i = 0; i < count; i++)
		arguments[i] = out->ptr + offsets[i];
	arguments[count] = NULL;
}

static void run(const struct convert_choice *choice, const char *file, const char *directory,
		struct conversion *conversion)
{
	struct strbuf text = {0};
	char *arguments[CONVERT_MAX_ARGUMENTS + 2];
	fill_arguments(choice, file, directory, &text, arguments);
	struct process process = {.program = choice->path, .arguments = arguments,
				  .limits = &choice->converter->limits, .cancelled = conversion->cancelled};
	process_run(&process, &conversion->bytes);
	conversion->status = judge(&process);
	keep_message(conversion, (struct str){process.said, process.nsaid});
	if (conversion->status == CONVERT_FAILED)
		explain_end(&process, conversion);
	strbuf_free(&text);
}

static void fail(struct conversion *conversion, const char *what, int error_number)
{
	conversion->status = CONVERT_FAILED;
	conversion->error_number = error_number;
	snprintf(conversion->message, CONVERT_MESSAGE_NBYTES, "%s: %s", what, strerror(error_number));
}

/* For converters that write a file: in a directory of their own, on a copy of the file. */
static void run_in_directory(const struct convert_choice *choice, const char *path, struct conversion *conversion)
{
	const struct converter *converter = choice->converter;
	char directory[CONVERT_MAX_PATH_NBYTES];
	struct strbuf file = {0};
	int error_number = workplace_make(directory, sizeof(directory));
	if (error_number) {
		fail(conversion, "TMPDIR", error_number);
		return;
	}
	strbuf_printf(&file, "%s/%s", directory, converter->copied_as);
	error_number = workplace_copy(path, strbuf_text(&file), converter->limits.written_nbytes);
	if (error_number)
		fail(conversion, path, error_number);
	else
		run(choice, strbuf_text(&file), directory, conversion);
	if (conversion->status == CONVERT_OK) {
		strbuf_clear(&file);
		strbuf_printf(&file, "%s/%s", directory, converter->made_file);
		strbuf_clear(&conversion->bytes);
		error_number = workplace_read(strbuf_text(&file), converter->limits.output_nbytes,
					      &conversion->bytes);
		if (error_number == EFBIG)
			conversion->status = CONVERT_TOO_LARGE;
		else if (error_number && error_number != ENOENT)
			fail(conversion, converter->made_file, error_number);
	}
	workplace_remove(directory);
	strbuf_free(&file);
}

/* For converters that write to their output. */
static void run_on_path(const struct convert_choice *choice, const char *path, struct conversion *conversion)
{
	struct strbuf file = {0};
	/* Programs would take it for an option. */
	strbuf_append_text(&file, path[0] == '-' ? "./" : "");
	strbuf_append_text(&file, path);
	run(choice, strbuf_text(&file), "", conversion);
	strbuf_free(&file);
}

static void forget(struct conversion *conversion)
{
	strbuf_clear(&conversion->bytes);
	conversion->message[0] = '\0';
	conversion->error_number = conversion->number = 0;
	conversion->reason = NULL;
}

void convert_run(const struct convert_choice *choice, const char *path, struct conversion *conversion)
{
	conversion->converter = choice->converter;
	forget(conversion);
	conversion->status = CONVERT_OK;
	if (choice->converter->copied_as)
		run_in_directory(choice, path, conversion);
	else
		run_on_path(choice, path, conversion);
	/* Warnings about what came out. */
	if (conversion->status == CONVERT_OK && conversion->bytes.nbytes)
		conversion->message[0] = '\0';
}

void convert_file(enum convert_kind kind, const char *path, struct conversion *conversion)
{
	struct convert_choice choice;
	forget(conversion);
	conversion->status = CONVERT_MISSING;
	conversion->converter = convert_suggestion(kind);
	const struct converter *after = NULL;
	while (convert_choose(kind, after, &choice)) {
		convert_run(&choice, path, conversion);
		if (conversion->status == CONVERT_OK && !conversion->bytes.nbytes) {
			conversion->status = CONVERT_FAILED;
			conversion->reason = N_("wrote nothing");
		}
		if (conversion->status != CONVERT_FAILED)
			return;
		after = choice.converter;
	}
	if (conversion->status == CONVERT_MISSING)
		conversion->error_number = choice.error_number;
}

void conversion_free(struct conversion *conversion)
{
	strbuf_free(&conversion->bytes);
	*conversion = (struct conversion){0};
}
