# ---
# jupyter:
#   dl_course:
#     minutes:
#       read: 5
#       run: 1
# ---

# %% [markdown]
# # Exercise lesson_number · lesson_title
#
# **TODO: this exercise is empty so far.** It has one task, as an example of the form, about five minutes. A finished one
# has four to six, from a formula typed in to a small open experiment.
#
# **How it works.** Replace the line that raises `NotImplementedError` with your code, run the cell with Shift+Enter, then
# run the check below it. A check prints a tick, or it says what is wrong. It never marks you down, so ask it as often
# as you like.

# %%
import numpy as np

from dl_course.checks import lesson_module as check

# %% [markdown]
# ## Task 1 · The accuracy
#
# How often is a classifier right? Write it as a share, from 0 to 1.


# %% nbgrader={"grade": false, "grade_id": "task-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def accuracy(y, y_hat):
    """The share of examples at which prediction and truth agree.

    Args:
        y: True classes, shape (n,), int.
        y_hat: Predicted classes, shape (n,), int.

    Returns:
        One number from 0 to 1. Example: y = [0, 1] and y_hat = [0, 2] give 0.5.
    """
    ### BEGIN SOLUTION
    return np.mean(y_hat == y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "task-1-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check.check_accuracy(accuracy)
### BEGIN HIDDEN TESTS
from dl_course.checks.judging import same

y = np.array([3, 0, 1, 1, 2, 0, 5])
assert same(accuracy(y, np.array([3, 1, 1, 1, 2, 0, 0])), 5 / 7)
assert same(accuracy(y, y), 1.0)
assert same(accuracy(y, y + 1), 0.0)
### END HIDDEN TESTS

# %% [markdown]
# ## Done?
#
# TODO: "Four ticks:", what can be done now that could not be done before, and what the next lesson makes of it.
