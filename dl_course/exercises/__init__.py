"""The format of an exercise, read here and nowhere else: marks, tasks, points; and release, which makes it for students.

    marks       which lines of a cell are an answer, which are hidden tests
    cells       a notebook's cells with nbgrader's metadata; which cell belongs to which task
    exercise    a solution notebook as the grader needs it
    names       which names a cell's code reads and defines
    release     the exercise that students get
"""
