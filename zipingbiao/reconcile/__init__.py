"""Clean tables → forms: family, header, funds, tree, totals; and the checks."""
