"""Grading: what was handed in is judged with the solution notebook, safe and fast, with nothing lost.

The processes, from the one that is trusted most to the one that is not trusted at all:

    runner    reads submissions, writes results; holds no framework              (run)
    bench     one a lesson, has read the solution; forks a judge a submission    (trusted.bench)
    judge     executes the instructor's tests on stand-ins                       (trusted.judge)
    nursery   imported what the lesson imports, has read nothing; forks students (untrusted.nursery)
    student   executes one submission's cells                                    (untrusted.student)

Phase one runs a submission's cells and the visible parts of all tests in one student process; phase two each hidden part in a
fresh one. Between judge and student only plain values cross. The rooms, and which others each may import (a test holds it):

    here         a run: run, settings, local (on this machine), cluster (on Ray);    all
                 what is handed in: cohort, popular; out of a zip of Moodle or Canvas: collecting,
                 archive, platforms; the tests of the tests: mutants
    trusted      bench, judge, session (the conversation), stand_ins, students       outcome, border, sandbox
                 (the judge's end of the nursery), submission (one notebook, laid
                 out), sentences (what a student is told)
    untrusted    nursery, student, magics (% and ! in a cell)                        border, sandbox
    outcome      verdict, results, feedback, report, statistics, lms, pages          sandbox
    border       codec, channel, starting (of bench and nursery), warm (imports      none
                 before a fork)
    sandbox      walls, landlock, seccomp, syscalls, limits                          none
"""
