"""The parts of the notes panel: the list of cards, how a card is drawn, and its editors."""
