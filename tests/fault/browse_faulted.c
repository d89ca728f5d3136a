#include "browse_faulted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faulted.h"
#include "terminal.h"

enum { NLOOKS = 60, NAP_MS = 50, STATUS_HANGUP = 129, MOST_RUNS = 200 };

static const struct plan {
	const char *family, *error;
	unsigned long nruns;
} plans[] = {
	{"thread", "EAGAIN", 4}, {"opendir", "EMFILE", 2}, {"readdir", "EIO", 2}, {"open", "EMFILE", 4},
	{"read", "EIO", 4}, {"stat", "EACCES", 2}, {"write", "ENOSPC", 4}, {"write", "EINTR", 2}, {"write", "SHORT", 2},
	{"fsync", "EIO", 3},
	{"inotify", "ENOSPC", 2}, {"malloc", "ENOMEM", 6}, {"pipe", "EMFILE", 1}, {"wait", "EINTR", 2},
	{"lock", "EIO", 2}, {"rename", "EIO", 2}, {"close", "EIO", 1}, {"mmap", "ENOMEM", 2}, {"put", "EIO", 2},
	{"tty", "EIO", 3}, {"charset", "ENOMEM", 1},
};

static const char *const arguments[] = {
	"--lang=en", "--verdicts=kept/verdicts.db", "reports/2022-jtj.txt", "reports/b.html", "reports/c", NULL,
};
static const char *const listing[] = {"verdicts", "--lang=en", "--verdicts=kept/verdicts.db", NULL};

struct seen {
	int status;
	bool loaded;
	char totals[256];               /* the status line when all was loaded */
	bool confirmed;
	bool unchecked;                 /* something of the list could not be read */
	bool restored;
	char *screen;                   /* the last one */
};

static bool shows(struct terminal *t, const char *text)
{
	int row, col;
	return terminal_find(t, text, &row, &col);
}

/* Until the totals are those of a run without a fault, or do say that something is missing: reports are compared with
 * each other after they are loaded. */
static void wait_totals(struct terminal *t, struct seen *seen, const struct seen *plain)
{
	int nrows, ncols;
	terminal_size(t, &nrows, &ncols);
	for (int i = 0; i < NLOOKS; i++) {
		snprintf(seen->totals, sizeof(seen->totals), "%s", terminal_row_text(t, nrows - 1));
		seen->unchecked = !strstr(seen->totals, ", 0 unchecked");
		if (plain ? seen->unchecked || strcmp(seen->totals, plain->totals) == 0 : i == NLOOKS / 4)
			return;
		terminal_wait_idle(t, NAP_MS);
	}
}

/* Until all is loaded, or the program has ended. */
static void wait_loaded(struct terminal *t, struct seen *seen, const struct seen *plain)
{
	for (int i = 0; i < NLOOKS && !seen->loaded; i++) {
		if (!terminal_settle(t))
			return;
		seen->loaded = terminal_is_altscreen(t) && shows(t, "Reports ") && !shows(t, "loading ...");
		if (i > 2 && !terminal_is_altscreen(t))
			return;
		terminal_wait_idle(t, NAP_MS);
	}
	/* A key takes what was said off the line. */
	terminal_type(t, "k");
	wait_totals(t, seen, plain);
}

static struct seen browse(const struct faulted *faulted, const char *fault, const struct seen *plain)
{
	struct seen seen = {0};
	struct terminal *t = faulted_browse(faulted, fault, arguments);
	wait_loaded(t, &seen, plain);
	if (seen.loaded) {
		terminal_type(t, "n");
		terminal_type(t, "y");
		seen.confirmed = shows(t, "Confirmed (u takes it back)") && !shows(t, "NOT SAVED");
		terminal_type(t, "q");
		/* Verdicts that could not be saved are kept until a second one. */
		if (terminal_is_altscreen(t))
			terminal_type(t, "q");
	}
	seen.status = terminal_wait_exit(t);
	seen.restored = terminal_is_cooked(t) && !terminal_is_altscreen(t);
	seen.screen = strdup(terminal_screen_text(t));
	terminal_stop(t);
	return seen;
}

static bool has_verdict(const struct faulted *faulted)
{
	struct outcome outcome = faulted_run(faulted, NULL, listing);
	bool found = strstr(outcome.out, ": confirmed") != NULL;
	faulted_forget(&outcome);
	return found;
}

static void judge(const struct faulted *faulted, const char *fault, const struct seen *plain, const struct seen *seen)
{
	const char *why = NULL;
	/* A terminal that cannot be read is gone. */
	bool gone = seen->status == STATUS_HANGUP && strncmp(fault, "read:", 5) == 0;
	if (seen->status != 0 && seen->status != FAULTED_STATUS_TROUBLE && !gone)
		why = "crashed or hung";
	else if (!seen->restored)
		why = "left the terminal as it was";
	else if (seen->status == FAULTED_STATUS_TROUBLE && !strstr(seen->screen, "gouji: "))
		why = "did not say why it ended";
	else if (seen->status == 0 && !seen->loaded)
		why = "ended without a word";
	else if (seen->loaded && strcmp(seen->totals, plain->totals) != 0 && !seen->unchecked)
		why = "did not say that something is missing";
	else if (seen->confirmed && !has_verdict(faulted))
		why = "lost a verdict that was confirmed";
	if (why)
		fail_msg("%s: %s: status %d, '%s' for '%s'\n%s", fault, why, seen->status, seen->totals, plain->totals,
			 seen->screen);
}

static bool may_go_on(const struct plan *plan, const char *rest)
{
	return !rest[0] || (strcmp(plan->error, "EINTR") != 0 && strcmp(plan->error, "SHORT") != 0);
}

static void run_plan(const struct faulted *faulted, const struct plan *plan, const char *rest, const struct seen *plain)
{
	char fault[64];
	snprintf(fault, sizeof(fault), "%s:0:EIO", plan->family);
	struct seen counted = browse(faulted, fault, plain);
	free(counted.screen);
	struct choice choice = faulted_choose_some(faulted_told(faulted), plan->nruns, MOST_RUNS);
	unsigned long number;
	while ((number = faulted_next(&choice))) {
		faulted_clear(faulted, "kept");
		snprintf(fault, sizeof(fault), "%s:%lu%s:%s", plan->family, number, rest, plan->error);
		struct seen seen = browse(faulted, fault, plain);
		judge(faulted, fault, plain, &seen);
		free(seen.screen);
	}
}

void browse_faulted(const char *rest)
{
	struct faulted faulted;
	if (faulted_reason_to_skip()) {
		print_message("%s\n", faulted_reason_to_skip());
		skip();
	}
	faulted_start(&faulted);
	faulted_make_reports(&faulted);
	faulted_clear(&faulted, "reports/c/notice.txt");
	faulted_clear(&faulted, "reports/c/empty.txt");
	struct seen plain = browse(&faulted, NULL, NULL);
	assert_true(plain.loaded && plain.confirmed && plain.restored && !plain.unchecked);
	assert_true(has_verdict(&faulted));
	const char *only = getenv("FAULT_ONLY");
	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++)
		if ((!only || strcmp(only, plans[i].family) == 0) && may_go_on(&plans[i], rest) &&
		    (strcmp(plans[i].family, "malloc") != 0 || !faulted_is_sanitized()))
			run_plan(&faulted, &plans[i], rest, &plain);
	free(plain.screen);
	faulted_stop(&faulted);
}
