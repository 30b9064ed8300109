"""Lesson 13: distributions as answers, how a generator is judged, VAE, GAN, diffusion."""

import itertools
import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "Two heaps, one hill", section=1)
def one_hill(rng):
    share, total = [(2, 10), (5, 10), (1, 5), (1, 2), (4, 5)][rng.integers(5)]
    low, apart = int(rng.integers(1, 6)), int(rng.choice([5, 10, 15, 20]))
    high = low + apart
    mean = (share * high + (total - share) * low) / total
    variance = share * (total - share) / total**2 * apart**2
    often = [{1: "once", 2: "twice"}.get(count, f"{count} times") for count in (total - share, share)]
    return Number(
        f"There are {total} known answers: {low} ({often[0]}) and {high} ({often[1]}). "
        "A network without an input gives two numbers, the mean μ and the "
        "variance σ² of *one* normal distribution. It is trained by maximum likelihood until nothing improves any more. "
        "Which σ² does it give?",
        answer=variance,
        solution=f"The best μ and σ² are the mean and the variance of the answers. μ = {mean:g}, and σ² = "
        f"({total - share} · ({low} − {mean:g})² + {share} · ({high} − {mean:g})²) / {total} = {variance:g}. "
        f"So draws from it fall around {mean:g}, where no answer was.",
        wrong={
            "That is σ. The network gives the variance: do not take the root.": math.sqrt(variance),
            "You divided by one less than the number of answers. The likelihood is largest with the plain mean of the "
            "squares.": variance * total / (total - 1),
            "That is the variance of two equally frequent answers, or the square of half the distance. Here count how "
            "often each occurs."
            if 2 * share != total
            else "That is the square of the distance between the heaps. The variance counts from the mean.": (
                apart**2 / 4 if 2 * share != total else apart**2
            ),
        },
    )


@question("combine", "Three steps of noise", section=5)
def noise_at_once(rng):
    alphas = [(0.9, 0.8, 0.5), (0.8, 0.9, 0.5), (0.5, 0.8, 0.9), (0.8, 0.5, 0.9)][rng.integers(4)]
    x, noise = 5 * int(rng.integers(2, 9)), 5 * int(rng.choice([-2, -1, 1]))
    after = 0.6 * x + 0.8 * noise
    signed = f"({noise})".replace("-", "−") if noise < 0 else f"{noise}"
    return Number(
        "A diffusion model destroys a number in three steps. Step t is x<sub>t</sub> = √α<sub>t</sub> · x<sub>t−1</sub> "
        "+ √(1 − α<sub>t</sub>) · (fresh standard normal noise). "
        f"The shares are α = {alphas[0]}, {alphas[1]} and {alphas[2]}. A sum of normal noises is normal noise, so one "
        f"may jump: one draw ε stands for all three. The number is x<sub>0</sub> = {x}, and the draw is ε = {signed.strip('()')}. "
        "What is x<sub>3</sub>?",
        answer=after,
        solution=f"What is left of the variance is the product of the shares, {alphas[0]} · {alphas[1]} · {alphas[2]} = "
        f"0.36. x₃ = √0.36 · {x} + √0.64 · {signed} = {after:g}.".replace("-", "−"),
        wrong={
            "The roots are missing: α is a share of the variance, and x is no variance.": 0.36 * x + 0.64 * noise,
            "You took the last step alone. All three steps lie between x₀ and x₃.": math.sqrt(alphas[2]) * x
            + math.sqrt(1 - alphas[2]) * noise,
            "Data and noise have changed places: a small product means that little is left of the data.": 0.8 * x
            + 0.6 * noise,
        },
    )


@question("choose", "A VAE with a high price", section=3)
def high_price(rng):
    price = int(rng.choice([200, 300, 400, 500]))
    return Choice(
        f"A VAE rebuilds images almost perfectly. Its KL is {price}. Codes drawn from the standard normal distribution "
        "decode to nonsense. What do you change first?",
        right="The KL gets more weight: it must pull the codes to the place where one draws.",
        solution="A large KL says that the encoder's distributions are far from the one that you draw from, so the "
        "decoder has never seen such codes. More weight pulls them there, and costs some sharpness. (Or leave all as it "
        "is, fit a distribution to the codes, and draw from that.)",
        wrong={
            "The KL gets less weight: its price is so high that it spoils the decoder.": "The decoder is fine: it "
            "rebuilds almost perfectly. With less weight the codes run still further from where you draw.",
            "The decoder gets more layers: it is too weak for all the codes that may be drawn.": "It is strong enough to "
            "rebuild images. A stronger one still sees only the codes of the encoder in training.",
            "Nothing but the number of steps: the KL goes to 0 when the training is long enough.": "The KL is balanced "
            "against the error, it does not end at 0. And at 0 no code would say anything about its image.",
        },
    )


@question("diagnose", "Three generators, three faults", section=2)
def three_faults(rng):
    rows = {"copies": "98 % | 8 | 99 %", "forgets": "99 % | 1 | 5 %", "blurs": "38 % | 8 | 2 %"}
    says = {
        "copies": "{} repeats known points",
        "forgets": "{} makes one kind only",
        "blurs": "{} is often off the mark",
    }
    no = {
        "copies": "{} does not copy: its last column is no higher than that of real points.",
        "forgets": "{} forgets nothing: all eight kinds are there.",
        "blurs": "{} is not off the mark: nearly all its points are good.",
    }
    order, *others = [list(rng.permutation(list(rows)))] + [list(each) for each in itertools.permutations(rows)]
    others.remove(order)
    table = "\n".join(f"| {letter} | {rows[fault]} |" for letter, fault in zip(("G1", "G2", "G3"), order, strict=True))

    def told(faults):
        return (
            "; ".join(says[fault].format(letter) for letter, fault in zip(("G1", "G2", "G3"), faults, strict=True))
            + "."
        )

    def reason(faults):
        claims = zip(("G1", "G2", "G3"), faults, order, strict=True)
        return " ".join(no[fault].format(letter) for letter, fault, true in claims if fault != true)

    return Choice(
        "Three generators learned from points of eight kinds. *Good* is the share of samples that are like real points; "
        "*copied* the share that is nearer to a training point than 95 of 100 new real points are.\n\n"
        "| | good | kinds | copied |\n|---|---|---|---|\n"
        f"| new real points | 99 % | 8 | 5 % |\n{table}\n\n"
        "What is wrong with each?",
        right=told(order),
        solution="Each fault shows in one column only. Few good samples: off the mark. One kind of eight: the others are "
        "forgotten (mode collapse). Nearly all samples nearer to a training point than new real ones come: copies. "
        "5 % there is what chance gives.",
        wrong={told(others[i]): reason(others[i]) for i in rng.permutation(5)[:3]},
    )


@question("complete", "How much is copied?", section=2)
def copies(rng):
    share = int(rng.choice([5, 10]))
    head = f'''def share_of_copies(samples, known, new):
    """Share of the samples that are nearer to a known point than all but {share} %
    of the new points are.

    All three are arrays of points, (n, d), each with its own n. `new` are real
    points that no model has seen.
    """

    def nearest(points):
        """The distance of each point to the known point that is nearest to it."""
        return np.linalg.norm(points[:, None] - known, axis=2).min(axis=1)

'''
    return Code(
        "A generator made `samples`. Does it copy the points that it was trained on, `known`? Real points come near to "
        f"known ones by chance, too. So first find the distance that {share} % of the `new` points fall below. "
        "Then return the share of the samples that are nearer to a known point than that. (`np.quantile(values, share)` "
        "may help.)",
        given=head + "    too_near = ...\n    return ...\n",
        answer=head
        + f"    too_near = np.quantile(nearest(new), {share / 100})\n    return np.mean(nearest(samples) < too_near)\n",
        example="known = np.array([[0.0], [10.0]])\n"
        "new = np.linspace(1, 2, 101)[:, None]\n"
        "samples = np.array([[0.01], [10.01], [1.5], [5.0]])\n"
        "assert_equal(share_of_copies(samples, known, new), 0.5)",
        tests="known = np.array([[0.0, 0.0], [10.0, 0.0]])\n"
        "new = np.stack([np.linspace(1, 3, 201), np.zeros(201)], axis=1)\n"
        "assert_equal(share_of_copies(known + 0.001, known, new), 1)\n"
        "assert_equal(share_of_copies(new + [[0.5, 0.0]], known, new), 0)\n"
        "half = np.array([[10.5, 0.0], [2.5, 0.0], [5.0, 0.0], [0.0, 0.2], [0.0, 4.0], [12.9, 0.0], [13.0, 0.0], "
        "[0.0, 2.8]])\n"
        "assert_equal(share_of_copies(half, known, new), 0.25)",
        solution="A distance means nothing by itself. New real points say how near one comes without copying, and "
        f"{share} % is what an honest generator gets.",
        wrong={
            f"It takes the distance that {100 - share} % of the new points fall below: then nearly all honest samples "
            "count as copies.": head
            + f"    too_near = np.quantile(nearest(new), {1 - share / 100})\n"
            + "    return np.mean(nearest(samples) < too_near)\n",
            "It measures how near known points are to themselves, which is 0.": head
            + f"    too_near = np.quantile(nearest(known), {share / 100})\n"
            + "    return np.mean(nearest(samples) < too_near)\n",
        },
    )


STEP = '''def generator_step(generator, discriminator, optimizer, noise):
    """One step that trains the generator to be taken for real; returns the loss.

    `optimizer` holds the weights of the generator only. The discriminator gives
    scores; their sigmoid is the probability that a point is real.
    """
    made = {made}
    loss = {loss}
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
'''
LOSS = "-F.logsigmoid(discriminator(made)).mean()"
NETS = """torch.manual_seed({seed})
generator = nn.Linear(2, {d})
discriminator = nn.Sequential(nn.Linear({d}, 8), nn.Tanh(), nn.Linear(8, 1))
optimizer = torch.optim.SGD(generator.parameters(), lr=0.05)
noise, losses = torch.randn(64, 2), []
first = -F.logsigmoid(discriminator(generator(noise))).mean().item()
for _ in range(30):
    losses.append(generator_step(generator, discriminator, optimizer, noise))
assert_equal(losses[0], first)
"""


@question("mend", "A generator that stands still", section=4)
def still(rng):
    return Code(
        "One step of a GAN's generator. Its loss should fall while the discriminator waits, as the generator learns what "
        "the discriminator takes for real. What came instead: no error, but the loss is the same at each step, and the "
        "samples never change.",
        given=STEP.format(made="generator(noise).detach()", loss=LOSS),
        answer=STEP.format(made="generator(noise)", loss=LOSS),
        example=NETS.format(seed=1, d=2) + "assert losses[-1] < losses[0], losses[::29]",
        tests=NETS.format(seed=2, d=3)
        + "assert all(a > b for a, b in zip(losses, losses[1:]))\n"
        + "with torch.no_grad():\n    now = -F.logsigmoid(discriminator(generator(noise))).mean().item()\n"
        + "assert now < losses[-1]",
        solution="`detach` cuts the way on which the slopes come back to the generator. It belongs into the "
        "discriminator's step, where the generator must *not* be trained. Here the slopes only pass through the "
        "discriminator; the optimizer does not move it.",
        wrong={
            "With the other sign inside the generator learns to be caught.": STEP.format(
                made="generator(noise)", loss="-F.logsigmoid(-discriminator(made)).mean()"
            ),
            "Cut off and then marked as wanting gradients, the points are a new beginning: no way leads back to the generator.": STEP.format(
                made="generator(noise).detach().requires_grad_()", loss=LOSS
            ),
        },
    )


@question("explain", "Is the game won?", section=4)
def is_it_won(rng):
    right = int(rng.choice([50, 51, 52]))
    return Explain(
        f"A colleague trains a GAN. The discriminator is right in {right} % of the cases, and the generator's loss has "
        "fallen from 0.9 to 0.7. “The generator has won, we can stop.” What do these two numbers say about the samples, "
        "and what would you look at in their place?",
        solution="They say how the two players stand against each other, and nothing about how good the samples are: a "
        "weak discriminator guesses in front of poor samples, too. I would look at samples and ask: are they good, are "
        "all kinds there, are they copies? And I would train a fresh, strong discriminator against the finished "
        "generator and see how often it is right on new points.",
        look_for={
            "both numbers measure one player against the other, not quality (50 % may be a weak discriminator)": 2,
            "looks at the samples: good, all kinds (spread), no copies": 1,
            "a fresh or stronger discriminator, against the finished generator": 1,
        },
    )
