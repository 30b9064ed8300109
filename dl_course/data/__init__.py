"""Data for the lessons: what the user points to, what was fetched before, or what ships with the course."""

from dl_course.data.catalogue import Card, load_card
from dl_course.data.corpora import Corpus, load_corpus
from dl_course.data.drawings import Drawings, load_drawings
from dl_course.data.images import Images, load_images
from dl_course.data.points import Points, make_points
from dl_course.data.tables import Digits, Table, load_digits, load_table
from dl_course.data.vectors import Vectors, load_vectors
from dl_course.data.village import make_village, village_analogies, village_sentences, village_trades
from dl_course.data.village_language import village_probabilities

__all__ = [
    "Card",
    "Corpus",
    "Digits",
    "Drawings",
    "Images",
    "Points",
    "Table",
    "Vectors",
    "load_card",
    "load_corpus",
    "load_digits",
    "load_drawings",
    "load_images",
    "load_table",
    "load_vectors",
    "make_points",
    "make_village",
    "village_analogies",
    "village_probabilities",
    "village_sentences",
    "village_trades",
]
