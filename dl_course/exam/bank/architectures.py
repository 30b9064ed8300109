"""Lesson 11: residual, U-shaped, Siamese networks, CLIP, and transfer."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How good is the mask?", section=4)
def iou(rng):
    both = 10 * int(rng.integers(2, 7))
    missed, extra = 10 * int(rng.integers(1, 5)), 10 * int(rng.integers(5, 9))
    mask, answer = both + missed, both + extra
    union = mask + answer - both
    pixels = 10 * union
    return Number(
        f"A picture has {pixels:,} pixels, and the thing in it covers {mask} of them. A network marks {answer} pixels; {both} of these lie on the thing. What "
        f"is the IoU, as a number between 0 and 1?",
        answer=both / union,
        solution=f"Both mark {both} pixels. At least one of them marks {mask} + {answer} − {both} = {union}: IoU = {both} / {union} = {both / union:.3g}.",
        wrong={
            f"You added {mask} and {answer}. The pixels that both mark are in the union once, not twice.": both
            / (mask + answer),
            "That is the share of the thing that was found. What was marked beside it costs as well.": both / mask,
            "That is the share of the marked pixels that are right. What was missed costs as well.": both / answer,
            "Those are the pixels that are right, nothing on nothing included. Who marks nothing does well by that.": (
                pixels - missed - extra
            )
            / pixels,
        },
    )


@question("combine", "What the bottleneck saves", section=3)
def bottleneck(rng):
    k, thin = [3, 5][rng.integers(2)], [10, 20][rng.integers(2)]
    wide = [60, 90, 100, 200][rng.integers(4)]
    direct, outer, middle = k * k * wide * wide, wide * thin, k * k * thin * thin
    answer = direct - 2 * outer - middle
    return Number(
        f"A convolution of {k}x{k} leads from {wide} channels to {wide}. Three others shall take its place: 1x1 from {wide} to {thin} channels, {k}x{k} from "
        f"{thin} to {thin}, 1x1 from {thin} to {wide}. Biases do not count. How many weights are saved?",
        answer=answer,
        solution=f"Directly {k * k} · {wide} · {wide} = {direct:,}. With the bottleneck {wide} · {thin} + {k * k} · {thin} · {thin} + {thin} · {wide} = {outer:,} + "
        f"{middle:,} + {outer:,} = {2 * outer + middle:,}. Saved: {answer:,}, so the bottleneck has {direct / (2 * outer + middle):.3g} times fewer. The price: "
        f"all that is seen has to go through {thin} numbers a place.",
        wrong={
            "The 1x1 that leads back to the many channels is missing.": direct - outer - middle,
            "A 1x1 has weights, too: one for each pair of channels.": direct - middle,
            f"Each pair of channels in the middle has {k * k} weights, not one.": direct - 2 * outer - thin * thin,
            "Those are the weights that are left, not those that are saved.": 2 * outer + middle,
            f"A kernel of {k}x{k} has {k * k} weights for each pair of channels, not {k}.": k * wide * wide
            - 2 * outer
            - k * thin * thin,
        },
    )


@question("choose", "A contrastive loss that stays", section=5)
def log_n(rng):
    n, log = [(16, "2.77"), (32, "3.47"), (64, "4.16"), (128, "4.85")][rng.integers(4)]
    return Choice(
        f"A Siamese network is trained with the contrastive loss (InfoNCE) on batches of {n} pairs. After many steps the loss is {log}, as at the start. "
        f"(ln {n} = {log}.) What does the network say about a batch?",
        right=f"Nothing: for it each of the {n} partners is as probable as the others.",
        solution=f"Each row of the table is a question with {n} answers. Who gives each of them 1/{n} pays −ln(1/{n}) = {log}. All cosines in a row are nearly "
        "equal then. (Without a temperature the cosines between −1 and 1 leave the softmax rather flat. But even so the loss could fall, "
        f"to {math.log(1 + (n - 1) * math.exp(-1 - 1 / (n - 1))):.2f} at best.)",
        wrong={
            f"It finds the right partner for about one picture in {log}, and no others.": "The loss counts no pictures. It is the mean of −ln of what the "
            "right partner is given.",
            f"It is wrong about all pairs, as a loss of ln {n} is the highest.": "There is no highest loss. Who is sure of a wrong partner pays far more "
            "than who guesses.",
            "It has learned the pairs of the batch by heart, and fails on new ones.": "Then the loss of the training batches would be near 0.",
        },
    )


@question("diagnose", "A loss of almost nothing", section=5)
def collapse(rng):
    return Choice(
        """A network turns pictures of letters into embeddings of length 1. It trains on pairs of pictures. Meanwhile it is asked about letters it has never seen: two pictures of the same letter, two of different ones, and an exam.

```
                  mean cosine of        one-shot exam:
step     loss   same     different     right of 20 letters
   0   0.1670   0.92          0.87     29 %
   5   0.0019   1.00          1.00     27 %
  20   0.0003   1.00          1.00     28 %
  60   0.0001   1.00          1.00     22 %
 200   0.0000   1.00          1.00     18 %
```

What is wrong?""",
        right="The loss only pulls pairs of the same letter together, and nothing pushes apart.",
        solution="Who says the same of every picture has a distance of 0 for all pairs of the same letter, and a perfect loss. The cosine of *different* letters "
        "shows it: it is 1 as well. That is collapse. Negative pairs, as in the table of InfoNCE, forbid it.",
        wrong={
            "It overfits: it knows the letters of the training by heart, and no others.": "Then it would still tell letters apart, those of the training at "
            "least. Here different pictures get the same embedding after five steps.",
            "The temperature is too low, so that the softmax is certain too early.": "A softmax over partners would pay for equal cosines: with 20 partners "
            "ln 20 ≈ 3. The loss of 0 says that there are no others to choose from.",
            "The learning rate is too low: the cosines hardly move after step 5.": "They need not move: the loss is almost 0. What it asks for has been "
            "reached, and it asks for too little.",
        },
    )


@question("complete", "One example each", section=5)
def one_shot(rng):
    given = '''def recognise(known, new):
    """For each row of `new` the number of the row of `known` with the largest
    cosine.

    Embeddings of any length: known (classes, d), one example of each class;
    new (n, d).
    """
    cosines = ...
    return ...
'''
    return Code(
        "One-shot: a network has made embeddings of one example of each class (`known`) and of new images (`new`). Each new image gets the class whose "
        "example has the largest cosine with it. The result is a tensor of n whole numbers. Fill in the two lines.",
        given=given,
        answer=given.replace(
            "cosines = ...", "cosines = F.normalize(new, dim=1) @ F.normalize(known, dim=1).T"
        ).replace("return ...", "return cosines.argmax(dim=1)"),
        example="""known = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-5.0, -5.0]])
new = torch.tensor([[3.0, 1.0], [-0.1, -0.2]])
assert_equal(recognise(known, new), [0, 2])
""",
        tests=f"""known = torch.tensor([[10.0, 10.0], [0.1, 0.0], [0.0, 1.0], [-1.0, 0.2]])
new = torch.tensor([[9.0, 1.0], [0.2, 5.0], [2.0, 2.1], [-3.0, 1.0], [0.5, 0.01]])
assert_equal(recognise(known, new), [1, 2, 0, 3, 1])
torch.manual_seed({int(rng.integers(1000))})
known, new = torch.randn(7, 5), torch.randn(30, 5)
expected = F.cosine_similarity(new[:, None], known[None], dim=2).argmax(1)
assert_equal(recognise(known, new), expected)
assert_equal(recognise(known * torch.arange(1.0, 8)[:, None], 100 * new), expected)
""",
        solution="Bring all embeddings to length 1; then the table of products, new times known, holds the cosines. Each row is a new image: `argmax` along the "
        "row gives its class.",
        wrong={
            "Without length 1 the products prefer the longest example.": given.replace(
                "cosines = ...", "cosines = new @ known.T"
            ).replace("return ...", "return cosines.argmax(dim=1)"),
            "`dim=0` gives for each class the most similar image.": given.replace(
                "cosines = ...", "cosines = F.normalize(new, dim=1) @ F.normalize(known, dim=1).T"
            ).replace("return ...", "return cosines.argmax(dim=0)"),
            "`F.normalize(..., dim=0)` brings the columns to length 1, not the embeddings.": given.replace(
                "cosines = ...", "cosines = F.normalize(new, dim=0) @ F.normalize(known, dim=0).T"
            ).replace("return ...", "return cosines.argmax(dim=1)"),
        },
    )


@question("mend", "Length must not matter", section=6)
def both_ways(rng):
    factor = int(rng.integers(3, 20))
    given = '''def both_ways(images, texts, temperature):
    """Which text belongs to the image, and which image to the text: row i of both
    belong together."""
    images = F.normalize(images, dim=0)
    texts = F.normalize(texts, dim=0)
    scores = images @ texts.T / temperature
    right = torch.arange(len(images))
    return (F.cross_entropy(scores, right) + F.cross_entropy(scores.T, right)) / 2
'''
    answer = given.replace("dim=0", "dim=1")
    return Code(
        f"CLIP's loss: scores are cosines, divided by the temperature. A cosine does not know how long an embedding is. But if one picture's embedding is "
        f"multiplied by {factor}, this loss changes. There is no error, and it even falls in training. Mend it.",
        given=given,
        answer=answer,
        example=f"""images, texts = torch.tensor([[3.0, 4.0], [4.0, 3.0]]), torch.eye(2)
# the cosines: 0.6 with what belongs to it, 0.8 with the other one
loss = math.log(1 + math.exp(0.8 - 0.6))
assert_equal(both_ways(images, texts, 1.0), loss)
images[1] *= {factor}
assert_equal(both_ways(images, texts, 1.0), loss)
""",
        tests=f"""torch.manual_seed({int(rng.integers(1000))})
for n, d, temperature in ((4, 6, 0.3), (7, 3, 0.1), (2, 2, 1.0)):
    images, texts = torch.randn(n, d), torch.randn(n, d)
    cosines = F.cosine_similarity(images[:, None], texts[None], dim=2)
    shares = (cosines / temperature).softmax(1).diag().log(), (cosines / temperature).softmax(0).diag().log()
    expected = -(shares[0].mean() + shares[1].mean()) / 2
    assert_equal(both_ways(images, texts, temperature), expected)
    assert_equal(both_ways(9 * images, texts * torch.rand(n, 1), temperature), expected, tolerance=1e-4)
""",
        solution="An embedding is a row, so its length is a sum over the columns: `dim=1`. With `dim=0` each *column* is brought to length 1, and a long row stays "
        "longer than the others.",
        wrong={
            "The texts' columns are still what is brought to length 1.": given.replace(
                "normalize(images, dim=0)", "normalize(images, dim=1)"
            ),
            "Without any normalising the products are no cosines.": given.replace(
                "    images = F.normalize(images, dim=0)\n", ""
            ).replace("    texts = F.normalize(texts, dim=0)\n", ""),
        },
    )


@question("explain", "What does the plus sign cure?", section=2)
def plus_sign(rng):
    return Explain(
        'A friend says: "Deep plain networks with batch norm fail because their gradients vanish, and residual networks work because theirs do not." How would you '
        "test the sentence, and what does such a test show? What is wrong with the plain network instead, and what may the plus sign in x + f(x) do for it?",
        solution="Build a deep plain network and a residual one, both with batch norm, and measure the gradient at the first layer before training. In the plain one "
        "it is not smaller; in the lesson it was larger. What differs is its direction: two batches hardly agree about it. With x + f(x) a block "
        "that has nothing to add only needs f = 0, and signal and gradient have an open way past each block.",
        look_for={
            "Measure the size of the gradient at the first layer, plain against residual, all else equal": 1,
            "With batch norm it does not vanish in the plain network (it may be larger)": 1,
            "What is wrong there: training itself fails, on training data too; the gradient differs from batch to batch": 1,
            "The skip makes doing nothing easy (f = 0), or leaves an open way through for signal and gradient": 1,
        },
    )
