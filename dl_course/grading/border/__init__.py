"""What both sides share: how values cross from one to the other, and what is imported before a process forks."""
