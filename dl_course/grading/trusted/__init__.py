"""The side that knows tests and solutions: lays out a submission, judges it, finds the words for it."""
