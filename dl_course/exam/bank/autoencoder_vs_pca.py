"""Lesson 12: autoencoders against PCA, compression, denoising and anomalies."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "The area without a curve", section=8)
def area(rng):
    while True:
        scores = (rng.permutation(30)[:9] + 1).tolist()
        strange, usual = scores[:4], scores[4:]
        answer = sum(a > b for a in strange for b in usual) / 20
        wrong = {
            "You counted the pairs in which the normal one is higher.": 1 - answer,
            "Those are the anomalies above *all* normal ones. All pairs count, one anomaly with one normal example.": sum(
                a > max(usual) for a in strange
            )
            / 4,
            "You compared the anomalies with the mean of the normal ones. Count pairs.": sum(
                a > sum(usual) / 5 for a in strange
            )
            / 4,
            "Those are the anomalies above at least one normal example. Count pairs.": sum(
                a > min(usual) for a in strange
            )
            / 4,
        }
        if answer > 0.2 and len({round(value, 6) for value in (answer, *wrong.values())}) == 5:
            break
    return Number(
        f"A detector gives four anomalies the scores {', '.join(map(str, strange))}, and five normal examples the scores "
        f"{', '.join(map(str, usual))}. What is its AUC, as a number between 0 and 1? (No threshold is needed.)",
        answer=answer,
        solution=f"It is the share of pairs, one anomaly and one normal example, in which the anomaly scores higher. There are 4 · 5 = 20 pairs, and "
        f"{' + '.join(str(sum(a > b for b in usual)) for a in strange)} = {round(20 * answer)} of them are in the right order: "
        f"{round(20 * answer)} / 20 = {answer:.3g}.",
        wrong=wrong,
    )


@question("combine", "When is the decoder paid back?", section=5)
def paid_back(rng):
    pixels, code, size = [
        (1000, 40, 4), (1000, 60, 1), (2000, 50, 4), (2000, 100, 1), (3000, 100, 4), (500, 30, 4), (1000, 50, 1), (2000, 80, 4),
    ][rng.integers(8)]  # fmt: skip
    decoder, saved = code * pixels + pixels, pixels - size * code
    assert 4 * decoder % saved
    return Number(
        f"Images of {pixels:,} pixels, a byte each, are stored as codes of {code} numbers, {'a byte' if size == 1 else '4 bytes'} each. Whoever unpacks them "
        f"needs the decoder, too: one linear layer with biases, floats of 4 bytes. What is the smallest number of images for which codes and decoder "
        f"together take fewer bytes than the images?",
        answer=math.ceil(4 * decoder / saved),
        solution=f"The decoder has {code} · {pixels:,} + {pixels:,} = {decoder:,} numbers, {4 * decoder:,} bytes. An image saves {pixels:,} − {size * code} = "
        f"{saved:,} bytes. {4 * decoder:,} / {saved:,} = {4 * decoder / saved:.1f}, so {math.ceil(4 * decoder / saved)} images.",
        wrong={
            "The decoder's numbers are floats, of four bytes each.": math.ceil(decoder / saved),
            "Whoever unpacks needs no encoder.": math.ceil(4 * (decoder + code * pixels + code) / saved),
            "One image less does not pay yet: round up.": math.floor(4 * decoder / saved),
            "The code has to be stored, too: an image saves its pixels less its code.": math.ceil(4 * decoder / pixels),
        }
        | ({} if size == 1 else {"A number of the code takes four bytes.": math.ceil(4 * decoder / (pixels - code))}),
    )


@question("choose", "Two starts, one loss", section=3)
def two_starts(rng):
    k = [4, 8, 16][rng.integers(3)]
    return Choice(
        f"Two linear autoencoders with a code of {k} are trained on the same images, from different random starts, until nothing moves any more. Both end at the "
        f"loss of PCA. Apart from the loss, what is the same in both?",
        right="The pictures that come out: each image is given back alike by both.",
        solution="Both decoders have the same span, that of the first principal components, and each image goes to its nearest place in it. Within the span the axes "
        "are free: any mixture of the code that the decoder undoes gives the same pictures.",
        wrong={
            f"The codes: each image gets the same {k} numbers, perhaps in another order.": "The codes differ by a mixture that can be undone, and the "
            "decoders undo it. The loss cannot tell them apart.",
            f"The columns of the decoder: they are the first {k} principal components, up to their sign.": "They have the same *span* as the components. "
            "The columns themselves are mixtures, and need not even stand at right angles.",
            "Nothing else: each start leads to a valley of its own.": "For a linear autoencoder all valleys are one: every other flat place is a saddle. Only "
            "how it is written in weights differs.",
        },
    )


@question("diagnose", "Better than the best", section=3)
def better_than_pca(rng):
    return Choice(
        """Someone compares a linear autoencoder with PCA, both with a code of 8, on the digits that they were fitted to. The pixels lie between 0 and 1.

```python
_, _, vt = np.linalg.svd(x_train, full_matrices=False)
by_pca = x_train @ vt[:8].T @ vt[:8]
network = nn.Sequential(nn.Linear(64, 8), nn.Linear(8, 64))
by_network = trained(network, x_train)  # until nothing moves
```

```
mean squared error: PCA 0.0246, network 0.0239
```

What explains the difference?""",
        right="The mean was not subtracted before `svd`. The network has biases for it.",
        solution="Of all maps of this rank, with the mean taken out, PCA has the smallest squared error, so a linear network on the same data cannot be below it. Without "
        "centring one of the 8 directions is spent on the mean. The network's biases take the mean over.",
        wrong={
            "Nothing is wrong: training has found a better span than the formula.": "PCA's span is the best there is for the training data. A linear network "
            "can come down to it, and no further.",
            "The network has about twice as many numbers, as encoder and decoder are separate.": "As long as it is linear, encoder and decoder together are "
            "one matrix of rank 8. More numbers do not make more of it.",
            "`vt[:8]` must be `vt[-8:]`: the largest singular values stand at the end.": "They come first. With the last eight the error would be "
            "about that of no code at all.",
        },
    )


@question("complete", "Spoilt in, clean out", section=7)
def denoise(rng):
    given = '''def denoising_step(model, optimizer, x, sigma):
    """One step on clean images x: the model learns to clean them of normal noise
    with spread sigma."""
    noisy = ...
    loss = ...
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
'''
    sigma = [0.3, 0.4, 0.5][rng.integers(3)]
    return Code(
        "One step in which an autoencoder learns to take noise away. To each number of each image new noise is added (`torch.randn_like`). The loss is "
        "the mean squared error. Fill in the two lines.",
        given=given,
        answer=given.replace("noisy = ...", "noisy = x + sigma * torch.randn_like(x)").replace(
            "loss = ...", "loss = ((model(noisy) - x) ** 2).mean()"
        ),
        example="""model = nn.Linear(3, 3)
nn.init.zeros_(model.weight)
nn.init.zeros_(model.bias)
sgd = torch.optim.SGD(model.parameters(), lr=0.1)
assert_equal(denoising_step(model, sgd, 2 * torch.ones(5, 3), 0.0), 4)
""",
        tests=f"""def linear(weight):
    model = nn.Linear(10, 10, bias=False)
    model.weight.data = weight.clone()
    return model, torch.optim.SGD(model.parameters(), lr=0.1)


x = (1 + torch.arange(10000.0) / 10000)[:, None].repeat(1, 10)
double, mean = 2 * torch.eye(10), torch.full((10, 10), 0.1)
losses = [denoising_step(*linear(double), x, {sigma}) for _ in range(4)]
expected = (x**2).mean().item() + 4 * {sigma**2:.2f}
assert_equal(losses, [expected] * 4, tolerance=0.03)
assert len(set(map(float, losses))) == 4
for _ in range(4):  # the mean of ten places: of the noise a tenth is left
    assert_equal(denoising_step(*linear(mean), x, {sigma}), {sigma**2:.2f} / 10, tolerance={sigma**2:.2f} / 100)
model, sgd = linear(double)
start = double.clone().requires_grad_()
((x @ start.T - x) ** 2).mean().backward()
denoising_step(model, sgd, x, 0.0)
assert_equal(model.weight, double - 0.1 * start.grad, tolerance=1e-4)
""",
        solution="The input is spoilt, the target stays clean: the network cannot get away with copying. New noise in each step, so that it cannot be learned by heart.",
        wrong={
            "The target is spoilt as well: the network learns to give the noise back.": given.replace(
                "noisy = ...", "noisy = x + sigma * torch.randn_like(x)"
            ).replace("loss = ...", "loss = ((model(noisy) - noisy) ** 2).mean()"),
            "The input is clean and the target noisy: the wrong way round.": given.replace(
                "noisy = ...", "noisy = x + sigma * torch.randn_like(x)"
            ).replace("loss = ...", "loss = ((model(x) - noisy) ** 2).mean()"),
            "`torch.rand_like` lies between 0 and 1: it makes images brighter on average.": given.replace(
                "noisy = ...", "noisy = x + sigma * torch.rand_like(x)"
            ).replace("loss = ...", "loss = ((model(noisy) - x) ** 2).mean()"),
        },
    )


@question("mend", "Too long a code", section=2)
def smallest_code(rng):
    given = '''def smallest_code(x, share):
    """The smallest k for which PCA with k numbers keeps at least this share of the
    variance of x (a row an example)."""
    s = np.linalg.svd(x - x.mean(axis=0))[1]
    kept = np.cumsum(s) / np.sum(s)
    return int(np.argmax(kept >= share)) + 1
'''
    a, b, c = [(6, 3, 2), (8, 4, 1), (7, 3, 2)][rng.integers(3)]
    squares = a * a + b * b + c * c
    share = math.floor(100 * a * a / squares) / 100
    return Code(
        "The function should say how long a code must be to keep a share of the variance. It always runs, and often gives too large a number. For the table in the "
        f"example one number keeps {a * a} of {squares} parts, {100 * a * a / squares:.0f} %, and it says 2. (`np.cumsum` gives the sums of the first one, two, three, ... numbers.)",
        given=given,
        answer=given.replace("np.cumsum(s) / np.sum(s)", "np.cumsum(s**2) / np.sum(s**2)"),
        example=f"""half = np.diag([{a}.0, {b}.0, {c}.0])  # three rows
table = np.concatenate([half, -half]) + 10
assert_equal(smallest_code(table, {share}), 1)
""",
        tests="""def kept(x, k):
    middle = x - x.mean(axis=0)
    v = np.linalg.svd(middle)[2][:k]
    return 1 - ((middle - middle @ v.T @ v) ** 2).sum() / (middle**2).sum()


for seed in range(4):
    dice = np.random.default_rng(seed)
    x = dice.normal(size=(30, 6)) * [5, 3, 2, 1, 1, 0.5] @ np.linalg.qr(dice.normal(size=(6, 6)))[0] + dice.normal(size=6)
    for share in (0.5, 0.7, 0.8, 0.9, 0.97):
        assert_equal(smallest_code(x, share), min(k for k in range(1, 7) if kept(x, k) >= share))
""",
        solution="Variance is a mean of squares. What PCA leaves out is the sum of the *squared* singular values from k + 1 on, so squares must be added up.",
        wrong={
            "Only the denominator is squared now.": given.replace("np.sum(s)", "np.sum(s**2)"),
            "The root goes the wrong way.": given.replace(
                "np.cumsum(s) / np.sum(s)", "np.cumsum(np.sqrt(s)) / np.sum(np.sqrt(s))"
            ),
            "Without the centring the first direction is spent on the mean.": given.replace(
                "np.cumsum(s) / np.sum(s)", "np.cumsum(s**2) / np.sum(s**2)"
            ).replace("x - x.mean(axis=0)", "x"),
        },
    )


@question("explain", "An AUC below one half", section=8)
def below_half(rng):
    low = [0.1, 0.15, 0.2, 0.25][rng.integers(4)]
    return Explain(
        f"An autoencoder is trained on pictures of whole screws. Its reconstruction error is to find broken ones. On 200 whole and 50 broken screws that it has not "
        f"seen it has an AUC of {low}. What does this number say, and is the detector useless? How can it come about, and what would you check before you use it?",
        solution=f"No: turned round it has {1 - low:.2f}. The score runs the wrong way: broken screws are given back with a *smaller* error, for example because they "
        "are simpler (a picture with less in it), or because the labels or the sign were mixed up. Turned round it would detect what is simple, not what is "
        "broken, so look at pictures, and measure on other broken screws.",
        look_for={
            f"It is not useless: with the opposite order it has {1 - low:.2f}; a coin has 0.5": 1,
            f"AUC {low}: in {100 * (1 - low):.0f} of 100 pairs the broken screw scores below the whole one": 1,
            "A possible cause: anomalies are simpler to reconstruct, or the sign or the labels are swapped": 1,
            "Check the cause on pictures, or the turned score on other data, before it is used": 1,
        },
    )
