"""How the guide is opened: by itself, at a chapter, or at the chapter of a page."""

from __future__ import annotations

PAGE_ID = "guide"
ABOUT_PAGE = "page:"
"""Begins a subject that asks for the chapter of a page."""
SEARCH = "search:"
"""Begins a subject that asks for what the guide says of some words."""
