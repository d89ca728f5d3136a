/* What keys cost in the browser: bytes written to the terminal, at two sizes, over the samples; and processor time, over
 * many reports. Run from the root of the project; the program is $GOUJI, else build/gouji. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "browser.h"
#include "cost.h"

struct step {
	const char *what;
	const char *before;             /* keys typed first, not counted */
	const char *key;
	size_t count;
};

static const struct step steps[] = {
	{"step down in the list, no scrolling", "g", "j", 10},
	{"step down in the list", "g", "j", 41},
	{"page down in the list", "g", "<PageDown>", 1},
	{"step down in the report, no scrolling", "<Enter>gl<Enter>g", "j", 10},
	{"step down in the report", "g", "j", 80},
	{"page down in the report", "g", "<PageDown>", 4},
	{"page up in the report", "G", "<PageUp>", 4},
	{"next finding", "g", "n", 6},
	{"from the report to the list", "g", "<Backspace>", 1},
	{"from the list to the report", "", "<Enter>", 1},
	{"from the report to the outline", "", "h", 1},
};

static void measure_bytes(void **state, int nrows, int ncols)
{
	struct terminal *t = browser_start_samples(state, nrows, ncols);

	printf("%dx%d:%42s%8s%8s%8s\n", ncols, nrows, "mean", "median", "most", "text");
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		struct cost cost;

		terminal_type(t, steps[i].before);
		terminal_wait_idle(t, 300);
		cost = cost_measure(t, steps[i].key, steps[i].count);
		printf("  %-38s%8zu%8zu%8zu%8zu\n", steps[i].what, cost.mean, cost.median, cost.most, cost.text);
	}
	browser_quit(t);
}

int main(void)
{
	void *state;

	if (browser_setup(&state) != 0)
		return 1;
	measure_bytes(&state, 24, 80);
	measure_bytes(&state, 50, 200);
	return browser_teardown(&state);
}
