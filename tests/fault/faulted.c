/* wait4 is no part of POSIX. */
#define _DEFAULT_SOURCE
#include "faulted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <iconv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "review/desk.h"
#include "terminal.h"

enum { MAX_NARGUMENTS = 16, MAX_NOPEN = 16, NVERDICTS = 5, LINE_NBYTES = 1024 };

static const char *program(void)
{
	const char *name = getenv("GOUJI");
	return name && name[0] ? name : "build/gouji";
}

/* In the same build as the program. */
static const char *library(void)
{
	static char path[FAULTED_PATH_NBYTES];
	const char *slash = strrchr(program(), '/');
	snprintf(path, sizeof(path), "%.*stests/fault/preload.so", slash ? (int)(slash + 1 - program()) : 0, program());
	return path;
}

/* Whether a file has a text in it. */
static bool has_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "r");
	size_t nmatched = 0, nbytes = strlen(text);
	int c;
	while (file && nmatched < nbytes && (c = getc(file)) != EOF)
		nmatched = c == text[nmatched] ? nmatched + 1 : c == text[0];
	if (file)
		fclose(file);
	return nmatched == nbytes;
}

bool faulted_is_sanitized(void)
{
	static enum { UNKNOWN, PLAIN, SANITIZED } known;
	if (known == UNKNOWN)
		known = has_text(program(), "__asan_init") || has_text(program(), "__tsan_init") ? SANITIZED : PLAIN;
	return known == SANITIZED;
}

const char *faulted_reason_to_skip(void)
{
	if (access(library(), R_OK) != 0)
		return "no library to preload";
	/* Clang links the sanitizers' functions into the program, in front of those of a library. */
	if (has_text(program(), "__tsan_init"))
		return "a program with a sanitizer";
	return NULL;
}

/* ---- Files ---- */

static void name_file(const struct faulted *faulted, const char *name, char path[FAULTED_PATH_NBYTES])
{
	int nbytes = snprintf(path, FAULTED_PATH_NBYTES, "%s/%s", faulted->directory, name);
	assert_true(nbytes > 0 && nbytes < FAULTED_PATH_NBYTES);
}

static char *read_text(const char *path)
{
	FILE *file = fopen(path, "r");
	struct stat info;
	if (!file)
		return calloc(1, 1);
	assert_int_equal(fstat(fileno(file), &info), 0);
	char *text = calloc(1, (size_t)info.st_size + 1);
	assert_non_null(text);
	assert_int_equal(fread(text, 1, (size_t)info.st_size, file), info.st_size);
	fclose(file);
	return text;
}

void faulted_write(const struct faulted *faulted, const char *name, const char *bytes, size_t nbytes)
{
	char path[FAULTED_PATH_NBYTES];
	name_file(faulted, name, path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, nbytes, file), nbytes);
	assert_int_equal(fclose(file), 0);
}

void faulted_take(const struct faulted *faulted, const char *from, const char *name)
{
	char *text = read_text(from);
	assert_true(text[0] != '\0');
	faulted_write(faulted, name, text, strlen(text));
	free(text);
}

static void copy_as_gb18030(const struct faulted *faulted, const char *from, const char *name)
{
	char *text = read_text(from), *in = text;
	size_t nin = strlen(text), room = nin * 2;
	char *bytes = malloc(room), *out = bytes;
	iconv_t conversion = iconv_open("GB18030", "UTF-8");
	assert_true(conversion != (iconv_t)-1);
	assert_int_equal(iconv(conversion, &in, &nin, &out, &room), 0);
	iconv_close(conversion);
	faulted_write(faulted, name, bytes, (size_t)(out - bytes));
	free(bytes);
	free(text);
}

static void make_directory(const struct faulted *faulted, const char *name)
{
	char path[FAULTED_PATH_NBYTES];
	name_file(faulted, name, path);
	assert_int_equal(mkdir(path, 0777), 0);
}

/* A table three as a page, with a sum that does not hold. */
static const char page[] =
	"<html><head><title>汀榆县档案局2023年政府信息公开工作年度报告</title></head><body>\n"
	"<p>一、总体情况</p><p>三、收到和处理政府信息公开申请情况</p>\n"
	"<table><tr><td colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>"
	"<td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td>"
	"<td>总计</td></tr>\n"
	"<tr><td colspan=3>一、本年新收政府信息公开申请数量</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td>"
	"<td>0</td><td>4</td></tr>\n"
	"<tr><td colspan=3>二、上年结转政府信息公开申请数量</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td>"
	"<td>0</td><td>0</td></tr>\n"
	"<tr><td>三、本年度办理结果</td><td colspan=2>（一）予以公开</td><td>3</td><td>0</td><td>0</td><td>0</td>"
	"<td>0</td><td>0</td><td>3</td></tr>\n"
	"<tr><td></td><td colspan=2>（七）总计</td><td>2</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td>"
	"<td>2</td></tr>\n"
	"<tr><td colspan=3>四、结转下年度继续办理</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td>"
	"<td>0</td></tr></table></body></html>\n";

void faulted_make_reports(struct faulted *faulted)
{
	char path[FAULTED_PATH_NBYTES];
	make_directory(faulted, "reports");
	make_directory(faulted, "reports/c");
	make_directory(faulted, "reports/c/deep");
	faulted_take(faulted, "tests/samples/zhelin/2022-jtj.txt", "reports/2022-jtj.txt");
	faulted_take(faulted, "tests/samples/zhelin/2023-jtj.txt", "reports/2023-jtj.txt");
	faulted_write(faulted, "reports/b.html", page, strlen(page));
	faulted_take(faulted, "data/samples/yanlu/notice.txt", "reports/c/notice.txt");
	copy_as_gb18030(faulted, "data/samples/tingyu/2022-huaizhu.txt", "reports/c/deep/gb.txt");
	faulted_take(faulted, "data/samples/tingyu/2023-zf.txt", "reports/c/deep/clean.txt");
	faulted_write(faulted, "reports/c/empty.txt", "", 0);
	name_file(faulted, "reports/c/link.txt", path);
	assert_int_equal(symlink("deep/clean.txt", path), 0);
	faulted_take(faulted, "tests/keys/roster.txt", "roster");
	faulted_write(faulted, "list", "reports\n", strlen("reports\n"));
}

/* Gives a file the bytes of another one. */
static void copy_file(const char *from, const char *to)
{
	char bytes[64 * 1024];
	size_t nbytes;
	FILE *in = fopen(from, "r"), *out = fopen(to, "w");
	assert_true(in && out);
	while ((nbytes = fread(bytes, 1, sizeof(bytes), in)) > 0)
		assert_int_equal(fwrite(bytes, 1, nbytes, out), nbytes);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

static void make_store(const char *path, const char *author, uint64_t first)
{
	struct store *store = desk_open_path(path, author);
	for (uint64_t i = 0; i < NVERDICTS; i++) {
		struct error error;
		struct subject subject = desk_subject(first + i);
		assert_true(store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error));
	}
	store_close(store);
}

void faulted_make_stores(struct faulted *faulted)
{
	char kept[FAULTED_PATH_NBYTES];
	make_store(faulted->store, "甲", 1);
	make_store(faulted->other, "乙", NVERDICTS - 1);
	name_file(faulted, "store.kept", kept);
	copy_file(faulted->store, kept);
}

void faulted_copy(const struct faulted *faulted, const char *from, const char *to)
{
	char old[FAULTED_PATH_NBYTES], new[FAULTED_PATH_NBYTES];
	name_file(faulted, from, old);
	name_file(faulted, to, new);
	copy_file(old, new);
}

void faulted_restore(struct faulted *faulted)
{
	static const char *const beside[] = {"store.db-wal", "store.db-shm", "store.db-journal"};
	char path[FAULTED_PATH_NBYTES];
	for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
		name_file(faulted, beside[i], path);
		unlink(path);
	}
	name_file(faulted, "store.kept", path);
	copy_file(path, faulted->store);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	(void)info;
	(void)kind;
	(void)where;
	remove(path);
	return 0;
}

void faulted_clear(const struct faulted *faulted, const char *name)
{
	char path[FAULTED_PATH_NBYTES];
	name_file(faulted, name, path);
	nftw(path, remove_one, MAX_NOPEN, FTW_DEPTH | FTW_PHYS);
}

void faulted_start(struct faulted *faulted)
{
	char options[1024];
	/* The address sanitizer's own library comes behind the one that is preloaded. */
	snprintf(options, sizeof(options), "%s:verify_asan_link_order=0",
		 getenv("ASAN_OPTIONS") ? getenv("ASAN_OPTIONS") : "");
	setenv("ASAN_OPTIONS", options, 1);
	const char *parent = getenv("TMPDIR");
	snprintf(faulted->directory, sizeof(faulted->directory), "%s/gouji-XXXXXX", parent ? parent : "/tmp");
	assert_non_null(mkdtemp(faulted->directory));
	name_file(faulted, "store.db", faulted->store);
	name_file(faulted, "other.db", faulted->other);
}

void faulted_stop(struct faulted *faulted)
{
	nftw(faulted->directory, remove_one, MAX_NOPEN, FTW_DEPTH | FTW_PHYS);
}

/* ---- Runs ---- */

/* In the new process; paths are absolute. */
static _Noreturn void become(const struct faulted *faulted, const char *name, const char *preload, const char *fault,
			     const char *const *arguments)
{
	const char *argv[MAX_NARGUMENTS + 2] = {name};
	for (size_t i = 0; i < MAX_NARGUMENTS && arguments[i]; i++)
		argv[i + 1] = arguments[i];
	if (chdir(faulted->directory) != 0)
		_exit(126);
	int in = open("/dev/null", O_RDONLY), out = open("out", O_WRONLY | O_CREAT | O_TRUNC, 0666);
	int err = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0)
		_exit(126);
	for (int fd = STDERR_FILENO + 1; fd < 20; fd++)
		close(fd);
	setenv("HOME", faulted->directory, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	if (fault) {
		setenv("FAULT", fault, 1);
		setenv("FAULT_TOLD", "told", 1);
		setenv("FAULT_FILE", faulted->changed ? faulted->changed : "", 1);
		setenv("FAULT_FROM", faulted->changed_from ? faulted->changed_from : "", 1);
		setenv("LD_PRELOAD", preload, 1);
	}
	alarm(FAULTED_LIMIT_S);
	execv(name, (char *const *)argv);
	_exit(127);
}

struct outcome faulted_run(const struct faulted *faulted, const char *fault, const char *const *arguments)
{
	struct outcome outcome = {0};
	char *name = realpath(program(), NULL), *preload = realpath(library(), NULL);
	char path[FAULTED_PATH_NBYTES];
	struct rusage usage;
	int status;
	assert_true(name && preload);
	name_file(faulted, "told", path);
	unlink(path);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		become(faulted, name, preload, fault, arguments);
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	outcome.nkilobytes = usage.ru_maxrss;
	outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
	name_file(faulted, "out", path);
	outcome.out = read_text(path);
	name_file(faulted, "err", path);
	outcome.err = read_text(path);
	free(name);
	free(preload);
	return outcome;
}

void faulted_forget(struct outcome *outcome)
{
	free(outcome->out);
	free(outcome->err);
	*outcome = (struct outcome){0};
}

unsigned long faulted_told(const struct faulted *faulted)
{
	char path[FAULTED_PATH_NBYTES];
	name_file(faulted, "told", path);
	char *text = read_text(path);
	unsigned long count = strtoul(text, NULL, 10);
	free(text);
	return count;
}

unsigned long faulted_count(const struct faulted *faulted, const char *family, const char *const *arguments)
{
	char fault[64];
	snprintf(fault, sizeof(fault), "%s:0:EIO", family);
	struct outcome outcome = faulted_run(faulted, fault, arguments);
	faulted_forget(&outcome);
	return faulted_told(faulted);
}

struct terminal *faulted_browse(const struct faulted *faulted, const char *fault, const char *const *arguments)
{
	const char *argv[MAX_NARGUMENTS + 2] = {program()};
	char home[FAULTED_PATH_NBYTES], plan[64], preload[FAULTED_PATH_NBYTES], told[FAULTED_PATH_NBYTES];
	char *path = realpath(library(), NULL);
	assert_non_null(path);
	for (size_t i = 0; i < MAX_NARGUMENTS && arguments[i]; i++)
		argv[i + 1] = arguments[i];
	snprintf(home, sizeof(home), "HOME=%s", faulted->directory);
	snprintf(plan, sizeof(plan), "FAULT=%s", fault ? fault : "");
	snprintf(preload, sizeof(preload), "LD_PRELOAD=%s", path);
	snprintf(told, sizeof(told), "FAULT_TOLD=%s/told", faulted->directory);
	unlink(told + strlen("FAULT_TOLD="));
	const char *const environment[] = {home, plan, told, preload, NULL};
	const struct terminal_options options = {
		.argv = argv, .nrows = 30, .ncols = 120, .cwd = faulted->directory, .env = environment,
	};
	struct terminal *terminal = terminal_start(&options);
	free(path);
	return terminal;
}

struct choice faulted_choose_some(unsigned long count, unsigned long wanted, unsigned long most)
{
	if (getenv("FAULT_EVERY"))
		wanted = most;
	else if (faulted_is_sanitized())
		wanted = (wanted + 2) / 3;
	bool all = count <= wanted;
	return (struct choice){.step = all ? 1 : count / wanted, .next = count, .nleft = all ? count : wanted};
}

struct choice faulted_choose(unsigned long count, unsigned long wanted)
{
	return faulted_choose_some(count, wanted, count);
}

unsigned long faulted_next(struct choice *choice)
{
	if (!choice->nleft)
		return 0;
	unsigned long next = choice->next;
	choice->next -= choice->step;
	choice->nleft--;
	return next;
}
