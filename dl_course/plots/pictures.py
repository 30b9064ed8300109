"""Numbers as pictures: matrices with readable cells, and grids of images."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, TwoSlopeNorm

from dl_course.plots._arrays import (
    as_colour_map,
    as_colours,
    as_count,
    as_format,
    as_interval,
    as_names,
    as_number,
    as_numbers,
    as_positive,
    as_text,
)
from dl_course.plots.style import (
    DIVERGING,
    ON_COLOUR,
    PAPER,
    SEQUENTIAL,
    TEXT,
    TITLE,
    leaves_no_figure,
    luminance,
    name_axes,
    new_axes,
    short,
    suggest,
)

_DEFAULT_FORMAT = "{:.2f}"
_MOST_WRITTEN = 15  # rows or columns; beyond, numbers are too small to read and a colour bar takes their place


@leaves_no_figure
def plot_matrix(
    matrix, *, row_names=None, column_names=None, ax=None, title=None, fmt=_DEFAULT_FORMAT, cmap=None, center=None,
    xlabel="", ylabel="",
) -> Axes:  # fmt: skip
    """Draws a matrix as coloured cells with the numbers in them.

    Args:
        matrix: Numbers, shape (rows, columns).
        row_names: Name of each row; none if None.
        column_names: Name of each column; none if None.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        fmt: How a number is written; whole numbers (int) are written without decimals; None writes none. A matrix
            with more than 15 rows or columns gets a colour bar instead.
        cmap: Colour map of matplotlib; white to blue if None, with `center` vermillion over white to blue.
        center: The value that is white, usually 0; colours then reach equally far to both sides.
        xlabel: What the columns are.
        ylabel: What the rows are.

    Returns:
        The Axes.

    Raises:
        TypeError: `matrix` is not made of numbers, names are not texts.
        ValueError: `matrix` is not of shape (rows, columns), names do not fit it; empty, nan or infinite.
    """
    matrix = as_numbers(matrix, "matrix", ("rows", "columns"))
    rows, columns = matrix.shape
    row_names = None if row_names is None else as_names(row_names, "row_names", rows)
    column_names = None if column_names is None else as_names(column_names, "column_names", columns)
    if matrix.dtype.kind != "f" and fmt == _DEFAULT_FORMAT:
        fmt, matrix = "{:d}", matrix.astype(int)
    if fmt is not None:
        as_format(fmt, "fmt", matrix.flat[0])
    write = fmt is not None and max(rows, columns) <= _MOST_WRITTEN
    cmap = (SEQUENTIAL if center is None else DIVERGING) if cmap is None else as_colour_map(cmap, "cmap")
    texts = [[fmt.format(value).replace("-", "−") for value in row] for row in matrix] if write else []
    widest = max((len(text) for row in texts for text in row), default=0)
    cell = max(0.56, 0.125 * widest + 0.14) if write else min(0.4, 5 / max(rows, columns))
    ax = new_axes(ax, (max(columns * cell + 1.6, 3.2), max(rows * (0.54 if write else cell) + 1.2, 1.7)))

    image = ax.imshow(matrix, cmap=cmap, norm=_norm(matrix, center), aspect="auto" if write else "equal")
    for i, row in enumerate(texts):
        for j, text in enumerate(row):
            dark = luminance(image.cmap(image.norm(matrix[i, j]))[:3]) < 0.179  # where black and white read alike
            ax.text(j, i, text, ha="center", va="center", fontsize=TEXT, color=PAPER if dark else ON_COLOUR)
    if not write:
        ax.figure.colorbar(image, cax=ax.inset_axes([1.04, 0, 0.05, 1]))  # as high as the matrix
    _name_cells(ax, cell, row_names, column_names)
    name_axes(ax, title, xlabel, ylabel)
    low, high = short(matrix.min(), matrix), short(matrix.max(), matrix)
    suggest(ax, f"Matrix of {rows} rows and {columns} columns, from {low} to {high}.")
    return ax


@leaves_no_figure
def plot_images(images, *, titles=None, columns=8, title=None, cmap="gray_r", limits=None, size=0.9) -> np.ndarray:
    """Draws images side by side, in a figure of its own.

    Args:
        images: Grey images, shape (n, height, width), or colour, shape (n, height, width, 3): uint8 from 0 to 255 or
            float from 0 to 1. Grey levels may have any range, which all images share.
        titles: Short text over each image.
        columns: Images in a row.
        title: The message of the figure.
        cmap: Colour map of grey images; by default 0 is paper and the largest value is ink.
        limits: Grey levels that are the first and the last colour; the smallest and largest of all images if None.
        size: Width of an image, in inches.

    Returns:
        The Axes, shape (rows, columns) of the grid; those without an image are hidden.

    Raises:
        TypeError: `images` are not numbers, `titles` are not texts, `columns` is not an int.
        ValueError: `images` have another shape or colours out of range; empty, nan or infinite.
    """
    images = as_colours(images, "images", ("n", "height", "width"), ("n", "height", "width", 3))
    titles = None if titles is None else as_names(titles, "titles", len(images))
    columns = min(as_count(columns, "columns", 1), len(images))
    colour = images.ndim == 4
    cmap, size = as_colour_map(cmap, "cmap"), as_positive(size, "size")
    low, high = as_interval(limits, "limits") if limits is not None else (images.min(), images.max())
    rows = -(-len(images) // columns)
    height = size * images.shape[1] / images.shape[2] + (0.32 if titles else 0.06)
    figure, axes = plt.subplots(rows, columns, squeeze=False, layout="constrained",
                                figsize=(columns * (size + 0.06), rows * height + (0.4 if title else 0)))  # fmt: skip
    figure.get_layout_engine().set(wspace=0.02, hspace=0.02)  # pictures may stand close together
    for index, ax in enumerate(axes.flat):
        ax.axis("off")
        if index >= len(images):
            continue
        if colour:
            ax.imshow(images[index] if images.dtype.kind == "f" else images[index].astype(np.uint8))
        else:
            ax.imshow(images[index], cmap=cmap, vmin=low, vmax=high)
        if titles:
            ax.set_title(titles[index], fontsize=TEXT, fontweight="normal", loc="center", pad=3)
    if as_text(title, "title"):
        figure.suptitle(title, x=0.01, ha="left", fontsize=TITLE, fontweight="bold")
    named = ", ".join(filter(None, titles or []))
    named = f": {named}" if named else ""
    kind = "colour " if colour else "grey " if getattr(cmap, "name", cmap) in ("gray", "gray_r") else ""
    figure.alt = f"{title + ': ' if title else ''}{len(images)} {kind}images of {images.shape[2]} by {images.shape[1]} pixels{named}."
    return axes


def _norm(matrix, center):
    if center is None:
        return Normalize(matrix.min(), matrix.max() if matrix.max() > matrix.min() else matrix.min() + 1)
    center = as_number(center, "center")
    reach = max(np.abs(matrix - center).max(), 1e-9)
    return TwoSlopeNorm(center, center - reach, center + reach)


def _name_cells(ax, cell, row_names, column_names) -> None:
    ax.set_xticks(range(len(column_names or [])), column_names or [])
    ax.set_yticks(range(len(row_names or [])), row_names or [])
    ax.tick_params(length=0)
    if column_names and 0.115 * max(map(len, column_names)) > cell:
        if len(column_names) < 15:
            plt.setp(ax.get_xticklabels(), rotation=40, ha="right", rotation_mode="anchor")
        else:  # slanted, so many lie on each other
            plt.setp(ax.get_xticklabels(), rotation=90)
    ax.grid(False)
    ax.spines[:].set_visible(False)
