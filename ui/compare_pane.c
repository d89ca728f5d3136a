#include "ui/app.h"
#include "ui/screens.h"
void compare_show_next(struct app *app) { (void)app; }
void compare_mark(struct app *app) { (void)app; }
void compare_free(struct compare_screen *screen) { (void)screen; }
