/* A small report for tests that change a part of it. */
#ifndef GOUJI_TESTS_CHECK_SAMPLE_TEXT_H
#define GOUJI_TESTS_CHECK_SAMPLE_TEXT_H

/* A report of 2021's form without a fault: six sections, three tables of tab-separated rows, some numbers. */
extern const char sample_text[];

/* A copy of `text` with `new` in the place of `old`, which must be there once. Lives until the end of the test when
 * sample_forget is its teardown (it may be the teardown of a group as well). */
const char *with(const char *text, const char *old, const char *new);
/* The same for the text from `first` up to but without `last`. */
const char *without(const char *text, const char *first, const char *last);
/* A copy in which each row has one cell a line, and a blank line behind it. */
const char *one_cell_a_line(const char *text);
int sample_forget(void **state);
/* The same, and what forget() of examined.h does. */
int forget_texts(void **state);

#endif
