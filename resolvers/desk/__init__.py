"""What staff of a studio do for customers: files, groups, teachers, boards."""
