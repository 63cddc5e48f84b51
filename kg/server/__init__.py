"""A library on the web: SPARQL 1.1 protocol, its page, a query page, a page for every thing.

`protocol` reads requests and chooses formats, `pool` has the processes that
answer, `things` and `pages` make HTML, `app` puts them together, `run` serves.
"""
