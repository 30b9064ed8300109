"""The walls around a submission, and what it may use inside."""
