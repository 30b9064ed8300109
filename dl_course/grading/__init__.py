"""From a solution notebook to the students and back: release; and grading, safe and fast, with nothing lost.

The processes of grading, from the one that is trusted most to the one that is not trusted at all:

    runner    reads submissions, writes results; holds no framework              (run, local, cluster, results)
    bench     one a lesson, has read the solution; forks a judge a submission    (bench)
    judge     executes the instructor's tests on stand-ins                       (judge, session, remote)
    nursery   imported what the lesson imports, has read nothing; forks students (nursery, sandbox)
    student   executes one submission's cells                                    (student)

Between judge and student only plain values cross (codec, channel).
"""
