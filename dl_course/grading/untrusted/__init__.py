"""The side of the students: it executes what was handed in, and has read no solution and no test."""
