"""Reading papers from files: one module a source format, the format told by content."""
