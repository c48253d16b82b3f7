"""All annotations of the library in one layer over the page."""
