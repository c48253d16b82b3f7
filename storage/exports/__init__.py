"""What leaves a library for people and other programs: one module a form, all fed with the same ``Exported``."""
