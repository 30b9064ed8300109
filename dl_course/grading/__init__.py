"""Grading: what was handed in is judged with the solution notebook, safe and fast, with nothing lost.

The processes of grading, from the one that is trusted most to the one that is not trusted at all:

    runner    reads submissions, writes results; holds no framework              (run)
    bench     one a lesson, has read the solution; forks a judge a submission    (bench)
    judge     executes the instructor's tests on stand-ins                       (judge)
    nursery   imported what the lesson imports, has read nothing; forks students (nursery)
    student   executes one submission's cells                                    (student)

Between judge and student only plain values cross. Where to look for

    what an author writes              dl_course.exercises reads it; mutants (the tests of the tests)
    what is handed in                  cohort (the folder), submission (one notebook), magics (% and ! in its cells)
    a run                              run, settings (and limits), local (on this machine), cluster (on Ray)
    the border                         codec, channel, session (the conversation), remote (stand-ins)
    a verdict                          judge, sentences (what a student is told)
    the processes                      bench, nursery, students (the judge's end of the nursery), warm (imports)
    the walls                          sandbox, landlock, seccomp, syscalls
    what comes out                     results, feedback, report, statistics, lms, pages (what all pages share)
"""
