# ---
# jupyter:
#   dl_course:
#     minutes:
#       read: 5
#       run: 1
# ---

# %% [markdown]
# # lesson_number · lesson_title
#
# **TODO: this lesson is empty so far.** It has one idea, as an example of the form. What stands here later: in three
# sentences, what the reader knows, what is missing, and what this lesson does about it.
#
# | | |
# |---|---|
# | **Time** | about 5 minutes to read and play, under a minute to run |
# | **Builds on** | TODO |
# | **Afterwards** | [exercise `lesson_folder`](../exercises/lesson_folder/lesson_folder.ipynb) |
#
# One question leads through it:
#
# 1. How often is a classifier right?

# %% [markdown]
# ## What you will be able to do
#
# - **Compute** the accuracy of a classifier from its predictions.
# - **Predict** the accuracy of one that always gives the same answer.

# %%
import numpy as np

from dl_course import claim, seed

rng = seed(0)

# %% [markdown]
# ## 1. How often is it right?
#
# A classifier says $\hat y$, the truth is $y$. Its **accuracy** is the share of the $n$ examples at which both agree:
#
# $$\text{accuracy} = \frac1n \sum_{i=1}^n [\hat y_i = y_i]$$
#
# **Predict first.** Nine of ten mails are no spam (0). A classifier that has learned nothing says 0 to all of them. What
# is its accuracy?

# %% tags=["predict"]
y = np.array([0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
y_hat = np.zeros(10, dtype=int)
accuracy = (y_hat == y).mean()
print(f"accuracy: {accuracy:.0%}")

# %%
claim("the constant answer is right at nine of ten", accuracy == 0.9)

# %% [markdown]
# It is right at nine of ten, and finds no spam at all. An accuracy says little without that of the constant answer
# beside it.
#
# TODO: the other ideas, each with why, formula, three to six lines of code, and what we see. Before a surprise, a
# question. Beside a figure, a number. Once, a slider; once, a failure on purpose.

# %% [markdown]
# ## Recap
#
# - The accuracy is the share of right answers; compare it with that of the constant answer.
#
# ### Test yourself
#
# <details>
# <summary>1. Of 100 tumours 63 are benign. How accurate is the answer "benign" to all of them?</summary>
#
# 63 %: it is right at the 63 and wrong at all others.
# </details>
#
# ### Next
#
# Do the exercise: open [`exercises/lesson_folder/lesson_folder.ipynb`](../exercises/lesson_folder/lesson_folder.ipynb).
#
# ### Sources
#
# - TODO
