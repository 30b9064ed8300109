"""Visible checks: one module a lesson, one `check_*` function a task."""
