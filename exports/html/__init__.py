"""The interactive page: data first (`data`), then markup (`page`)."""
