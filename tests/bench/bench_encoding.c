/* How fast encodings are detected and decoded on one core, beside iconv(3) alone: MB/s of source bytes, the median of
 * NRUNS runs of RUN_NS each. The texts are a report's sentences again and again: 12 KB are a report, 1 MB is a page. */
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "read/encoding.h"

enum { NRUNS = 5, REPORT_NBYTES = 12 * 1024, PAGE_NBYTES = 1024 * 1024 };

static const int64_t RUN_NS = 50 * 1000 * 1000;

static const char simplified[] =
	"本年度报告所列数据的统计期限自2023年1月1日起至2023年12月31日止，电子版可在门户网站下载。\n"
	"收到公民、法人和其他组织提出的信息公开申请57件，上年结转3件，均在法定期限内答复。\n"
	"（一）予以公开\t12\t0\t1\t13\n（二）部分公开\t3\t0\t0\t3\n";
static const char traditional[] =
	"本年度報告所列資料的統計期間自2023年1月1日起至2023年12月31日止，電子版可於入口網站下載。\n"
	"受理民眾、法人及其他團體申請提供資訊57件，上年度結轉3件，均於法定期限內答覆。\n"
	"（一）准予提供\t12\t0\t1\t13\n（二）部分提供\t3\t0\t0\t3\n";

static const struct charset {
	enum encoding encoding;
	const char *iconv_name;
	const char *text;
} charsets[] = {
	{ENCODING_UTF8, "UTF-8", simplified},
	{ENCODING_GB18030, "GB18030", simplified},
	{ENCODING_BIG5, "BIG5-HKSCS", traditional},
	{ENCODING_UTF16LE, "UTF-16LE", simplified},
	{ENCODING_UTF16BE, "UTF-16BE", simplified},
	{ENCODING_UTF32LE, "UTF-32LE", simplified},
	{ENCODING_UTF32BE, "UTF-32BE", simplified},
};

enum { NCHARSETS = sizeof(charsets) / sizeof(charsets[0]) };

/* What one measurement works on. */
struct job {
	const struct charset *charset;
	struct str bytes;
	struct strbuf out;
	struct decoder *decoder;
	iconv_t conversion;
	size_t nfailed;
};

typedef void work(struct job *job);

static void detect(struct job *job)
{
	job->nfailed += encoding_detect(job->bytes) != job->charset->encoding;
}

static void decode(struct job *job)
{
	strbuf_clear(&job->out);
	struct decoding found = decoder_decode(job->decoder, job->charset->encoding, job->bytes, &job->out);
	job->nfailed += !found.available || found.nbad > 0;
}

/* Into memory that is there already. */
static void convert(struct job *job)
{
	char *from = (char *)job->bytes.ptr, *to = job->out.ptr;
	size_t left = job->bytes.nbytes, room = job->out.capacity;
	job->nfailed += iconv(job->conversion, &from, &left, &to, &room) == (size_t)-1;
}

static int64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

/* MB/s. */
static double rate(work *worked, struct job *job)
{
	double rates[NRUNS];
	for (size_t i = 0; i < NRUNS; i++) {
		int64_t start = now_ns(), end = start;
		size_t nbytes = 0;
		while (end - start < RUN_NS) {
			worked(job);
			nbytes += job->bytes.nbytes;
			end = now_ns();
		}
		rates[i] = (double)nbytes * 1e3 / (double)(end - start);
	}
	qsort(rates, NRUNS, sizeof(rates[0]), compare);
	return rates[NRUNS / 2];
}

/* The charset's text of `nbytes` and a little more. */
static struct strbuf make_text(const struct charset *charset, size_t nbytes)
{
	struct strbuf text = {0};
	iconv_t conversion = iconv_open(charset->iconv_name, "UTF-8");
	while (conversion != (iconv_t)-1 && text.nbytes < nbytes) {
		char part[4096], *from = (char *)charset->text, *to = part;
		size_t left = strlen(charset->text), room = sizeof(part);
		if (iconv(conversion, &from, &left, &to, &room) == (size_t)-1)
			break;
		strbuf_append(&text, (struct str){part, sizeof(part) - room});
	}
	if (conversion != (iconv_t)-1)
		iconv_close(conversion);
	return text;
}

static void print_row(struct decoder *decoder, const struct charset *charset, size_t nbytes)
{
	struct strbuf text = make_text(charset, nbytes);
	struct job job = {
		.charset = charset,
		.bytes = strbuf_view(&text),
		.decoder = decoder,
		.conversion = iconv_open("UTF-8", charset->iconv_name),
	};
	if (text.nbytes > 0 && job.conversion != (iconv_t)-1) {
		strbuf_append_repeat(&job.out, '\0', text.nbytes * 4);
		double detected = rate(detect, &job), decoded = rate(decode, &job), converted = rate(convert, &job);
		printf("%-11s %8zu %9.0f %9.0f %9.0f%s\n", encoding_name(charset->encoding), text.nbytes, detected,
		       decoded, converted, job.nfailed > 0 ? "  FAILED" : "");
	} else {
		printf("%-11s %8zu  not available\n", encoding_name(charset->encoding), nbytes);
	}
	if (job.conversion != (iconv_t)-1)
		iconv_close(job.conversion);
	strbuf_free(&job.out);
	strbuf_free(&text);
}

int main(void)
{
	int64_t start = now_ns();
	struct decoder *decoder = decoder_new();
	printf("opening all conversions: %.0f us\n", (double)(now_ns() - start) / 1e3);
	printf("%-11s %8s %9s %9s %9s   MB/s\n", "encoding", "bytes", "detect", "decode", "iconv");
	for (size_t i = 0; i < NCHARSETS; i++) {
		print_row(decoder, &charsets[i], REPORT_NBYTES);
		print_row(decoder, &charsets[i], PAGE_NBYTES);
	}
	decoder_free(decoder);
	return 0;
}
