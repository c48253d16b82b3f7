"""Whether the system hands ``piyue://`` links to this program, and how that is changed: only when the user asks for it."""
