"""A stand-in for CIFAR-10 that ships with the course: its ten classes, drawn from a seed."""

from tools.drawn.pictures import CLASSES, draw_images, draw_one

__all__ = ["CLASSES", "draw_images", "draw_one"]
