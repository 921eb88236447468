#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""password_server.py KIND: a server on loopback that asks for a password.

KIND is http, postgres, smtp or imap.  The first line on stdout is its port;
then there is a line for each log-in, user and password in hexadecimal with a
space between.  Whoever logs in is turned away afterwards.  It ends with its
stdin.
"""

import base64
import socket
import struct
import sys
import threading


def tell(user, password):
    print(f"{user.hex()} {password.hex()}", flush=True)


def plain(token):
    """The user and the password in a token of SASL PLAIN (RFC 4616)."""
    _, user, password = base64.b64decode(token).split(b"\0", 2)
    return user, password


def serve_http(stream):
    if stream.peek(1)[:1] == b"\x16":
        return  # TLS: some clients try it first
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            return
        head += line
    status = "401 Unauthorized"
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b": ")
        if name.lower() == b"authorization":
            user, _, password = base64.b64decode(
                value.removeprefix(b"Basic ")).partition(b":")
            tell(user, password)
            status = "204 No Content"
    stream.write(f"HTTP/1.1 {status}\r\n"
                 "WWW-Authenticate: Basic realm=\"here\"\r\n"
                 "Content-Length: 0\r\nConnection: close\r\n\r\n".encode())


def serve_postgres(stream):
    """PostgreSQL's protocol 3.0: AuthenticationCleartextPassword."""
    length, _ = struct.unpack(">ii", stream.read(8))
    words = stream.read(length - 8).split(b"\0")
    parameters = dict(zip(words[::2], words[1::2]))
    stream.write(b"R" + struct.pack(">ii", 8, 3))
    stream.flush()
    if stream.read(1) != b"p":
        return
    (length,) = struct.unpack(">i", stream.read(4))
    tell(parameters[b"user"], stream.read(length - 4).rstrip(b"\0"))
    fields = b"SFATAL\0C28P01\0Mgo away\0\0"
    stream.write(b"E" + struct.pack(">i", 4 + len(fields)) + fields)


def serve_smtp(stream):
    stream.write(b"220 here ESMTP\r\n")
    stream.flush()
    for line in stream:
        word = line.split()[0].upper()
        if word == b"EHLO":
            stream.write(b"250-here\r\n250 AUTH PLAIN\r\n")
        elif word == b"AUTH":
            tell(*plain(line.split()[2]))
            stream.write(b"535 go away\r\n")
        else:
            stream.write(b"221 bye\r\n")
            return
        stream.flush()


def unquote(word):
    return word.strip(b'"').replace(b'\\"', b'"').replace(b"\\\\", b"\\")


def serve_imap(stream):
    stream.write(b"* OK [CAPABILITY IMAP4rev1] here\r\n")
    stream.flush()
    for line in stream:
        tag, word, rest = (line.rstrip(b"\r\n").split(b" ", 2) + [b""])[:3]
        if word.upper() == b"LOGIN":
            user, _, password = rest.partition(b" ")
            tell(unquote(user), unquote(password))
            stream.write(tag + b" NO go away\r\n")
        elif word.upper() == b"CAPABILITY":
            stream.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK\r\n")
        else:
            stream.write(b"* BYE\r\n" + tag + b" OK\r\n")
            return
        stream.flush()


KINDS = {"http": serve_http, "postgres": serve_postgres, "smtp": serve_smtp,
         "imap": serve_imap}


def accept(listener, serve):
    while True:
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as stream:
            try:
                serve(stream)
                stream.flush()
            except (OSError, IndexError, ValueError, struct.error):
                pass


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    threading.Thread(target=accept, args=(listener, KINDS[sys.argv[1]]),
                     daemon=True).start()
    sys.stdin.buffer.read()


main()
