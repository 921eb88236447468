/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "protocol/ssh_key_refusal.h"

/* What people have instead, how it begins, and what to do about it. */
static const struct {
	const char *beginning;
	const char *what;
	const char *hint;
} mistakes[] = {
	{ "ssh-", "it is a public key",
	  "the private one is in the file "
	  "without .pub" },
	{ "ecdsa-", "it is a public key",
	  "the private one is in the file "
	  "without .pub" },
	{ "-----BEGIN PUBLIC KEY", "it is a public key",
	  "the private one is in the file without .pub" },
	{ "---- BEGIN SSH2", "it is a key in the form of RFC 4716",
	  "ssh-keygen -i -f FILE turns a public one into OpenSSH's" },
	{ "PuTTY-User-Key-File", "it is a key of PuTTY",
	  "puttygen FILE -O private-openssh -o NEW turns it into OpenSSH's" },
	{ "LS0tLS1CRUdJTi", "it looks like base 64 of a key",
	  "akv read CONNECTION | base64 -d gives the key" },
	{ "MII", "it looks like a PKCS#12 file in base 64",
	  "--format key takes the private key out of it" },
	{ "-----BEGIN CERTIFICATE", "it begins with a certificate",
	  "--format key takes the private key out of it" },
	{ "\xef\xbb\xbf", "it begins with a byte order mark",
	  "save it without" },
	{ " ", "there are spaces in front of it", NULL },
	{ "\n", "there is an empty line in front of it", NULL },
	{ "\r", "there is an empty line in front of it", NULL },
};

enum akv_code akv_ssh_key_refusal(const char *what, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNUSABLE, "NotAnSshKey",
		 "the value is no private key for SSH: %s", what);
	return AKV_ERR_UNUSABLE;
}

enum akv_code akv_ssh_key_refusal_kind(const struct akv_secret *value,
				       struct akv_error *err)
{
	const char *text = akv_secret_text(value);

	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		if (strncmp(text, mistakes[i].beginning,
			    strlen(mistakes[i].beginning)) != 0)
			continue;
		akv_ssh_key_refusal(mistakes[i].what, err);
		if (mistakes[i].hint != NULL)
			akv_error_hint(err, "%s", mistakes[i].hint);
		return AKV_ERR_UNUSABLE;
	}
	akv_ssh_key_refusal(akv_secret_len(value) == 0 ?
				    "it is empty" :
				    "it does not begin as one does",
			    err);
	akv_error_hint(err, "az keyvault secret set --file FILE stores a key "
			    "as it is");
	return AKV_ERR_UNUSABLE;
}
