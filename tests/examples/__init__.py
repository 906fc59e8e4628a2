"""The programs of `examples/`: what they are built with holds, and with `--clients` they run."""
