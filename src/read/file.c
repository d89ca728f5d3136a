#include "read/file.h"

#include <stdio.h>
#include <string.h>

#include "base/catalog.h"
#include "base/simplify.h"
#include "read/convert_signals.h"
#include "read/text.h"

static void say(struct file *file, const char *text)
{
	snprintf(file->detail, sizeof(file->detail), "%s", text ? text : "");
}

/* Takes over a text, which may be markup. */
static enum file_status use_text(struct file *file, struct source *source)
{
	file->layout = html_is_markup(source->text) ? FILE_LAYOUT_MARKUP : FILE_LAYOUT_TEXT;
	if (file->layout == FILE_LAYOUT_TEXT && source->has_signs)
		text_blank_markup(source_open_text(source), source->text.nbytes);
	if (file->layout == FILE_LAYOUT_TEXT && drawn_may_hold(source->text) && drawn_holds(source->text))
		file->layout = FILE_LAYOUT_DRAWN;
	if (file->layout == FILE_LAYOUT_TEXT && source->has_signs && delimited_holds(source->text))
		file->layout = FILE_LAYOUT_DELIMITED;
	file->lines = file->text = source->text;
	file->html.is_clean = source->is_clean;
	return FILE_OK;
}

static enum file_status take_source(struct file *file, struct source *source, enum source_status status)
{
	static const enum file_status statuses[] = {
		[SOURCE_FAILED] = FILE_FAILED, [SOURCE_NOT_REGULAR] = FILE_NOT_REGULAR,
		[SOURCE_TOO_LARGE] = FILE_TOO_LARGE, [SOURCE_EMPTY] = FILE_EMPTY,
		[SOURCE_BINARY] = FILE_BINARY, [SOURCE_NO_CONVERTER] = FILE_NO_CHARSET,
	};
	if (status == SOURCE_OK)
		return use_text(file, source);
	say(file, source->kind);
	return statuses[status];
}

/* Runs the converter. What another one made after the first one failed is not kept under the first one's name; where
 * the system had too little of something, another try may do. */
static bool run_converter(struct file *file, enum convert_kind kind, const char *path, bool known,
			  const struct convert_choice *choice)
{
	convert_file(kind, path, &file->conversion);
	bool converted = file->conversion.status == CONVERT_OK;
	file->holds_conversion = known && !file->conversion.error_number;
	if (known && converted && file->conversion.converter == choice->converter)
		cache_store(&file->cache, file->held_key, strbuf_view(&file->conversion.bytes));
	return converted;
}

/* Converts with the first program that is there, unless what it made of the same file is in hand or in the cache. */
static enum file_status convert_or_load(struct file *file, enum convert_kind kind, const char *path,
					const struct convert_choice *choice)
{
	struct conversion *conversion = &file->conversion;
	struct strbuf line = {0};
	struct stat info;
	convert_append_line(choice, &line);
	bool known = stat(path, &info) == 0;
	struct cache_key key = known ? cache_key_of(&info, strbuf_view(&line)) : (struct cache_key){{0, 0}};
	strbuf_free(&line);
	bool same = known && memcmp(&file->held_key, &key, sizeof(key)) == 0;
	if (file->holds_conversion && (same || file->keeps_held))
		return conversion->status == CONVERT_OK ? FILE_OK : FILE_NOT_CONVERTED;
	strbuf_clear(&conversion->bytes);
	file->held_key = key;
	file->holds_conversion = known && cache_load(&file->cache, key, &conversion->bytes) && conversion->bytes.nbytes;
	if (file->holds_conversion) {
		conversion->status = CONVERT_OK;
		conversion->converter = choice->converter;
		return FILE_OK;
	}
	if (file->puts_off)
		return FILE_PUT_OFF;
	return run_converter(file, kind, path, known, choice) ? FILE_OK : FILE_NOT_CONVERTED;
}

static enum file_status convert_if_possible(struct file *file, enum convert_kind kind, const char *path)
{
	struct convert_choice choice;
	if (!file->cache_is_open)
		cache_open(&file->cache);
	file->cache_is_open = true;
	if (convert_choose(kind, NULL, &choice))
		return convert_or_load(file, kind, path, &choice);
	strbuf_clear(&file->conversion.bytes);
	file->holds_conversion = false;
	file->conversion.status = CONVERT_MISSING;
	file->conversion.error_number = choice.error_number;
	file->conversion.converter = convert_suggestion(kind);
	return FILE_NOT_CONVERTED;
}

/* A signal that ends the program does so when the converter was stopped and what it has left behind is removed. Where
 * the conversion can be cancelled, who does that sees to signals. */
static enum file_status convert(struct file *file, enum convert_kind kind, const char *path)
{
	sigset_t before;
	if (file->conversion.cancelled)
		return convert_if_possible(file, kind, path);
	convert_hold_signals(&before);
	enum file_status status = convert_if_possible(file, kind, path);
	convert_release_signals(&before);
	return status;
}

/* The system's refusal is another matter than a file that no converter reads: a second try may do. */
static enum file_status tell_unconverted(struct file *file)
{
	const struct conversion *conversion = &file->conversion;
	const char *program = conversion->converter ? conversion->converter->program : "";
	if (conversion->error_number)
		file->source.error_number = conversion->error_number;
	if (conversion->status == CONVERT_MISSING) {
		snprintf(file->detail, sizeof(file->detail), "%s (%s)", program,
			 conversion->converter ? conversion->converter->package : "");
		return conversion->error_number ? FILE_FAILED : FILE_NEEDS_CONVERTER;
	}
	bool failed = conversion->status == CONVERT_FAILED;
	snprintf(file->detail, sizeof(file->detail), "%s%s%.400s", program,
		 failed && conversion->message[0] ? ": " : "", failed ? conversion->message : "");
	file->reason = conversion->status == CONVERT_TIMED_OUT	 ? N_("did not end in time")
		       : conversion->status == CONVERT_TOO_LARGE ? N_("wrote too much")
		       : conversion->status == CONVERT_CANCELLED ? N_("was stopped")
								 : conversion->reason;
	file->reason_number = conversion->number;
	return conversion->error_number ? FILE_FAILED : FILE_NOT_CONVERTED;
}

/* PDF and Word. */
static enum file_status read_converted(struct file *file, const char *path)
{
	enum convert_kind kind = convert_kind_of((struct str){file->source.bytes, file->source.nbytes});
	if (kind == CONVERT_NOTHING || strcmp(path, "-") == 0) {
		say(file, file->source.kind);
		return FILE_BINARY;
	}
	enum file_status status = convert(file, kind, path);
	if (status != FILE_OK)
		return status == FILE_PUT_OFF ? status : tell_unconverted(file);
	struct str bytes = strbuf_view(&file->conversion.bytes);
	file->lossy = file->conversion.converter->lossy ? file->conversion.converter->program : NULL;
	if (file->conversion.converter->output != CONVERT_BOXES)
		return take_source(file, &file->converted, source_take(&file->converted, bytes));
	file->layout = FILE_LAYOUT_BOXES;
	return str_contains(bytes, STR("<word ")) ? FILE_OK : FILE_NO_TEXT;
}

static void forget(struct file *file)
{
	file->layout = FILE_LAYOUT_TEXT;
	file->lines = file->text = (struct str){0};
	file->limit = file->lossy = NULL;
	file->detail[0] = '\0';
	file->reason = NULL;
	file->reason_number = 0;
}

enum file_status file_read(struct file *file, const char *path)
{
	forget(file);
	enum source_status status = source_read(&file->source, path);
	return status == SOURCE_BINARY ? read_converted(file, path) : take_source(file, &file->source, status);
}

enum file_status file_read_at(struct file *file, const struct source_place *place)
{
	forget(file);
	enum source_status status = source_read_at(&file->source, place);
	return status == SOURCE_BINARY ? read_converted(file, place->path) : take_source(file, &file->source, status);
}

enum file_status file_take(struct file *file, struct str bytes)
{
	forget(file);
	return take_source(file, &file->source, source_take(&file->source, bytes));
}

void file_take_conversion(struct file *file, struct file *other)
{
	const atomic_bool *cancelled = file->conversion.cancelled;
	struct conversion taken = other->conversion;
	other->conversion = file->conversion;
	other->conversion.cancelled = taken.cancelled;
	taken.cancelled = cancelled;
	file->conversion = taken;
	/* Whatever came of it: who has had a file converted is not to be told once more to do so. */
	file->holds_conversion = true;
	file->held_key = other->held_key;
	other->holds_conversion = false;
}

bool file_simplify(struct file *file)
{
	struct strbuf *converted = &file->conversion.bytes;
	if (file->layout == FILE_LAYOUT_BOXES)
		return simplify_text(converted->ptr, converted->nbytes) > 0;
	struct source *source = file->lines.ptr == file->source.text.ptr ? &file->source : &file->converted;
	return simplify_text(source_open_text(source), source->text.nbytes) > 0;
}

void file_read_blocks(struct file *file, const struct block_sink *sink)
{
	struct str bytes = strbuf_view(&file->conversion.bytes);
	switch (file->layout) {
	case FILE_LAYOUT_TEXT:
		text_read_blocks(file->lines, sink);
		break;
	case FILE_LAYOUT_DRAWN:
		drawn_read_blocks(&file->drawn, file->lines, sink);
		file->text = strbuf_view(&file->drawn.text);
		break;
	case FILE_LAYOUT_DELIMITED:
		delimited_read_blocks(&file->delimited, file->lines, sink);
		file->text = strbuf_view(&file->delimited.text);
		break;
	case FILE_LAYOUT_MARKUP:
		html_read_blocks(&file->html, file->lines, sink);
		file->text = strbuf_view(&file->html.text);
		file->limit = file->html.limit;
		break;
	case FILE_LAYOUT_BOXES:
		boxes_read_blocks(&file->boxes, bytes, sink);
		file->text = strbuf_view(&file->boxes.text);
		break;
	}
}

struct str file_text(const struct file *file)
{
	switch (file->layout) {
	case FILE_LAYOUT_TEXT:
		break;
	case FILE_LAYOUT_DRAWN:
		return strbuf_view(&file->drawn.text);
	case FILE_LAYOUT_DELIMITED:
		return strbuf_view(&file->delimited.text);
	case FILE_LAYOUT_MARKUP:
		return strbuf_view(&file->html.text);
	case FILE_LAYOUT_BOXES:
		return strbuf_view(&file->boxes.text);
	}
	return file->lines;
}

void file_free(struct file *file)
{
	source_free(&file->source);
	source_free(&file->converted);
	conversion_free(&file->conversion);
	if (file->cache_is_open)
		cache_close(&file->cache);
	html_reader_free(&file->html);
	boxes_reader_free(&file->boxes);
	drawn_reader_free(&file->drawn);
	delimited_reader_free(&file->delimited);
	*file = (struct file){0};
}
