"""A stand-in for CIFAR-10 that ships with the course: its ten classes, drawn from a seed."""

from tools.drawn.pictures import CLASSES, PLACES, describe_images, describe_one, draw_images, draw_one

__all__ = ["CLASSES", "PLACES", "describe_images", "describe_one", "draw_images", "draw_one"]
