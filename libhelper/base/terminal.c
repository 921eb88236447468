/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "libhelper/base/terminal.h"

/*
 * No handlers: while the terminal is not as it was, signals that would leave
 * it so are blocked, and a descriptor says that one is waiting.  Then the
 * terminal is restored and they are let through, to do what they always do.
 */
struct terminal {
	int fd;
	int signals; /* signalfd(2) */
	sigset_t held;
	sigset_t mask; /* as it was */
	struct termios settings;
	bool is_silent;
};

/* Those that are ignored would be held, too, and change nothing. */
static void choose_held(sigset_t *held)
{
	static const int numbers[] = { SIGHUP,	SIGINT,	 SIGQUIT,
				       SIGTERM, SIGALRM, SIGTSTP };

	(void)sigemptyset(held);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct sigaction action;

		if (sigaction(numbers[i], NULL, &action) == 0 &&
		    action.sa_handler != SIG_IGN)
			(void)sigaddset(held, numbers[i]);
	}
}

static enum akv_code fail(struct akv_error *err, const char *what)
{
	return akv_fail_errno(err, AKV_ERR_OTHER, "TerminalFailed",
			      "the terminal %s", what);
}

static enum akv_code open_device(struct terminal *terminal,
				 struct akv_error *err)
{
	terminal->fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (terminal->fd < 0)
		return akv_fail(err, AKV_ERR_USAGE, "NoTerminal",
				"there is no terminal to ask at");
	return AKV_OK;
}

static enum akv_code open_terminal(struct terminal *terminal,
				   struct akv_error *err)
{
	enum akv_code code = open_device(terminal, err);

	if (code != AKV_OK)
		return code;
	choose_held(&terminal->held);
	terminal->signals = signalfd(-1, &terminal->held, SFD_CLOEXEC);
	if (terminal->signals < 0)
		return fail(err, "cannot be watched");
	return AKV_OK;
}

/* Signals that waited take effect in here. */
static void restore(struct terminal *terminal)
{
	if (!terminal->is_silent)
		return;
	terminal->is_silent = false;
	(void)tcsetattr(terminal->fd, TCSAFLUSH, &terminal->settings);
	(void)pthread_sigmask(SIG_SETMASK, &terminal->mask, NULL);
}

static void close_terminal(struct terminal *terminal)
{
	restore(terminal);
	if (terminal->signals >= 0)
		(void)close(terminal->signals);
	if (terminal->fd >= 0)
		(void)close(terminal->fd);
}

/* Flushes, too: what was typed ahead was shown. */
static enum akv_code silence(struct terminal *terminal, struct akv_error *err)
{
	struct termios settings;

	if (tcgetattr(terminal->fd, &terminal->settings) != 0)
		return fail(err, "cannot be asked");
	settings = terminal->settings;
	settings.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
	settings.c_lflag |= (tcflag_t)(ICANON | ISIG);
	(void)pthread_sigmask(SIG_BLOCK, &terminal->held, &terminal->mask);
	terminal->is_silent = true;
	if (tcsetattr(terminal->fd, TCSAFLUSH, &settings) != 0)
		return fail(err, "cannot be silenced");
	return AKV_OK;
}

static enum akv_code say(const struct terminal *terminal, const char *text,
			 struct akv_error *err)
{
	size_t len = strlen(text);

	while (len > 0) {
		ssize_t put = write(terminal->fd, text, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return fail(err, "cannot be written to");
		text += put;
		len -= (size_t)put;
	}
	return AKV_OK;
}

/* What there is to read: a line, or a signal, which is not taken. */
static enum akv_code wait_for_line(const struct terminal *terminal,
				   bool *is_signal, struct akv_error *err)
{
	struct pollfd both[] = {
		{ .fd = terminal->signals, .events = POLLIN },
		{ .fd = terminal->fd, .events = POLLIN },
	};

	while (poll(both, 2, -1) < 0)
		if (errno != EINTR)
			return fail(err, "cannot be waited for");
	*is_signal = both[0].revents != 0;
	return AKV_OK;
}

/* One line, with its end, as the terminal gives it. */
static enum akv_code read_line(const struct terminal *terminal,
			       struct akv_secret *line, struct akv_error *err)
{
	char *tail = akv_secret_tail(line);
	ssize_t got = read(terminal->fd, tail, akv_secret_room(line));

	akv_secret_grow(line, got > 0 ? (size_t)got : 0);
	return got < 0 ? fail(err, "cannot be read") : AKV_OK;
}

static enum akv_code ask(struct terminal *terminal, const char *question,
			 struct akv_secret *line, struct akv_error *err)
{
	bool is_signal = true;

	while (is_signal) {
		enum akv_code code = silence(terminal, err);

		if (code == AKV_OK)
			code = say(terminal, question, err);
		if (code == AKV_OK)
			code = wait_for_line(terminal, &is_signal, err);
		if (code == AKV_OK && !is_signal)
			code = read_line(terminal, line, err);
		/* nothing that was typed moved the cursor */
		if (code == AKV_OK)
			code = say(terminal, "\n", err);
		restore(terminal);
		if (code != AKV_OK)
			return code;
	}
	return AKV_OK;
}

static void trim_line_end(struct akv_secret *line)
{
	size_t len = akv_secret_len(line);

	if (len > 0 && akv_secret_text(line)[len - 1] == '\n')
		akv_secret_truncate(line, len - 1);
}

enum akv_code akv_terminal_ask(const char *question, struct akv_secret **out,
			       struct akv_error *err)
{
	__attribute__((cleanup(close_terminal))) struct terminal terminal = {
		.fd = -1,
		.signals = -1,
	};
	AKV_AUTO(secret) *line = NULL;
	enum akv_code code =
		akv_secret_new(AKV_TERMINAL_LINE_MAX + 1, &line, err);

	if (code == AKV_OK)
		code = open_terminal(&terminal, err);
	if (code == AKV_OK)
		code = ask(&terminal, question, line, err);
	if (code != AKV_OK)
		return code;
	trim_line_end(line);
	if (akv_secret_len(line) == 0)
		return akv_fail(err, AKV_ERR_USAGE, "NothingEntered",
				"nothing was entered");
	*out = line;
	line = NULL; /* the caller's now */
	return AKV_OK;
}

/* A line of the kernel's, or what is left of one that is longer than that. */
static enum akv_code read_answer(const struct terminal *terminal, char *answer,
				 struct akv_error *err)
{
	char line[AKV_TERMINAL_LINE_MAX + 1];
	ssize_t got = read(terminal->fd, line, sizeof(line));
	size_t len;

	if (got < 0)
		return fail(err, "cannot be read");
	if (got == 0)
		return akv_fail(err, AKV_ERR_USAGE, "NothingEntered",
				"nothing was entered");
	len = (size_t)got;
	if (line[len - 1] == '\n')
		len--;
	if (len >= AKV_TERMINAL_ANSWER_SIZE)
		return akv_fail(err, AKV_ERR_USAGE, "AnswerTooLong",
				"the answer is longer than %d bytes",
				AKV_TERMINAL_ANSWER_SIZE - 1);
	memcpy(answer, line, len);
	answer[len] = '\0';
	return AKV_OK;
}

enum akv_code akv_terminal_ask_aloud(const char *question, char *answer,
				     struct akv_error *err)
{
	__attribute__((cleanup(close_terminal))) struct terminal terminal = {
		.fd = -1,
		.signals = -1,
	};
	enum akv_code code = open_device(&terminal, err);

	if (code == AKV_OK)
		code = say(&terminal, question, err);
	if (code == AKV_OK)
		code = read_answer(&terminal, answer, err);
	return code;
}
