"""Checks of exercise 12: parameters, PCA there and back, principal angles, the area under ROC, a detector of anomalies."""

import numpy as np

from dl_course.checks.judging import Wrong, as_array, compare, known, require, task, unchanged

KNOWN = known(__name__)


def check_count_parameters(count_parameters) -> None:
    """Task 1: `count_parameters(sizes)` with a list of ints gives one int."""
    with task(1, "the parameters of an autoencoder"):
        compare(
            unchanged(count_parameters, [6, 4, 3]),
            KNOWN["count_parameters"],
            hints=[
                "these are the weights alone; every layer has biases, too.",
                "this is the encoder alone; the decoder leads back to the input.",
                "this is the encoder twice: the decoder has as many weights, but its biases belong to other layers.",
                "the decoder shares its weights with the encoder here; in ours it has its own.",
                "the code itself seems to be a layer that leads from 3 to 3: it is passed once, not twice.",
                "these are the numbers in the layers; parameters sit between them.",
                "all biases are there, but the input has none: nothing computes it.",
            ],
            what="count_parameters([6, 4, 3])",
        )
        compare(
            count_parameters([5, 2]),
            KNOWN["count_parameters.2"],
            hints=[
                "with two sizes only half is counted: 5 to 2, and then 2 to 5.",
                "with two sizes the decoder's biases are wrong: it gives 5 numbers.",
            ],
            what="count_parameters([5, 2])",
        )


def check_pca_reconstruct(pca_reconstruct) -> None:
    """Task 2: `pca_reconstruct(x_train, x_new, k)` with (n, d), (m, d) and an int gives (m, d)."""
    x_train = np.array([[4.0, 1.0, 0.0], [6.0, 2.0, 1.0], [8.0, 5.0, 1.0], [10.0, 4.0, 3.0]])
    x_new = np.array([[5.0, 0.0, 2.0], [9.0, 6.0, 0.0]])
    with task(2, "PCA, there and back"):
        compare(
            unchanged(pca_reconstruct, x_train, x_new, 1),
            KNOWN["pca_reconstruct"],
            hints=[
                "nothing was centred: without the mean the first component points at the mean, not along the data.",
                "the mean was subtracted and never added back.",
                "the mean is added at the end, but the new data were not centred before.",
                "the components are centred, the new data are not: subtract the mean from them, too, and add it back.",
                "the new data were centred with their own mean; a single new example would then always become itself.",
                "these are the last components; the singular values fall, so the first rows count most.",
                "this is the code; decode it back to d numbers.",
                "this is the code with its sign turned round, which is fine for a code; but decode it back to d numbers.",
                "the components were found in the new data, so the new data come back too well.",
                "these are columns of the third matrix of the decomposition; NumPy returns it transposed already, so components are rows.",
                "this is a code of k + 1 numbers.",
                "these are the training data, reconstructed; asked for are the new ones.",
            ],
            what="pca_reconstruct(x_train, x_new, k=1)",
        )  # fmt: skip
        compare(
            pca_reconstruct(x_train, x_new, 2),
            KNOWN["pca_reconstruct.2"],
            hints=[
                "k = 2 gives what k = 1 gave: use k.",
            ],
            what="pca_reconstruct(x_train, x_new, k=2)",
        )  # fmt: skip


def check_principal_angles(principal_angles) -> None:
    """Task 3: `principal_angles(a, b)` with (d, k) and (d, m) gives angles in degrees, shape (min(k, m),)."""
    a = np.array([[2.0, 1.0], [0.0, 3.0], [1.0, 0.0], [0.0, 1.0]])
    b = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 2.0], [0.0, 0.0]])
    with task(3, "the principal angles between two spans"):
        with np.errstate(invalid="ignore"):
            angles = as_array(unchanged(principal_angles, a, b), "principal_angles(a, b)")
        require(
            not np.isnan(angles).any(),
            "nan: a cosine lies above 1. The singular values are cosines only if the columns of both bases have length 1 "
            "and are at right angles.",
        )
        compare(
            angles,
            KNOWN["principal_angles"],
            hints=[
                "the bases were not made orthonormal: their columns have other lengths, and are not at right angles.",
                "the columns have length 1 now, but they are not yet at right angles to each other.",
                "only one of the two bases was made orthonormal.",
                "these are radians; asked for are degrees.",
                "these are the cosines of the angles.",
                "the order is turned round: the smallest angle comes first.",
                "these angles are between single columns; which column is paired with which must not matter, so take singular values.",
                "this pairs column with column, and depends on their order: take the singular values of the product.",
                "this pairs the given columns one by one; a span has no preferred columns.",
                "this is arcsin; the singular values are cosines.",
            ],
            what="principal_angles(a, b)",
        )  # fmt: skip
        for i in range(1, 40):
            plane = np.array([[1.0, 2.0], [0.1 * i, 1.0], [3.0, 0.3]])
            with np.errstate(invalid="ignore"):
                same = as_array(principal_angles(plane, plane @ np.array([[0.3, 0.7], [0.1, -0.2]])), "the angles")
            require(
                not np.isnan(same).any(),
                "two bases of the same plane give nan: rounding makes a cosine of 1.0000000000000002. Clip before arccos.",
            )
            compare(same, [0.0, 0.0], what="the angles between two bases of the same plane", tolerance=1e-3)


def check_auc(auc) -> None:
    """Task 4: `auc(normal, anomalous)` with scores of shape (n,) and (m,) gives one number."""
    with task(4, "the area under the ROC curve"):
        compare(
            unchanged(auc, np.array([1.0, 2.0, 3.0, 4.0, 2.0]), np.array([3.0, 5.0, 2.0])),
            KNOWN["auc"],
            hints=[
                "ties are left out; each counts one half.",
                "ties count in full; each counts one half.",
                "it is turned round: counted are the pairs in which the normal example scores higher.",
                "turned round, and ties in full: count the pairs in which the anomaly scores higher.",
                "turned round, and ties left out: count the pairs in which the anomaly scores higher.",
                "this is the number of pairs; asked for is the share of all pairs.",
                "divided by the number of anomalies; there are n times m pairs.",
                "divided by the number of normal examples; there are n times m pairs.",
                "these are single pairs or sums of some of them; the area is one number.",
            ],
            what="auc(normal=[1, 2, 3, 4, 2], anomalous=[3, 5, 2])",
        )
        compare(auc(np.array([0.0, 1.0]), np.array([7.0])), 1.0, what="auc(normal=[0, 1], anomalous=[7])")


def check_find_anomalies(find_anomalies) -> None:
    """Task 5: `find_anomalies(x_train, x_held_out, x_new, k, false_alarms)` gives bools of shape (m,)."""
    x_train = np.array([[6, 2, 7], [2, 3, 3], [-4, 3, -4], [6, 3, 5], [-4, 2, -4]], dtype=float)
    held = np.array([[5, 1, 7], [-1, 0, 1], [-2, 2, -4], [-4, 0, 0], [2, 0, 4], [-1, 3, -2]], dtype=float)
    x_new = np.array(
        [[-3, 2, 2], [-1, 4, 1], [-6, -2, -1], [4, 1, 6], [5, 0, 3], [6, 5, 5], [5, 3, 6], [2, 5, 6], [0, 2, -2]],
        dtype=float,
    )
    with task(5, "a detector of anomalies"):
        result = as_array(unchanged(find_anomalies, x_train, held, x_new, 1, 0.3), "find_anomalies(...)")
        if result.shape == (9,) and not np.isin(result, [0, 1]).all():
            raise Wrong("these are scores; compare them with the threshold and return True or False for each example.")
        compare(
            result,
            KNOWN["find_anomalies"],
            hints=[
                "the threshold comes from the training data, whose errors are too small: nearly everything is an alarm.",
                "the quantile is taken at the wrong end: a share of 0.3 shall lie above the threshold, not below.",
                "the threshold comes from the new data themselves: then a fixed share of anything is an anomaly.",
                "the threshold is the largest held-out error; a share of them may lie above it.",
                "the threshold is the mean of the held-out errors; asked for is a quantile.",
                "it is turned round: True belongs to a score above the threshold.",
                "PCA was fitted on the held-out data; they are there for the threshold alone.",
                "PCA was not centred.",
                "the threshold mixes training and held-out errors; the training errors are too small for it.",
                "the score is the size of the code; it should be the error of the reconstruction.",
                "PCA was fitted on the new data, anomalies among them.",
                "these are the positions of the anomalies; return True or False for each new example.",
                "this is one number; the error is a mean over the pixels of each example, not over all of them.",
            ],
            what="find_anomalies(x_train, x_held_out, x_new, k=1, false_alarms=0.3)",
        )  # fmt: skip
