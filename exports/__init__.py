"""From knowledge to files: one function a format, all in `exports.formats`."""
