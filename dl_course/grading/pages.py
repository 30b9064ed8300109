"""Pages."""


def write(held, which, settings, outcome):
    pass
