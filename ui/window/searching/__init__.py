"""Searching in the window: field, results, filters, what was searched before, find in document, the words of the user."""
