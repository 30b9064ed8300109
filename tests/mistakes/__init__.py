"""For each module of dl_course.checks: `RIGHT`, an answer a task, and `MISTAKES`, (task, wrong answer, part of its hint)."""
