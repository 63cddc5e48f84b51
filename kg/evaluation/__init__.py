"""Evaluation: how far what was built agrees with what careful readers wrote down."""
