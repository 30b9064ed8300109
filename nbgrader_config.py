"""For an institution that grades with nbgrader itself: where the course keeps sources and releases."""

c = get_config()  # noqa: F821 - nbgrader defines it

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
