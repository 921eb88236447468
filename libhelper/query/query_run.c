/* SPDX-License-Identifier: MIT */
#include "libhelper/query/query_run.h"

bool akv_query_run_is_true(const struct akv_json *value)
{
	bool truth = true;
	size_t len = 0;

	switch (akv_json_kind(value)) {
	case AKV_JSON_NULL:
		return false;
	case AKV_JSON_BOOLEAN:
		return akv_json_boolean(value, &truth) && truth;
	case AKV_JSON_STRING:
		return akv_json_text(value, &len) != NULL && len > 0;
	case AKV_JSON_ARRAY:
	case AKV_JSON_OBJECT:
		return akv_json_count(value) > 0;
	case AKV_JSON_NUMBER:
		break;
	}
	return true;
}

/* -- one element of a list -- */

static struct akv_json *run_index(const struct akv_query_node *node,
				  const struct akv_json *list)
{
	int64_t count = (int64_t)akv_json_count(list);
	int64_t at = node->number;

	if (at < 0)
		at += count;
	if (at < 0 || at >= count)
		return NULL;
	return akv_json_share(akv_json_element(list, (size_t)at));
}

/* Where a slice begins or ends: a negative number counts from the end, and
 * what is outside of the list becomes its nearest end. */
static int64_t bound(int64_t at, int64_t count, bool is_backwards)
{
	int64_t least = is_backwards ? -1 : 0;
	int64_t most = is_backwards ? count - 1 : count;

	if (at < 0)
		at += count;
	if (at < least)
		return least;
	return at > most ? most : at;
}

static struct akv_json *run_slice(const struct akv_query_slice *slice,
				  const struct akv_json *list)
{
	int64_t count = (int64_t)akv_json_count(list);
	int64_t step = slice->has[2] ? slice->part[2] : 1;
	bool is_backwards = step < 0;
	int64_t start = is_backwards ? count - 1 : 0;
	int64_t stop = is_backwards ? -1 : count;
	struct akv_json *out;

	if (akv_json_kind(list) != AKV_JSON_ARRAY)
		return NULL;
	if (slice->has[0])
		start = bound(slice->part[0], count, is_backwards);
	if (slice->has[1])
		stop = bound(slice->part[1], count, is_backwards);
	out = akv_json_new_array();
	for (int64_t i = start; is_backwards ? i > stop : i < stop; i += step)
		akv_json_append(
			out, akv_json_share(akv_json_element(list, (size_t)i)));
	return out;
}

/* -- all elements of a list -- */

struct projection {
	struct akv_query_run *run;
	const struct akv_query_node *node;
	struct akv_json *out;
};

static bool holds(struct akv_query_run *run,
		  const struct akv_query_node *condition,
		  const struct akv_json *value)
{
	AKV_AUTO(json) *truth = NULL;

	if (condition == NULL)
		return true;
	truth = akv_query_run_node(run, condition, value);
	return akv_query_run_is_true(truth);
}

static void project(const struct projection *projection,
		    const struct akv_json *value)
{
	const struct akv_query_node *node = projection->node;
	struct akv_json *found;

	if (!holds(projection->run, node->condition, value))
		return;
	found = akv_query_run_node(projection->run, node->right, value);
	if (found != NULL)
		akv_json_append(projection->out, found);
}

static bool project_member(AKV_UNUSED const char *name,
			   const struct akv_json *value, void *context)
{
	const struct projection *projection = context;

	project(projection, value);
	return projection->run->code == AKV_OK;
}

static struct akv_json *run_projection(struct akv_query_run *run,
				       const struct akv_query_node *node,
				       const struct akv_json *list)
{
	enum akv_json_kind kind = node->kind == AKV_QUERY_VALUE_PROJECTION ?
					  AKV_JSON_OBJECT :
					  AKV_JSON_ARRAY;
	struct projection projection = { .run = run, .node = node };

	if (akv_json_kind(list) != kind)
		return NULL;
	projection.out = akv_json_new_array();
	if (kind == AKV_JSON_OBJECT) {
		akv_json_each(list, project_member, &projection);
		return projection.out;
	}
	for (size_t i = 0; i < akv_json_count(list) && run->code == AKV_OK; i++)
		project(&projection, akv_json_element(list, i));
	return projection.out;
}

static struct akv_json *run_flatten(struct akv_query_run *run,
				    const struct akv_json *list)
{
	struct akv_json *out;

	if (akv_json_kind(list) != AKV_JSON_ARRAY)
		return NULL;
	out = akv_json_new_array();
	for (size_t i = 0; i < akv_json_count(list); i++) {
		const struct akv_json *element = akv_json_element(list, i);
		size_t count = akv_json_count(element);

		if (akv_json_kind(element) != AKV_JSON_ARRAY) {
			akv_json_append(out, akv_json_share(element));
			continue;
		}
		run->work += count;
		for (size_t k = 0; k < count; k++)
			akv_json_append(out, akv_json_share(akv_json_element(
						     element, k)));
	}
	return out;
}

/* -- new lists and hashes -- */

static struct akv_json *run_multi_list(struct akv_query_run *run,
				       const struct akv_query_node *node,
				       const struct akv_json *value)
{
	struct akv_json *out;

	if (value == NULL)
		return NULL;
	out = akv_json_new_array();
	for (node = node->children; node != NULL; node = node->next)
		akv_json_append(out, akv_query_run_node(run, node, value));
	return out;
}

static struct akv_json *run_multi_hash(struct akv_query_run *run,
				       const struct akv_query_node *node,
				       const struct akv_json *value)
{
	struct akv_json *out;

	if (value == NULL)
		return NULL;
	out = akv_json_new_object();
	for (node = node->children; node != NULL; node = node->next)
		akv_json_set(out, node->key,
			     akv_query_run_node(run, node->left, value));
	return out;
}

/* -- two values -- */

static struct akv_json *run_comparison(enum akv_query_token_kind operation,
				       const struct akv_json *left,
				       const struct akv_json *right)
{
	int order;

	if (operation == AKV_QUERY_EQUAL)
		return akv_json_new_boolean(
			akv_json_compare_equal(left, right));
	if (operation == AKV_QUERY_UNEQUAL)
		return akv_json_new_boolean(
			!akv_json_compare_equal(left, right));
	if (!akv_json_compare(left, right, &order))
		return NULL;
	if (operation == AKV_QUERY_LESS)
		return akv_json_new_boolean(order < 0);
	if (operation == AKV_QUERY_LESS_EQUAL)
		return akv_json_new_boolean(order <= 0);
	if (operation == AKV_QUERY_GREATER)
		return akv_json_new_boolean(order > 0);
	return akv_json_new_boolean(order >= 0);
}

/* The first of both that decides it: || wants a true one, && a false one. */
static struct akv_json *run_either(struct akv_query_run *run,
				   const struct akv_query_node *node,
				   const struct akv_json *value)
{
	struct akv_json *left = akv_query_run_node(run, node->left, value);

	if (akv_query_run_is_true(left) == (node->kind == AKV_QUERY_EITHER))
		return left;
	akv_json_free(left);
	return akv_query_run_node(run, node->right, value);
}

static struct akv_json *run_pair(struct akv_query_run *run,
				 const struct akv_query_node *node,
				 const struct akv_json *value)
{
	AKV_AUTO(json) *left = akv_query_run_node(run, node->left, value);
	AKV_AUTO(json) *right = akv_query_run_node(run, node->right, value);

	return run_comparison(node->operation, left, right);
}

/* What depends on nothing but what ${node->left} found. */
static struct akv_json *run_on_left(struct akv_query_run *run,
				    const struct akv_query_node *node,
				    const struct akv_json *value)
{
	AKV_AUTO(json) *left = akv_query_run_node(run, node->left, value);

	if (run->code != AKV_OK)
		return NULL;
	if (node->kind == AKV_QUERY_INDEX)
		return akv_json_kind(left) == AKV_JSON_ARRAY ?
			       run_index(node, left) :
			       NULL;
	if (node->kind == AKV_QUERY_SLICE)
		return run_slice(&node->slice, left);
	if (node->kind == AKV_QUERY_FLATTENED)
		return run_flatten(run, left);
	if (node->kind == AKV_QUERY_NEITHER)
		return akv_json_new_boolean(!akv_query_run_is_true(left));
	if (node->kind != AKV_QUERY_CHAIN)
		return run_projection(run, node, left);
	if (node->right == NULL)
		return akv_json_share(left);
	return akv_query_run_node(run, node->right, left);
}

static bool may_go_on(struct akv_query_run *run)
{
	if (run->code != AKV_OK)
		return false;
	if (run->work++ < AKV_QUERY_WORK_MAX)
		return true;
	run->code = akv_fail(run->err, AKV_ERR_USAGE, "QueryFailed",
			     "--query: it looks at more than %d values",
			     AKV_QUERY_WORK_MAX);
	return false;
}

struct akv_json *akv_query_run_node(struct akv_query_run *run,
				    const struct akv_query_node *node,
				    const struct akv_json *value)
{
	if (!may_go_on(run))
		return NULL;
	switch (node->kind) {
	case AKV_QUERY_CURRENT:
		return akv_json_share(value);
	case AKV_QUERY_FIELD:
		return akv_json_share(akv_json_member(value, node->key));
	case AKV_QUERY_CONSTANT:
		return akv_json_share(node->constant);
	case AKV_QUERY_MULTI_LIST:
		return run_multi_list(run, node, value);
	case AKV_QUERY_MULTI_HASH:
		return run_multi_hash(run, node, value);
	case AKV_QUERY_EITHER:
	case AKV_QUERY_BOTH:
		return run_either(run, node, value);
	case AKV_QUERY_COMPARISON:
		return run_pair(run, node, value);
	case AKV_QUERY_CALL:
		return akv_query_call(run, node, value);
	case AKV_QUERY_EXPRESSION:
		return akv_query_call_fail(
			run, "&", "an expression is for functions alone");
	case AKV_QUERY_INDEX:
	case AKV_QUERY_SLICE:
	case AKV_QUERY_CHAIN:
	case AKV_QUERY_LIST_PROJECTION:
	case AKV_QUERY_VALUE_PROJECTION:
	case AKV_QUERY_FILTER_PROJECTION:
	case AKV_QUERY_FLATTENED:
	case AKV_QUERY_NEITHER:
		break;
	}
	return run_on_left(run, node, value);
}
