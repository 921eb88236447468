/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/base/error.h"
#include "libhelper/reply/identity_service.h"

static void expect_hint(const char *text)
{
	cr_assert_not_null(text);
	cr_expect_neq(text[0], '\0');
	cr_expect_null(strchr(text, '\n'));
	cr_expect_neq(text[strlen(text) - 1], '.', "%s", text);
	/* three of them and a sentence of the service's fit */
	cr_expect_lt(strlen(text), AKV_ERROR_HINT_MAX / 4, "%s", text);
}

Test(identity_service, has_words_for_every_source)
{
	static const enum akv_managed_identity_source sources[] = {
		AKV_MANAGED_IDENTITY_IMDS,
		AKV_MANAGED_IDENTITY_APP_SERVICE,
		AKV_MANAGED_IDENTITY_AZURE_ARC,
	};

	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		const struct akv_identity_service *service =
			akv_identity_service_of(sources[i]);

		expect_hint(service->name);
		expect_hint(service->variable);
		expect_hint(service->where);
		expect_hint(service->machine);
		expect_hint(service->assign_system);
		expect_hint(service->assign_user);
		expect_hint(service->refused);
	}
}
