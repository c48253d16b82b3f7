"""A library worked on at random is what a plain dictionary says, whatever is done, undone and restarted."""

from __future__ import annotations

from hypothesis import settings

from tests.support.library_machine import LibraryMachine

TestLibraryMachine = LibraryMachine.TestCase
TestLibraryMachine.settings = settings(max_examples=6, stateful_step_count=20, deadline=None)
