# gouji. `make help` lists the targets; GNU make 4.2 or later.
#
# Everything is made below $(BUILD). Sources are found by name:
#   src/*/*.c, src/*/*/*.c     the library, $(BUILD)/libgouji.a (with data/ compiled in)
#   ui/*.c                     the terminal interface
#   src/*.c                    the command line; with the two above it makes the program, $(BUILD)/gouji
#   tests/unit/**/test_*.c     one cmocka program each, linked with the library; those in tests/unit/ui/ with the
#                              interface too, those in tests/unit/ itself with everything but src/main.c
#   tests/screen/test_*.c      one cmocka program each, driving the program in a terminal emulator
#   tests/fault/test_*.c       one cmocka program each, running the program with calls made to fail (preload.c)
#   tests/fuzz/fuzz_*.c        fuzz targets; `check` runs each over the files of tests/fuzz/corpus/
#   tests/bench/bench_*.c      programs that measure, run by `bench`; the others there make many reports and load them
#   tests/*.sh                 executable shell tests; run.sh runs all, report.sh is what some of them share
# Other .c files in tests/unit/, tests/screen/ and tests/fault/ are helpers that the programs there share.

BUILD ?= build
# Both make and the shell would take a name with blanks for several, and `make clean` would remove them.
ifneq ($(words $(BUILD)),1)
$(error BUILD is one path without blanks, not '$(BUILD)')
endif

PREFIX ?= /usr/local
prefix ?= $(PREFIX)
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
datadir ?= $(prefix)/share
mandir ?= $(datadir)/man
DESTDIR ?=

ifeq ($(origin CC),default)
CC := $(if $(shell command -v cc),cc,$(if $(shell command -v gcc),gcc,cc))
endif
# The compiler for programs that run while building; set it when CC builds for another machine.
BUILD_CC ?= $(CC)
CFLAGS ?= -O3 -g
PKG_CONFIG ?= pkg-config
INSTALL ?= install

# WERROR=1 makes warnings errors. SANITIZE=address,undefined builds with sanitizers; give that its own BUILD.
# V=1 shows commands. PACKAGES=skip neither looks for missing packages nor installs them.
WERROR ?=
SANITIZE ?=
V ?=
PACKAGES ?=

# pkg-config modules of the library and of the interface; .ci/packages has the packages they come in.
LIB_MODULES := libxml-2.0 libpcre2-8 sqlite3
UI_MODULES := ncursesw
TEST_MODULES := cmocka
SCREEN_MODULES := vterm

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
export LC_ALL := C

quiet := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)')

# ---- Sources and what they become -----------------------------------------------------------------------------------

LIB_SRC := $(sort $(wildcard src/*/*.c src/*/*/*.c))
UI_SRC := $(sort $(wildcard ui/*.c))
APP_SRC := $(sort $(wildcard src/*.c))
DATA := $(sort $(filter-out %~,$(foreach kind,format rules words po config,$(wildcard data/*/*.$(kind)))))

UNIT_ALL := $(sort $(wildcard tests/unit/*.c tests/unit/*/*.c tests/unit/*/*/*.c))
UNIT_SRC := $(foreach f,$(UNIT_ALL),$(if $(filter test_%,$(notdir $(f))),$(f)))
UNIT_SUPPORT_SRC := $(filter-out $(UNIT_SRC),$(UNIT_ALL))
SCREEN_ALL := $(sort $(wildcard tests/screen/*.c))
SCREEN_SRC := $(filter tests/screen/test_%,$(SCREEN_ALL))
SCREEN_SUPPORT_SRC := $(filter-out $(SCREEN_SRC),$(SCREEN_ALL))
PRELOAD_SRC := $(sort $(wildcard tests/fault/preload*.c))
FAULT_ALL := $(filter-out $(PRELOAD_SRC),$(sort $(wildcard tests/fault/*.c)))
FAULT_SRC := $(filter tests/fault/test_%,$(FAULT_ALL))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_ALL := $(sort $(wildcard tests/bench/*.c))
BENCH_SRC := $(filter tests/bench/bench_%,$(BENCH_ALL))
# These look at the sources alone; the result is the same for every build.
LINT_TESTS := tests/form.sh tests/layers.sh tests/manual.sh
SHELL_TESTS := $(filter-out tests/run.sh tests/report.sh $(LINT_TESTS),$(sort $(wildcard tests/*.sh)))

objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
EMBEDDED := $(BUILD)/gen/embedded_data.c
LIB_OBJ := $(call objects,$(LIB_SRC)) $(BUILD)/obj/gen/embedded_data.o
UI_OBJ := $(call objects,$(UI_SRC))
APP_OBJ := $(call objects,$(APP_SRC))
TEST_OBJ := $(call objects,$(UNIT_ALL) $(SCREEN_ALL) $(FAULT_ALL) $(FUZZ_SRC) $(BENCH_ALL) tests/fuzz/replay.c)
LIB := $(BUILD)/libgouji.a
PROGRAM := $(if $(wildcard src/main.c),$(BUILD)/gouji)

unit_programs = $(patsubst %.c,$(BUILD)/%,$(1))
UNIT_UI := $(call unit_programs,$(filter tests/unit/ui/%,$(UNIT_SRC)))
UNIT_APP := $(call unit_programs,$(foreach f,$(UNIT_SRC),$(if $(filter tests/unit/,$(dir $(f))),$(f))))
UNIT_LIB := $(filter-out $(UNIT_UI) $(UNIT_APP),$(call unit_programs,$(UNIT_SRC)))
UNIT := $(call unit_programs,$(UNIT_SRC))
SCREEN := $(call unit_programs,$(SCREEN_SRC))
FAULT := $(call unit_programs,$(FAULT_SRC))
PRELOAD := $(BUILD)/tests/fault/preload.so
REPLAY := $(call unit_programs,$(FUZZ_SRC))
BENCH := $(call unit_programs,$(BENCH_SRC))

# ---- Configuration --------------------------------------------------------------------------------------------------

# remember FILE,TEXT: writes TEXT into FILE when it holds something else, so that what depends on FILE is made again.
remembered = $(file <$(1))
remember = $(if $(subst x$(remembered),,x$(2))$(subst x$(2),,x$(remembered)),$(file >$(1),$(2)))

# Goals that need no compiler.
PLAIN_GOALS := clean distclean dist help uninstall
ifneq ($(filter-out $(PLAIN_GOALS),$(or $(MAKECMDGOALS),all)),)
ifeq ($(wildcard $(BUILD)/lists/.),)
$(shell mkdir -p $(BUILD)/lists)
endif
SETTINGS := $(CC) : $(BUILD_CC) : $(CPPFLAGS) : $(CFLAGS) : $(LDFLAGS) : $(LDLIBS) : $(ICONV_LIBS) : $(SANITIZE) \
	: $(WERROR) : $(PKG_CONFIG)
$(call remember,$(BUILD)/lists/settings,$(SETTINGS))
$(call remember,$(BUILD)/lists/data,$(DATA))
$(call remember,$(BUILD)/lists/library,$(LIB_OBJ))
$(call remember,$(BUILD)/lists/program,$(UI_OBJ) $(APP_OBJ))
$(call remember,$(BUILD)/lists/unit,$(UNIT_SUPPORT_SRC))
$(call remember,$(BUILD)/lists/screen,$(SCREEN_SUPPORT_SRC))
include $(BUILD)/config.mk
endif

# Packages that are not there; one stamp for each group, made one after the other.
packages = $(quiet)$(if $(filter skip,$(PACKAGES)),:,CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' sh .ci/packages $(1)) && \
	mkdir -p $(@D) && touch $@
$(BUILD)/packages/build: .ci/packages
	$(call packages,build)
$(BUILD)/packages/check: .ci/packages | $(BUILD)/packages/build
	$(call packages,check)
$(BUILD)/packages/check-more: .ci/packages | $(BUILD)/packages/check
	$(call packages,check-more)

# Flags that not every compiler has; config.mk says which this one takes, together with the caller's own.
WANTED_WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wbidi-chars=any
WANTED_HARDENING := -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection \
	-ftrivial-auto-var-init=zero $(if $(SANITIZE),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
WANTED_LINKING := -pie -Wl,-z,relro -Wl,-z,now

# iconv(3) is in libc or in libiconv, and there is no pkg-config module to ask. An installed <iconv.h> may belong to
# either, so the header and the library are tried together.
$(BUILD)/config.mk: Makefile $(BUILD)/lists/settings | $(BUILD)/packages/build
	$(call say,PROBE,$(CC))
	$(quiet)compile() { $(CC) -std=c17 "$$@" -x none $(LDFLAGS) $$libs -o $@.probe 2>/dev/null; }; \
	try() { printf '#include <stdio.h>\nint main(void)\n{\n\treturn puts("") < 0;\n}\n' | \
		compile -Werror "$$@" $(CPPFLAGS) $(CFLAGS) -x c -; }; \
	choose() { variable=$$1; shift; \
		if try $$kept "$$@"; then taken="$$*"; else \
			taken=; for flag; do if try $$kept $$taken "$$flag"; then taken="$$taken $$flag"; fi; done; \
		fi; \
		kept="$$kept $$taken"; echo "$$variable := $$taken"; }; \
	iconv() { printf '#include <iconv.h>\nint main(void)\n{\n\treturn iconv_open("a", "b") == (iconv_t)-1;\n}\n' | \
		compile $(CPPFLAGS) $(CFLAGS) -x c -; }; \
	kept=; libs=; \
	{ choose WARNINGS $(WANTED_WARNINGS); choose HARDENING $(WANTED_HARDENING); choose LINKING $(WANTED_LINKING); \
	if [ -z '$(ICONV_LIBS)' ] && ! iconv; then libs=-liconv; iconv || libs=MISSING; fi; \
	echo "ICONV_LIBS ?= $$libs"; } >$@.new; \
	rm -f $@.probe; \
	if [ "$$libs" = MISSING ]; then rm -f $@.new; \
		echo 'A program that calls iconv(3) cannot be built with $(CC): is there a compiler, and libiconv?' >&2; \
		exit 1; fi; \
	mv $@.new $@

# Asked once, when first needed. The feature macros some modules bring are left out: ours are the same everywhere.
once = $(eval $(1) := $(2))$($(1))
cflags_of = $(if $(1),$(filter-out -D_%,$(shell $(PKG_CONFIG) --cflags $(1))))
libs_of = $(if $(1),$(shell $(PKG_CONFIG) --libs $(1)))
LIB_CFLAGS = $(call once,LIB_CFLAGS,$(call cflags_of,$(LIB_MODULES)))
LIB_LIBS = $(call once,LIB_LIBS,$(call libs_of,$(LIB_MODULES)) $(ICONV_LIBS))
UI_CFLAGS = $(call once,UI_CFLAGS,$(call cflags_of,$(UI_MODULES)))
UI_LIBS = $(call once,UI_LIBS,$(call libs_of,$(UI_MODULES)))
TEST_CFLAGS = $(call once,TEST_CFLAGS,$(call cflags_of,$(TEST_MODULES) $(SCREEN_MODULES)))
TEST_LIBS = $(call once,TEST_LIBS,$(call libs_of,$(TEST_MODULES)))
SCREEN_LIBS = $(call once,SCREEN_LIBS,$(call libs_of,$(SCREEN_MODULES)))

SANITIZING := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
LANGUAGE := -std=c17 -D_XOPEN_SOURCE=700 -D_XOPEN_SOURCE_EXTENDED -Isrc -I.
PART_CFLAGS :=
COMPILE = $(CC) $(LANGUAGE) $(WARNINGS) $(HARDENING) $(SANITIZING) -pthread '-ffile-prefix-map=$(CURDIR)=.' \
	$(LIB_CFLAGS) $(PART_CFLAGS) $(if $(WERROR),-Werror) $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) $(HARDENING) $(SANITIZING) -pthread $(CFLAGS) $(LINKING) $(LDFLAGS)

# ---- Building -------------------------------------------------------------------------------------------------------

.PHONY: all tests benches
all: $(LIB) $(UI_OBJ) $(PROGRAM)
tests: all $(UNIT) $(SCREEN) $(FAULT) $(REPLAY)
benches: $(BENCH) $(BENCH_TOOLS)

$(BUILD)/obj/ui/%.o: PART_CFLAGS = $(UI_CFLAGS)
$(BUILD)/obj/tests/%.o: PART_CFLAGS = $(TEST_CFLAGS) -Itests/unit -Itests/screen -Wno-unused-parameter
$(TEST_OBJ): | $(BUILD)/packages/check

$(BUILD)/obj/%.o: %.c $(BUILD)/config.mk
	$(call say,CC,$<)
	$(quiet)mkdir -p $(@D)
	$(quiet)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/config.mk
	$(call say,CC,$<)
	$(quiet)mkdir -p $(@D)
	$(quiet)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/gen/embed: data/embed.c $(BUILD)/config.mk
	$(call say,CC,$<)
	$(quiet)mkdir -p $(@D)
	$(quiet)$(BUILD_CC) -std=c17 -O1 -o $@ $<

$(EMBEDDED): $(BUILD)/gen/embed $(DATA) $(BUILD)/lists/data
	$(call say,EMBED,data)
	$(quiet)$(BUILD)/gen/embed data $(patsubst data/%,%,$(DATA)) >$@

$(LIB): $(LIB_OBJ) $(BUILD)/lists/library
	$(call say,AR,$@)
	$(quiet)rm -f $@ && $(AR) rcs $@ $(LIB_OBJ)

# The interface is linked as objects, not from an archive: one of them stands in for a function of libc, and an
# archive member would be passed over where nothing else needs it.
$(BUILD)/gouji: $(APP_OBJ) $(UI_OBJ) $(LIB) $(BUILD)/lists/program
	$(call say,LINK,$@)
	$(quiet)$(LINK) -o $@ $(APP_OBJ) $(UI_OBJ) $(LIB) $(UI_LIBS) $(LIB_LIBS) $(LDLIBS)

UNIT_SUPPORT := $(if $(UNIT_SUPPORT_SRC),$(BUILD)/tests/unit/libsupport.a)
$(BUILD)/tests/unit/libsupport.a: $(call objects,$(UNIT_SUPPORT_SRC)) $(BUILD)/lists/unit
	$(call say,AR,$@)
	$(quiet)mkdir -p $(@D) && rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)

$(UNIT_UI): LINK_OBJ := $(UI_OBJ)
$(UNIT_UI): $(UI_OBJ)
$(UNIT_APP): LINK_OBJ := $(filter-out $(BUILD)/obj/src/main.o,$(APP_OBJ)) $(UI_OBJ)
$(UNIT_APP): $(filter-out $(BUILD)/obj/src/main.o,$(APP_OBJ)) $(UI_OBJ)
$(UNIT_UI) $(UNIT_APP): $(BUILD)/lists/program
$(UNIT_UI) $(UNIT_APP): LINK_LIBS = $(UI_LIBS)
$(UNIT): $(BUILD)/%: $(BUILD)/obj/%.o $(UNIT_SUPPORT) $(LIB)
	$(call say,LINK,$@)
	$(quiet)mkdir -p $(@D)
	$(quiet)$(LINK) -o $@ $< $(LINK_OBJ) $(UNIT_SUPPORT) $(LIB) $(LINK_LIBS) $(LIB_LIBS) $(TEST_LIBS) $(LDLIBS)

SCREEN_SUPPORT_OBJ := $(call objects,$(SCREEN_SUPPORT_SRC))
$(SCREEN): $(BUILD)/%: $(BUILD)/obj/%.o $(SCREEN_SUPPORT_OBJ) $(LIB) $(BUILD)/lists/screen
	$(call say,LINK,$@)
	$(quiet)mkdir -p $(@D)
	$(quiet)$(LINK) -o $@ $< $(SCREEN_SUPPORT_OBJ) $(LIB) $(LIB_LIBS) $(TEST_LIBS) $(SCREEN_LIBS) $(LDLIBS)

$(FAULT): $(BUILD)/%: $(BUILD)/obj/%.o $(call objects,$(filter-out $(FAULT_SRC),$(FAULT_ALL))) $(SCREEN_SUPPORT_OBJ) \
		$(UNIT_SUPPORT) $(LIB) $(BUILD)/lists/screen | $(PRELOAD)
	$(call say,LINK,$@)
	$(quiet)mkdir -p $(@D)
	$(quiet)$(LINK) -o $@ $(filter %.o %.a,$^) $(LIB_LIBS) $(TEST_LIBS) $(SCREEN_LIBS) $(LDLIBS)

# Without sanitizers, and without the checks of _FORTIFY_SOURCE, whose declarations are in the way.
$(PRELOAD): $(PRELOAD_SRC) tests/fault/preload.h $(BUILD)/config.mk
	$(call say,LINK,$@)
	$(quiet)mkdir -p $(@D)
	$(quiet)$(CC) -std=c17 $(WARNINGS) $(if $(WERROR),-Werror) -O1 -g -fPIC -shared -U_FORTIFY_SOURCE -o $@ $(PRELOAD_SRC)

# Fuzz targets with a main of our own instead of libFuzzer's, and what measures.
$(REPLAY): $(BUILD)/%: $(BUILD)/obj/%.o $(BUILD)/obj/tests/fuzz/replay.o $(LIB)
BENCH_TOOLS := $(BUILD)/tests/bench/corpus $(BUILD)/tests/bench/load
$(BUILD)/tests/bench/load: $(patsubst %,$(BUILD)/obj/tests/bench/load_%.o,compare find floor memory read run)
$(BENCH) $(BENCH_TOOLS): $(BUILD)/%: $(BUILD)/obj/%.o $(UNIT_SUPPORT) $(LIB)
# This one drives the program in the terminal emulator, as screen tests do.
$(BUILD)/tests/bench/bench_keys: $(SCREEN_SUPPORT_OBJ)
$(BUILD)/tests/bench/bench_keys: LINK_LIBS = $(TEST_LIBS) $(SCREEN_LIBS)
$(REPLAY) $(BENCH) $(BENCH_TOOLS):
	$(call say,LINK,$@)
	$(quiet)mkdir -p $(@D)
	$(quiet)$(LINK) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIB_LIBS) $(LINK_LIBS) $(LDLIBS)

# Kept: make would remove them as intermediate files.
.SECONDARY: $(TEST_OBJ) $(BUILD)/gen/embed $(EMBEDDED)

-include $(patsubst %.o,%.d,$(LIB_OBJ) $(UI_OBJ) $(APP_OBJ) $(TEST_OBJ))

.PHONY: run
run: all
	$(BUILD)/gouji data/samples

# ---- Checking -------------------------------------------------------------------------------------------------------

.PHONY: check check-tests check-unit check-screen check-more lint fuzz fuzz-replay roundtrip bench
RUN_TESTS = $(quiet)CC='$(CC)' sh tests/run.sh
EVERY_TEST = $(SCREEN) $(FAULT) $(SHELL_TESTS) $(UNIT) $(REPLAY)

check: tests $(BUILD)/packages/check
	$(RUN_TESTS) GOUJI=$(BUILD)/gouji $(LINT_TESTS) $(EVERY_TEST)

check-tests: tests $(BUILD)/packages/check
	$(RUN_TESTS) GOUJI=$(BUILD)/gouji $(EVERY_TEST)

check-unit: $(UNIT) $(BUILD)/packages/check
	$(RUN_TESTS) $(UNIT)

check-screen: all $(SCREEN) $(BUILD)/packages/check
	$(RUN_TESTS) GOUJI=$(BUILD)/gouji $(SCREEN)

lint: $(BUILD)/packages/check
	$(RUN_TESTS) $(LINT_TESTS)

# Each target for FUZZ_SECONDS; what it finds stays in $(BUILD)/fuzz. The library is built with its instrumentation.
FUZZ_SECONDS ?= 60
FUZZ := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(FUZZ_SRC))
FUZZ_CFLAGS := -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
fuzz: $(BUILD)/packages/check-more
	$(quiet)$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz/build CC=clang BUILD_CC='$(BUILD_CC)' CFLAGS='-O1 -g' \
		SANITIZE=fuzzer-no-link,address,undefined $(BUILD)/fuzz/build/libgouji.a
	$(quiet)for target in $(notdir $(FUZZ)); do \
		corpus=tests/fuzz/corpus/$${target#fuzz_}; found=$(BUILD)/fuzz/found/$${target#fuzz_}; \
		mkdir -p "$$found" && \
		clang $(LANGUAGE) $(FUZZ_CFLAGS) -o $(BUILD)/fuzz/$$target tests/fuzz/$$target.c \
			$(BUILD)/fuzz/build/libgouji.a $(LIB_LIBS) && \
		$(BUILD)/fuzz/$$target -max_total_time=$(FUZZ_SECONDS) -timeout=20 -artifact_prefix=$(BUILD)/fuzz/ \
			-print_final_stats=1 "$$found" $$corpus || exit; \
	done

fuzz-replay: $(REPLAY)
	$(RUN_TESTS) $(REPLAY)

# Made reports written, damaged and read back, many more than `check` does; ROUNDTRIP_SEED is the first one.
ROUNDTRIP_COUNT ?= 100000
roundtrip: $(BUILD)/tests/unit/report/test_roundtrip
	$(quiet)ROUNDTRIP_SEED=$(or $(ROUNDTRIP_SEED),1) ROUNDTRIP_COUNT=$(ROUNDTRIP_COUNT) $<

# BENCH_REPORTS made reports are loaded, in BENCH_ROUNDS rounds; they stay in BENCH_CORPUS for the next time.
BENCH_REPORTS ?= 20000
BENCH_ROUNDS ?= 5
BENCH_CORPUS ?= $(BUILD)/bench/$(BENCH_REPORTS)
$(BENCH_CORPUS)/key: $(BUILD)/tests/bench/corpus
	$(quiet)mkdir -p $(@D) && rm -rf $(@D)/reports && $< -n $(BENCH_REPORTS) $(@D)

bench: all $(BENCH) bench-load
	$(quiet)for program in $(BENCH); do echo "$${program##*/}:"; GOUJI=$(BUILD)/gouji $$program || exit; done

.PHONY: bench-load
bench-load: all $(BUILD)/tests/bench/load $(BENCH_CORPUS)/key
	$(quiet)$(BUILD)/tests/bench/load -r $(BENCH_ROUNDS) $(BUILD)/gouji $(BENCH_CORPUS)

# Write anew what is made from the program: the tables of the manual page, and the screens that the screen tests expect
# (showing how they differ from the old ones, to be read before they are committed).
.PHONY: man golden
man: $(BUILD)/tests/unit/test_manual
	$(quiet)MANUAL=update $<

golden: all $(SCREEN)
	$(quiet)GOLDEN=update sh tests/run.sh GOUJI=$(BUILD)/gouji $(SCREEN)

# Three builds, each with its own make since compiler and flags differ. That of gcc differs from the one of `check` in
# its warnings alone; that of clang is tested where the compiler counts, that with the sanitizers everywhere.
MORE := gcc clang sanitize
MORE_GOALS := $(MORE:%=check-more-%)
.PHONY: $(MORE_GOALS)
check-more-gcc: MORE_FLAGS := CC=gcc benches
check-more-clang: MORE_FLAGS := CC=clang
check-more-sanitize: MORE_FLAGS := CC=gcc SANITIZE=address,undefined CFLAGS='-O1 -g'
$(MORE_GOALS): check-more-%: $(BUILD)/packages/check-more
	$(quiet)$(MAKE) --no-print-directory BUILD=$(BUILD)/$* WERROR=1 BUILD_CC='$(BUILD_CC)' $(MORE_FLAGS) tests

in_build = GOUJI=$(BUILD)/$(1)/gouji $(patsubst $(BUILD)/%,$(BUILD)/$(1)/%,$(2))
check-more: $(MORE_GOALS)
	$(quiet)sh tests/run.sh $(call in_build,clang,$(UNIT) $(REPLAY)) $(call in_build,sanitize,$(EVERY_TEST))

# What runs in threads, watched by the thread sanitizer.
THREADS := $(filter tests/unit/index/% tests/unit/base/test_wake.c tests/unit/base/test_pattern.c,$(UNIT_SRC)) \
	$(filter $(addprefix %/test_,find.c judge.c reread.c),$(SCREEN_SRC))
.PHONY: check-threads check-faults
check-threads: $(BUILD)/packages/check-more
	$(quiet)$(MAKE) --no-print-directory BUILD=$(BUILD)/threads WERROR=1 BUILD_CC='$(BUILD_CC)' CC=gcc \
		SANITIZE=thread CFLAGS='-O1 -g' all $(THREADS:%.c=$(BUILD)/threads/%)
	$(quiet)LIMIT=600 sh tests/run.sh GOUJI=$(BUILD)/threads/gouji $(THREADS:%.c=$(BUILD)/threads/%) tests/commands.sh

# Every call of the C library made to fail, not only the few that `check` takes: some minutes.
check-faults: all $(FAULT)
	$(quiet)FAULT_EVERY=1 LIMIT=3600 sh tests/run.sh GOUJI=$(BUILD)/gouji $(FAULT)

# ---- Installing -----------------------------------------------------------------------------------------------------

MAN := $(sort $(wildcard man/*.1 man/*.5 man/zh_CN/*.1 man/zh_CN/*.5))
# man/zh_CN/gouji.1 goes to zh_CN/man1/gouji.1
installed_man_dir = $(DESTDIR)$(mandir)/$(patsubst man/%,%,$(dir $(1)))man$(subst .,,$(suffix $(1)))
installed_man = $(installed_man_dir)/$(notdir $(1))
# One line of a recipe each.
define install_man
	$(INSTALL) -d '$(call installed_man_dir,$(1))'
	$(INSTALL) -m 644 $(1) '$(call installed_man,$(1))'

endef

# What makes shells complete the command line; the program itself writes it.
COMPLETIONS := bash:bash-completion/completions/gouji zsh:zsh/site-functions/_gouji \
	fish:fish/vendor_completions.d/gouji.fish
define install_completion
	$(INSTALL) -d '$(DESTDIR)$(datadir)/$(dir $(2))'
	LC_ALL=C $(BUILD)/gouji --completion=$(1) >'$(DESTDIR)$(datadir)/$(2)'
	chmod 644 '$(DESTDIR)$(datadir)/$(2)'

endef

.PHONY: install uninstall
install: all
	$(INSTALL) -d '$(DESTDIR)$(bindir)'
	$(INSTALL) -m 755 $(BUILD)/gouji '$(DESTDIR)$(bindir)/gouji'
	$(foreach page,$(MAN),$(call install_man,$(page)))
	$(foreach c,$(COMPLETIONS),$(call install_completion,$(word 1,$(subst :, ,$(c))),$(word 2,$(subst :, ,$(c)))))

uninstall:
	rm -f '$(DESTDIR)$(bindir)/gouji' $(foreach page,$(MAN),'$(call installed_man,$(page))') \
		$(foreach c,$(COMPLETIONS),'$(DESTDIR)$(datadir)/$(word 2,$(subst :, ,$(c)))')

# ---- The rest -------------------------------------------------------------------------------------------------------

.PHONY: dist clean distclean help
# The same files give the same archive, byte for byte. Its time is that of the last commit, or SOURCE_DATE_EPOCH.
dist:
	$(quiet)version=$$(sed -n 's/^#define GOUJI_VERSION "\(.*\)"$$/\1/p' src/version.h); \
	epoch=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 0)}; \
	mkdir -p $(BUILD); \
	{ { [ -e .git ] && git -c core.quotepath=off ls-files; } || \
		find . -name .git -prune -o -path './$(BUILD)' -prune -o -type f -print | sed 's,^\./,,'; } | \
		while IFS= read -r name; do if [ -f "$$name" ]; then printf '%s\n' "$$name"; fi; done | sort | \
		tar --create --format=ustar --no-recursion --files-from=- --mtime="@$$epoch" --owner=0 --group=0 \
			--numeric-owner --mode=u+rw,go=rX --transform="s,^,gouji-$$version/," | \
		gzip -9n >$(BUILD)/gouji-$$version.tar.gz; \
	echo $(BUILD)/gouji-$$version.tar.gz

clean distclean:
	rm -rf $(BUILD)

help:
	@echo 'make               build $(BUILD)/gouji'
	@echo 'make run           build it and open data/samples'
	@echo 'make check         build and run every test; check-unit, check-screen, check-tests and lint run parts of it'
	@echo 'make check-more    gcc and clang with warnings as errors, and every test with the address and undefined sanitizers'
	@echo 'make check-threads what runs in threads, with the thread sanitizer; check-faults: each call made to fail'
	@echo 'make roundtrip     read back ROUNDTRIP_COUNT made reports; make fuzz: each fuzz target for FUZZ_SECONDS'
	@echo 'make bench         measure how fast files are read; bench-load: BENCH_REPORTS made ones, beside rg'
	@echo 'make install       install below PREFIX ($(PREFIX)); make uninstall removes what it installed'
	@echo 'make dist          make the source archive below $(BUILD)'
	@echo 'make clean         remove $(BUILD)'
	@echo
	@echo 'Variables: PREFIX prefix exec_prefix bindir datadir mandir DESTDIR BUILD CC BUILD_CC CPPFLAGS CFLAGS LDFLAGS'
	@echo '           LDLIBS ICONV_LIBS PKG_CONFIG INSTALL; WERROR=1, SANITIZE=address,undefined, V=1, PACKAGES=skip'
