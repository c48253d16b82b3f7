"""Finding clauses: jieba and Whoosh live here and only here."""
