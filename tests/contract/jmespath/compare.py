#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""compare.py ANSWER: ask the program ANSWER and the Azure CLI's own library
the same questions, and compare what they say.

The queries are written down and made at random.  A query that the library
takes and we do not is only right when it has a function that we leave out.
"""
import json
import random
import subprocess
import sys
import warnings

try:
    import jmespath
    import jmespath.exceptions
except ImportError:
    print("there is no python3-jmespath here")
    sys.exit(77)

warnings.simplefilter("ignore")

SECRET = {
    "attributes": {"created": "2024-01-02T03:04:05+00:00", "enabled": True,
                   "expires": None, "notBefore": None, "recoverableDays": 90,
                   "recoveryLevel": "Recoverable+Purgeable",
                   "updated": "2025-01-02T03:04:05+00:00"},
    "contentType": None,
    "id": "https://contoso.vault.azure.net/secrets/sftp-password/0123",
    "kid": None, "managed": None, "name": "sftp-password",
    "tags": {"file-encoding": "utf-8", "env": "prod"},
    "value": "g\u00fcnther \"\\ \n \U0001f511",
}
DOCUMENTS = [
    SECRET,
    [SECRET,
     dict(SECRET, name="b", tags=None, contentType="text/plain",
          attributes=dict(SECRET["attributes"], enabled=False,
                          expires="2025-06-01T00:00:00+00:00")),
     dict(SECRET, name="a", managed=True, tags={}, value="",
          attributes=dict(SECRET["attributes"], recoverableDays=7,
                          expires="2026-06-01T00:00:00+00:00"))],
    [], {},
    {"a": [[1, 2, [3]], [], [4], 5, None], "b": {"x": {"n": 1}, "y": {"n": 2},
     "z": 3}, "foo-bar": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "": "empty",
     "t": True, "f": False, "zero": 0, "s": "", "e": [], "o": {},
     "words": ["pear", "apple", "", "\u00e9", "\U0001f511"]},
    [3, 1, 2, 2, 10, -5], ["b", "a", "c", "a"], [1, "a", None, True, [], {}],
]
WRITTEN = r"""
@
value
name
"name"
attributes.enabled
attributes.expires
[].name
[*].name
[].{name:name,enabled:attributes.enabled}
[].[name,attributes.enabled]
[?attributes.enabled].name
[?attributes.enabled==`true`].name
[?attributes.enabled==`false`].[name]
[?!attributes.enabled].name
[?name=='a']
[?name=='a'].value | [0]
[?name==`a`].id
[?name!='a' && attributes.enabled].name
[?name=='a' || name=='b'].name
[?contains(name,'sftp')].name
[?starts_with(name,'s')].id | [0]
[?ends_with(name, 'd')]
[?attributes.expires < '2026-01-01'].{n:name,e:attributes.expires}
[?attributes.expires>='2026-01-01'].name
[?attributes.expires!=null].name
[?attributes.expires!=`null`].name
[?tags.env=='prod'].name
[?tags."file-encoding"=='utf-8'].name
[?contentType]
sort_by([], &name)[].name
sort_by(@, &attributes.recoverableDays)[*].name
reverse(sort_by(@,&name))[0].name
max_by(@, &attributes.created).name
min_by(@, &attributes.recoverableDays).name
length(@)
length([?managed])
length(name)
length(value)
keys(@)
values(tags)
tags.*
*.enabled
* | [0]
*[0]
tags.keys(@)
join(',', [].name)
join(', ', keys(tags))
not_null(contentType, name)
not_null(contentType, kid)
type(value)
map(&name, @)
map(&contentType, @)
to_array(name)
[0]
[-1]
[10]
[-10]
[0:2]
[::2]
[::-1]
[1:]
[:-1]
[-2:]
[5:1:-2]
[:100]
[-100:2]
"foo-bar"[2:8:3]
"foo-bar"[::-3]
"foo-bar"[1]
"foo-bar"[1:3][0]
"foo-bar"[1:3] | [0]
a[]
a[][]
a[][][]
a[*][0]
a[*][]
a[0][2][0]
a | [1]
b.*.n
b.x.n
b.[x,y]
b.{p:x.n,q:y.n,r:nothing}
b.*
b.x || b.y
nothing || 'default'
nothing && 'x'
t && f
!t
!zero
!s
!e
!o
s || e || o || zero
zero == `0`
t == `1`
a == `[[1, 2, [3]], [], [4], 5, null]`
`{"a": 1}`
`[1, 2.5, "x"]`
`"quoted"`
` spaced`
`a\`b`
'raw'
'it\'s'
'back\\slash \n'
"\u00e9"
"a\"b"
(a)[0]
(a[*])[0]
(a[*]).length(@)
a.length(@)
words.sort(@)
sort(words)
max(words)
min(@)
max(@)
sort(@)
contains(@, `2`)
contains(@, 'a')
contains(name, 'x')
[@, @] | [1]
[*.name, @]
{a: @, b: [0]}
@.name
foo.bar.baz
foo[0]
foo[*].bar
[?@ > `1`]
[?@ == 'a']
[?`true`]
[?'']
[]|[0]
[] | []
[].tags.*
[].tags | [].*
[*].tags.env | [0]
[?tags].tags.env
[].attributes[].enabled
a[?@ == `5`]
a[?@[0] == `4`][]
""
!@
!!@
`1` < `2` && `true`
'a' < 'b'
'a' < `1`
`2` >= `2.0`
@.*.*
*.*.*
""" + "\n".join([
    # what is none
    "", ".", "a.", ".a", "a..b", "a b", "[", "]", "[a", "{a}", "{a:}", "{:a}",
    "{}", "a[", "a[b]", "a[1", "a[*", "a[1:2", "[1:2:3:4]", "[1 2]", "a[-]",
    "a.1", "a.'b'", "foo(", "foo(a", "foo)", "(a", "a)", "'a", "\"a", "`a",
    "a = b", "a == ", "== a", "a &", "&a", "a |", "| a", "a ||", "%", "a$b",
    "#", "unknown(@)", "length()", "length(a, b)", "length(`1`)", "sort_by(@)",
    "sort_by(@, name)", "sort_by(@, &attributes)", "keys(a)", "\"keys\"(@)",
    "*.", "**", "a*", "a.*b", "[*]a", "[]a", "[?a", "[?]", "[?a]b", "-1", "1",
    "a[?b=='c'", "@@", "a@", "{\"a\": b", "{a: b,}", "[a,]", "a.{", "'a'.b",
    "`a`[0]", "a!", "!", "a.!b", "a<b<c", "a==b==c", "`\"a`", "starts_with(a)",
    "join(`1`, @)", "max_by(@, &x)", "map(name, @)", "reverse(`1`)",
    "contains(`1`, `1`)", "abs(`1`)", "sum(@)", "to_string(@)",
])
LEFT_OUT = ("abs", "avg", "ceil", "floor", "merge", "sum", "to_number",
            "to_string")
ACCIDENT = object()


def make(rng, depth=0):
    """A query at random, most of the time one that makes sense."""
    names = ["a", "b", "x", "y", "n", "name", "tags", "attributes", "enabled",
             "expires", "value", "words", '"foo-bar"', "nothing", "id", "@",
             "recoverableDays", "env"]
    if depth > 3:
        return rng.choice(names)

    def sub():
        return make(rng, depth + 1)

    return rng.choice([
        lambda: rng.choice(names),
        lambda: rng.choice(names),
        lambda: "%s.%s" % (sub(), rng.choice(names)),
        lambda: "%s[%d]" % (sub(), rng.randint(-3, 3)),
        lambda: "%s[]" % sub(),
        lambda: "%s[*]" % sub(),
        lambda: "%s.*" % sub(),
        lambda: "*.%s" % rng.choice(names),
        lambda: "[].%s" % rng.choice(names),
        lambda: "%s[%s:%s]" % (sub(), rng.choice(["", "1", "-2"]),
                               rng.choice(["", "2", "-1"])),
        lambda: "%s[%s:%s:%s]" % (sub(), rng.choice(["", "4", "-1"]),
                                  rng.choice(["", "-9", "0"]),
                                  rng.choice(["", "-1", "2"])),
        lambda: "%s | %s" % (sub(), sub()),
        lambda: "%s || %s" % (sub(), sub()),
        lambda: "%s && %s" % (sub(), sub()),
        lambda: "!%s" % sub(),
        lambda: "(%s)" % sub(),
        lambda: "[%s, %s]" % (sub(), sub()),
        lambda: "{p: %s, q: %s}" % (sub(), sub()),
        lambda: "%s.[%s]" % (sub(), sub()),
        lambda: "%s[?%s]" % (sub(), sub()),
        lambda: "[?%s %s %s]" % (sub(), rng.choice(
            ["==", "!=", "<", "<=", ">", ">="]), sub()),
        lambda: "%s(%s)" % (rng.choice(
            ["length", "keys", "values", "type", "sort", "reverse", "max",
             "min", "to_array", "not_null"]), sub()),
        lambda: "sort_by(%s, &%s)" % (sub(), sub()),
        lambda: "contains(%s, %s)" % (sub(), rng.choice(["'a'", "`1`"])),
        lambda: rng.choice(["'a'", "`1`", "`true`", "`null`", "`[]`", "`b`"]),
    ])()


def ask_library(query, document):
    """Its answer as a list of one, or None for an error; ACCIDENT where it
    trips over Python's own rules (a string compared with a number), for which
    JMESPath has an answer.
    """
    try:
        found = jmespath.compile(query).search(document)
        return json.loads(json.dumps([found]))
    except jmespath.exceptions.JMESPathError:
        return None
    except TypeError:
        return ACCIDENT
    except (ValueError, AttributeError, IndexError, KeyError):
        return None


def is_same(a, b):
    """1 and True are equal in Python, 1 and 1.0 should be."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(is_same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(is_same(a[k], b[k]) for k in a)
    return a == b


def judge(query, document, line):
    """What is wrong with our answer; None when nothing is."""
    theirs = ask_library(query, document)
    ours = None if line.startswith("error ") else json.loads(line)
    if ours is None and any(word + "(" in query for word in LEFT_OUT):
        return None if "not supported" in line else "not said: " + line
    if theirs is ACCIDENT:
        return None
    if (ours is None) != (theirs is None) or not is_same(ours, theirs):
        return "%r of %.60r\n  they: %.300r\n  we:   %.300s" % (
            query, document, theirs, line)
    return None


def main():
    rng = random.Random(20240229)
    queries = WRITTEN.split("\n")[1:]
    queries += [make(rng) for _ in range(1500)]
    cases = [(query, document) for query in queries for document in DOCUMENTS
             if "\n" not in query]
    text = "".join(json.dumps(case) + "\n" for case in cases)
    answered = subprocess.run([sys.argv[1]], input=text, text=True, check=True,
                              stdout=subprocess.PIPE)
    lines = answered.stdout.split("\n")[:-1]
    if len(lines) != len(cases):
        sys.exit("%d answers to %d questions" % (len(lines), len(cases)))
    wrong = [why for (query, document), line in zip(cases, lines)
             for why in [judge(query, document, line)] if why]
    for why in wrong[:20]:
        print(why)
    print("%d questions, %d answered otherwise" % (len(cases), len(wrong)))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
