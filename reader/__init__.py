"""Bytes of a policy document, law or standard -> ``Text``. Pure: no Qt, no database, no index."""
