"""Customers and contracts from CSV files: all lines of a file, or none.

`customers` and `contracts` are the ways in; `sheets` reads the lines of a file, `cells` what stands
in one of them, and `writing` adds the rows, or nothing where a line is wrong.
"""
