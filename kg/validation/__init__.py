"""Whether an RDF export keeps its shapes: by pySHACL, or while streaming where it is large."""
