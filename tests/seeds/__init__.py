"""What the seeds say: a folder a seed, a module a chapter, a test a sentence."""
