/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cmd/exec_plan.h"

static struct akv_exec_plan plan;
static struct akv_error err;

static void tear_down(void)
{
	akv_exec_plan_clear(&plan);
}

TestSuite(exec_plan, .fini = tear_down);

#define GIVEN(...) \
	((const struct akv_option_given[]){ __VA_ARGS__, \
					    { AKV_OPTION_COUNT, NULL } })
#define C(name) \
	{ \
		AKV_OPTION_CONNECTION, name \
	}
#define SECRET(name) \
	{ \
		AKV_OPTION_SECRET, name \
	}
#define ENV(name) \
	{ \
		AKV_OPTION_EXEC_ENV, name \
	}
#define FILE_(name) \
	{ \
		AKV_OPTION_EXEC_FILE, name \
	}
#define FD(number) \
	{ \
		AKV_OPTION_EXEC_FD, number \
	}
#define STDIN \
	{ \
		AKV_OPTION_EXEC_STDIN, "" \
	}
#define RCLONE(name) \
	{ \
		AKV_OPTION_EXEC_RCLONE, name \
	}
#define SSH \
	{ \
		AKV_OPTION_EXEC_SSH, "" \
	}

static enum akv_code make(const struct akv_option_given *given,
			  const char *connection, bool is_ssh)
{
	static struct akv_option_given copies[AKV_EXEC_MAX + 8];
	struct akv_options options = { .given = copies };

	for (; given->option != AKV_OPTION_COUNT; given++)
		copies[options.given_count++] = *given;
	akv_exec_plan_clear(&plan);
	return akv_exec_plan_make(&options, connection, is_ssh, &plan, &err);
}

static void expect_delivery(size_t i, enum akv_exec_way way,
			    const char *connection, const char *secret,
			    const char *name)
{
	const struct akv_exec_delivery *delivery = &plan.deliveries[i];
	const struct akv_exec_source *source;

	cr_assert_lt(i, plan.delivery_count);
	source = &plan.sources[delivery->source];
	cr_expect_eq(delivery->way, way);
	cr_expect_str_eq(source->connection, connection);
	cr_expect_str_eq(source->secret == NULL ? "" : source->secret, secret);
	cr_expect_str_eq(delivery->name, name);
}

Test(exec_plan, hands_out_what_was_chosen_last)
{
	cr_assert_eq(make(GIVEN(C("a"), ENV("A"), SECRET("s"), FILE_("S"),
				ENV("T"), C("b"), RCLONE("r")),
			  NULL, false),
		     AKV_OK, "%s", err.text);
	cr_assert_eq(plan.source_count, 3);
	cr_assert_eq(plan.delivery_count, 4);
	expect_delivery(0, AKV_EXEC_ENV, "a", "", "A");
	expect_delivery(1, AKV_EXEC_FILE, "a", "s", "S");
	expect_delivery(2, AKV_EXEC_ENV, "a", "s", "T");
	expect_delivery(3, AKV_EXEC_RCLONE, "b", "", "r");
}

Test(exec_plan, fetches_no_main_secret_that_nobody_wants)
{
	cr_assert_eq(make(GIVEN(C("a"), SECRET("s"), ENV("S")), NULL, false),
		     AKV_OK);
	cr_assert_eq(plan.source_count, 1);
	expect_delivery(0, AKV_EXEC_ENV, "a", "s", "S");
}

Test(exec_plan, takes_the_connection_from_elsewhere)
{
	cr_assert_eq(make(GIVEN(ENV("A")), "x", false), AKV_OK);
	expect_delivery(0, AKV_EXEC_ENV, "x", "", "A");
	cr_assert_eq(make(GIVEN(SECRET("s"), ENV("A")), "x", false), AKV_OK);
	expect_delivery(0, AKV_EXEC_ENV, "x", "s", "A");
	cr_assert_eq(make(GIVEN(C("a"), ENV("A")), "x", false), AKV_OK);
	cr_assert_eq(plan.source_count, 1);
	expect_delivery(0, AKV_EXEC_ENV, "a", "", "A");
}

Test(exec_plan, takes_the_first_connection_for_what_stands_in_front)
{
	cr_assert_eq(make(GIVEN(ENV("A"), C("a")), NULL, false), AKV_OK);
	cr_assert_eq(plan.source_count, 1);
	expect_delivery(0, AKV_EXEC_ENV, "a", "", "A");
	cr_assert_eq(make(GIVEN(ENV("A"), C("a"), FILE_("F"), C("b"), ENV("B")),
			  "x", false),
		     AKV_OK, "%s", err.text);
	cr_assert_eq(plan.source_count, 2);
	expect_delivery(0, AKV_EXEC_ENV, "a", "", "A");
	expect_delivery(1, AKV_EXEC_FILE, "a", "", "F");
	expect_delivery(2, AKV_EXEC_ENV, "b", "", "B");
	cr_assert_eq(make(GIVEN(SECRET("s"), ENV("S"), C("a")), NULL, false),
		     AKV_OK, "%s", err.text);
	cr_assert_eq(plan.source_count, 1);
	expect_delivery(0, AKV_EXEC_ENV, "a", "s", "S");
	cr_assert_eq(make(GIVEN(SECRET("s"), C("a"), ENV("S")), NULL, false),
		     AKV_OK, "%s", err.text);
	expect_delivery(0, AKV_EXEC_ENV, "a", "s", "S");
}

Test(exec_plan, wants_a_connection)
{
	cr_assert_eq(make(GIVEN(ENV("A")), NULL, false), AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "NoConnection");
	cr_assert_eq(make(GIVEN(SECRET("s")), NULL, false), AKV_ERR_USAGE);
	cr_assert_eq(make(GIVEN({ AKV_OPTION_TIMEOUT, "5" }), NULL, true),
		     AKV_ERR_USAGE);
}

Test(exec_plan, wants_a_way_for_each)
{
	cr_assert_eq(make(GIVEN(C("a")), NULL, false), AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "NoWay");
	cr_assert_not_null(strstr(err.hint, "--env"));
	cr_assert_not_null(strstr(err.hint, "--ssh"));
	cr_assert_eq(make(GIVEN(C("a"), ENV("A"), C("b")), NULL, false),
		     AKV_ERR_USAGE);
	cr_assert_not_null(strstr(err.text, " b "));
	cr_assert_eq(make(GIVEN(C("a"), ENV("A"), SECRET("s")), NULL, false),
		     AKV_ERR_USAGE);
}

Test(exec_plan, knows_what_ssh_wants)
{
	cr_assert_eq(make(GIVEN(C("a")), NULL, true), AKV_OK);
	expect_delivery(0, AKV_EXEC_SSH, "a", "", "");
	cr_assert_eq(make(GIVEN({ AKV_OPTION_TIMEOUT, "5" }), "x", true),
		     AKV_OK);
	expect_delivery(0, AKV_EXEC_SSH, "x", "", "");
	cr_assert_eq(make(GIVEN(C("a"), C("b"), ENV("B")), NULL, true), AKV_OK);
	expect_delivery(0, AKV_EXEC_ENV, "b", "", "B");
	expect_delivery(1, AKV_EXEC_SSH, "a", "", "");
	/* what is said is all */
	cr_assert_eq(make(GIVEN(C("a"), ENV("A")), NULL, true), AKV_OK);
	cr_assert_eq(plan.delivery_count, 1);
	cr_assert(akv_exec_plan_has(&plan, AKV_EXEC_ENV));
	cr_assert_not(akv_exec_plan_has(&plan, AKV_EXEC_SSH));
}

static void expect_twice(const struct akv_option_given *given)
{
	cr_expect_eq(make(given, NULL, false), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "GivenTwice");
}

Test(exec_plan, gives_a_name_once)
{
	expect_twice(GIVEN(C("a"), ENV("A"), ENV("A")));
	expect_twice(GIVEN(C("a"), ENV("A"), C("b"), FILE_("A")));
	expect_twice(GIVEN(C("a"), FD("3"), C("b"), FD("3")));
	expect_twice(GIVEN(C("a"), STDIN, C("b"), STDIN));
	expect_twice(GIVEN(C("a"), RCLONE("r"), RCLONE("R")));
	expect_twice(GIVEN(C("a"), SSH, SSH));
	cr_expect_eq(make(GIVEN(C("a"), ENV("A"), ENV("a"), FD("3"), FD("4"),
				STDIN, SSH, C("b"), SSH),
			  NULL, false),
		     AKV_OK);
	cr_expect_eq(akv_exec_plan_highest(&plan), 4);
}

Test(exec_plan, takes_descriptors_above_those_of_everybody)
{
	static const char *const bad[] = { "",	"0",  "2",    "-1",
					   "x", "3x", "1000", "0x9" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect_eq(make(GIVEN(C("a"), FD(bad[i])), NULL, false),
			     AKV_ERR_USAGE, "%s", bad[i]);
	cr_expect_eq(make(GIVEN(C("a"), FD("999")), NULL, false), AKV_OK);
	cr_expect_eq(plan.deliveries[0].descriptor, 999);
}

Test(exec_plan, checks_names)
{
	cr_expect_eq(make(GIVEN(C("a"), ENV("A=b")), NULL, false),
		     AKV_ERR_USAGE);
	cr_expect_eq(make(GIVEN(C("a"), FILE_("PATH")), NULL, false),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "DangerousName");
	cr_expect_eq(make(GIVEN(C("a"), RCLONE("a-b")), NULL, false),
		     AKV_ERR_USAGE);
}

/* C("a") and so many variables. */
static enum akv_code make_many(size_t count)
{
	static char names[AKV_EXEC_MAX + 1][32];
	static struct akv_option_given given[AKV_EXEC_MAX + 3];

	given[0] = (struct akv_option_given)C("a");
	for (size_t i = 0; i < count; i++) {
		snprintf(names[i], sizeof(names[i]), "N%zu", i);
		given[i + 1] = (struct akv_option_given)ENV(names[i]);
	}
	given[count + 1].option = AKV_OPTION_COUNT;
	return make(given, NULL, false);
}

Test(exec_plan, is_bounded)
{
	cr_assert_eq(make_many(300), AKV_OK);
	cr_assert_eq(plan.delivery_count, 300);
	cr_assert_eq(plan.source_count, 1);
	cr_assert_eq(make_many(AKV_EXEC_MAX), AKV_OK);
	cr_assert_eq(make_many(AKV_EXEC_MAX + 1), AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "TooManyOptions");
}
