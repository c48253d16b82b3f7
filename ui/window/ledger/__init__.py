"""The task ledger in the window: a table of tasks, a chart of bodies, and what ties both to the library."""
