/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "protocol/ssh_key_refusal.h"

static void expect(const char *text, const char *what, const char *hint)
{
	AKV_AUTO(secret) *value = NULL;
	struct akv_error err;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &value, NULL),
		     AKV_OK);
	cr_assert_eq(akv_ssh_key_refusal_kind(value, &err), AKV_ERR_UNUSABLE);
	cr_assert_str_eq(err.reason, "NotAnSshKey");
	cr_assert_not_null(strstr(err.text, what), "%s", err.text);
	cr_assert_not_null(strstr(err.hint, hint), "%s", err.hint);
}

Test(ssh_key_refusal, says_what_it_is_instead)
{
	expect("ssh-ed25519 AAAA bob", "public key", ".pub");
	expect("ecdsa-sha2-nistp256 AAAA", "public key", ".pub");
	expect("-----BEGIN PUBLIC KEY-----", "public key", ".pub");
	expect("PuTTY-User-Key-File-3: ssh-ed25519", "PuTTY", "puttygen");
	expect("LS0tLS1CRUdJTiBPUEVOU1NI", "base 64 of a key", "base64 -d");
	expect("MIIJqQIBAzCC", "PKCS#12", "--format key");
	expect("-----BEGIN CERTIFICATE-----", "certificate", "--format key");
	expect("---- BEGIN SSH2 PUBLIC KEY ----", "RFC 4716", "ssh-keygen -i");
}

Test(ssh_key_refusal, says_what_is_in_front)
{
	expect("\xef\xbb\xbf-----BEGIN", "byte order mark", "without");
	expect(" -----BEGIN", "spaces", "");
	expect("\n-----BEGIN", "empty line", "");
}

Test(ssh_key_refusal, says_how_to_store_one)
{
	expect("", "it is empty", "--file FILE");
	expect("hunter2", "does not begin as", "--file FILE");
	expect("-----BEGIN X-----", "does not begin as", "--file FILE");
}
