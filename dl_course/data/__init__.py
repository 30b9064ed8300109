"""Data for the lessons: what the user points to, what was fetched before, or what ships with the course."""

from dl_course.data.catalogue import Card, load_card
from dl_course.data.images import Images, load_images
from dl_course.data.points import Points, make_points
from dl_course.data.tables import Digits, Table, load_digits, load_table

__all__ = [
    "Card",
    "Digits",
    "Images",
    "Points",
    "Table",
    "load_card",
    "load_digits",
    "load_images",
    "load_table",
    "make_points",
]
