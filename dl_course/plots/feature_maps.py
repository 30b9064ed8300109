"""What a convolution makes of an image: the image, and beside it one map a channel, in one picture."""

import numpy as np
from matplotlib.axes import Axes

from dl_course.plots._arrays import as_colour_map, as_colours, as_count, as_interval, as_numbers
from dl_course.plots.style import leaves_no_figure, name_axes, new_axes, suggest

_GAP = 0.06  # between two maps, as a share of a map


@leaves_no_figure
def plot_feature_maps(image, maps, *, columns=None, ax=None, title=None, cmap="gray", limits=None) -> Axes:
    """Draws an image and, to its right, the maps that a layer makes of it.

    Args:
        image: Colour image, shape (height, width, 3): uint8 from 0 to 255 or float from 0 to 1.
        maps: One map a channel, shape (channels, h, w); all share one scale.
        columns: Maps in a row; about as many as rows if None.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        cmap: Colour map of the maps; by default the smallest value is black.
        limits: Values that are the first and the last colour; the smallest and largest of all maps if None.

    Returns:
        The Axes, without axes drawn.

    Raises:
        TypeError: `image` or `maps` are not numbers, `columns` is not an int.
        ValueError: They have another shape, are empty, nan, infinite, or the image's colours are out of range.
    """
    image = as_colours(image, "image", ("height", "width", 3))
    maps = as_numbers(maps, "maps", ("channels", "h", "w")).astype(float)
    columns = min(as_count(int(np.ceil(len(maps) ** 0.5)) if columns is None else columns, "columns", 1), len(maps))
    rows = -(-len(maps) // columns)
    cmap = as_colour_map(cmap, "cmap")
    low, high = as_interval(limits, "limits") if limits is not None else (maps.min(), maps.max())
    side = rows * (1 + _GAP) - _GAP  # the image is as high as all rows of maps; a map is 1 high
    ax = new_axes(ax, (3.2 * (side + 0.3 + columns * (1 + _GAP)) / side, 3.6))
    picture = image if image.dtype.kind == "f" else image.astype(np.uint8)
    ax.imshow(picture, extent=(0, side, 0, side))
    for index, values in enumerate(maps):
        left = side + 0.25 + (index % columns) * (1 + _GAP)
        top = side - (index // columns) * (1 + _GAP)
        ax.imshow(values, cmap=cmap, vmin=low, vmax=high, extent=(left, left + 1, top - 1, top))
    ax.set(xlim=(-0.02, side + 0.27 + columns * (1 + _GAP) - _GAP), ylim=(-0.02, side + 0.02), aspect="equal")
    ax.axis("off")
    name_axes(ax, title)
    suggest(ax, f"An image and {len(maps)} maps of {maps.shape[2]} by {maps.shape[1]} values that a layer makes of it.")
    return ax
