"""What stands for a widget where none runs."""

import anywidget
from IPython.display import display

from dl_course.stored import WIDGET_VIEW


def show(widget: anywidget.AnyWidget, still: dict, metadata: dict | None = None) -> None:
    """Shows two outputs: what can be seen wherever the notebook is opened, and the widget, whose style hides the first.

    One output with both would be lost where the notebook was saved after its kernel had ended: JupyterLab then takes the
    widget, which nobody has any more.

    Args:
        widget: The live one.
        still: MIME bundle of what stands for it, its HTML in an element of class `dl-still`.
        metadata: Of that bundle.
    """
    display(still, raw=True, metadata=metadata or {})
    display({WIDGET_VIEW: widget._repr_mimebundle_()[0][WIDGET_VIEW]}, raw=True)
