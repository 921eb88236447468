# SPDX-License-Identifier: MIT

if(AKV_TESTS)
	pkg_check_modules(CRITERION REQUIRED IMPORTED_TARGET criterion>=2.4)
endif()

# The interpreter that has Debian's python3-cryptography, whatever comes first
# in somebody's PATH.
find_program(AKV_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(AKV_PYTHON python3 REQUIRED)

set(AKV_TEST_PREFIX "" CACHE STRING
    "Put before every test's name, to tell the tests of several builds apart")

# Criterion 2.4.1 ends with 0 although a sanitizer or valgrind reported: what
# they print is the net (tests/arch/leaks_on_purpose.c tests the net).
set(AKV_FAILED_SILENTLY
    "ERROR: (Address|Leak)Sanitizer;runtime error:;definitely lost")

# The environment of every test: nothing of the person's who runs it, and where
# things are (AKV_TEST_...).
set(AKV_TEST_ENVIRONMENT
    ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1
    UBSAN_OPTIONS=print_stacktrace=1
    PYTHONDONTWRITEBYTECODE=1
    LC_ALL=C.UTF-8
    TZ=UTC
    AKV_TEST_PROGRAM=${PROJECT_BINARY_DIR}/akv
    AKV_TEST_SOURCE=${PROJECT_SOURCE_DIR}
    AKV_TEST_PYTHON=${AKV_PYTHON})
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/home)
# Each of these would decide something that a test wants to decide.
set(AKV_TEST_ENVIRONMENT_UNSET
    ACTIONS_ID_TOKEN_REQUEST_TOKEN
    ACTIONS_ID_TOKEN_REQUEST_URL
    AKV_ASKPASS_SOCKET
    AKV_CONFIG
    AKV_CONNECTION
    AKV_TOKEN_STORE
    AKV_TRACE
    AZURE_AUTHORITY_HOST
    AZURE_CLIENT_CERTIFICATE_PASSWORD
    AZURE_CLIENT_CERTIFICATE_PATH
    AZURE_CLIENT_ID
    AZURE_CLIENT_SECRET
    AZURE_CLIENT_SEND_CERTIFICATE_CHAIN
    AZURE_FEDERATED_TOKEN_FILE
    AZURE_POD_IDENTITY_AUTHORITY_HOST
    AZURE_TENANT_ID
    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID
    CREDENTIALS_DIRECTORY
    CURL_CA_BUNDLE
    CURL_HOME
    DBUS_SESSION_BUS_ADDRESS
    GIT_SSL_CAINFO
    IDENTITY_ENDPOINT
    IDENTITY_HEADER
    NODE_EXTRA_CA_CERTS
    NO_COLOR
    RCLONE_PASSWORD_CHANGE
    RSYNC_RSH
    SSL_CERT_DIR
    SSL_CERT_FILE
    SSH_ASKPASS
    SSH_ASKPASS_PROMPT
    SSH_ASKPASS_REQUIRE
    SSLKEYLOGFILE
    SYSTEM_ACCESSTOKEN
    SYSTEM_OIDCREQUESTURI
    XDG_CACHE_HOME
    XDG_CONFIG_HOME
    XDG_RUNTIME_DIR
    XDG_STATE_HOME)
foreach(name http_proxy https_proxy all_proxy no_proxy)
	string(TOUPPER ${name} upper)
	list(APPEND AKV_TEST_ENVIRONMENT_UNSET ${name} ${upper})
endforeach()

# akv_set_test(name [TIMEOUT seconds] [LABELS ...] [ENVIRONMENT A=B ...]
#              [OUTSIDE]):
# what every test has, whoever runs it.  OUTSIDE is for a test that fetches
# something first and needs the person's own proxy, authorities and home for it.
function(akv_set_test name)
	cmake_parse_arguments(PARSE_ARGV 1 TEST "OUTSIDE" "TIMEOUT"
			      "LABELS;ENVIRONMENT")
	if(NOT TEST_TIMEOUT)
		set(TEST_TIMEOUT 60)
	endif()
	set(changes "")
	if(NOT TEST_OUTSIDE)
		foreach(variable ${AKV_TEST_ENVIRONMENT_UNSET})
			list(APPEND changes ${variable}=unset:)
		endforeach()
		list(APPEND changes HOME=set:${PROJECT_BINARY_DIR}/home)
	endif()
	foreach(assignment ${AKV_TEST_ENVIRONMENT} ${TEST_ENVIRONMENT})
		string(REGEX REPLACE "^([^=]+)=(.*)$" "\\1=set:\\2" change
				     "${assignment}")
		list(APPEND changes "${change}")
	endforeach()
	set_tests_properties(
		${AKV_TEST_PREFIX}${name}
		PROPERTIES FAIL_REGULAR_EXPRESSION "${AKV_FAILED_SILENTLY}"
			   SKIP_RETURN_CODE 77
			   TIMEOUT ${TEST_TIMEOUT}
			   # what may take long starts first
			   COST ${TEST_TIMEOUT}
			   LABELS "${TEST_LABELS}"
			   ENVIRONMENT_MODIFICATION "${changes}")
endfunction()

# The test's folder below tests/, which is the first half of its name.
function(akv_test_folder out)
	file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR}/tests
	     ${CMAKE_CURRENT_SOURCE_DIR})
	set(${out} ${folder} PARENT_SCOPE)
endfunction()

# akv_add_test(name SOURCES ... [LIBS ...] [LABELS ...] [TIMEOUT seconds]
#              [ENVIRONMENT A=B ...]):
# a program of Criterion tests, and its run.  ${name} is test_<module>.
function(akv_add_test name)
	cmake_parse_arguments(PARSE_ARGV 1 TEST "" "TIMEOUT"
			      "SOURCES;LIBS;LABELS;ENVIRONMENT")
	if(NOT TEST_LABELS)
		set(TEST_LABELS unit)
	endif()
	akv_test_folder(folder)
	string(MAKE_C_IDENTIFIER "${folder}/${name}" target)
	string(REGEX REPLACE "^test_" "" module ${name})

	add_executable(${target} ${TEST_SOURCES})
	set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name})
	target_link_libraries(
		${target} PRIVATE akv_settings akv_warnings ${TEST_LIBS}
				  PkgConfig::CRITERION)
	add_test(NAME ${AKV_TEST_PREFIX}${folder}/${module} COMMAND ${target})
	akv_set_test(${folder}/${module}
		     TIMEOUT ${TEST_TIMEOUT}
		     LABELS ${TEST_LABELS}
		     ENVIRONMENT ${TEST_ENVIRONMENT})
endfunction()

# akv_add_script(name COMMAND ... [LABELS ...] [TIMEOUT seconds]
#                [ENVIRONMENT A=B ...] [OUTSIDE]):
# a test that is a command, run in the top folder.
function(akv_add_script name)
	cmake_parse_arguments(PARSE_ARGV 1 TEST "OUTSIDE" "TIMEOUT"
			      "COMMAND;LABELS;ENVIRONMENT")
	set(outside "")
	if(TEST_OUTSIDE)
		set(outside OUTSIDE)
	endif()
	akv_test_folder(folder)
	add_test(NAME ${AKV_TEST_PREFIX}${folder}/${name}
		 COMMAND ${TEST_COMMAND}
		 WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
	akv_set_test(${folder}/${name}
		     TIMEOUT ${TEST_TIMEOUT}
		     LABELS ${TEST_LABELS}
		     ENVIRONMENT ${TEST_ENVIRONMENT}
		     ${outside})
endfunction()

# akv_add_tests(MODULES ... [LIBS ...] [LABELS ...] [TIMEOUT seconds]):
# akv_add_test() for each module, of its test_<module>.c alone.
function(akv_add_tests)
	cmake_parse_arguments(PARSE_ARGV 0 TEST "" "TIMEOUT"
			      "MODULES;LIBS;LABELS")
	foreach(module ${TEST_MODULES})
		akv_add_test(
			test_${module}
			SOURCES test_${module}.c
			LIBS ${TEST_LIBS}
			LABELS ${TEST_LABELS}
			TIMEOUT ${TEST_TIMEOUT})
	endforeach()
endfunction()
