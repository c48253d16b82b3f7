"""The reading page: a document as a sheet of paper, with the user's highlights, notes and bookmarks on it."""
