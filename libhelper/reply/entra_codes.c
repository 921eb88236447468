/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "libhelper/reply/entra_codes.h"

/* -- remedies that several rows share -- */

#define NEW_SECRET \
	"make a new one: az ad app credential reset --id {client} --append"
#define LIST_SECRETS \
	"those it has, and their ends: az ad app credential list --id {client}"
#define CHECK_TENANT \
	"its id: az account show --query tenantId\n" \
	"a tenant of another cloud needs that cloud in the configuration"
#define CHECK_CLIENT \
	"the client id is the application (client) id, not an object id: " \
	"az ad app list --all --query [].[displayName,appId] -o table\n" \
	"check the tenant too: az account show --query tenantId"
#define CHECK_FEDERATED \
	"what it trusts: az ad app federated-credential list --id {client}\n" \
	"one made a moment ago takes minutes to work everywhere"
#define MIND_CASE "it matches but for capitals and small letters"
#define CHECK_CERTIFICATE \
	"those it has: az ad app credential list --id {client} --cert\n" \
	"where the application trusts a subject name, set " \
	"send-certificate-chain = true"
#define CHECK_ASSERTION \
	"check this machine's clock, the certificate's key, and that a " \
	"federated token is fresh"
#define OTHER_CLOUD \
	"set cloud and authority-host to the tenant's: az cloud list -o table"
#define TRY_AGAIN "it usually passes: try again in a minute"
#define REPORT "this is a fault of akv, or of a proxy: please report it"
#define ASK_ADMINISTRATOR "ask an administrator of the tenant"
#define SIGN_IN_LOG \
	"an administrator finds the policy by the correlation id in the " \
	"sign-in log, under service principal sign-ins"

/* -- sentences that several rows share -- */

#define NO_CREDENTIAL \
	"Entra ID found no {credential} of application {client} in the request"
#define NO_APPLICATION "there is no application {client} in tenant {tenant}"
#define DISABLED "application {client} is disabled in tenant {tenant}"
#define BAD_TENANT "Entra ID cannot tell which tenant {tenant} is"
#define BAD_REQUEST "Entra ID did not understand our request"
#define BAD_SCOPE "Entra ID did not understand what the token is for"
#define BAD_ASSERTION \
	"Entra ID refused the {credential} of application {client}"
#define NO_RESOURCE \
	"tenant {tenant} does not know the service that the token is for"
#define SECURITY_POLICY \
	"a security policy of tenant {tenant} keeps application {client} out"
#define TENANT_RESTRICTED \
	"a policy on tenants does not let us sign in to tenant {tenant}"
#define IN_OTHER_CLOUD "tenant {tenant} is not in the cloud of {authority}"
#define STS_FAULT "Entra ID has a fault that passes"
#define FEDERATED_SUBJECT \
	"application {client} trusts no federated token of this subject"

static const struct akv_entra_code codes[] = {
	/* the client secret */
	{ 7000215, AKV_ERR_SIGN_IN,
	  "Entra ID refused the client secret of application {client}",
	  "give the secret's Value, not its Secret ID; the Value is shown "
	  "once, when the secret is made\n" NEW_SECRET },
	{ 7000222, AKV_ERR_SIGN_IN,
	  "the client secret of application {client} has expired",
	  NEW_SECRET "\n" LIST_SECRETS },
	{ 70002, AKV_ERR_SIGN_IN, BAD_ASSERTION, LIST_SECRETS },
	{ 7000218, AKV_ERR_SIGN_IN, NO_CREDENTIAL, "is it empty?" },
	{ 7000216, AKV_ERR_SIGN_IN, NO_CREDENTIAL, "is it empty?" },
	{ 700025, AKV_ERR_SIGN_IN,
	  "application {client} is a public client, which has no {credential}",
	  "az ad app update --id {client} --is-fallback-public-client false" },

	/* the application */
	{ 700016, AKV_ERR_SIGN_IN, NO_APPLICATION, CHECK_CLIENT },
	{ 700011, AKV_ERR_SIGN_IN, NO_APPLICATION, CHECK_CLIENT },
	{ 7000229, AKV_ERR_SIGN_IN,
	  "application {client} has no service principal in tenant {tenant}",
	  "an administrator makes it: az ad sp create --id {client}" },
	{ 7000112, AKV_ERR_SIGN_IN, DISABLED, ASK_ADMINISTRATOR },
	{ 70001, AKV_ERR_SIGN_IN, DISABLED, ASK_ADMINISTRATOR },
	{ 1000031, AKV_ERR_SIGN_IN,
	  "application {client} cannot be used in tenant {tenant} now",
	  ASK_ADMINISTRATOR },

	/* the tenant */
	{ 90002, AKV_ERR_SIGN_IN, "there is no tenant {tenant} at {authority}",
	  CHECK_TENANT },
	{ 900023, AKV_ERR_SIGN_IN, BAD_TENANT, CHECK_TENANT },
	{ 90019, AKV_ERR_SIGN_IN, BAD_TENANT, CHECK_TENANT },
	{ 9001023, AKV_ERR_SIGN_IN, BAD_TENANT, CHECK_TENANT },
	{ 90038, AKV_ERR_SIGN_IN, IN_OTHER_CLOUD, OTHER_CLOUD },
	{ 900382, AKV_ERR_SIGN_IN, IN_OTHER_CLOUD, OTHER_CLOUD },
	{ 900432, AKV_ERR_SIGN_IN, IN_OTHER_CLOUD, OTHER_CLOUD },
	{ 50049, AKV_ERR_SIGN_IN,
	  "{authority} is no authority that Entra ID knows", OTHER_CLOUD },
	{ 100007, AKV_ERR_SIGN_IN,
	  "{authority} does not sign in application {client}",
	  "set authority-host to the cloud's global host: az cloud list" },

	/* certificates and their assertions */
	{ 700027, AKV_ERR_SIGN_IN,
	  "Entra ID could not verify the {credential} of application {client}",
	  CHECK_CERTIFICATE },
	{ 700030, AKV_ERR_SIGN_IN,
	  "application {client} does not trust the certificate's subject",
	  CHECK_CERTIFICATE },
	{ 700024, AKV_ERR_SIGN_IN,
	  "the {credential} of application {client} is not valid at this time",
	  CHECK_ASSERTION },
	{ 50012, AKV_ERR_SIGN_IN, BAD_ASSERTION, CHECK_ASSERTION },
	{ 50013, AKV_ERR_SIGN_IN, BAD_ASSERTION, CHECK_ASSERTION },
	{ 50027, AKV_ERR_SIGN_IN, BAD_ASSERTION, CHECK_ASSERTION },
	{ 50048, AKV_ERR_SIGN_IN, BAD_ASSERTION, CHECK_ASSERTION },

	/* federated tokens */
	{ 70021, AKV_ERR_SIGN_IN,
	  "application {client} trusts no federated token like this one",
	  CHECK_FEDERATED },
	{ 700211, AKV_ERR_SIGN_IN,
	  "application {client} trusts no federated token of this issuer",
	  CHECK_FEDERATED },
	{ 700212, AKV_ERR_SIGN_IN,
	  "application {client} trusts no federated token for this audience",
	  CHECK_FEDERATED },
	{ 700213, AKV_ERR_SIGN_IN, FEDERATED_SUBJECT, CHECK_FEDERATED },
	{ 7002137, AKV_ERR_SIGN_IN, FEDERATED_SUBJECT, CHECK_FEDERATED },
	{ 7002138, AKV_ERR_SIGN_IN, FEDERATED_SUBJECT,
	  MIND_CASE "\n" CHECK_FEDERATED },
	{ 700229, AKV_ERR_SIGN_IN,
	  "the federated token is a person's, not an application's",
	  CHECK_FEDERATED },

	/* what the token is for */
	{ 500011, AKV_ERR_SIGN_IN, NO_RESOURCE, OTHER_CLOUD },
	{ 50001, AKV_ERR_SIGN_IN, NO_RESOURCE, OTHER_CLOUD },
	{ 650057, AKV_ERR_SIGN_IN, NO_RESOURCE, OTHER_CLOUD },
	{ 70011, AKV_ERR_OTHER, BAD_SCOPE, REPORT },
	{ 28002, AKV_ERR_OTHER, BAD_SCOPE, REPORT },
	{ 1002012, AKV_ERR_OTHER, BAD_SCOPE, REPORT },
	{ 700022, AKV_ERR_OTHER, BAD_SCOPE, REPORT },
	{ 700023, AKV_ERR_OTHER, BAD_SCOPE, REPORT },
	{ 901002, AKV_ERR_OTHER, BAD_SCOPE, REPORT },

	/* the request's form */
	{ 90013, AKV_ERR_OTHER, BAD_REQUEST, REPORT },
	{ 90014, AKV_ERR_OTHER, BAD_REQUEST, REPORT },
	{ 900144, AKV_ERR_OTHER, BAD_REQUEST, REPORT },
	{ 9002313, AKV_ERR_OTHER, BAD_REQUEST, REPORT },
	{ 90004, AKV_ERR_OTHER, BAD_REQUEST, REPORT },
	{ 900561, AKV_ERR_OTHER, BAD_REQUEST, REPORT },

	/* policies */
	{ 53003, AKV_ERR_SIGN_IN,
	  "Conditional Access does not let application {client} sign in from "
	  "here",
	  SIGN_IN_LOG },
	{ 530032, AKV_ERR_SIGN_IN, SECURITY_POLICY, SIGN_IN_LOG },
	{ 530035, AKV_ERR_SIGN_IN, SECURITY_POLICY, SIGN_IN_LOG },
	{ 500021, AKV_ERR_SIGN_IN, TENANT_RESTRICTED,
	  "this network's proxy decides which tenants may be used from here" },
	{ 500022, AKV_ERR_SIGN_IN, TENANT_RESTRICTED,
	  "this network's proxy decides which tenants may be used from here" },
	{ 500212, AKV_ERR_SIGN_IN, TENANT_RESTRICTED, ASK_ADMINISTRATOR },
	{ 500213, AKV_ERR_SIGN_IN, TENANT_RESTRICTED, ASK_ADMINISTRATOR },

	/* too often */
	{ 50196, AKV_ERR_THROTTLED,
	  "Entra ID saw the same sign-in of application {client} too often",
	  "wait some minutes; does anything call akv in a loop?\n"
	  "tokens are kept between runs where there is a store: akv cache "
	  "show" },
	{ 90055, AKV_ERR_THROTTLED,
	  "tenant {tenant} signs in too often for Entra ID",
	  "wait a minute, then try again" },

	/* not ours */
	{ 90006, AKV_ERR_UNREACHABLE, STS_FAULT, TRY_AGAIN },
	{ 90012, AKV_ERR_UNREACHABLE, STS_FAULT, TRY_AGAIN },
	{ 90024, AKV_ERR_UNREACHABLE, STS_FAULT, TRY_AGAIN },
	{ 90033, AKV_ERR_UNREACHABLE, STS_FAULT, TRY_AGAIN },
	{ 90090, AKV_ERR_UNREACHABLE, STS_FAULT, TRY_AGAIN },
	{ 50033, AKV_ERR_UNREACHABLE, STS_FAULT, TRY_AGAIN },
	{ 50087, AKV_ERR_UNREACHABLE, STS_FAULT, TRY_AGAIN },
};

const struct akv_entra_code *akv_entra_codes_find(int64_t number)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (codes[i].number == number)
			return &codes[i];
	return NULL;
}
