/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/command_words.h"

/* <word><word>, or the reason. */
static const char *split(const char *line)
{
	static char buf[8192];
	struct akv_text text;
	struct akv_error err = { 0 };
	char **words = NULL;

	akv_text_init(&text, buf, sizeof(buf));
	if (akv_command_words_split(line, &words, &err) != AKV_OK) {
		cr_expect_eq(err.code, AKV_ERR_USAGE);
		cr_expect_str_eq(err.reason, "InvalidValue");
		akv_text_add(&text, err.text);
		return buf;
	}
	for (size_t i = 0; words[i] != NULL; i++)
		akv_text_addf(&text, "<%s>", words[i]);
	akv_command_words_free(words);
	return buf;
}

Test(command_words, are_separated_by_spaces)
{
	cr_expect_str_eq(split("/bin/notify"), "</bin/notify>");
	cr_expect_str_eq(split("  /bin/notify  a   b "), "</bin/notify><a><b>");
}

Test(command_words, may_be_quoted)
{
	cr_expect_str_eq(split("/bin/n 'a b' \"c d\""), "</bin/n><a b><c d>");
	cr_expect_str_eq(split("'/opt/my tools/n'"), "</opt/my tools/n>");
	cr_expect_str_eq(split("/bin/n \"\" ''"), "</bin/n><><>");
	cr_expect_str_eq(split("/bin/n --text='a \"b\"'c"),
			 "</bin/n><--text=a \"b\"c>");
}

Test(command_words, know_nothing_of_a_shell)
{
	cr_expect_str_eq(split("/bin/n $HOME ~ * a|b `id` \\ a\\ b"),
			 "</bin/n><$HOME><~><*><a|b><`id`><\\><a\\><b>");
}

Test(command_words, begin_with_an_absolute_path)
{
	const char *refusal =
		"the command does not begin with an absolute path";

	cr_expect_str_eq(split(""), refusal);
	cr_expect_str_eq(split("   "), refusal);
	cr_expect_str_eq(split("notify"), refusal);
	cr_expect_str_eq(split("./notify"), refusal);
	cr_expect_str_eq(split("'' /bin/notify"), refusal);
}

Test(command_words, end_their_quotations)
{
	const char *refusal = "a quotation mark has no partner";

	cr_expect_str_eq(split("/bin/n 'a"), refusal);
	cr_expect_str_eq(split("/bin/n \"a'"), refusal);
	cr_expect_str_eq(split("/bin/n don't"), refusal);
}

Test(command_words, are_bounded)
{
	char line[AKV_COMMAND_WORDS_BYTES_MAX + 2];
	struct akv_text text;

	akv_text_init(&text, line, sizeof(line));
	akv_text_add(&text, "/n");
	for (int i = 1; i < AKV_COMMAND_WORDS_MAX; i++)
		akv_text_add(&text, " x");
	cr_expect_eq(split(line)[0], '<');
	akv_text_add(&text, " x");
	cr_expect_str_eq(split(line), "the command has too many words");
	memset(line, '/', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	cr_expect_str_eq(split(line), "the command is too long");
}
