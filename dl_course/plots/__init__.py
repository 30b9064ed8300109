"""Figures of the course: arrays in, Axes out. Every function draws one kind of picture and never shows it itself."""

from dl_course.plots.curves import plot_bars, plot_curves, plot_fit, plot_loss
from dl_course.plots.feature_maps import plot_feature_maps
from dl_course.plots.graphs import plot_graph
from dl_course.plots.networks import plot_network
from dl_course.plots.neurons import plot_neuron
from dl_course.plots.pictures import plot_images, plot_matrix
from dl_course.plots.points import plot_decision_boundary, plot_points
from dl_course.plots.recurrent import plot_unfolded
from dl_course.plots.style import OKABE_ITO, describe, use_style
from dl_course.plots.surfaces import plot_descent
from dl_course.plots.timeline import plot_timeline
from dl_course.plots.trials import plot_trials
from dl_course.plots.words import plot_words

__all__ = [
    "OKABE_ITO",
    "describe",
    "plot_bars",
    "plot_curves",
    "plot_decision_boundary",
    "plot_descent",
    "plot_feature_maps",
    "plot_fit",
    "plot_graph",
    "plot_images",
    "plot_loss",
    "plot_matrix",
    "plot_network",
    "plot_neuron",
    "plot_points",
    "plot_timeline",
    "plot_trials",
    "plot_unfolded",
    "plot_words",
    "use_style",
]
