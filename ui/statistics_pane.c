#include "ui/app.h"
#include "ui/screens.h"
void statistics_show(struct app *app) { (void)app; }
void statistics_screen_free(struct statistics_screen *screen) { (void)screen; }
