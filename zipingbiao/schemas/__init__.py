"""The words everyone uses: pages, figures, forms, findings, families, and the output tables."""
