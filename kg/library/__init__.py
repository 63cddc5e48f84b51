"""The library: what is kept on disk, in an embedded database beside the exports."""
