"""The library on disk. SQL lives here and only here."""
