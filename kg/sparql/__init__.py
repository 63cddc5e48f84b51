"""SPARQL over the triples of a library; pyoxigraph answers.

`text` looks at a query before it runs, `parameters` at what it asks the user
for, `names` finds the things a user calls by name, `engine` answers in this
process, `worker` in one that can be killed, within `limits`; `answers` is what
comes out.
Queries read the library and nothing else.
"""
