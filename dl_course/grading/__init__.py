"""From a solution notebook to the students and back: release, run, judge, report."""
