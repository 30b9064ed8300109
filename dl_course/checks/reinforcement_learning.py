"""Checks of exercise 18: returns, expected SARSA, preferences, a policy with a critic, a double DQN, a lake to cross."""

import numpy as np

from dl_course.checks.autograd import loss_and_gradients
from dl_course.checks.judging import (
    as_array,
    compare,
    error_means,
    known,
    parts,
    plain,
    require,
    task,
    unchanged,
)

KNOWN = known(__name__)


def check_both_returns(both_returns) -> None:
    """Task 1: `both_returns(rewards, ended, gamma)` gives two arrays of shape (n,)."""
    rewards = np.array([2.0, -1.0, 3.0, 5.0, 1.0, -3.0, 4.0])
    ended = np.array([False, False, True, True, False, False, True])
    with task(1, "returns"):
        given = unchanged(both_returns, rewards, ended, 0.5)
        right, other = parts(given, 2, "return two arrays: the returns, and what the other sum gives.", rows=True)
        compare(
            as_array(right, "the returns"),
            KNOWN["both_returns"],
            hints=[
                "the walks run into each other: what comes after the end of a walk belongs to the next one.",
                "the last step of each walk has no return: its own reward counts.",
                "gamma also shrinks the reward of the step itself: now counts fully, only what comes later is discounted.",
                "nothing is discounted: gamma is not used.",
                "these are sums of what came *before*, from the start on; a return looks forward.",
                "the exponent counts from the start of the walk: this is the other sum, and it comes second.",
                "the order is turned round: you went backwards, so turn the list round at the end.",
                "only the next reward is added; the return holds all that follow, the later the less.",
                "these are the rewards themselves: nothing that comes later is added. (Who goes forwards adds a return that is still 0.)",
                "only the first step of each walk has its return here.",
                "gamma counts the steps of all walks together.",
                "the cuts lie one step off: `ended` marks the last step *of* a walk, and the next step begins another.",
                "the last step of a walk does not reach the steps before it: it belongs to its walk.",
            ],
            what="the returns of three walks of 3, 1 and 3 steps with gamma 0.5",
            besides="Row by row: the last step of a walk has its reward alone.",
        )
        compare(
            as_array(other, "what the other sum gives"),
            KNOWN["both_returns.2"],
            hints=[
                "these are the right returns once more; by the other sum they are shrunk.",
                "t counts on over all walks here; each walk starts with t = 0.",
                "the right returns are *divided* by the power of gamma; those of the other sum are too small, not too large.",
                "all steps are shrunk by the same factor; the other sum shrinks step t by gamma to the power of t.",
                "this shrinks one step too much: at the first step of a walk both are the same.",
                "the sum runs from the start of the walk; it begins at step t.",
                "t is counted from the end of the walk.",
                "nothing is discounted here; the other sum shrinks the reward of step i by gamma to the power of i.",
                "each reward is shrunk by itself; the formula adds up all from step t on.",
                "the sums do not stop at the end of a walk.",
            ],
            what="what the other sum gives for three walks",
        )
        more = parts(
            both_returns(np.array([3.0, 0.0, 1.0, 2.0]), np.array([False, True, False, True]), 0.0),
            2,
            "return two arrays.",
            rows=True,
        )
        compare(more[0], KNOWN["both_returns.3"], hints=["is gamma = 0.5 typed in? Here it is 0."], what="the returns with gamma 0")  # fmt: skip
        compare(
            more[1],
            KNOWN["both_returns.4"],
            hints=["is gamma = 0.5 typed in? Here it is 0."],
            what="what the other sum gives with gamma 0",
            besides="0 to the power of 0 is 1, so the first step of a walk keeps its reward.",
        )  # fmt: skip


def check_updated(updated) -> None:
    """Task 2: `updated(q, state, action, reward, after, ended, lr, gamma, epsilon)` gives the new table."""
    q = np.array([[1.0, 4.0, -2.0], [3.3, 4.7, 7.1], [-1.0, 2.0, 6.0], [8.0, 0.0, -3.0]])
    with task(2, "expected SARSA"):
        new = as_array(unchanged(updated, q, 2, 1, -4.0, 1, False, 0.25, 0.9, 0.2), "the table")
        require(
            new.shape == q.shape,
            f"return the whole table, here of shape {q.shape}. Received: {new.shape}.",
        )
        tries = [as_array(unchanged(updated, q, 2, 1, -4.0, 1, False, 0.25, 0.9, 1.0)) for _ in range(10)]
        require(
            all(np.array_equal(each, tries[0]) for each in tries),
            "the next action is drawn by chance, so that each call gives another table; asked is the mean over all that may be drawn.",
        )
        compare(
            new,
            KNOWN["updated"],
            hints=[
                "this is Q-learning: the largest value of the next state. The agent takes another action now and then.",
                "this is the plain mean of the next state's values; the best action is taken more often than the others.",
                "the random share goes to the *other* actions only; the best one is among those that are drawn.",
                "epsilon and 1 - epsilon have changed places.",
                "the entry becomes the target at once: it moves only by the share lr of the distance.",
                "lr times the target is added, and the old value is not taken off: it moves by lr times (target - old).",
                "the entry moves away from the target: the sign.",
                "gamma is missing: what follows is discounted.",
                "the reward is discounted, too; it comes now.",
                "lr and gamma have changed places.",
                "what follows is missing: the target is the reward alone only where the walk has ended.",
                "the row of the next state is changed; learned is about the state in which the agent acted.",
                "what follows is taken from the state before; it belongs to the state after.",
                "all actions of the state are changed; only one was tried.",
                "the smallest value of the next state is taken for the best.",
                "the table is as it was.",
                "the expected value is not weighted: the random share is added to the whole best value.",
                "an index is wrong: state and action have changed places.",
                "the mean is that of the row of `state`; the agent acts on in `after`.",
                "the action that was taken before is valued in the next state; asked is the mean over all that may be taken there.",
                "the random share takes the sum of the values; their mean is asked for.",
                "the random share is missing: with probability epsilon the agent takes any action, and what follows is worth something then, too.",
                "the reward is missing from the target.",
                "lr and 1 - lr have changed places.",
                "the largest value or the mean is that of the whole table; only the row of the next state counts.",
                "argmax gives the place of the best action; its value is asked for.",
                "the old value is lost: lr times the distance is *added* to it.",
                "only lr times the target is left: lr times (target - old) is added to the old value.",
            ],
            what="the table after a step from state 2 to state 1",
        )  # fmt: skip
        compare(
            unchanged(updated, q, 0, 2, 5.0, 3, True, 0.5, 0.9, 0.2),
            KNOWN["updated.2"],
            hints=[
                "the walk has ended here, so nothing follows: the target is the reward alone.",
                "the walk has ended, and the table stays as it was: the reward is still to be learned.",
                "is lr = 0.25 typed in?",
                "at the end the entry becomes the reward at once; it moves by the share lr here, too.",
                "at the end the reward is left out, too: only what follows is.",
            ],
            what="the table after the last step of a walk",
        )
        compare(
            unchanged(updated, q[:, :2], 3, 0, 1.0, 0, False, 0.5, 0.5, 1.0),
            KNOWN["updated.3"],
            hints=["is a number of actions typed in, or epsilon, or gamma?"],
            what="the table of two actions after a step, with epsilon 1 and gamma 0.5",
        )
        compare(
            unchanged(updated, q, 3, 0, -1.0, 3, False, 0.25, 0.9, 0.2),
            KNOWN["updated.4"],
            hints=["it stays where it is, so its own entry also says what follows: take the target from the *old* table, then move the entry."],
            what="the table after a step that leads nowhere: state 3 before and after",
        )  # fmt: skip


def _linear(weight, bias: float = 0.0):
    """A layer of float64."""
    import torch

    layer = torch.nn.Linear(len(weight[0]), len(weight)).double()
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(weight))
        layer.bias.fill_(bias)
    return layer


_ALIKE = {
    r"only integer tensors of a single element|return_types|'tuple'": "a maximum along an axis gives two things, the values and their places: .max(1).values, or .amax(1) and .argmax(1).",
    r"should be between 0 and 1": "binary_cross_entropy takes probabilities; binary_cross_entropy_with_logits takes the raw difference.",
    r"target dtype to be Long": "cross_entropy with one column wants class numbers. Here one question is answered by yes or no, or half of each: binary_cross_entropy_with_logits.",
    r"differentiated Tensors does not require grad": "a network that you were given wants no gradients any more, so nobody can train it: .requires_grad_(False) stays. torch.no_grad() or .detach() cut off without a trace.",
    r"does not require grad|grad_fn": "the result has no history, so nothing can be learned through it. Leave out .detach(), .item(), no_grad and NumPy there.",
    r"Can't call numpy\(\) on Tensor|__array__|can't convert .* to numpy": "this leaves PyTorch for NumPy; gradients cannot follow there. Stay with tensors.",
    r"must match the size|must be the same as input size|shape mismatch|size mismatch|broadcast": "two shapes do not fit. What a network of one output gives has shape (n, 1): .squeeze(1) makes (n,) of it.",
    r"Boolean value of Tensor|truth value": "an `if` or a `not` wants one truth value and gets one for each row: calculate with the whole tensor, (1 - x) or ~x or torch.where.",
    r"Subtraction, the `-` operator, with a bool tensor": "1 - x is not defined for truth values: ~x turns them round, x.float() makes numbers.",
    r"must be Tensor, not|not Tensor|unsupported operand|has no attribute": "PyTorch wants tensors here, and gets something else. Stay with tensors on the whole way.",
    r"index .* out of bounds|out of range|same number of dimensions|Index tensor": "an index does not fit: the value of the action taken is x[torch.arange(n), actions], or gather with an axis more; argmax goes along the actions, .argmax(1).",
    r"tensors used as indices must be long": "an index must be whole numbers: .long().",
    r"Float but|but found Double|expected scalar type|same dtype|Found dtype": "two kinds of floats meet (32 and 64 bits): .to(x.dtype) makes one of them.",
    r"modified by an inplace|leaf Variable": "a tensor that autograd still needs is written over. Make a new one.",
}  # fmt: skip


def check_preference_loss(preference_loss) -> None:
    """Task 3: `preference_loss(model, first, second, choice)` gives a tensor of one number."""
    first = np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.0], [-2.0, 1.0]])
    second = np.array([[2.0, 0.5], [1.5, 1.0], [0.0, 1.0], [1.0, -0.5]])
    choice = np.array([1.0, 0.0, 0.5, 0.0])
    with task(3, "preferences"), error_means(_ALIKE):
        loss, gradients, changed = loss_and_gradients(
            preference_loss, [_linear([[0.6, 0.9]], 0.7)], first, second, choice
        )
        require(not changed, "the function changes a tensor that it was given; make a new one instead.")
        require(not isinstance(loss, (tuple, list)), "return the loss alone: a tensor of one number.")
        compare(
            plain(loss),
            KNOWN["preference_loss"],
            hints=[
                "first and second have changed places.",
                "this is the sum; the mean is asked for.",
                "there is a sigmoid too many: binary_cross_entropy_with_logits has one inside.",
                "these are the losses as if the first had won each time; `choice` is not used.",
                "undecided pairs are left out: 0.5 is an answer, too.",
                "an undecided pair counts as a victory here.",
                "an undecided pair counts as a defeat here.",
                "the second part is missing: where the second won, -ln(1 - p) counts.",
                "the sign is turned round: a cross-entropy is never below 0.",
                "each score goes through a sigmoid by itself; the sigmoid belongs to their difference.",
                "the shapes (m, 1) and (m,) were spread to an (m, m) table: .squeeze(1) first.",
                "this is a squared error; the cross-entropy takes logarithms.",
                "these are bits; the cross-entropy takes the natural logarithm.",
                "the scores are divided by each other; Bradley and Terry take their difference.",
                "the model is asked about the difference of the answers; each answer has a score, and then come the differences.",
                "an undecided pair counts as ln 2 whatever the scores are; by the formula it is dear if they lie far apart.",
                "an undecided pair counts as 0; by the formula it has half of both losses.",
                "the score of the second answer is not used.",
                "the scores are added; their difference counts.",
                "1 - ln p stands where ln(1 - p) is asked for.",
                "the loss is given `choice` first; the difference of the scores comes first.",
                "choice.long() makes 0 of 0.5, and class 0 is the first column: `choice` is a probability, no number of a class.",
            ],
            what="the loss of four comparisons",
            tolerance=1e-4,
        )
        require(
            gradients != [] and gradients[0] is not None,
            "the loss is right, but it is cut off from the model: nothing can be learned from it. Leave out .item(), .detach(), .data and no_grad.",
        )
        compare(
            gradients[0],
            KNOWN["preference_loss.2"],
            what="the gradient",
            besides="The loss is right, but a part of the way back is cut off: both scores pass gradients.",
            tolerance=1e-4,
        )
        with np.errstate(all="ignore"):
            loss, gradients, _ = loss_and_gradients(
                preference_loss, [_linear([[300.0, 450.0]], 0.7)], first, second, choice
            )
        require(
            bool(np.isfinite(as_array(plain(loss))).all())
            and gradients != []
            and bool(np.isfinite(gradients[0]).all()),
            "with scores near 1,000 there is nan or infinity: the sigmoid is 0 or 1 there, and its logarithm is lost. F.logsigmoid and binary_cross_entropy_with_logits take the difference itself.",
        )
        compare(
            plain(loss),
            KNOWN["preference_loss.3"],
            hints=["large differences are cut off (binary_cross_entropy does that, too), or a small number is added under the logarithm; take the difference itself."],
            what="the loss with scores near 1,000",
            besides="Near 0 it is right: is something cut off, or added under the logarithm?",
            tolerance=1e-4,
        )  # fmt: skip
        one = loss_and_gradients(preference_loss, [_linear([[0.6, 0.9]], 0.7)], first[:1], second[:1], choice[1:2])[0]
        compare(plain(one), KNOWN["preference_loss.4"], hints=["is a number of comparisons typed in?"], what="the loss of one comparison", tolerance=1e-4)  # fmt: skip


def check_policy_loss(policy_loss) -> None:
    """Task 4: `policy_loss(policy, critic, states, actions, returns)` gives a tensor of one number."""
    states = np.array([[1.0, 0.5], [-0.5, 2.0], [1.5, -1.0], [0.0, 1.0]])
    actions, back = np.array([2, 0, 1, 2]), np.array([3.0, -1.0, 6.0, 2.0])
    with task(4, "a learned baseline"), error_means(_ALIKE):
        layers = [_linear([[0.5, 1.0], [-1.0, 0.25], [0.75, -0.5]]), _linear([[2.0, 0.5]])]
        loss, gradients, changed = loss_and_gradients(policy_loss, layers, states, actions, back)
        require(not changed, "the function changes a tensor that it was given; make a new one instead.")
        require(not isinstance(loss, (tuple, list)), "return the loss alone: a tensor of one number.")
        compare(
            plain(loss),
            KNOWN["policy_loss"],
            hints=[
                "the sign is turned round: a loss falls, and what went well is to become more probable. (The advantage is the return minus the guess.)",
                "the critic is not used: the advantage is the return *minus its guess*.",
                "the guess is added; it is subtracted.",
                "the logarithm is missing: these are probabilities.",
                "raw scores are taken for logarithms of probabilities: log_softmax first.",
                "the softmax runs over the states; it runs over the actions, along axis 1.",
                "this is the sum over the steps; the mean is asked for.",
                "all actions count; only the one that was taken does.",
                "the mean of the returns is subtracted; the critic's guess for each state is asked for.",
                "the advantages are divided by their spread.",
                "the mean of all guesses is subtracted from each return, mostly because the shapes (n, 1) and (n,) were spread to an (n, n) table: .squeeze(1) first.",
                "the mean runs over all actions, too: divide by the number of steps.",
                "the most probable action is taken; asked is for the one that was done.",
                "the logarithm is taken twice: log_softmax has it already.",
                "the sign of the advantage alone is used; its size counts.",
                "this is the plain cross-entropy: all actions weigh the same.",
                "the two means are multiplied; each step's advantage belongs to its own logarithm: multiply first, then the mean. (A column of shape (n, 1) times (n,) does this, too: .squeeze(1).)",
                "x[:, actions] takes the actions of all steps in each step, an (n, n) table: index with torch.arange(n).",
                "the mean of the advantages is subtracted, too; the critic's guess is enough.",
                "the critic's own loss is added; it is trained apart from this one.",
                "the sign of the advantage is lost: what went worse than guessed is to become less probable.",
                "the critic's guess alone is the weight; the advantage is the return minus it.",
                "this is the critic's loss; asked is the policy's.",
            ],
            what="the loss of four steps",
            besides=lambda: "" if np.isfinite(plain(loss)).all() else "Raw scores may be below 0, where there is no logarithm: log_softmax first. And nothing is divided by a guess.",
            tolerance=1e-4,
        )  # fmt: skip
        require(
            gradients != [] and gradients[0] is not None,
            "the loss is right, but it is cut off from the policy: nothing can be learned from it. Detach the critic's guess only.",
        )
        require(
            gradients[1] is None or not np.any(gradients[1]),
            "the gradient reaches the critic: it would learn to make this loss small in place of guessing well. .detach() cuts it off.",
        )
        compare(
            gradients[0],
            KNOWN["policy_loss.2"],
            what="the gradient along the policy's weights",
            besides="The loss is right, but a part of the way back is cut off.",
            tolerance=1e-4,
        )
        layers = [_linear([[0.5, 1.0], [-1.0, 0.25]]), _linear([[2.0, 0.5]])]
        one = loss_and_gradients(policy_loss, layers, states[1:2], actions[1:2], back[:1])[0]
        compare(
            plain(one),
            KNOWN["policy_loss.3"],
            hints=["is a number of steps typed in?"],
            what="the loss of one step with two actions",
            tolerance=1e-4,
        )


def check_double_loss(double_loss) -> None:
    """Task 5: `double_loss(net, copy, states, actions, rewards, after, terminated, gamma)` gives a tensor of one number."""
    states = np.array([[1.0, 0.5], [-0.5, 2.0], [1.5, -1.0], [0.0, 1.0]])
    after = np.array([[0.5, 1.0], [2.0, -0.5], [-1.0, 1.5], [1.0, 1.0]])
    actions, rewards = np.array([2, 0, 1, 2]), np.array([1.0, -2.0, 4.0, 0.5])
    terminated = np.array([False, False, True, False])
    with task(5, "a double DQN"), error_means(_ALIKE):
        layers = [
            _linear([[0.5, 1.0], [-1.0, 2.25], [0.75, -0.5]]),
            _linear([[1.25, 0.5], [0.5, -1.5], [-2.0, 1.75]]),
        ]
        loss, gradients, changed = loss_and_gradients(
            double_loss, layers, states, actions, rewards, after, terminated, np.array(0.8)
        )
        require(not changed, "the function changes a tensor that it was given; make a new one instead.")
        require(not isinstance(loss, (tuple, list)), "return the loss alone: a tensor of one number.")
        compare(
            plain(loss),
            KNOWN["double_loss"],
            hints=[
                "this is the plain DQN: the copy chooses and judges. Here `net` chooses, and the copy judges.",
                "the copy is not used: `net` chooses and judges.",
                "`net` and the copy have changed places: the copy chooses here, and `net` judges.",
                "where the walk has terminated nothing follows; here something does.",
                "only the terminated steps have something that follows: turn the truth values round.",
                "the discount is missing.",
                "the reward is discounted, too.",
                "what follows is taken from `states`; it belongs to `after`.",
                "the action that was taken before is valued in the next state; the best one there is asked for.",
                "this is the sum of the squares; the mean is asked for.",
                "all actions are compared with the target; only the one that was taken is.",
                "the largest value of each state is compared with the target; the one of the action that was taken is.",
                "where the walk has terminated the reward is left out, too; it was paid.",
                "this is the mean distance, not squared.",
                "this is the Huber loss of the lesson; the squared difference is asked for.",
                "x[:, actions] takes the actions of all steps in each step, an (n, n) table: index with torch.arange(n).",
                "the worst action is chosen.",
                "the smaller of the two networks' values is taken.",
                "the values before are by the copy; the copy is asked only for what follows.",
                "`net` chooses at `states`; the next action is chosen in `after`.",
                "the shapes (n, 1) and (n,) were spread to an (n, n) table: .squeeze(1) after gather.",
                "argmax gives the place of the best action; its value is asked of the copy.",
                "the reward is missing from the target.",
                "the mean of the copy's values is taken; asked is the one of the action that `net` chooses.",
                "the targets are the rewards alone; where the walk has not terminated something follows.",
                "the steps at which a walk terminated are left out; they count, and the reward is their target.",
            ],
            what="the loss of four steps",
            tolerance=1e-4,
        )  # fmt: skip
        require(
            gradients != [] and gradients[0] is not None,
            "the loss is right, but it is cut off from `net`: nothing can be learned from it. Only the targets hold still.",
        )
        require(
            gradients[1] is None or not np.any(gradients[1]),
            "a gradient reaches the copy: the targets are to hold still. torch.no_grad() or .detach() for all that follows.",
        )
        compare(
            gradients[0],
            KNOWN["double_loss.2"],
            what="the gradient along net's weights",
            besides="The loss is right; is the gradient cut off in one place too many, or in one too few?",
            tolerance=1e-4,
        )
        one = loss_and_gradients(
            double_loss, layers, states[:1], actions[:1], rewards[:1], after[:1], terminated[:1], np.array(0.5)
        )[0]
        compare(
            plain(one),
            KNOWN["double_loss.3"],
            hints=["is a number typed in, gamma or the number of steps?"],
            what="the loss of one step with gamma 0.5",
            tolerance=1e-4,
        )


def _holes(number: int) -> set[int]:
    """The fields of a lake that are holes, as the exercise draws them."""
    dice = np.random.default_rng(number)
    way = dice.permutation([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    free = {0, *(int(6 * np.sum(way[:k] == 0) + np.sum(way[:k] == 1)) for k in range(1, 11))}
    others = [field for field in range(36) if field not in free]
    return {int(field) for field in dice.permutation(others)[:12]}


def crossing(policy, number: int) -> tuple[str, int]:
    """How a policy ends on the lake with that number: "goal", "hole", "circle" or "shape", and after how many steps."""
    actions = as_array(plain(policy), "the policy")
    if actions.shape != (36,) or not np.isin(actions, (0, 1, 2, 3)).all():
        return "shape", 0
    field, seen, holes = 0, {0}, _holes(number)
    for steps in range(1, 40):
        down, right = ((-1, 0), (0, 1), (1, 0), (0, -1))[int(actions[field])]
        row, column = min(max(field // 6 + down, 0), 5), min(max(field % 6 + right, 0), 5)
        field = 6 * row + column
        if field == 35 or field in holes:
            return ("goal" if field == 35 else "hole"), steps
        if field in seen:
            return "circle", steps
        seen.add(field)
    return "circle", 40


def check_policy_for(policy_for) -> None:
    """Task 6: `policy_for(number)` gives the action for each of 36 fields."""
    with task(6, "over the ice"):
        ways = {}
        for number in range(1, 9):
            given = policy_for(number)
            actions = as_array(plain(given), "the policy")
            require(
                actions.shape != (36, 4),
                "this is the table of values; asked is for the best action of each field, 36 whole numbers.",
            )
            require(
                actions.shape == (36,),
                f"the policy must have shape (36,), an action for each field. Received: {actions.shape}.",
            )
            require(
                bool(np.isin(actions, (0, 1, 2, 3)).all()),
                "the actions are the whole numbers 0, 1, 2 and 3. Received others.",
            )
            ways[number] = (actions, *crossing(actions, number))
        for number, (actions, told, steps) in ways.items():
            lake = f"on lake {number} the policy "
            require(
                told == "goal" or not all((actions == other[0]).all() for other in ways.values()),
                lake
                + "fails, and it is the same for all lakes. Does the agent learn on the lake with this number, and does it go on from the field that `step` gave?",
            )
            require(
                told != "hole",
                lake
                + f"falls into a hole at step {steps}. Were there enough walks? Does it take the best action or the worst? Did the hole's -10 reach the table: is an end learned from, too, and does nothing follow it? SARSA settles only if lr or epsilon is small. Who waits for the end of a walk (Monte Carlo) learns that a long one costs more than 10: a hole was the cheapest end that it met.",
            )
            require(
                told != "circle",
                lake
                + "never arrives: it comes back to a field where it was. Does the agent go on from the field that `step` gave, and did it ever reach the goal while it learned? More walks, more tries or more hope; and with gamma near 0 the goal is out of sight.",
            )
            require(
                steps <= 12,
                lake + f"arrives after {steps} steps; 12 are allowed, and 10 are enough. More walks, or more tries to find the shorter way.",
            )  # fmt: skip
