"""Grids as read → one clean grid a table, and text → figures."""
