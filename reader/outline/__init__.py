"""The clause tree: one grammar module for each family of documents, one that chooses, one that grows the tree."""
