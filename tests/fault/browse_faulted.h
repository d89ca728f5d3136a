/* The browser with calls made to fail while it loads reports, shows one, takes a verdict and ends: it does not crash or
 * hang, it gives the terminal back as it was, it shows that something could not be read, and a verdict that it has
 * called confirmed is in the store. */
#ifndef GOUJI_FAULT_BROWSE_FAULTED_H
#define GOUJI_FAULT_BROWSE_FAULTED_H

/* A test: some calls of every family, each in a run of its own. `rest` is "" where only that call fails, "+" where all
 * of its family do from there on. */
void browse_faulted(const char *rest);

#endif
