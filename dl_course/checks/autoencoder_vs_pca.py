"""Checks of exercise 12: parameters, PCA there and back, principal angles, the area under ROC, a detector of anomalies."""

import numpy as np

from dl_course.checks.judging import Wrong, as_array, compare, require, task, unchanged


def check_count_parameters(count_parameters) -> None:
    """Task 1: `count_parameters(sizes)` with a list of ints gives one int."""
    with task(1, "the parameters of an autoencoder"):
        sizes = [6, 4, 3]
        result = count_parameters(sizes)
        require(sizes == [6, 4, 3], "the function changes the list it was given; make a new one instead.")
        compare(
            result,
            89,
            mistakes={
                "these are the weights alone; every layer has biases, too.": 72,
                "this is the encoder alone; the decoder leads back to the input.": 43,
                "this is the encoder twice: the decoder has as many weights, but its biases belong to other layers.": 86,
                "the decoder shares its weights with the encoder here; in ours it has its own.": 53,
                "the code itself seems to be a layer that leads from 3 to 3: it is passed once, not twice.": 101,
                "these are the numbers in the layers; parameters sit between them.": 23,
                "all biases are there, but the input has none: nothing computes it.": 95,
            },
            what="count_parameters([6, 4, 3])",
        )
        compare(
            count_parameters([5, 2]),
            27,
            mistakes={
                "with two sizes only half is counted: 5 to 2, and then 2 to 5.": 12,
                "with two sizes the decoder's biases are wrong: it gives 5 numbers.": 24,
            },
            what="count_parameters([5, 2])",
        )


def check_pca_reconstruct(pca_reconstruct) -> None:
    """Task 2: `pca_reconstruct(x_train, x_new, k)` with (n, d), (m, d) and an int gives (m, d)."""
    x_train = np.array([[4.0, 1.0, 0.0], [6.0, 2.0, 1.0], [8.0, 5.0, 1.0], [10.0, 4.0, 3.0]])
    x_new = np.array([[5.0, 0.0, 2.0], [9.0, 6.0, 0.0]])
    with task(2, "PCA, there and back"):
        compare(
            unchanged(lambda a, b: pca_reconstruct(a, b, 1), x_train, x_new),
            [[4.746144027053221, 1.5632601070099112, 0.27797796678496045], [9.118436226396934, 4.35041540974798, 2.1636194649237095]],
            mistakes={
                "nothing was centred: without the mean the first component points at the mean, not along the data.": [[4.348145960014536, 1.9549703657671458, 0.888432175542299], [9.404037554691147, 4.228150321320186, 1.9214740306389826]],
                "the mean was subtracted and never added back.": [[-2.2538559729467793, -1.4367398929900888, -0.9720220332150395], [2.118436226396933, 1.3504154097479801, 0.9136194649237095]],
                "the mean is added at the end, but the new data were not centred before.": [[10.681696333406844, 5.3469290227827075, 2.8378077386637792], [15.053988532750559, 8.134084325520778, 4.723449236802528]],
                "the components are centred, the new data are not: subtract the mean from them, too, and add it back.": [[3.681696333406845, 2.3469290227827075, 1.5878077386637792], [8.053988532750559, 5.134084325520777, 3.4734492368025287]],
                "the new data were centred with their own mean; a single new example would then always become itself.": [[4.813853900328144, 1.6064223486309654, 0.05717925093062548], [9.186146099671856, 4.393577651369035, 1.9428207490693745]],
                "these are the last components; the singular values fall, so the first rows count most.": [[6.689655172413793, 3.206896551724138, 1.6637931034482762], [7.517241379310345, 2.6551724137931036, 0.5603448275862065]],
                "this is the code; decode it back to d numbers.": [[-2.844101808999204], [2.673217976687118]],
                "this is the code with its sign turned round, which is fine for a code; but decode it back to d numbers.": [[2.844101808999204], [-2.673217976687118]],
                "the components were found in the new data, so the new data come back too well.": [[5.0, 0.0, 2.0], [9.0, 6.0, 0.0]],
                "these are columns of the third matrix of the decomposition; NumPy returns it transposed already, so components are rows.": [[6.665399909004951, 3.104837721092461, 1.0147837677880414], [7.113864033424385, 2.96432384180438, 1.3300438184188554]],
                "this is a code of k + 1 numbers.": [[5.310344827586206, -0.2068965517241388, 1.5862068965517242], [8.482758620689655, 6.344827586206897, 0.6896551724137934]],
                "these are the training data, reconstructed; asked for are the new ones.": [[3.9767877893751993, 1.0728273500544696, -0.05382283299583479], [5.903960439320731, 2.3013201464402435, 0.777310256270426], [8.36094603209228, 3.867546764293495, 1.836936141922461], [9.758305739211792, 4.758305739211791, 2.439576434802948]],
            },
            what="pca_reconstruct(x_train, x_new, k=1)",
        )  # fmt: skip
        compare(
            pca_reconstruct(x_train, x_new, 2),
            [[5.310344827586206, -0.2068965517241388, 1.5862068965517242], [8.482758620689655, 6.344827586206897, 0.6896551724137934]],
            mistakes={
                "k = 2 gives what k = 1 gave: use k.": [[4.746144027053221, 1.5632601070099112, 0.27797796678496045], [9.118436226396934, 4.35041540974798, 2.1636194649237095]],
            },
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
            [13.560004458333081, 84.48946251719539],
            mistakes={
                "the bases were not made orthonormal: their columns have other lengths, and are not at right angles.": [0.0, 69.58613428516779],
                "the columns have length 1 now, but they are not yet at right angles to each other.": [0.0, 85.9330386546205],
                "only one of the two bases was made orthonormal.": [0.0, 80.77640734572277],
                "these are radians; asked for are degrees.": [0.2366667243830225, 1.4746193041653957],
                "these are the cosines of the angles.": [0.9721249056233533, 0.09602881796553456],
                "the order is turned round: the smallest angle comes first.": [84.48946251719539, 13.560004458333081],
                "these angles are between single columns; which column is paired with which must not matter, so take singular values.": [[50.76847951640777, 77.82967663569907], [44.88765504633359, 84.91914401765075]],
                "this pairs column with column, and depends on their order: take the singular values of the product.": [50.76847951640777, 84.91914401765075],
                "this pairs the given columns one by one; a span has no preferred columns.": [50.76847951640775, 66.13895379942171],
                "this is arcsin; the singular values are cosines.": [76.43999554166692, 5.510537482804619],
            },
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
            0.7,
            mistakes={
                "ties are left out; each counts one half.": 0.6,
                "ties count in full; each counts one half.": 0.8,
                "it is turned round: counted are the pairs in which the normal example scores higher.": 0.3,
                "turned round, and ties in full: count the pairs in which the anomaly scores higher.": 0.4,
                "turned round, and ties left out: count the pairs in which the anomaly scores higher.": 0.2,
                "this is the number of pairs; asked for is the share of all pairs.": 10.5,
                "divided by the number of anomalies; there are n times m pairs.": 3.5,
                "divided by the number of normal examples; there are n times m pairs.": 2.1,
                "these are single pairs or sums of some of them; the area is one number.": [0.7, 1.0, 0.4],
            },
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
        result = as_array(
            unchanged(lambda a, b, c: find_anomalies(a, b, c, 1, 0.3), x_train, held, x_new), "find_anomalies(...)"
        )
        if result.shape == (9,) and not np.isin(result, [0, 1]).all():
            raise Wrong("these are scores; compare them with the threshold and return True or False for each example.")
        compare(
            result,
            [1, 0, 1, 0, 1, 0, 0, 1, 0],
            mistakes={
                "the threshold comes from the training data, whose errors are too small: nearly everything is an alarm.": [1, 1, 1, 1, 1, 1, 0, 1, 1],
                "the quantile is taken at the wrong end: a share of 0.3 shall lie above the threshold, not below.": [1, 1, 1, 1, 1, 1, 0, 1, 0],
                "the threshold comes from the new data themselves: then a fixed share of anything is an anomaly.": [1, 0, 1, 0, 0, 0, 0, 1, 0],
                "the threshold is the largest held-out error; a share of them may lie above it.": [0, 0, 1, 0, 0, 0, 0, 0, 0],
                "the threshold is the mean of the held-out errors; asked for is a quantile.": [1, 0, 1, 0, 1, 1, 0, 1, 0],
                "it is turned round: True belongs to a score above the threshold.": [0, 1, 0, 1, 0, 1, 1, 0, 1],
                "PCA was fitted on the held-out data; they are there for the threshold alone.": [1, 1, 1, 0, 1, 1, 1, 1, 1],
                "PCA was not centred.": [1, 1, 1, 0, 0, 1, 0, 1, 0],
                "the threshold mixes training and held-out errors; the training errors are too small for it.": [1, 0, 1, 1, 1, 1, 0, 1, 0],
                "the score is the size of the code; it should be the error of the reconstruction.": [0, 0, 1, 0, 0, 1, 1, 0, 0],
                "PCA was fitted on the new data, anomalies among them.": [0, 0, 0, 0, 1, 0, 0, 1, 1],
                "these are the positions of the anomalies; return True or False for each new example.": [0, 2, 4, 7],
                "this is one number; the error is a mean over the pixels of each example, not over all of them.": 1,
            },
            what="find_anomalies(x_train, x_held_out, x_new, k=1, false_alarms=0.3)",
        )  # fmt: skip
