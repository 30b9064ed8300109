"""Lesson 01: one neuron, regression, softmax."""

import math

from dl_course.exam.question import Number, question


@question("calculate", "How far from the origin?", section=2)
def distance(rng):
    a, b, length = rng.choice([(3, -4, 5), (-6, 8, 10), (5, 12, 13), (8, -15, 17)])
    c = int(rng.integers(6, 12))
    return Number(
        f"A neuron has the weights {a} and {b} and the bias {c}. How far from the origin is its decision boundary?",
        answer=c / math.hypot(a, b),
        solution=f"|b| / |w| = {c} / √({a}² + {b}²) = {c} / {length} = {c / length:.3g}.",
        wrong={
            "That is the bias alone. Doubling w and b together leaves the line where it is: divide by the length of w.": c,
            "You divided by the sum of |w₁| and |w₂|. The length of w is √(w₁² + w₂²).": c / (abs(a) + abs(b)),
            "You divided by w₁² + w₂². The root is missing.": c / (a**2 + b**2),
        },
    )
