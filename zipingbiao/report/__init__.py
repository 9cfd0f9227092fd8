"""Outcomes → files and pictures. Decides nothing: what is written was decided before."""
