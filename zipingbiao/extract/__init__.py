"""File → pages of rules and runs → grids."""
