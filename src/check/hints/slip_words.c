#include "base/tree.h"
#include "check/hints/slip.h"

/* A whole number from 1 to a million, as word `index` of `node`. */
static bool read_count(const struct tree_node *node, size_t index, unsigned *count, struct error *error)
{
	decimal value;
	if (!decimal_parse(tree_word_text(node, index), &value) || value % DECIMAL_ONE ||
	    value < DECIMAL_ONE || value > (decimal)1000000 * DECIMAL_ONE)
		return tree_fault(node, index, error, "expected a whole number from 1 to 1000000");
	*count = (unsigned)(value / DECIMAL_ONE);
	return true;
}

static bool read_slip(struct slips *slips, const struct tree_node *node, struct error *error)
{
	for (size_t i = 0; i < SLIP_NSLIPS; i++)
		if (tree_word_is(node, 1, slip_name((enum slip)i)))
			return read_count(node, 2, &slips->weights[i], error);
	return tree_fault(node, 1, error, "no slip of this name");
}

/* Adds the words behind the first to a list, which the first line of a file begins anew. */
static bool read_list(const struct tree_node *node, bool *is_begun, struct str *list, size_t *count, size_t max,
		      struct error *error)
{
	*count = *is_begun ? *count : 0;
	*is_begun = true;
	for (size_t i = 1; i < node->nwords; i++) {
		if (*count == max)
			return tree_fault(node, i, error, "more than %zu of them", max);
		list[(*count)++] = tree_word_text(node, i);
	}
	return true;
}

/* Lists that the file has begun. */
struct begun {
	bool alike, money;
};

static bool read_line(struct slips *slips, struct begun *begun, const struct tree_node *node, struct error *error)
{
	if (tree_word_is(node, 0, "slip"))
		return read_slip(slips, node, error);
	if (tree_word_is(node, 0, "alike"))
		return read_list(node, &begun->alike, slips->alike, &slips->nalike, SLIP_MAX_ALIKE, error);
	if (tree_word_is(node, 0, "money"))
		return read_list(node, &begun->money, slips->money, &slips->nmoney, SLIP_MAX_MONEY, error);
	if (tree_word_is(node, 0, "margin"))
		return read_count(node, 1, &slips->margin, error);
	if (tree_word_is(node, 0, "nodes"))
		return read_count(node, 1, &slips->max_nodes, error);
	return tree_fault(node, 0, error, "expected slip, alike, money, margin or nodes");
}

bool slips_parse(struct slips *slips, struct arena *arena, struct str text, const char *file, struct error *error)
{
	const struct tree_node *root = tree_parse(arena, text, file, error);
	struct begun begun = {0};
	if (!root)
		return false;
	for (const struct tree_node *node = root->first_child; node; node = node->next)
		if (!read_line(slips, &begun, node, error))
			return false;
	for (size_t i = 0; i < SLIP_NSLIPS; i++)
		if (!slips->weights[i])
			return error_set(error, "%s: no weight for slip %s", file, slip_name((enum slip)i));
	if (!slips->margin || !slips->max_nodes)
		return error_set(error, "%s: no %s", file, slips->margin ? "nodes" : "margin");
	return true;
}
