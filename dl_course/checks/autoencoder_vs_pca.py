"""Checks of exercise 12: PCA there and back, principal angles, an autoencoder of PyTorch, its errors, detectors of anomalies."""

import numpy as np

from dl_course.checks.autograd import (
    leaves_no_trace,
    output,
    parameter_gradients,
    parameter_shapes,
    parameter_values,
    watched,
)
from dl_course.checks.judging import (
    Known,
    as_array,
    compare,
    error_means,
    is_bool,
    known,
    plain,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)


def check_pca_reconstruct(pca_reconstruct) -> None:
    """Task 1: `pca_reconstruct(x_train, x_new, k)` with (n, d), (m, d) and an int gives (m, d)."""
    x_train = np.array([[4.0, 1.0, 0.0], [6.0, 2.0, 1.0], [8.0, 5.0, 1.0], [10.0, 4.0, 3.0], [7.0, 2.0, 4.0]])
    x_new = np.array([[5.0, 0.0, 2.0], [9.0, 6.0, 0.0], [4.0, 3.0, 3.0], [6.0, -1.0, 1.0]])
    with task(1, "PCA, there and back"):
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
    """Task 2: `principal_angles(a, b)` with (d, k) and (d, m) gives angles in degrees, shape (min(k, m),)."""
    a = np.array([[2.0, 1.0], [0.0, 3.0], [1.0, 0.0], [0.0, 1.0]])
    b = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 2.0], [0.0, -1.0]])
    with task(2, "the principal angles between two spans"):
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


def check_TiedAutoencoder(TiedAutoencoder) -> None:  # noqa: N802 - the class that students write
    """Task 3: `TiedAutoencoder(d, hidden, k)` is an `nn.Module`, (n, d) -> (n, d), whose decoder has the encoder's matrices."""
    from torch import nn

    with task(3, "a decoder with the encoder's matrices"):
        x = _some_numbers((4, 5), 1)
        with error_means(_OF_MODULES):
            model = TiedAutoencoder(5, 4, 3)
            require(model is not None, "TiedAutoencoder(5, 4, 3) gives None; it is a class that extends nn.Module.")
            require(
                isinstance(model, nn.Module),
                f"TiedAutoencoder must be a class that extends nn.Module. Its object is of type {type(model).__name__}.",
            )
            _right_parameters(parameter_shapes(model, x), 5, 4, 3)
            require(
                all(np.ptp(value) > 0 for value in parameter_values(model) if value.ndim == 2 and min(value.shape) > 1),
                "a matrix begins with the same number everywhere, so its units stay alike for ever (and with zeros none learns). Begin with "
                "numbers by chance, as nn.Linear does.",
            )
            result = output(model, x, _tied_numbers(5, 4, 3))
            again = output(model, x, _tied_numbers(5, 4, 3))
        require(result is not None, "the network gives None. Is the `return` missing in `forward`?")
        require(
            not isinstance(result, (tuple, list)),
            "forward gives several things; it gives the pictures alone, one row for each that came in.",
        )
        require(
            as_array(result, "what the network gives").shape != (4, 3),
            "this is the code; forward goes on through the decoder, back to d numbers.",
        )
        require(
            same(result, again, 1e-4),
            "twice the same input gives two results: is something made by chance in `forward`, such as a layer? It is made once, in __init__.",
        )
        compare(
            result,
            KNOWN["TiedAutoencoder"],
            hints=[
                "the ReLU behind the encoder's first layer is missing.",
                "the ReLU in the decoder, behind the layer that leads from the code to `hidden`, is missing.",
                "both ReLUs are missing, so the whole network is linear.",
                "the code goes through a ReLU; it stays raw, and may be negative.",
                "the result goes through a ReLU; it stays raw.",
                "the result goes through a sigmoid; it stays raw.",
                "these are tanh or sigmoid in place of the two ReLUs.",
                "the decoder subtracts the encoder's biases first; it adds biases of its own, after its matrices.",
                "the input is added to what the decoder gives; the result is that alone.",
                "the biases of the decoder are not added.",
                "only one of the decoder's biases is added.",
            ],
            what="what TiedAutoencoder(5, 4, 3) gives for four rows, with weights and biases between -1 and 1,",
            tolerance=1e-4,
        )
        require(
            same(output(model, x, _tied_numbers(5, 4, 3), training=True), result, 1e-4),
            "the network computes something else while it is trained: leave dropout and the like out.",
        )
        compare(
            _gradients_of_matrices(model, x, 5, 4, 3),
            KNOWN["TiedAutoencoder.2"],
            hints=[
                "the numbers are right, but the gradient comes to the matrices through the encoder alone: the decoder works with something cut off, by .data, .detach(), "
                "torch.tensor(...) or no_grad. Then it is the encoder's matrix for a moment only, and training does not see it.",
                "the numbers are right, but no gradient comes to the encoder: its code is cut off, by .data, .detach(), torch.tensor(...) or no_grad.",
                "the numbers are right, but no gradient comes to the matrices at all. Is there no_grad, .data, .detach() or NumPy in `forward`?",
            ],
            what="the gradients of both matrices, for the mean square of what the network gives,",
            tolerance=1e-4,
        )
        with error_means(_OF_MODULES):
            other = TiedAutoencoder(7, 6, 2)
            x = _some_numbers((3, 7), 2)
            _right_parameters(parameter_shapes(other, x), 7, 6, 2)
            result = output(other, x, _tied_numbers(7, 6, 2))
        compare(
            result,
            KNOWN["TiedAutoencoder.3"],
            what="what TiedAutoencoder(7, 6, 2) gives for three rows",
            tolerance=1e-4,
        )


_OF_MODULES = {
    "mat1 and mat2|mat1 dim 1|inconsistent tensor size|size mismatch|The size of tensor a": "a matrix meets a row of another length. The encoder leads from d to hidden to k; the "
    "decoder from k to hidden to d, by the same matrices transposed, the last one first. (nn.Linear(a, b) holds a matrix of shape (b, a), and F.linear(x, w, b) calculates x @ w.T + b.)",
    r"KeyError.*\(\d": "a parameter has a shape that does not follow from d, hidden and k alone.",
    r"must be Tensor, not|'(?:Linear|Parameter)' object (?:has no attribute 'T'|is not subscriptable)": "a layer is no tensor; its matrix is layer.weight, its bias layer.bias.",
    r"cannot assign '.*' as parameter": "a parameter takes the place of a parameter only: nn.Parameter(...). (And that would be a new one, not the one of the encoder.)",
    "object has no attribute": "forward uses a name that __init__ has not put on self. Is it spelt the same in both?",
}


def _right_parameters(shapes, d, hidden, k) -> None:
    """Says which parameters are not as described; matrices may lie either way round."""
    require(
        len(shapes) > 0,
        "PyTorch finds no parameters. Layers, and numbers in nn.Parameter(...), are made in __init__ and put on self; plain tensors, and what lies in a plain "
        "list, are not found.",
    )
    matrices = sorted(tuple(sorted(shape)) for shape in shapes if len(shape) == 2 and min(shape) > 1)
    lengths = sorted(max(shape) for shape in shapes if shape and tuple(sorted(shape)) not in matrices)
    own = sorted(tuple(sorted(pair)) for pair in ((d, hidden), (hidden, k)))
    require(
        matrices != sorted([*own, *own]),
        "there are four matrices, so the decoder has its own (perhaps one that began as a copy: training changes the two in different ways). There are two: the decoder uses "
        "those of the encoder, transposed.",
    )
    said = f"with d={d}, hidden={hidden} and k={k} PyTorch finds the shapes {', '.join(map(str, shapes))}."
    require(
        matrices == own,
        f"{said} There should be two matrices, between {d} and {hidden} numbers and between {hidden} and {k}. Is a size fixed, or one left out?",
    )
    biases = sorted([d, hidden, hidden, k])
    require(
        lengths != sorted([hidden, k]),
        "the decoder has no biases; it shares the matrices with the encoder, and has biases of its own.",
    )
    require(
        lengths != sorted([d, hidden, k]),
        f"encoder and decoder share the bias of the {hidden} hidden numbers, or one has none there; each has its own. Only the matrices are shared.",
    )
    require(
        lengths != sorted([d, hidden]),
        "the encoder has no biases; each of its layers has them, and each of the decoder's has its own.",
    )
    require(lengths == biases, f"{said} There should be four biases, of the lengths {hidden}, {k}, {hidden} and {d}.")


def _some_numbers(shape, seed):
    """Whole numbers from -9 to 9 by chance, divided by 10."""
    return np.random.default_rng(seed).integers(-9, 10, shape) / 10


def _tied_numbers(d, hidden, k):
    """Numbers for the parameters of a `TiedAutoencoder`: of a matrix either way round, of a bias as a row, too."""
    matrices = [_some_numbers((hidden, d), 3), _some_numbers((k, hidden), 4)]
    biases = [_some_numbers(size, 5 + i) for i, size in enumerate((hidden, k, d))]
    return [*matrices, *(each.T for each in matrices), *biases, *(each[None] for each in biases)]


def _gradients_of_matrices(model, x, d, hidden, k):
    """The gradients of both matrices in one row, each the way round in which nn.Linear holds it."""
    found = parameter_gradients(model, x, _tied_numbers(d, hidden, k))
    turned = [each.T if each.shape in ((d, hidden), (hidden, k)) else each for each in found]
    return np.concatenate(
        [each.ravel() for shape in ((hidden, d), (k, hidden)) for each in turned if each.shape == shape]
    )


def check_anomaly_scores(anomaly_scores) -> None:
    """Task 4: `anomaly_scores(model, images)`, uint8 (n, height, width) of 0 to 16, gives one error an image, shape (n,)."""
    with task(4, "one error for each image"):
        images = np.random.default_rng(3).integers(0, 15, (5, 2, 3), dtype=np.uint8)  # none is 16
        with error_means(_OF_SCORES):
            seen = watched(anomaly_scores, _small_autoencoder().train(), images)
        require(
            not any(seen["training"]) and not seen["changed"],
            "the model is in train mode while it is measured: dropout is on, and batch norm takes mean and deviation of these images and changes its averages. "
            "model.eval() is missing, or comes too late.",
        )
        require(
            not seen["history"],
            "gradients are recorded: what you return still holds the whole graph. Measure under torch.no_grad().",
        )
        require(
            not seen["overwritten"],
            "the images are divided, or written over, in place: whoever needs them next finds others. Make a new tensor.",
        )
        scores = seen["returned"]
        require(
            scores is None or np.shape(plain(scores)) != (),
            "this is one number for all images together; each image has its own error: the mean goes along axis 1.",
        )
        require(
            scores is None or np.shape(plain(scores)) != (6,),
            "there is one error for each pixel, a mean over the images; each image has its own: the mean goes along axis 1.",
        )
        require(
            scores is None or np.shape(plain(scores)) not in ((5, 6), (5, 2, 3)),
            "this is one number for each pixel of each image; take the mean over the pixels of each image.",
        )
        compare(
            scores,
            KNOWN["anomaly_scores"],
            hints=[
                "the images are not divided by 16.",
                "the images are divided by 255; these bytes go from 0 to 16.",
                "model and error have two rulers: one gets the numbers from 0 to 1, the other those from 0 to 16.",
                "the squares are summed; take their mean over the pixels.",
                "this is the root of the mean square; leave the root out.",
                "these are absolute differences; take their squares.",
                "the differences are averaged before they are squared: positive and negative ones cancel.",
                "this is the largest squared error of an image; take the mean.",
                "the mean of all images is subtracted from the scores, or they are divided by it; return them as they are.",
                "each image is divided by its own largest value, or all by the largest that occurs in them; divide by 16.",
                "this is the mean square of the reconstruction, or of the image; it is that of their difference.",
                "the images are transposed before they are laid in rows; reshape and flatten take them as they are.",
            ],
            what="the errors of five images of 2 x 3 pixels",
            tolerance=1e-4,
        )
        require(
            not any(seen["recorded"]),
            "gradients are recorded while the model measures: time and memory for nothing. That is what torch.no_grad() is for.",
        )
        require(
            seen["afterwards"],
            "the model came in train mode and is in eval mode now; put it back.",
        )
        leaves_no_trace(seen)
        one = watched(anomaly_scores, _small_autoencoder().eval(), images[:1])
        require(
            not one["afterwards"],
            "the model came in eval mode and is in train mode now: put back the mode that it came in, whichever that was.",
        )
        compare(one["returned"], KNOWN["anomaly_scores.2"], what="the errors of one image, shape (1,),", tolerance=1e-4)


_OF_SCORES = {
    "must be Tensor, not": "a model of PyTorch takes tensors.",
    r"must have the same dtype|expected (?:m1|scalar type)|mat1 and mat2 must have": "the images reach the model as bytes; it takes floats. Are they divided by 16?",
    "mat1 and mat2|mat1 dim 1": "the model takes rows of height times width numbers: lay each image in one row first. Axis 0 counts the images.",
    "mean\\(\\).*(?:Byte|dtype)|Input dtype must be": "a mean of whole numbers is asked for; divide the images by 16 first.",
    "can't be cast to the desired output type Byte": "the bytes are divided in place and cannot hold digits after the point: make a new tensor, images / 16.",
    "requires grad": "the scores still hold the graph. Measure under torch.no_grad().",
    "The size of tensor a": "rows of pixels and images with height and width do not fit: compare the reconstruction with the rows that went in.",
}


def _small_autoencoder():
    """A linear layer, batch norm that has seen other images, dropout, a linear layer. All numbers are fixed, of float64."""
    import torch
    from torch import nn

    model = nn.Sequential(nn.Linear(6, 3), nn.BatchNorm1d(3), nn.Dropout(0.5), nn.Linear(3, 6)).double()
    with torch.no_grad():
        for i, parameter in enumerate(model.parameters()):
            parameter.copy_(torch.tensor(_some_numbers(tuple(parameter.shape), i)))
        model[1].weight.copy_(torch.tensor([1.25, 0.75, 1.0]))
        model[1].running_mean.copy_(torch.tensor([0.5, -0.25, 0.25]))
        model[1].running_var.copy_(torch.tensor([0.5, 2.0, 1.0]))
    return model


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


def check_find_slips(find_slips) -> None:
    """Task 6: `find_slips(x_normal, x_new)`, shapes (n, 12) and (m, 12), gives bools of shape (m,); judged by what it finds."""
    with task(6, "a detector for the machine") as done:
        counts, alarms, caught = [], [], []
        for number, slips in ((1, 300), (2, 30)):
            x_normal, x_new, slipped = machine(number, slips)
            found = _answers(unchanged(find_slips, x_normal, x_new, names=("x_normal", "x_new")), len(x_new))
            counts.append(found.sum())
            alarms.append(found[~slipped].mean())
            caught.append(found[slipped].mean())
        each = [
            f"{100 * true:.0f} % of the slips are found, with {100 * false:.0f} % false alarms"
            for true, false in zip(caught, alarms, strict=True)
        ]
        seen = f"On one machine {each[0]}; on another {each[1]}."
        require(
            not (caught[0] >= 0.8 and alarms[0] <= 0.15 and not 0 < counts[1] < 500),
            f"one machine is judged well, the other not at all. {seen} Their units differ by a factor of ten. Is a number typed in, such as a threshold?",
        )
        require(
            min(counts) > 0,
            "no moment is called a slip, and there are some. Does the detector know the new moments already, "
            "or is the threshold too high?",
        )
        require(
            max(alarms) < 0.9,
            "nearly every normal moment raises an alarm. Are small scores the alarms, or large ones? Is the quantile taken at the wrong end? Or does "
            "the threshold come from moments that the detector knows? (The nearest neighbour of such a one is itself.)",
        )
        require(
            counts[0] != counts[1],
            f"on both machines {counts[0]} of 600 moments are called slips, though one has 300 slips and the other 30: the threshold comes from the new moments. "
            "Take it from normal ones.",
        )
        require(
            alarms[0] < caught[0] + 0.25,
            f"slips raise fewer alarms than normal moments do. {seen} Is the answer turned round, or was the detector fitted on the new moments?",
        )
        require(
            max(alarms) <= 0.15,
            f"too many false alarms: at most 15 % are allowed. {seen} Does the threshold come from normal moments that the detector does not know, and how many of them lie above it?",
        )
        why = (
            "Hardly a normal moment raises an alarm: is the threshold too high?"
            if max(alarms) < 0.02
            else "No sensor hears anything unusual in a slip, and it lies on the same flat sheet as normal moments do, so PCA has no eye for it. Which part of that "
            "sheet do normal moments fill?"
        )
        require(min(caught) >= 0.8, f"too few slips are found: it should be 80 %. {seen} {why}")
        done.what += f": {100 * min(caught):.0f} % of the slips found, {100 * max(alarms):.0f} % false alarms"


def _answers(found, moments: int) -> np.ndarray:
    """What a detector says of each moment, as an array of bools."""
    require(not _words(found), "these are words; return True or False for each new moment.")
    values = as_array(found, "find_slips(x_normal, x_new)")
    require(values.shape != (), f"this is one answer for all {moments} new moments; each needs its own.")
    require(values.shape != (12,), "there is one answer for each of the 12 sensors; each moment needs one: axis=1.")
    require(
        values.shape == (moments,),
        f"return True or False for each of the {moments} new moments, shape ({moments},). Received: shape {values.shape}.",
    )
    require(
        is_bool(found),
        "the answers must be True or False. Are these scores, which are still to be compared with a threshold?",
    )
    return values.astype(bool)


def machine(number: int, slips: int, moments: int = 600) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What twelve sensors hear of two wheels, the second of which turns twice as fast; each number is another machine.

    Args:
        number: Which machine.
        slips: How many of the new moments are slips: then the second wheel is somewhere else.
        moments: How many normal and how many new moments there are.

    Returns:
        Normal moments, shape (moments, 12); new ones, shape (moments, 12); which of these are slips, shape (moments,).
    """
    rng = np.random.default_rng(number)
    mixture = 3 * np.linalg.qr(rng.normal(size=(12, 12)))[0][:4]
    unit, level = 10.0 ** rng.integers(-2, 3), rng.normal(size=12)

    def heard(late):
        turn = rng.uniform(0, 2 * np.pi, moments)
        wheels = np.column_stack([np.cos(turn), np.sin(turn), np.cos(2 * turn + late), np.sin(2 * turn + late)])
        return unit * (wheels @ mixture + 0.1 * rng.normal(size=(moments, 12)) + level)

    slipped = rng.permutation(moments) < slips
    return heard(0), heard(np.where(slipped, rng.uniform(0.3, 1.7, moments) * np.pi, 0)), slipped
