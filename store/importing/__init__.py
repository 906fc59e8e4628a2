"""Customers and contracts from CSV files: all lines of a file, or none."""
