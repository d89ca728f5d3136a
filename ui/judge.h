/* A person's verdicts and notes on the findings of the open report. */
#ifndef GOUJI_UI_JUDGE_H
#define GOUJI_UI_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/action.h"

struct app;
struct finding;

/* Opens the store of verdicts. What is wrong with it is said in the status line; then verdicts are kept in memory. */
void judge_open(struct app *app);
/* Looks up what was said of each finding of the open report; to be called before it is laid out. */
void judge_look_up(struct app *app);
/* Takes over what other people have written meanwhile; judge_look_up shows it. */
void judge_refresh(struct app *app);
/* Does an action that judges; false when it is none. */
bool judge_act(struct app *app, enum action_id action);
/* The finding under the cursor of the report or the outline, or NULL. */
const struct finding *judge_finding(const struct app *app);
/* How many verdicts could not be saved, after one more try. */
size_t judge_save(struct app *app);
void judge_close(struct app *app);

#endif
