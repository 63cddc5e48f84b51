"""Analysis shared by page, command line and scripts: from the graph to tables and new graphs."""
