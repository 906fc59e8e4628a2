"""Suspending customers: by hand, by themselves on declared occasions, and lifting it by hand."""
