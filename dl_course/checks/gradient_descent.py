"""Checks of exercise 04: steps of gradient descent and Adamax, an optimizer of PyTorch, a schedule, a training loop, a batch size."""

import numpy as np

from dl_course.checks.autograd import optimizer_steps
from dl_course.checks.errors import in_words
from dl_course.checks.judging import (
    Known,
    Wrong,
    as_array,
    compare,
    error_means,
    known,
    parts,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)


def check_sgd_step(sgd_step) -> None:
    """Task 1: `sgd_step(w, g, learning_rate, weight_decay)`, w and g of shape (p,), gives the new weights."""
    with task(1, "a step of gradient descent with weight decay"):
        w, g = np.array([2.0, -4.0, 0.5]), np.array([1.0, 3.0, -0.75])
        compare(
            unchanged(sgd_step, w, g, 0.1, 0.35),
            KNOWN["sgd_step"],
            hints=[
                "this step goes uphill: the rate times the gradient is subtracted.",
                "the decay is missing: with a gradient of 0 your weights stay where they are.",
                "the decay is not multiplied by the learning rate, so it pulls ten times too hard here.",
                "the decay pushes the weights away from 0. Look at its sign.",
                "the decay pushes one of the weights away from 0: it needs the weight with its sign.",
                "the brackets are missing: the rate multiplies the gradient alone, and the decay is added in full.",
                "the brackets stand elsewhere: gradient and decay are added, and the sum is multiplied by the weights.",
                "the decay multiplies the gradient; it belongs to the weight.",
                "the pull is as hard for a small weight as for a large one: the sign of a weight is no measure of it.",
                "the weights are squared; the pull is proportional to the weight itself.",
                "there is a factor 2 at the decay, as from the derivative of w²; it is not asked for.",
                "learning_rate and weight_decay are exchanged: which comes first in the list of arguments?",
                "w and g are exchanged: which comes first in the list of arguments?",
                "you add the decay itself to the gradient, the same for every weight; a large weight is pulled harder.",
                "the learning rate is missing: this is a step of the full length.",
                "the decay is multiplied by the learning rate twice.",
                "only the decay acts; the gradient is missing.",
                "this is the step; asked for are the weights after it.",
                "the weights are shrunk after they have moved; gradient and decay both look at the weights before the step.",
                "the whole new weights are shrunk by the decay, and without the learning rate.",
                "the gradients of all weights are put together; each weight has its own.",
                "the weights are put together in the decay; each weight is pulled by its own size.",
                "the decay is halved; it is not asked for.",
                "the step is divided by the number of weights.",
                "the learning rate is 0.1 here, and 0.5 is used, that of the example.",
                "there are 3 weights here, and your function moves 2. Is their number typed into it?",
            ],
            what="sgd_step(w=[2, -4, 0.5], g=[1, 3, -0.75], learning_rate=0.1, weight_decay=0.35)",
            besides="The gradient with the decay is [1.7, 1.6, -0.575] here, and the weights move against it by a tenth of that.",
        )  # fmt: skip
        try:
            result = sgd_step(np.array([1.0, -2.0]), np.array([3.0, 0.5]), 0.2, 0.0)
        except IndexError as error:
            raise Wrong(
                f"{in_words(error)} 2 weights are given here, and 3 before. Is their number typed in?"
            ) from error
        compare(
            result,
            KNOWN["sgd_step.2"],
            hints=[
                "weight_decay is 0 here, and yet the weights are pulled. Is a number typed in its place?",
                "the learning rate is 0.2 here, and 0.1 is used. Is a number typed in its place?",
            ],
            what="sgd_step(w=[1, -2], g=[3, 0.5], learning_rate=0.2, weight_decay=0)",
        )


# Two parameters of two weights, and the gradients of three steps.
_START = [[1.0, -2.0], [0.5, 3.0]]
_GRADIENTS = [[[2.0, -1.0], [0.4, 1.5]], [[1.0, 0.5], [-0.3, 2.0]], [[-1.5, 3.0], [0.7, -0.6]]]


def check_Momentum(Momentum) -> None:  # noqa: N802 - the class that students write
    """Task 2: `Momentum(params, lr, beta)` extends `torch.optim.Optimizer`; its `step()` moves the parameters in place."""
    with task(2, "an optimizer of your own for PyTorch"), error_means(_ERRORS_OF_AN_OPTIMIZER):
        compare(
            _moved(Momentum, lr=0.1, beta=0.8),
            KNOWN["Momentum"],
            hints=[
                "no parameter moves. `p = ...` only gives the name p to a new tensor; the parameter itself has to be changed, in place.",
                "this goes uphill: the gradients are added up in the memory, and the rate times the memory is subtracted.",
                "this is plain descent: nothing of the memory is left at the next step. Where do you keep it?",
                "all parameters share one memory; each needs its own.",
                "only the first parameter of the group moves. Does a `return` or a `break` end the loop?",
                "the gradient enters with the weight 1 - beta; the lesson (and PyTorch's SGD) add all of it.",
                "nothing fades: the old memory is not multiplied by beta.",
                "the parameters move along the old memory; the gradient of this step has to be in it first.",
                "this is Nesterov's step; asked for is the plain one.",
                "the learning rate is missing in the step.",
                "the learning rate acts twice, in the memory and in the step.",
                "beta multiplies the gradient; it is the old memory that fades.",
                "beta multiplies the gradient, too; only the old memory fades.",
                "beta is 0.8 here, and 0.9 is used. Take that of the group.",
                "the first memory is p.grad itself, and the next backward pass writes into that tensor. The memory needs one of its own.",
                "the first gradient never gets into the memory: the memory is 0 *before* the first step, and takes that gradient in.",
                "the new memory is not kept: each step goes on from the first one.",
                "the memory goes on from the parameter, in place of the old memory.",
                "the parameter is replaced by its step; the step is subtracted from it.",
            ],
            what="what the two parameters are after each of three steps with lr=0.1 and beta=0.8",
            besides="The first parameter is [1, -2] and has the gradients [2, -1] and then [1, 0.5]: its memory is [2, -1] after the first step and [2.6, -0.3] after the second.",
        )  # fmt: skip
        compare(
            _moved(Momentum, lr=0.1, beta=0.8, rates=[0.1, 0.5, 0.2]),
            KNOWN["Momentum.2"],
            hints=[
                "a schedule writes a new rate into the groups before each step, and your optimizer goes on with the first one. Read it in each step.",
                "with one rate this was right, and a schedule breaks it: the rate of old steps is in the memory. Keep it out of there.",
            ],
            what="what the parameters are after each of three steps, with the rates 0.1, 0.5 and 0.2 from a schedule,",
        )  # fmt: skip
        compare(
            _moved(Momentum, lr=0.1, beta=0.8, groups=[{}, {"lr": 0.5, "beta": 0.2}]),
            KNOWN["Momentum.3"],
            hints=[
                "the second group has options of its own, lr 0.5 and beta 0.2, and your optimizer takes those of the first one.",
                "the second group has a rate of its own, 0.5, and your optimizer takes that of the first one.",
                "the second group has a beta of its own, 0.2, and your optimizer takes that of the first one.",
                "each parameter is a group of its own here, and only the first group moves: go through all of self.param_groups.",
            ],
            what="what two parameters are after each of three steps, the second one a group of its own with lr 0.5 and beta 0.2,",
        )  # fmt: skip
        rest = [[_GRADIENTS[0][0], _GRADIENTS[0][1]], [None, _GRADIENTS[1][1]], _GRADIENTS[2]]
        with error_means(
            {"NoneType": "a parameter that took no part in the loss has no gradient: its p.grad is None."}
        ):
            compare(
                _moved(Momentum, rest, lr=0.1, beta=0.8),
                KNOWN["Momentum.4"],
                hints=[
                    "a parameter without a gradient moves on, along its memory. It took no part in this step: leave it where it is.",
                    "the memory of a parameter without a gradient fades. It took no part in this step: leave its memory alone, too.",
                    "the memory of a parameter without a gradient is forgotten. Leave it as it is; the next gradient is added to it.",
                    "behind a parameter without a gradient the others stand still: it is passed over, and the loop goes on.",
                ],
                what="what two parameters are after each of three steps, where the first one has no gradient in the second step,",
                besides="A parameter without a gradient stays where it is, and its memory as it was.",
            )  # fmt: skip


_ERRORS_OF_AN_OPTIMIZER = {
    r"a class that extends|takes no arguments": "Momentum has to be a class that extends torch.optim.Optimizer: class Momentum(torch.optim.Optimizer).",
    r"KeyError: '(?:lr|beta|params)'": "a group holds what super().__init__(params, {...}) was given for all groups, and what it says itself.",
    r"KeyError": "self.state[p] is an empty dict before the first step; the memory is 0 then.",
    r"ValueError: a step changed a gradient": "the step changes p.grad, which belongs to the backward pass. The memory needs a tensor of its own.",
    r"no attribute 'params'": "the parameters are in the groups: group[\"params\"], for each group of self.param_groups.",
    r"'dict' object has no attribute": "a group is a dict: group[\"params\"] is the list of its parameters, group[\"lr\"] its rate.",
    r"no attribute '(?:param_groups|state|defaults)'": "the __init__ of an optimizer calls super().__init__(params, ...), which makes its groups and its state.",
    r"empty parameter list": "`params` can be gone through only once, as model.parameters() can: hand it to super().__init__, and look into self.param_groups.",
}  # fmt: skip


def _moved(optimizer, gradients=_GRADIENTS, **options):
    """The two parameters after each of the three steps."""
    return optimizer_steps(optimizer, _START, gradients, **options)


def check_adamax_step(adamax_step) -> None:
    """Task 3: `adamax_step(w, m, u, t, g, learning_rate, beta1, beta2, eps)` gives the new (w, m, u); arrays (p,)."""
    with task(3, "a step of Adamax"):
        w, m, u = np.array([1.0, -1.0, 0.5, 1.5]), np.array([0.2, -0.4, 0.1, -0.3]), np.array([2.0, 0.3, 0.05, 0.85])
        given = w, m, u, 3, np.array([1.0, -0.5, 0.8, 0.8]), 0.1, 0.8, 0.9, 0.01
        result = _side_by_side(unchanged(adamax_step, *given), ("weights", "m", "u"), 4)
        _compare_parts(
            result[4:],
            KNOWN["adamax_step"],
            ("m", "u"),
            hints=[
                "you return the corrected m. It is for this step only; the next one goes on from the uncorrected one.",
                "you return the corrected u. It is no mean: the 0 from the beginning has no part in the larger of two numbers.",
                "you return both memories corrected. m is corrected for this step only, and u never: it is no mean.",
                "the memories you return are the old ones: the next step would begin without this gradient.",
                "u is a running mean of the squares, the s of Adam; here it is the larger of two numbers.",
                "u is a running mean of the sizes; here it is the larger of two numbers.",
                "u is the sum of its two numbers; it is the larger of them.",
                "u is the smaller of its two numbers; it is the larger of them.",
                "u loses a gradient below 0: the bars in |g| take the sign away, and -0.5 has the size 0.5.",
                "u is compared with the square of the gradient; it is compared with its size.",
                "u is compared with the new m; it is compared with the gradient.",
                "nothing fades: the old memories are not multiplied by beta1 and beta2.",
                "nothing fades in u: the old one is multiplied by beta2 before the two are compared.",
                "beta2 multiplies the new gradient, too; only the old u fades.",
                "a gradient between beta2 * u and u is passed over: compare it with the u that has faded.",
                "the gradient enters u with the weight 1 - beta2, as into a mean; into a maximum it enters in full.",
                "u forgets: only this gradient is in it. Is the old u left out, or is u multiplied by 1 - beta2?",
                "this gradient is not in u: it only fades. (Is one of the two taken for all weights at once? Each weight by itself takes the larger one.)",
                "one number, the largest of all weights, stands in u; each weight has its own.",
                "eps is in the u that you return; it is added in the denominator, for this step only.",
                "eps is added to the gradient's size, as in PyTorch; the formula here adds it in the denominator.",
                "m takes the larger of two numbers as well; m is a running mean.",
                "beta1 and beta2 are taken for 0.9 and 0.999, as in the lesson; take those that were given.",
                "beta1 is used for both memories; u has beta2.",
                "more than one step is taken: t only says which one it is.",
                "m has not moved: the gradient has to enter it.",
                "beta1 and beta2 are exchanged: beta1 belongs to m, beta2 to u.",
                "the gradient enters m in full; in a running mean it has the weight 1 - beta1.",
                "the old m counts 1 - beta1 and the gradient beta1; it is the other way round.",
                "the order is not (w, m, u).",
            ],
            besides="The new m is right; the first new u is the larger of 1.8 and 1."
            if same(result[4:8], [0.36, -0.42, 0.24, -0.08])
            else "From m = 0.2 and g = 1 the new m begins with 0.16 + 0.2.",
        )  # fmt: skip
        compare(
            result[:4],
            KNOWN["adamax_step.2"],
            hints=[
                "the bias correction of m is missing: t is 3 here.",
                "the correction divides by 1 - beta1, which is right in the first step only. What happens to it over time?",
                "the correction is one step behind: t counts from 1, so it is the number of this step.",
                "the correction is one step ahead: t already counts this step.",
                "the correction takes (1 - beta1)**t: the power belongs to beta1 alone.",
                "the correction divides by beta1**t; what is missing at the start is that share, so 1 - beta1**t is there.",
                "the correction has beta2; m fades by beta1.",
                "u is corrected, too. It is no mean: the 0 from the beginning has no part in the larger of two numbers.",
                "u is corrected, and m is not; it is the other way round.",
                "m is multiplied by 1 - beta1**t. It is too small, so what has to be done?",
                "the root of u is taken, as of Adam's s. But u is a size already, no square.",
                "the root of u + eps is taken, as of Adam's s. But u is a size already, no square.",
                "eps is missing, or a tiny number stands in its place: take the one that was given.",
                "eps is added after the division. The brackets around u and eps are missing.",
                "eps is added to the weights. The brackets around u and eps are missing.",
                "this step goes uphill.",
                "the step follows the gradient alone, as in RMSProp; here it follows the memory m.",
                "the step uses the memories of before; take this gradient in first.",
                "the step uses the u of before; take this gradient in first.",
                "the step uses the m of before; take this gradient in first.",
                "the learning rate is missing.",
                "the weights have not moved.",
                "this is the step; asked for are the weights after it.",
                "m stands below the fraction and u above it.",
                "`m / 1 - beta1**t` divides by 1 first: brackets are missing around 1 - beta1**t.",
                "beta1 is multiplied by t: is `**` the operator there?",
            ],
            what="the new w",
            besides="Both memories are right. Corrected, m is [0.7377, -0.8607, 0.4918, -0.1639].",
        )  # fmt: skip
        zeros = np.zeros(2)
        result = adamax_step(np.array([1.0, -2.0]), zeros, zeros.copy(), 1, np.array([2.0, -4.0]), 0.3, 0.5, 0.75, 1.0)
        _compare_parts(
            _side_by_side(result, ("weights", "m", "u"), 2),
            KNOWN["adamax_step.3"],
            ("m", "u", "weights"),
            hints=["t is 1 here, and 3 is used. Is a number typed in its place?"],
            what=" of the first step of two weights",
        )  # fmt: skip


def check_warmup_cosine(warmup_cosine) -> None:
    """Task 4: `warmup_cosine(step, max_rate, warmup_steps, total_steps)` gives the rate of a step, a number."""
    with task(4, "warm-up, then a cosine"):
        rates = _rates(warmup_cosine, (0, 1, 6, 7, 10, 12, 18), 0.37, 7, 18)
        compare(
            rates,
            KNOWN["warmup_cosine"],
            hints=[
                "the first step has the rate 0, so it is lost: the steps count from 0, the warm-up from 1.",
                "the warm-up is one step too long, and its last rate is above the largest one.",
                "this is the warm-up of the lesson, from a hundredth of the rate on; here the first step has 1 / warmup_steps of it.",
                "the warm-up does not end at the largest rate: its last step has all of it.",
                "`//` cuts the digits off: until its last step the warm-up is 0.",
                "in the warm-up max_rate is missing.",
                "the warm-up is divided by total_steps; it is warmup_steps long.",
                "after the warm-up max_rate is missing.",
                "the warm-up is missing, or what comes after it takes its place: is there an `else`, or a `return`?",
                "in the warm-up the cosine is multiplied in as well; it begins after it.",
                "after the warm-up the rate stays where it is; the cosine is missing.",
                "the rate drops at the end of the warm-up: your cosine began at step 0, with the first step of the warm-up.",
                "the cosine is not at 0 in the end: how many steps are left for it after the warm-up?",
                "the cosine is short enough, but it begins too early: at its first step it should be at the top.",
                "the cosine is one step ahead: the step numbered warmup_steps is still at the top.",
                "the cosine ends one step too early: the step numbered total_steps is the one with the rate 0.",
                "step and warmup_steps have no brackets around them: `step - warmup_steps / ...` divides first.",
                "this is a straight line down; a cosine is flat at both ends.",
                "this is a quarter of a wave; half a wave is flat at both ends.",
                "after the warm-up the rate is twice as large as it should be: 1 + cos reaches from 0 to 2.",
                "the rate becomes negative: a cosine reaches from -1 to 1, a rate must not.",
                "the rate becomes negative: the cosine is halved, but not lifted above 0.",
                "the cosine moves much too little: np.cos takes radians, and half a wave is pi long.",
                "np.cos takes radians, not degrees: half a wave is pi long.",
                "this is a whole wave, down and up again; half a wave is enough.",
                "after the warm-up the rate rises from 0: that is 1 - cos.",
                "this is a sine; it begins in the middle and not at the top.",
                "this is the share of the largest rate; multiply by max_rate.",
                "below the fraction the brackets are missing: `/ total_steps - warmup_steps` divides first and subtracts then.",
                "no brackets stand around the two differences: `step - warmup_steps / total_steps - warmup_steps` divides first.",
                "1 + cos has no brackets, so only a part of it is halved, or multiplied by max_rate.",
                "in the warm-up step + 1 has no brackets: only a part of it is divided, or multiplied by max_rate.",
                "the share is outside of the cosine: cos(pi) is a number, -1.",
                "half of the angle is taken, and not half of the result.",
                "`//` cuts the digits off: after the warm-up the share is 0 until the end.",
                "the rate is rounded; keep all digits.",
                "3.14 is not exact enough for pi: np.pi.",
                "in the warm-up the rate is multiplied by a cosine that began at step 0; it begins after the warm-up.",
                "the warm-up begins at 0, and its last step is put right by hand; step 0 has 1 / warmup_steps of the rate already.",
            ],
            what="max_rate=0.37, warmup_steps=7, total_steps=18: the rates at the steps 0, 1, 6, 7, 10, 12 and 18",
            besides=_first_fault(rates),
        )  # fmt: skip
        compare(
            _rates(warmup_cosine, (0, 1, 2, 3, 4), 0.8, 1, 4),
            KNOWN["warmup_cosine.2"],
            hints=["the lengths are those of the check before. Are numbers typed in the place of warmup_steps and total_steps?"],
            what="max_rate=0.8, warmup_steps=1, total_steps=4: the rates at the steps 0 to 4",
        )  # fmt: skip


def _first_fault(rates) -> str:
    """What the task says of the first of these rates that is not as it says."""
    told = [
        (0, 0.37 / 7, "At step 0 it should be a seventh of max_rate."),
        (1, 0.74 / 7, "At step 1 it should be two sevenths of max_rate."),
        (2, 0.37, "At step 6, the last of the warm-up, it should be max_rate."),
        (3, 0.37, "At step 7, where the cosine begins, it should be max_rate."),
        (6, 0.0, "At step 18, the end, it should be 0."),
    ]
    wrong = [words for place, right, words in told if not same(rates[place], right)]
    return wrong[0] if wrong else "The warm-up is right, and the cosine begins and ends where it should."


def _rates(warmup_cosine, steps, *arguments) -> list[float]:
    rates = [as_array(warmup_cosine(step, *arguments), "the rate") for step in steps]
    for rate in rates:
        require(rate.shape == (), f"the rate is one number. Received: shape {rate.shape}.")
    return [float(rate) for rate in rates]


def check_train(train) -> None:
    """Task 5: `train(model, x, y, lr, num_steps)` trains a model of PyTorch's, (n, p) -> (n, 1), and gives num_steps losses."""
    import torch

    with task(5, "a training loop that learns"), error_means(_ERRORS_OF_A_LOOP):
        model = _with_weights(torch.nn.Linear(2, 1), [[1.0, -2.0]], [0.5])
        x = torch.tensor([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0], [-1.0, 0.5]])
        y = torch.tensor([2.0, 0.5, -1.0, 3.2])
        losses = train(model, x, y, 0.1, 4)
        require(not isinstance(losses, torch.nn.Module), "this is the model; return the losses, one for each step.")
        compare(
            losses,
            KNOWN["train"],
            hints=[
                "this is the loop as it was: both mistakes are still in it.",
                "the first loss is wrong already, before any step. Print the shape of y_hat - y: how many differences should there be?",
                "the first two losses are right, the third is not. What does backward() do, in each step, with the gradients that are there already?",
                "no weight ever moves, so the loss stays. Is the step missing, are the gradients cleared just before it, or does .item(), .data or torch.tensor(...) cut the loss off from the weights?",
                "every target is compared with the first prediction alone.",
                "predictions and targets are averaged before they are compared; each prediction has its own target.",
                "this is the sum of the squares; the loss is their mean.",
                "this is half of the mean square; asked for is all of it.",
                "this is the root of the mean square; asked for is the mean square itself.",
                "the differences are not squared: this is the mean of their sizes.",
                "the targets are cut to whole numbers. They are no classes: leave their dtype alone.",
                "these are the losses after each step; asked for are those before.",
                "this goes uphill.",
                "this is Adam, or another optimizer than the loop had: it was plain gradient descent, and that was no mistake.",
                "this is momentum; the loop had plain gradient descent, and that was no mistake.",
                "all of the losses are the last one: was one and the same tensor appended each time, or only the last loss repeated?",
                "the learning rate is divided by the number of examples; the mean has done that already.",
            ],
            what="the losses of four steps of rate 0.1",
            besides="The first predictions are [1.5, -1.5, 0.5, -1.5] and the targets [2, 0.5, -1, 3.2], so the squares before the first step are [0.25, 4, 2.25, 22.09].",
            tolerance=1e-4,
        )  # fmt: skip
        compare(
            [*model.weight.detach().flatten().tolist(), *model.bias.detach().tolist()],
            KNOWN["train.2"],
            hints=[
                "the losses are right, but the model that was handed over is as before: a copy of it was trained.",
                "the losses are right, but the last step is missing: four losses, four steps.",
                "the losses are right, but the model has gone one step too far: four losses, four steps.",
            ],
            what="the two weights and the bias of the model after the training",
            besides="Each of the four steps changes the model that was handed over.",
            tolerance=1e-4,
        )  # fmt: skip
        model = torch.nn.Sequential(
            _with_weights(torch.nn.Linear(1, 2), [[1.0], [-0.5]], [0.0, 0.2]),
            torch.nn.Tanh(),
            _with_weights(torch.nn.Linear(2, 1), [[0.8, 1.2]], [-0.1]),
        )
        compare(
            train(model, x[:3, :1], y[:3], 0.3, 3),
            KNOWN["train.3"],
            hints=[
                "the learning rate is 0.3 here, and 0.1 is used. Is a number typed in its place?",
                "only the last layer of this network is trained. Hand all of model.parameters() to the optimizer.",
                "the biases of this network are not trained. Hand all of model.parameters() to the optimizer.",
            ],
            what="the losses of three steps of rate 0.3, for a network of two layers and three examples,",
            tolerance=1e-4,
        )  # fmt: skip


_ERRORS_OF_A_LOOP = {
    r"must be Tensor, not": "a model of PyTorch takes tensors: hand x over as it is.",
    r"must have the same dtype": "inputs and weights have different dtypes: hand x over as it is.",
    r"'float' object has no attribute 'backward'": "backward() belongs to the tensor of the loss; .item() gives a plain number, which has no history.",
    r"'(?:Linear|Sequential|method)' object is not iterable": "the optimizer gets what it shall change, model.parameters(), with its brackets.",
    r"Dimension out of range": "the model gives shape (n, 1): it has the axes 0 and 1, and y only the axis 0.",
}


def _with_weights(layer, weight, bias):
    """A layer of PyTorch with these weights."""
    import torch

    layer.load_state_dict({"weight": torch.tensor(weight), "bias": torch.tensor(bias)})
    return layer


# 24 examples with three inputs.
_X = np.array([
    [-0.7, 0.1, -0.2], [-0.4, 0.4, 0.9], [0.9, 0.3, 0.7], [-0.1, -0.4, 0.1], [0.2, 0.8, -0.2], [0.1, -0.2, -0.7],
    [-0.9, -0.5, 0.2], [0.8, -1.0, -0.1], [0.6, 0.9, -0.7], [-0.9, -0.7, -0.3], [-0.3, 0.2, -0.9], [0.8, 0.3, 0.1],
    [1.0, -0.1, -0.4], [0.5, 0.6, 0.4], [0.7, -0.8, 0.9], [-0.5, 0.2, -0.5], [0.0, 0.9, -0.3], [1.0, 0.0, 0.9],
    [0.0, -0.2, 0.6], [-0.4, 0.6, -0.4], [-0.3, 0.5, -0.2], [0.5, -0.7, -0.6], [-0.8, 0.7, 0.6], [0.6, 0.8, -1.0],
])  # fmt: skip
_Y = np.array(
    [-0.3, -0.3, 0.9, 1.5, -1.1, 0.6, -1.8, 3.2, -0.3, 0.1, -1.6, -0.4]
    + [1.4, 1.7, 3.0, 0.2, -1.9, 3.6, 0.7, -1.1, -0.3, 3.0, -2.7, -1.0]
)
_W = np.array([0.5, -1.0, 1.5])


def check_smallest_batch(smallest_batch) -> None:
    """Task 6: `smallest_batch(x, y, w, sizes, level)` gives one of the sizes; x (n, p), y (n,), w (p,)."""
    with task(6, "the smallest batch that points the right way") as done:
        _takes_all_examples(smallest_batch)
        _takes_the_smallest(smallest_batch)
        cosines = _takes_the_mean_cosine(smallest_batch)
        _reaches_the_level(smallest_batch)
        done.what += ". Of 24 examples, batches of 3 have the mean cosine {:.2f}, of 5 {:.2f}, of 8 {:.2f}".format(
            *cosines
        )


def _takes_all_examples(smallest_batch) -> None:
    fact = "A batch of all 24 examples has the gradient of all, so their cosine is 1."
    try:
        size = _size(
            smallest_batch, (_X, _Y, _W, [24], -1.0), f"{fact} The level is -1 here, which every cosine reaches."
        )
    except (Wrong, ValueError, ZeroDivisionError, UnboundLocalError):
        if _is_taken(smallest_batch, 12, [12], -1.0):
            raise Wrong(
                "for the size 24 your loop makes no batch of these 24 examples, or leaves it out; batches of 12 it makes. "
                "The last batch begins at n - size, and a range ends before its end."
            ) from None
        if _is_taken(smallest_batch, 24, [24], 3.0):
            raise Wrong(
                "the level -1 is reached by every cosine, and yet 24 is not taken; at the level 3, which none reaches, it is. "
                "The comparison is the wrong way round."
            ) from None
        raise
    require(
        size == 24,
        f"of the sizes [24] came out {size:.4g}. Return the size itself; a cosine, the position in the list or a count is "
        "none.",
    )
    compare(
        _largest_level(smallest_batch, 24, [24]),
        KNOWN["smallest_batch.all"],
        hints=[
            "your number for two equal gradients is 0, as of an angle, or of 1 - cosine; their cosine is 1.",
            "the product is divided by the squares of the two lengths; the roots are missing.",
            "the product is divided by one length and by the square of the other.",
            "the product is divided by the sum of the two lengths; it is divided by both.",
            "the size is taken for the number of batches.",
            "each batch is one example too short: x[a:b] has b - a rows.",
            "the sum of the cosines is divided by one more than there are.",
        ],
        what="the largest level at which your function takes a batch of all 24 examples",
        besides=f"{fact} What does yours give for two equal vectors?",
        tolerance=0.0015,
    )  # fmt: skip


def _takes_the_smallest(smallest_batch) -> None:
    """Three neighbours always point the right way; of other examples, or another number of them, some do not."""
    sizes = [6, 3, 90, 12, 5, 7, 15, 8]
    fact = "The examples repeat after three, so each batch of 3 has the cosine 1: more than the level, 0.8."
    examples = _one_input([-12.0, -12.0, 28.0] * 30)
    size = _size(smallest_batch, (*examples, sizes, 0.8), fact)
    require(size in sizes, f"of the sizes {sizes} came out {size:.4g}. Return one of the sizes, as it is.")
    below = f"The mean cosine of batches of {size:.0f} is below 0.4, the level is 0.8. " + (
        "Is the size that you return the one whose mean you compare?"
        if _is_taken(smallest_batch, size, [int(size)], 0.8, examples)
        else f"Alone, {size:.0f} is not taken: are cosines of the sizes before still in its list?"
    )
    not_cut = "any 3 neighbours have the cosine 1 here, and yet your function does not take 3, even alone. Is each batch made of 3 neighbours: cut in order, neither shuffled nor dealt out?"
    compare(
        size,
        KNOWN["smallest_batch.order"],
        mistakes={} if _is_taken(smallest_batch, 3, [3], 0.8, examples) else {not_cut: size},
        hints=[
            "6 is large enough and the first of the list; but 3, which comes later, is smaller and large enough, too. Asked for is the smallest, not the first, the best or the nearest to the level.",
            "15 is large enough, but 3 is, too, and smaller. Does each size that is large enough take the place of the one before?",
            "12 is large enough, and so is 3, while 5, 7 and 8 between them are not. Does your search end at a size that is not, or leave some out?",
            "90 is the largest of the list; 3, which your function takes where it stands alone, is the smallest that is large enough.",
        ],
        what=f"the size, one of {sizes}, for 90 examples that repeat after three and the level 0.8,",
        besides=fact if size % 3 == 0 else below,
    )  # fmt: skip


def _takes_the_mean_cosine(smallest_batch) -> list[float]:
    """The level at which the answer turns from a size to that of all examples is the mean cosine that the student has."""
    cosines = [_largest_level(smallest_batch, size, [24, size]) for size in (3, 5, 8)]
    compare(
        cosines,
        KNOWN["smallest_batch"],
        hints=[
            "the cosines of some batches of 3 are negative; yours lose their sign.",
            "this is the median of the cosines; take their mean.",
            "this is the worst of the cosines, or each of them has to reach the level; it is their mean that has to.",
            "one good batch is enough for you; it is the mean of the cosines that has to reach the level.",
            "only the first batch of each size counts; take the mean of all.",
            "only the last batch of each size counts; take the mean of all.",
            "the mean is rounded; compare it as it is.",
            "a mean 0.01 below the level passes; it has to reach the level itself.",
            "24 is no multiple of 5, and the 4 examples left over at the end are taken for a batch. Leave them out.",
            "24 is no multiple of 5, and the batches of 5 share what is left over. Leave it out.",
            "24 is no multiple of 5: your sum is divided by 24 / 5, and there are 4 batches.",
            "where there are several batches, the last one is left out, though it is full.",
            "your batches overlap: the next one begins where the one before ends.",
            "a size is taken as soon as the mean of its first batches reaches the level: compare it after the loop over all batches.",
            "the product of the two gradients is not divided by both lengths: it is large where they are long.",
            "the product is divided by the length of the whole gradient alone; the cosine needs both lengths.",
            "the product is divided by the length of the batch's gradient alone; the cosine needs both lengths.",
            "the product is divided by one length and multiplied by the other: brackets are missing below the fraction.",
            "the product is divided by the square of one length; the cosine needs both lengths, and their roots.",
            "the gradients of the batches are averaged before the cosine is taken; take the cosine of each, then the mean.",
            "each batch is compared with the next one; compare it with the gradient of all examples.",
            "the batches are compared with the mean of their own gradients, and the 4 examples left over are missing in it.",
            "the targets are missing in the error: it is x @ w - y.",
            "w is missing in the error, or taken for 0: the error is x @ w - y.",
            "the targets are added in the error, which is x @ w - y.",
            "only the sign of each error is used.",
            "the errors are squared in the gradient; that is the loss, not its derivative.",
            "the level is typed in: whether a size is large enough does not depend on the level that is given.",
            "the cosines of the sizes before are still in the list: begin a new one for each size.",
            "the targets do not belong to the inputs: cut y like x.",
        ],
        what="the largest levels, of -1 to 1, at which your function takes batches of 3, 5 and 8 of 24 examples,",
        besides=lambda: _what_is_compared(smallest_batch, cosines[0]),
        tolerance=0.0015,
    )  # fmt: skip
    return cosines


def _what_is_compared(smallest_batch, number) -> str:
    """What the mean cosines should be; where batches of 3 are taken at a level that no cosine is above, only that is told."""
    if number == 1:
        number = _largest_level(smallest_batch, 3, [24, 3], 9.0)
    require(
        number < 9, "batches of 3 are taken at the level 9, too, though no cosine is above 1. Is the level looked at?"
    )
    far = f"batches of 3 are taken at levels up to {number:.3g}, though no cosine is above 1."
    require(abs(number - 8 * 0.4) > 0.02, f"{far} That is the sum of the cosines; take their mean.")
    require(number < 1.01, f"{far} Which number do you compare with the level?")
    return "They should be the mean cosines, 0.4, 0.6 and 0.88. The first batch of 3 alone has the cosine 0.496, the first of 5 has 0.423."


def _largest_level(smallest_batch, size, sizes, high=1.0) -> float:
    """The largest level from -1 to 1, or as high as is said, at which a size is taken, to half a thousandth."""
    low, top = -1.0, high
    for _ in range(11):
        middle = (low + high) / 2
        if _is_taken(smallest_batch, size, sizes, middle):
            low = middle
        else:
            high = middle
    return high if high == top else low if low == -1 else (low + high) / 2


def _is_taken(smallest_batch, size, sizes, level, examples=(_X, _Y, _W)) -> bool:
    try:
        result = smallest_batch(*(each.copy() for each in examples), list(sizes), level)
    except (ValueError, IndexError, UnboundLocalError, ZeroDivisionError):  # where no size is large enough, or no batch
        return False
    if result is None and len(sizes) > 1 and level <= 1:
        none = f"of the sizes {sizes} none came out (None), but a batch of all 24 examples is always large enough. "
        lower = np.arange(level - 0.3, level, 0.02)
        raise Wrong(
            f"{none}At a lower level 24 comes out. Are cosines of another size still in its list?"
            if any(same(smallest_batch(*(each.copy() for each in examples), list(sizes), each), 24) for each in lower)
            else f"{none}Does a `return` end the loop too early?"
        )
    return same(result, size)


def _reaches_the_level(smallest_batch) -> None:
    """With one input each cosine is 1 or -1, and in powers of two all is exact: the mean of four batches is 0.5."""
    examples = _one_input([1.0, -3.0, 4.0, 3.0, 3.0, 2.0, 1.0, 1.0, -5.0, -1.0, -3.0, 1.0, 2.0, -1.0, 1.0, 1.0])
    fact = "of 16 examples with one input, three of the batches of 4 have the cosine 1 and one has -1: the mean is 0.5"
    for level, name in ((0.5, "full"), (0.50004, "above")):
        compare(
            _size(smallest_batch, (*examples, [8, 16, 2, 4], level), f"{fact}."),
            KNOWN[f"smallest_batch.{name}"],
            hints=[
                f"{fact}, exactly the level, and that is enough.",
            ]
            if name == "full"
            else [f"{fact}, and that is below the level 0.50004, if only just: compare it as it is."],
            what=f"the size, one of [8, 16, 2, 4], for 16 examples with one input and the level {level},",
            besides=f"{fact}.",
        )


def _one_input(errors) -> tuple:
    """x, y and w of predictions that are off by these errors."""
    return np.ones((len(errors), 1)), 1.0 - np.array(errors), np.array([1.0])


def _size(smallest_batch, arguments, fact="") -> float:
    """The size that comes out, or a hint that holds the fact by which there must be one."""
    try:
        size = unchanged(smallest_batch, *arguments)
    except ValueError as error:
        if not (fact and "empty" in str(error)):
            raise
        raise Wrong(f"{in_words(error)} {fact}") from error
    if fact and size is None:
        raise Wrong(f"None came out: is a `return` missing, or was no size taken? {fact}")
    size = as_array(size, "the size")
    require(size.shape == (), f"return one size, the smallest, as a number. Received: shape {size.shape}.")
    return float(size)


def _side_by_side(result, names: tuple[str, ...], length: int) -> np.ndarray:
    """The parts of a result as one long array, or a hint at what is missing."""
    require(result is not None, f"None came out. Is the `return` missing? Return all: {', '.join(names)}.")
    hint = f"return all of them: {', '.join(names)}. Received: {_received(result)}."
    arrays = parts(result, len(names), hint, rows=getattr(result, "ndim", 0) == 2)
    arrays = [as_array(array, f"the new {name}") for array, name in zip(arrays, names, strict=True)]
    for array, name in zip(arrays, names, strict=True):
        require(
            array.shape == (length,),
            f"the new {name} must have shape ({length},), like the old. Received: {array.shape}.",
        )
    return np.concatenate(arrays)


def _compare_parts(result, expected, names: tuple[str, ...], *, hints=(), what: str = "", besides: str = "") -> None:
    """Compares parts that lie side by side; if no hint knows them, only the first wrong part is told of.

    Args:
        result: The parts, one after the other, the weights first.
        expected: What is known of them.
        names: What the parts are called, in the order in which they are told of.
        hints: Those of `expected`.
        what: What they belong to.
        besides: What is true of them, as for `compare`.
    """
    if isinstance(expected, Known) and not any(same(result, wrong) for hint in hints for wrong in expected.wrong[hint]):
        places = sorted(names, key=lambda name: name != "weights")
        rows = np.split(result, len(names)), np.split(np.array(expected.right), len(names))
        for name in names:
            own, right = (row[places.index(name)] for row in rows)
            compare(own, right, what=f"the new {name}{what}", besides=besides)
    compare(result, expected, hints=hints, besides=besides)


def _received(result) -> str:
    if isinstance(result, (tuple, list)):
        return f"{len(result)} of them"
    return f"an array of shape {tuple(result.shape)}" if hasattr(result, "shape") else type(result).__name__
