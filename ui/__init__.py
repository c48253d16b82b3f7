"""Use cases, command line and window."""
