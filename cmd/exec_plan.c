/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "cmd/exec_names.h"

#include "cmd/exec_plan.h"

/* The plan as it grows, option by option. */
struct draft {
	struct akv_exec_plan plan;
	size_t *uses;		/* of each source */
	const char *connection; /* the one that was chosen last, or NULL */
};

static const struct {
	enum akv_option option;
	enum akv_exec_way way;
	const char *name; /* of the option */
} ways[] = {
	{ AKV_OPTION_EXEC_ENV, AKV_EXEC_ENV, "--env" },
	{ AKV_OPTION_EXEC_FILE, AKV_EXEC_FILE, "--file" },
	{ AKV_OPTION_EXEC_FD, AKV_EXEC_FD, "--fd" },
	{ AKV_OPTION_EXEC_STDIN, AKV_EXEC_STDIN, "--stdin" },
	{ AKV_OPTION_EXEC_RCLONE, AKV_EXEC_RCLONE, "--rclone" },
	{ AKV_OPTION_EXEC_SSH, AKV_EXEC_SSH, "--ssh" },
	{ AKV_OPTION_EXEC_SSH_PASSPHRASE, AKV_EXEC_SSH_PASSPHRASE,
	  "--ssh-passphrase" },
};

static void explain_ways(struct akv_error *err)
{
	akv_error_hint(err, "--env NAME: in an environment variable; "
			    "--file NAME: a variable with the path of a file "
			    "in memory;");
	akv_error_hint(err, "--fd N: an open descriptor; --stdin: as standard "
			    "input; --rclone REMOTE: as a remote's password;");
	akv_error_hint(err, "--ssh: as the answer to the questions of ssh, "
			    "sftp, scp and rsync, for which it is the default");
}

static enum akv_code too_many(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "TooManyOptions",
			"at most %d secrets and ways to hand them over",
			AKV_EXEC_MAX);
}

/* The last secret that was chosen was not the last word on its connection. */
static enum akv_code choose(struct draft *draft, const char *secret,
			    struct akv_error *err)
{
	struct akv_exec_plan *plan = &draft->plan;

	if (draft->connection == NULL) {
		akv_fail(err, AKV_ERR_USAGE, "NoConnection",
			 "which connection? none was named");
		akv_error_hint(err, "akv exec -c CONNECTION ..., or set "
				    "AKV_CONNECTION; akv connection list "
				    "shows them");
		return AKV_ERR_USAGE;
	}
	if (plan->source_count == AKV_EXEC_MAX)
		return too_many(err);
	/* -c alone chose the main secret, which nobody wanted */
	if (secret != NULL && plan->source_count > 0 &&
	    plan->sources[plan->source_count - 1].secret == NULL &&
	    plan->sources[plan->source_count - 1].connection ==
		    draft->connection &&
	    draft->uses[plan->source_count - 1] == 0)
		plan->source_count--;
	plan->sources[plan->source_count] = (struct akv_exec_source){
		.connection = draft->connection,
		.secret = secret,
	};
	draft->uses[plan->source_count++] = 0;
	return AKV_OK;
}

static bool makes_variable(enum akv_exec_way way)
{
	return way == AKV_EXEC_ENV || way == AKV_EXEC_FILE;
}

static bool collides(const struct akv_exec_delivery *a,
		     const struct akv_exec_delivery *b)
{
	if (makes_variable(a->way) && makes_variable(b->way))
		return strcmp(a->name, b->name) == 0;
	if (a->way != b->way)
		return false;
	if (a->way == AKV_EXEC_FD)
		return a->descriptor == b->descriptor;
	if (a->way == AKV_EXEC_RCLONE)
		return akv_text_equal_nocase(a->name, b->name);
	if (a->way == AKV_EXEC_STDIN)
		return true;
	return a->source == b->source;
}

static enum akv_code check_name(const struct akv_exec_delivery *delivery,
				const char *option, struct akv_error *err)
{
	if (makes_variable(delivery->way))
		return akv_exec_names_check(option, delivery->name, err);
	if (delivery->way == AKV_EXEC_RCLONE)
		return akv_exec_names_check_remote(delivery->name, err);
	return AKV_OK;
}

static enum akv_code add(struct draft *draft,
			 const struct akv_exec_delivery *delivery,
			 const char *option, struct akv_error *err)
{
	struct akv_exec_plan *plan = &draft->plan;
	enum akv_code code = check_name(delivery, option, err);

	if (code != AKV_OK)
		return code;
	if (plan->delivery_count == AKV_EXEC_MAX)
		return too_many(err);
	for (size_t i = 0; i < plan->delivery_count; i++)
		if (collides(&plan->deliveries[i], delivery))
			return akv_fail(err, AKV_ERR_USAGE, "GivenTwice",
					"%s%s%s is given twice", option,
					*delivery->name == '\0' ? "" : " ",
					delivery->name);
	plan->deliveries[plan->delivery_count++] = *delivery;
	draft->uses[delivery->source]++;
	return AKV_OK;
}

static enum akv_code parse_descriptor(const char *word, int *out,
				      struct akv_error *err)
{
	int64_t number;

	if (!akv_text_number(word, AKV_EXEC_DESCRIPTOR_MAX, &number) ||
	    number < 3) {
		akv_fail(err, AKV_ERR_USAGE, "BadOption",
			 "--fd takes the number of a descriptor, from 3 to %d",
			 AKV_EXEC_DESCRIPTOR_MAX);
		akv_error_hint(err, "for 0 there is --stdin");
		return AKV_ERR_USAGE;
	}
	*out = (int)number;
	return AKV_OK;
}

static enum akv_code hand_over(struct draft *draft, size_t which,
			       const char *argument, struct akv_error *err)
{
	struct akv_exec_delivery delivery = { .way = ways[which].way,
					      .name = argument };
	enum akv_code code = AKV_OK;

	if (draft->plan.source_count == 0)
		code = choose(draft, NULL, err);
	if (code == AKV_OK && delivery.way == AKV_EXEC_FD)
		code = parse_descriptor(argument, &delivery.descriptor, err);
	if (code != AKV_OK)
		return code;
	delivery.source = draft->plan.source_count - 1;
	return add(draft, &delivery, ways[which].name, err);
}

static enum akv_code take(struct draft *draft,
			  const struct akv_option_given *given,
			  struct akv_error *err)
{
	if (given->option == AKV_OPTION_CONNECTION) {
		/* chosen already by what stands in front of it */
		if (draft->connection == given->argument &&
		    draft->plan.source_count > 0)
			return AKV_OK;
		draft->connection = given->argument;
		return choose(draft, NULL, err);
	}
	if (given->option == AKV_OPTION_SECRET)
		return choose(draft, given->argument, err);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (ways[i].option == given->option)
			return hand_over(draft, i, given->argument, err);
	return AKV_OK; /* not about secrets */
}

/* What nothing was said about. */
static enum akv_code complete(struct draft *draft, bool is_ssh,
			      struct akv_error *err)
{
	for (size_t i = 0; i < draft->plan.source_count; i++) {
		const struct akv_exec_source *source = &draft->plan.sources[i];
		const struct akv_exec_delivery asked = { .way = AKV_EXEC_SSH,
							 .source = i,
							 .name = "" };
		enum akv_code code;

		if (draft->uses[i] > 0)
			continue;
		if (!is_ssh) {
			akv_fail(err, AKV_ERR_USAGE, "NoWay",
				 "how is %s%s%s to be handed over? no option "
				 "behind it says so",
				 source->connection,
				 source->secret == NULL ? "" : " --secret ",
				 source->secret == NULL ? "" : source->secret);
			explain_ways(err);
			return AKV_ERR_USAGE;
		}
		code = add(draft, &asked, "--ssh", err);
		if (code != AKV_OK)
			return code;
	}
	return AKV_OK;
}

/* People also say first how, and then of what: the first -c is in force from
 * the beginning on. */
static const char *first_connection(const struct akv_options *options,
				    const char *otherwise)
{
	for (size_t i = 0; i < options->given_count; i++)
		if (options->given[i].option == AKV_OPTION_CONNECTION)
			return options->given[i].argument;
	return otherwise;
}

static enum akv_code fill(struct draft *draft,
			  const struct akv_options *options, bool is_ssh,
			  struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	for (size_t i = 0; code == AKV_OK && i < options->given_count; i++)
		code = take(draft, &options->given[i], err);
	if (code == AKV_OK && draft->plan.source_count == 0)
		code = choose(draft, NULL, err);
	if (code == AKV_OK)
		code = complete(draft, is_ssh, err);
	return code;
}

enum akv_code akv_exec_plan_make(const struct akv_options *options,
				 const char *connection, bool is_ssh,
				 struct akv_exec_plan *out,
				 struct akv_error *err)
{
	struct draft draft = {
		.connection = first_connection(options, connection),
	};
	enum akv_code code;

	draft.plan.sources = calloc(AKV_EXEC_MAX, sizeof(*draft.plan.sources));
	draft.plan.deliveries =
		calloc(AKV_EXEC_MAX, sizeof(*draft.plan.deliveries));
	draft.uses = calloc(AKV_EXEC_MAX, sizeof(*draft.uses));
	if (draft.plan.sources == NULL || draft.plan.deliveries == NULL ||
	    draft.uses == NULL)
		code = akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	else
		code = fill(&draft, options, is_ssh, err);
	free(draft.uses);
	if (code == AKV_OK)
		*out = draft.plan;
	else
		akv_exec_plan_clear(&draft.plan);
	return code;
}

void akv_exec_plan_clear(struct akv_exec_plan *plan)
{
	free(plan->sources);
	free(plan->deliveries);
	*plan = (struct akv_exec_plan){ 0 };
}

bool akv_exec_plan_has(const struct akv_exec_plan *plan, enum akv_exec_way way)
{
	for (size_t i = 0; i < plan->delivery_count; i++)
		if (plan->deliveries[i].way == way)
			return true;
	return false;
}

int akv_exec_plan_highest(const struct akv_exec_plan *plan)
{
	int highest = 2;

	for (size_t i = 0; i < plan->delivery_count; i++)
		if (plan->deliveries[i].descriptor > highest)
			highest = plan->deliveries[i].descriptor;
	return highest;
}
