"""From text to extractions: the only package that knows spaCy.

Each component finds one thing (`find`, pure) and leaves it on the Doc
(`__call__`, tiny). What components leave is defined in
`extractors.annotations`; their order in `extractors.pipeline`.
"""
