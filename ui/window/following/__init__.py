"""Following cross references in the window: the clause beside the mouse, going there, and what cites a clause."""
