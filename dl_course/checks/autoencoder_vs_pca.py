"""Checks of exercise 12: parameters, PCA there and back, principal angles, the area under ROC, a detector of anomalies."""

import numpy as np

from dl_course.checks.judging import (
    Known,
    as_array,
    compare,
    error_means,
    is_bool,
    known,
    plain,
    require,
    task,
    unchanged,
)

KNOWN = known(__name__)


def check_count_parameters(count_parameters) -> None:
    """Task 1: `count_parameters(sizes)` with a list of ints gives one int."""
    with task(1, "the parameters of an autoencoder"):
        with error_means({"list_reverseiterator": "reversed(...) gives no list; list(reversed(...)) makes one."}):
            result = unchanged(count_parameters, [7, 4, 5, 3])
        compare(
            result,
            KNOWN["count_parameters"],
            hints=[
                "these are the weights alone; every layer has biases, too.",
                "this is the encoder alone; the decoder leads back to the input.",
                "this is the encoder twice: the decoder has as many weights, but its biases belong to other layers.",
                "the decoder shares its weights with the encoder here; in ours it has its own.",
                "the encoder or the decoder has no biases here; each of their layers has them.",
                "the decoder leads straight back from the code to the input; it has as many layers as the encoder.",
                "the code itself seems to be a layer that leads from 3 to 3: it is passed once, not twice.",
                "these are the numbers in the layers; parameters sit between them.",
                "all biases are there, but the input has none: nothing computes it.",
                "one bias a layer is not enough: each number that a layer computes has its own.",
                "this is the first layer alone, or it there and back. Is the `return` inside the loop?",
                "this is the last layer before the code alone, there and back; add it to the ones before: `+=`.",
                "the last layer of the decoder is left out: it leads back to the input.",
                "the code is a layer twice, and the decoder does not lead back to the input.",
                "does the decoder go through the sizes in the order of the encoder (it is the mirror image), or have the layers between no biases?",
                "the decoder's biases are right, the encoder's are not: a layer has one for each number that it computes.",
                "the code or the output has no biases here; a layer computes each of them.",
                "this leads straight from the input to the code and back; the layers between are left out.",
                "the code is left out: the encoder leads to it, and the decoder away from it.",
                "sizes are added; a layer from a to b has a times b weights, and b biases.",
                "only the first three of the four sizes are counted; a list can have any length, and its last size belongs to a layer, too.",
                "`+` of two arrays adds their entries; of two lists it joins them.",
                "the sizes are all multiplied; multiply neighbours, and add these products.",
                "the biases are counted twice.",
                "the biases are the sum of the sizes, or twice that; each number that a layer computes has one, and nothing computes the input.",
                "the decoder goes through the sizes in the order of the encoder, and a layer leads from the code to the input.",
                "this is the decoder alone; the encoder leads from the input to the code.",
            ],
            what="count_parameters([7, 4, 5, 3])",
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
    x_train = np.array([[4.0, 1.0, 0.0], [6.0, 2.0, 1.0], [8.0, 5.0, 1.0], [10.0, 4.0, 3.0], [7.0, 2.0, 4.0]])
    x_new = np.array([[5.0, 0.0, 2.0], [9.0, 6.0, 0.0], [4.0, 3.0, 3.0], [6.0, -1.0, 1.0]])
    with task(2, "PCA, there and back"):
        with error_means(
            {
                r"size 5 is different from 3": "in `a @ b`, b has 5 rows, as many as there are training examples. np.cov wants x_train.T, "
                "its columns in rows; and of the decomposition the components are the rows of the third matrix, not of u.",
                r"\(\d,3\) \(5,1?\)": "one number for each example is subtracted; the mean belongs to the columns: axis=0.",
                r"size 3 is different from 4": "in `a @ b`, a row of a has 4 numbers, as many as there are new examples. Is x_new turned round, or "
                "did an `@` before leave one number for each example? (`vt[k]` is one row; the first k are a table, `vt[:k]`.)",
            }
        ):
            result = unchanged(pca_reconstruct, x_train, x_new, 1)
        require(
            not isinstance(result, (tuple, list)) or len(result) != 2,
            "two things are returned; return the reconstructions alone, one row for each new example.",
        )
        compare(
            result,
            KNOWN["pca_reconstruct"],
            hints=[
                "nothing is centred: without the mean the first component points at the mean, not along the data.",
                "the mean is subtracted, and at the end it is not added back, or subtracted once more.",
                "the mean is added at the end, but the new data were not centred before.",
                "the components are centred, the new data are not: subtract the mean from them, too, and add it back.",
                "the new data were centred with their own mean; a single new example would then always become itself.",
                "there is one mean for the whole table, or for each row; each column has its own: axis=0.",
                "the columns were divided by the deviations; this PCA takes them as they are, and only subtracts the mean.",
                "these are the last components; those with the largest singular values (or eigenvalues) count most.",
                "this is the code; decode it back to d numbers.",
                "the components were found in the new data, so the new data come back too well.",
                "these are columns of the third matrix of the decomposition; NumPy returns it transposed already, so components are rows.",
                "these are rows of the first matrix of the decomposition, which belong to examples; the components are the rows of the third.",
                "these are rows of the matrix of eigenvectors; NumPy puts eigenvectors in its columns.",
                "this is a code of k + 1 numbers.",
                "the data come back as they are, so nothing was cut off: keep only the first k components.",
                "mean and components come from all data; the new data have leaked into them.",
                "the components come from data that were not centred; the mean is subtracted before they are found.",
                "this is the second component alone; the first one counts most, and Python counts from 0.",
                "the first k columns are kept as they are; the components are directions in which all columns mix.",
                "the singular values are in the result, too; encoding and decoding need the components alone.",
                "the mean is added twice.",
                "each row is the mean: no component is left. Where does the slice begin, and what is it with k = 1?",
                "the mean of the new data is added at the end; add the one that was subtracted.",
                "the medians are subtracted; asked for is the mean.",
                "these are the training data, reconstructed; asked for are the new ones.",
                "this is what is lost, the difference between data and reconstruction; return the reconstruction.",
            ],
            what="pca_reconstruct(x_train, x_new, k=1)",
        )
        compare(
            pca_reconstruct(x_train, x_new, 2),
            KNOWN["pca_reconstruct.2"],
            hints=[
                "k = 2 gives what k = 1 gave: use k.",
                "this is the component number k alone; asked for are all from the first to number k.",
                "with k = 2 these are the first and the last component: np.linalg.eig does not sort.",
                "with k = 2 this is the second and the third component: begin with the first.",
            ],
            what="pca_reconstruct(x_train, x_new, k=2)",
        )
        compare(
            pca_reconstruct(x_train, x_new[:1], 3),
            KNOWN["pca_reconstruct.3"],
            hints=["a single new example is a table of one row, and so is its reconstruction."],
            what="pca_reconstruct(x_train, x_new[:1], k=3)",
        )


def check_principal_angles(principal_angles) -> None:
    """Task 3: `principal_angles(a, b)` with (d, k) and (d, m) gives angles in degrees, shape (min(k, m),)."""
    a = np.array([[2.0, 1.0], [0.0, 3.0], [1.0, 0.0], [0.0, 1.0]])
    b = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 2.0], [0.0, -1.0]])
    with task(3, "the principal angles between two spans"):
        apart = "np.linalg.svd gives three arrays at once, and the singular values are the second: take them apart, u, s, vt = np.linalg.svd(...)."
        with np.errstate(invalid="ignore"), error_means({"setting an array element|'SVDResult'": apart}):
            angles = as_array(unchanged(principal_angles, a, b), "principal_angles(a, b)")
        require(
            not np.isnan(angles).any(),
            "nan: a cosine lies above 1. The singular values are cosines only if the columns of both bases have length 1 "
            "and are at right angles.",
        )
        require(
            angles.shape != (4,),
            "there are four angles, as many as a has rows: the product of the two bases must be of shape (k, m), which compares "
            "column with column, and a basis has only as many columns as a or b.",
        )
        require(
            angles.shape != (2, 2),
            "a table of 2 by 2 came. The angles come from the singular values, the second part of np.linalg.svd, and there are two; "
            "between single columns, or in the other parts, there are four numbers.",
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
                "the cosines are turned into degrees without arccos; they are no angles yet.",
                "these come from the squares of the cosines: take the root first.",
                "these come from eigenvalues, which depend on how the bases lie in their planes; take singular values.",
                "these are the smallest angles between single columns; directions between the columns may be nearer: take singular values.",
                "a and b are taken for two long vectors; take singular values of the product of two bases.",
                "radians times 180 are no degrees yet: divide by pi, too.",
                "np.cos turns an angle into its cosine; the other way is np.arccos.",
                "this pairs column with column, and depends on their order: take the singular values of the product.",
                "this pairs the given columns one by one; a span has no preferred columns.",
                "this is arcsin; the singular values are cosines.",
                "only the first column of each basis is used; use all of them.",
                "all angles are 0. Were cosines above 1 cut off (is one basis not orthonormal), or are your bases square matrices? They must have as many rows as a and b.",
                "the columns were centred; a span goes through the origin, so leave them where they are.",
                "the rows have length 1 now; the vectors of a basis are its columns.",
                "np.radians turns degrees into radians; the other way is np.degrees.",
                "this is 1 minus the cosine; the angle comes from arccos.",
            ],
            what="principal_angles(a, b)",
        )
        with np.errstate(invalid="ignore"):
            line = principal_angles(a, b[:, :1])
        compare(
            line,
            KNOWN["principal_angles.2"],
            hints=[
                "between a plane and a line there is one angle: there are min(k, m) of them.",
                "of the plane only the first column is used; all its columns count.",
            ],
            what="principal_angles(a, b[:, :1])",
        )
        with np.errstate(invalid="ignore"):
            line = principal_angles(a[:, :1], b)
        compare(
            line,
            KNOWN["principal_angles.3"],
            hints=["between a line and a plane there is one angle, too: there are min(k, m) of them."],
            what="principal_angles(a[:, :1], b)",
        )
        for i in range(1, 40):
            plane = np.array([[1.0, 2.0], [0.1 * i, 1.0], [3.0, 0.3]])
            with np.errstate(invalid="ignore"):
                zeros = as_array(principal_angles(plane, plane @ np.array([[0.3, 0.7], [0.1, -0.2]])), "the angles")
            require(
                not np.isnan(zeros).any(),
                "two bases of the same plane give nan: rounding makes a cosine of 1.0000000000000002. Clip before arccos.",
            )
            require(
                (zeros < 80).all(),
                "between two bases of the same plane there comes an angle of 90 degrees: a cosine just above 1 is an angle of 0.",
            )
            # In float32 a cosine that should be 1 is off by 1e-7, which is an angle of 0.03 degrees.
            compare(zeros, [0.0, 0.0], what="the angles between two bases of the same plane", tolerance=0.07)


def check_auc(auc) -> None:
    """Task 4: `auc(normal, anomalous)` with scores of shape (n,) and (m,) gives one number."""
    with task(4, "the area under the ROC curve"):
        with error_means(
            {
                r"shapes \([58],\) \([58],\)": "8 normal examples and 5 anomalies cannot be compared side by side, and need not: every anomaly meets every normal example.",
                "multi_class|inconsistent numbers": "roc_auc_score takes the truth of each example, 0 or 1, and then the scores of all.",
            }
        ):
            area = unchanged(auc, np.array([3.0, 1, 4, 9, 3, 3, 3, 6]), np.array([8.0, 9, 4, 9, 3]))
        value = area if area is None else as_array(area, "auc(normal, anomalous)")
        require(
            value is None or value.shape != () or not value < 0,
            "the area is negative: the curve was followed from right to left.",
        )
        compare(
            area,
            KNOWN["auc"],
            besides=lambda: "The area is a share, never above 1." if value.shape == () and value > 1 else "",
            hints=[
                "ties are left out; each counts one half.",
                "ties count in full; each counts one half.",
                "it is turned round: counted are the pairs in which the normal example scores higher.",
                "it is turned round, and ties count in full or not at all: count the pairs in which the anomaly scores higher.",
                "this is the number of pairs; asked for is the share of all pairs.",
                "divided by another number than that of the pairs, n times m. (`a / b * c` multiplies by c, `a / b + c` adds it.)",
                "these are single pairs or sums of some of them; the area is one number.",
                "only scores that stand side by side are compared; every anomaly meets every normal example.",
                "this is the difference of the means; count pairs.",
                "this is 3 of 5, as of anomalies above one normal score alone, the last one, or above their mean or median; every anomaly meets every normal example.",
                "divided by the pairs without ties; a tie is a pair, and counts one half.",
                "this is the share of pairs won minus that of pairs lost; asked for is the share won.",
                "each pair that the anomaly loses counts one half, too; only a tie does.",
                "a pair that is won counts one and a half here: `>=` is true for it as well.",
                "the counter becomes one half at a tie; one half is to be added: `+=`.",
                "the number of ties is added, and not half their share.",
                "equal scores count only once here; each example counts.",
                "this is the share for the last anomaly alone; add them up: `+=`.",
                "this is the share for the first normal example alone; every anomaly meets every normal one.",
                "a tie counts one quarter here; each counts one half.",
                "np.searchsorted needs sorted scores; np.sort gives them.",
                "the curve must begin at no alarms and nothing caught: the area before the first threshold is missing.",
                "the share of pairs won is added to the share won or tied; take the mean of both.",
                "this is 0 or 1: does `//` or int(...) cut the digits after the point off, is one comparison taken for all pairs, or are sorted scores compared side by side?",
                "this is the share for the first anomaly alone. Is the `return` inside the loop?",
                "this is the first normal example alone, divided by all pairs. Is the `return` inside the loop?",
                "this is the last example alone, divided by all pairs. Is the counter set to 0 in the loop?",
                "only the first m of the n normal examples are compared; the two lists are of different lengths.",
                "an example is left out. Does a loop end one too early?",
                "the scores are sorted, and those that stand side by side are compared; every anomaly meets every normal example.",
                "the curve must end at all alarms and everything caught: the area after the last threshold is missing.",
                "this is the first pair alone, divided by all pairs. Does the `return` stand in the inner loop?",
            ],
            what="auc(normal=[3, 1, 4, 9, 3, 3, 3, 6], anomalous=[8, 9, 4, 9, 3])",
        )
        compare(
            auc(np.array([4.0, 5.998, 7.0]), np.array([1.0, 6.0])),
            KNOWN["auc.2"],
            hints=[
                "a score can be worse than chance: an area below 0.5 stays below 0.5.",
                "5.998 and 6 are no tie: compare the scores as they are.",
            ],
            what="auc(normal=[4, 5.998, 7], anomalous=[1, 6])",
        )
        compare(auc(np.array([0.0, 1.0]), np.array([7.0])), 1.0, what="auc(normal=[0, 1], anomalous=[7])")


def _share(find_anomalies, x_train, held) -> str:
    """How many held-out examples lie above the threshold that the answer has, if they are not as many as asked for."""
    held = np.concatenate([held, held - 1, held[:2] + 1])  # 16
    judged = find_anomalies(x_train.copy(), held.copy(), held.copy(), 2, 0.25)
    if not is_bool(judged) or np.shape(plain(judged)) != (16,) or (count := int(as_array(judged).sum())) == 4:
        return ""
    called = "1 is called an anomaly" if count == 1 else f"{count} are called anomalies"
    return (
        f"of 16 other held-out examples, judged as if they were new, {called}; asked for is a quarter of them. "
        f"For these scores the threshold is too {'high' if count < 4 else 'low'}."
    )


def _alarms(result) -> str:
    """Whether there are only too many alarms, or only too few."""
    wanted, found = KNOWN["find_anomalies"], as_array(result, "find_anomalies(...)") if is_bool(result) else None
    if not isinstance(wanted, Known) or np.shape(found) != np.shape(wanted.right):
        return ""
    more, fewer = (found > wanted.right).any(), (found < wanted.right).any()
    if more and fewer:
        return "Some normal examples are called anomalies, and some anomalies normal: the scores are other ones."
    return f"{'Every anomaly' if more else 'No normal example'} is called one, as with a threshold too {'low' if more else 'high'}."


def _words(result) -> bool:
    return isinstance(result, (list, tuple)) and bool(result) and all(isinstance(each, str) for each in result)


def check_find_anomalies(find_anomalies) -> None:
    """Task 5: `find_anomalies(x_train, x_held_out, x_new, k, false_alarms)` gives bools of shape (m,)."""
    # Chosen so that each of the usual slips calls other ones of the new examples anomalies.
    x_train = np.array(
        [[3, 0, -1, 4], [4, 3, 6, -2], [3, 1, -5, 3], [2, 3, 7, -3], [0, 0, 1, -2], [7, 2, 1, 6]], dtype=float
    )
    held = np.array(
        [[-2, 2, 5, -7], [3, 4, 9, -4], [6, 3, 5, 2], [3, 3, 4, 4], [3, -3, 1, 3], [1, 1, 9, -5], [1, 2, 5, -6]],
        dtype=float,
    )
    x_new = np.array(
        [[5, -1, -2, 9], [-4, -3, -8, 4], [-3, -3, -7, -2], [-2, -2, -8, 4], [-3, -2, -7, 1], [0, 1, 8, -4], [-5, 1, -7, -1],
         [-5, -1, -6, 2], [-4, -1, -1, -2], [-4, -5, -8, -3], [-6, 0, -8, -2], [-2, -1, -2, -4], [4, 3, -8, 4], [-1, -2, 0, -2],
         [1, 1, 7, -7], [-5, -1, -3, -4], [-5, -2, -4, -3], [-5, -4, -6, -1], [-6, -4, -8, -1], [-6, -2, -5, -7],
         [-6, -4, -6, -4], [-5, -3, -6, -3], [6, 6, 5, 3], [-1, -3, -4, 0], [2, -1, 1, 2], [6, 5, 7, 1], [-2, -2, -6, -6]],
        dtype=float,
    )  # fmt: skip
    with task(5, "a detector of anomalies"):
        with error_means(
            {
                r"\(27,\) \(7,\)": "27 scores are compared with 7 others; the threshold is one number, a quantile of the held-out scores.",
                r"\(6,": "6 are the rows of x_train, and they do not fit others: the error of an example is how far it is from its own reconstruction.",
            }
        ):
            result = unchanged(find_anomalies, x_train, held, x_new, 2, 0.25)
        require(
            not _words(result),
            "these are words; return True or False for each new example.",
        )
        values = as_array(result, "find_anomalies(...)")
        require(
            is_bool(result) or values.shape != (len(x_new),) or np.isin(values, [0, 1]).all(),
            "these are scores; compare them with the threshold and return True or False for each example.",
        )
        require(
            values.size != 1,
            "this is one answer, and each new example needs its own: does the `return` stand in a loop, or is a mean taken over all numbers?",
        )
        others = x_train.shape[1], len(x_train), len(held)  # answers of so many have hints of their own
        require(
            values.shape[0] in (len(x_new), *others),
            "only the anomalies are there (they, their positions or scores, or a True for each); return True or False for each new example.",
        )
        if is_bool(result) and values.shape == (len(x_new),):
            require(
                values.any(),
                "no new example is called an anomaly: the threshold is too high. Is it the largest error, or are scores and "
                "threshold of two kinds, a mean and a sum, a root and a square?",
            )
            require(
                not values.all(),
                "every new example is called an anomaly: the threshold is too low. Is the quantile taken at the wrong end, or "
                "by np.percentile, which counts to 100?",
            )

        def about():
            share = _share(find_anomalies, x_train, held)
            require(not share, share)  # says more than which of the answers are right
            return _alarms(result)

        compare(
            result,
            KNOWN["find_anomalies"],
            besides=about,
            hints=[
                "the threshold comes from the training data, whose errors are too small, so there are too many alarms.",
                "the quantile is taken at the wrong end, or the share itself for the threshold: a quarter of the held-out errors shall lie above it.",
                "the threshold comes from the new data themselves: then a fixed share of anything is an anomaly.",
                "k = 2 is judged as k = 1: use k.",
                "for the threshold, training and held-out rows have changed places: PCA was fitted on the held-out data there.",
                "it is turned round: True belongs to a score above the threshold.",
                "PCA was fitted on the held-out data; they are there for the threshold alone.",
                "PCA was not centred.",
                "the threshold mixes training and held-out errors; the training errors are too small for it.",
                "the score is the size of the code, of the reconstruction or of the data, or their distance from the mean; it is the error of the reconstruction.",
                "the errors are averaged before they are squared, or not squared at all: positive and negative ones cancel.",
                "these are mean absolute errors; they have to be squared.",
                "the score is the root of the mean squared error; leave the root out.",
                "the score is the largest squared error of an example; asked for is the mean.",
                "PCA was fitted on the new data, anomalies among them.",
                "the held-out examples are reconstructed by a PCA of their own; both need the one of the training data.",
                "PCA is fitted on the held-out data, and the threshold chosen on the training data; it is the other way round.",
                "brackets are missing: the difference is squared, and not the data alone.",
                "there is one answer for each training example. Does pca_reconstruct get x_train first, and then the data to reconstruct?",
                "scores and threshold are of two kinds, a mean and a sum, or a square and a root: judge both alike.",
                "the threshold comes from one held-out example alone. Is something overwritten in a loop, or returned too early?",
                "these are the held-out examples; judge the new ones.",
                "there is one error for each pixel here, a mean over the examples; each example needs its own: axis=1.",
            ],
            what="find_anomalies(x_train, x_held_out, x_new, k=2, false_alarms=0.25)",
        )
        compare(
            find_anomalies(x_train, held, x_new, 1, 0.5),
            KNOWN["find_anomalies.2"],
            hints=[
                "k = 1 is judged as k = 2: use k.",
                "the share of false alarms seems to be always 0.25; here it is 0.5.",
            ],
            what="find_anomalies(x_train, x_held_out, x_new, k=1, false_alarms=0.5)",
        )
        compare(
            find_anomalies(x_train, held, held, 1, 0.0),
            KNOWN["find_anomalies.3"],
            hints=["a score exactly at the threshold is taken for an anomaly; only one above it is."],
            what="find_anomalies(x_train, x_held_out, x_held_out, k=1, false_alarms=0)",
        )
