#include "ui/action.h"

static const struct action actions[ACTION_NACTIONS] = {
#define ACTION_ROW(id, name, group, contexts, help) \
	[ACTION_##id] = {ACTION_##id, name, ACTION_GROUP_##group, ACTION_##contexts, help},
	ACTION_LIST(ACTION_ROW)
#undef ACTION_ROW
};

static const char *const group_titles[ACTION_NGROUPS] = {
	[ACTION_GROUP_MOVEMENT] = N_("Movement"),
	[ACTION_GROUP_FINDINGS] = N_("Findings and places"),
	[ACTION_GROUP_LIST] = N_("Report list"),
	[ACTION_GROUP_REVIEW] = N_("Verdicts"),
	[ACTION_GROUP_PANES] = N_("Panes"),
	[ACTION_GROUP_PROGRAM] = N_("Program"),
};

const struct action *action_get(size_t id)
{
	return &actions[id];
}

const struct action *action_find(struct str name)
{
	for (size_t i = 0; i < ACTION_NACTIONS; i++)
		if (str_equal(name, str_from(actions[i].name)))
			return &actions[i];
	return NULL;
}

const char *action_group_title(enum action_group group)
{
	return group_titles[group];
}
