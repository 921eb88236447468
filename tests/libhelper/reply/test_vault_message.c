/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/reply/vault_message.h"

#define APPLICATION "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define OBJECT "5a6b7c8d-1111-2222-3333-444455556666"
#define VAULT \
	"/subscriptions/00000000-1111-2222-3333-444444444444/" \
	"resourcegroups/exports_(1)/providers/microsoft.keyvault/vaults/c"

static struct akv_vault_message message;

static void read_text(const char *text)
{
	akv_vault_message_read(text, strlen(text), "", &message);
}

/* -- numbers -- */

static void expect_number(const char *text, const char *number)
{
	read_text(text);
	cr_expect_str_eq(message.number, number, "%s", text);
}

Test(vault_message, reads_the_number_in_front)
{
	expect_number("AKV10032: Invalid issuer.", "AKV10032");
	expect_number("AKV1", "AKV1");
	expect_number("[TokenExpired] Error validating token: 'S2S12086'.",
		      "TokenExpired");
}

Test(vault_message, reads_no_number_elsewhere_or_of_another_form)
{
	expect_number("", "");
	expect_number("Invalid issuer AKV10032: no", "");
	expect_number("akv10032: no", "");
	expect_number("AK", "");
	expect_number("AKV10032 and no colon", "");
	expect_number("AKV\x1b[31m: no", "");
	expect_number("AKV11111111111111111111111111: no", "");
	expect_number("[Token Expired] no", "");
	expect_number("[", "");
}

/* -- who is calling -- */

static void expect_caller(const char *text, const char *application,
			  const char *object)
{
	read_text(text);
	cr_expect_str_eq(message.application, application, "%s", text);
	cr_expect_str_eq(message.object, object, "%s", text);
}

Test(vault_message, reads_the_caller)
{
	expect_caller("application 'appid=" APPLICATION ";oid=" OBJECT
		      ";iss=https://sts.windows.net/x/' does not",
		      APPLICATION, OBJECT);
	expect_caller("Caller: appid=" APPLICATION ";oid=" OBJECT, APPLICATION,
		      OBJECT);
	expect_caller("Caller: name=Some Service;appid=" APPLICATION
		      ";oid=" OBJECT "\r\nVault: x",
		      APPLICATION, OBJECT);
	expect_caller("Caller: oid=" OBJECT "'", "", OBJECT);
}

Test(vault_message, takes_nothing_but_ids_for_a_caller)
{
	expect_caller("", "", "");
	expect_caller("appid=;oid=", "", "");
	expect_caller("appid=$(reboot);oid=`reboot`", "", "");
	expect_caller("appid=" APPLICATION "0;oid=" OBJECT " x", "", OBJECT);
	expect_caller("appid=" APPLICATION "\x1b[31m;oid=\xff", "", "");
}

/* -- addresses -- */

static void expect_address(const char *text, const char *network_info,
			   const char *address)
{
	akv_vault_message_read(text, strlen(text), network_info, &message);
	cr_expect_str_eq(message.address, address, "%s", text);
}

Test(vault_message, reads_the_client_address)
{
	expect_address("Client address: 203.0.113.7\r\nCaller:", "",
		       "203.0.113.7");
	expect_address("Client address: 10.1.2.3 from unknown subnet\r\n", "",
		       "10.1.2.3");
	expect_address("Client address: 2001:db8::7\r\n", "", "2001:db8::7");
}

Test(vault_message, takes_the_address_of_the_header_else)
{
	expect_address("", "conn_type=Ipv4;addr=203.0.113.8;act_addr_fam=x;",
		       "203.0.113.8");
	expect_address("Client address: 203.0.113.7",
		       "conn_type=Ipv4;addr=203.0.113.8;", "203.0.113.7");
	expect_address("Client address: nobody",
		       "conn_type=Ipv4;addr=203.0.113.8;", "203.0.113.8");
}

Test(vault_message, takes_nothing_but_addresses_for_an_address)
{
	expect_address("", "", "");
	expect_address("Client address: 203.0.113.777", "", "");
	expect_address("Client address: 203.0.113.7;reboot", "", "");
	expect_address("Client address: $(reboot)", "", "");
	expect_address("Client address: localhost", "", "");
	expect_address("Client address: ", "", "");
	expect_address("", "addr=203.0.113.8", "");
	expect_address("", "conn_type=PrivateLink;addr=x", "");
}

Test(vault_message, knows_addresses_that_a_firewall_rule_can_name)
{
	static const char *const public[] = { "203.0.113.7", "8.8.8.8",
					      "11.0.0.1",    "172.32.0.1",
					      "192.169.0.1", "100.128.0.1" };
	static const char *const others[] = {
		"10.1.2.3",
		"172.16.0.1",
		"172.31.255.255",
		"192.168.1.1",
		"100.64.0.1",
		"169.254.1.1",
		"127.0.0.1",
		"0.0.0.0",
		"224.0.0.1",
		"255.255.255.255",
		"2001:db8::7",
		"::ffff:8.8.8.8",
		"",
		"8.8.8",
	};

	for (size_t i = 0; i < sizeof(public) / sizeof(*public); i++)
		cr_expect(akv_vault_message_is_public_ipv4(public[i]), "%s",
			  public[i]);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_not(akv_vault_message_is_public_ipv4(others[i]), "%s",
			      others[i]);
}

/* -- resources -- */

static void expect_resource(const char *text, const char *resource)
{
	read_text(text);
	cr_expect_str_eq(message.resource, resource, "%s", text);
}

Test(vault_message, reads_the_resource_down_to_the_name)
{
	expect_resource("Resource: '" VAULT "'\r\n", VAULT);
	expect_resource("Resource: '" VAULT "/secrets/a'\r\n",
			VAULT "/secrets/a");
	expect_resource("Resource: '" VAULT "/secrets/a/9f'\r\n",
			VAULT "/secrets/a");
}

Test(vault_message, takes_nothing_but_paths_for_a_resource)
{
	expect_resource("", "");
	expect_resource("Resource: ''", "");
	expect_resource("Resource: 'subscriptions/x'", "");
	expect_resource("Resource: '" VAULT "\"; reboot; \"'", "");
	expect_resource("Resource: '" VAULT "/$(reboot)'", "");
	expect_resource("Resource: '" VAULT "/`reboot`'", "");
	expect_resource("Resource: '" VAULT " --role Owner'", "");
	expect_resource("Resource: '" VAULT "\n'", "");
}

/* -- the rest -- */

Test(vault_message, reads_action_and_decision)
{
	read_text("Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/"
		  "action'\r\nDecisionReason: 'DeniedWithNoValidRBAC' \r\n");
	cr_expect_str_eq(message.action, "Microsoft.KeyVault/vaults/secrets/"
					 "getSecret/action");
	cr_expect_str_eq(message.decision, "DeniedWithNoValidRBAC");
	read_text(
		"DecisionReason: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaa'");
	cr_expect_str_empty(message.decision);
	read_text(
		"DecisionReason: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaa'");
	cr_expect_eq(strlen(message.decision), 63);
	read_text("Action: 'a b'\r\nDecisionReason: null\r\n");
	cr_expect_str_empty(message.action);
	cr_expect_str_empty(message.decision);
}

Test(vault_message, reads_the_first_line)
{
	char longest[400];

	read_text("One thing.\r\nAnother.");
	cr_expect_str_eq(message.first_line, "One thing.");
	read_text("\nAnother.");
	cr_expect_str_empty(message.first_line);
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	read_text(longest);
	cr_expect_eq(strlen(message.first_line), 255);
}

Test(vault_message, does_not_stop_at_a_nul)
{
	static const char text[] = "x\0Client address: 203.0.113.7";

	akv_vault_message_read(text, sizeof(text) - 1, "", &message);
	cr_expect_str_eq(message.address, "203.0.113.7");
	cr_expect_str_eq(message.first_line, "x");
}

Test(vault_message, does_not_read_beyond_its_end)
{
	static const char text[] = "Client address: 203.0.113.77";

	akv_vault_message_read(text, sizeof(text) - 2, "", &message);
	cr_expect_str_eq(message.address, "203.0.113.7");
	akv_vault_message_read(text, 16, "", &message);
	cr_expect_str_empty(message.address);
	akv_vault_message_read("", 0, "", &message);
	cr_expect_str_empty(message.first_line);
}
