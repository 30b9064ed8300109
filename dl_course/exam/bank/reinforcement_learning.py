"""Lesson 18: returns, learning by reward, networks that act, rewards from people."""

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "What it is worth at the start", section=1)
def at_the_start(rng):
    rewards = [int(each) for each in (rng.integers(3, 8), 0, 4 * rng.integers(1, 4), rng.choice([-16, 8, 16]))]
    gamma = 0.5
    worth = [0.0]
    for reward in rewards[::-1]:
        worth.insert(0, reward + gamma * worth[0])
    told = ", ".join(str(each) for each in rewards).replace("-", "−")
    after = [f"({each:g})" if each < 0 else f"{each:g}" for each in worth]
    steps = ", ".join(f"R{'₀₁₂₃'[t]} = {rewards[t]} + 0.5 · {after[t + 1]} = {worth[t]:g}" for t in (2, 1, 0))
    return Number(
        f"A walk has the rewards {told}, and then it ends. The discount is γ = 0.5. What is the return at the first step?",
        answer=worth[0],
        solution=f"From the end: R₃ = {rewards[3]}, {steps}. Now, plus γ times the rest.".replace("-", "−"),
        wrong={
            "That is the plain sum. What comes later counts less.": sum(rewards),
            "The first reward comes now: it is not discounted.": gamma * worth[0],
            "You multiplied all that is to come by γ once. Each step further takes another γ.": rewards[0]
            + gamma * sum(rewards[1:]),
        },
    )


@question("combine", "One update on the way", section=3)
def one_update(rng):
    now = int(rng.integers(9, 13))
    left, right = 2 * int(rng.integers(1, 4)), 2 * int(rng.integers(5, 9))
    reward = int(rng.choice([-2, -1, 1, 2]))
    lr, gamma = [(0.1, 0.5), (0.2, 0.5), (0.5, 0.9), (0.1, 0.9)][rng.integers(4)]
    target, best = reward + gamma * left, reward + gamma * right
    new = now + lr * (target - now)
    signed, towards = str(reward).replace("-", "−"), f"{target:g}".replace("-", "−")
    return Number(
        f"An agent believes Q(s, a) = {now}. It takes a, gets the reward {signed} and comes to a state with "
        f"Q(left) = {left} and Q(right) = {right}. There it will go *left*, by a random move. The learning rate is {lr}, the "
        f"discount γ = {gamma}. What is Q(s, a) after the update of SARSA?",
        answer=new,
        solution=f"SARSA asks for the action that is really taken: the target is {signed} + {gamma} · {left} = {towards}, "
        f"and the value moves a share of {lr} towards it: {now} + {lr} · ({towards} − {now}) = {new:g}. (Q-learning's "
        f"target has the larger {right}: {best:g}. If the walk ended here, the target of both would be {signed}.)",
        wrong={
            "That is Q-learning: it asks for the best action. SARSA asks for the one that is taken.": now
            + lr * (best - now),
            "That is the target. The value moves only a share of the way.": target,
            "The learning rate and the discount have changed places.": now + gamma * (reward + lr * left - now),
        },
    )


@question("choose", "A discount, raised", section=3)
def raised(rng):
    low, high = [(0.9, 0.99), (0.8, 0.95), (0.5, 0.9)][rng.integers(3)]
    return Choice(
        f"“Our agent learns too slowly, so we raised the discount γ from {low} to {high}.” What does this change?",
        right="What the agent is after: rewards far ahead count for more.",
        solution="γ belongs to the task: it says how much a later reward is worth now. Another γ is another task, and a "
        "larger one is often slower to learn, as more depends on what is far away. How fast values move is the learning "
        "rate's.",
        wrong={
            "How far a value moves at each update, so it reaches the same end sooner.": "That is the learning rate η. With "
            "another γ the end is another one.",
            "How often it tries something else than what looks best.": "That is ε, or the values at the start. γ has no say "
            "in it.",
            "Nothing but the size of the values: the best route is the same for every γ.": "With a small γ a near coin may be "
            "worth more than a far treasure: the best route can change.",
        },
    )


@question("diagnose", "The score rises from day to day", section=8)
def score_rises(rng):
    days = int(rng.choice([5, 6]))
    rows = [("1.1", "0.1"), ("1.8", "0.2"), ("2.7", "0.5"), ("4.0", "1.5"), ("5.4", "3.5"), ("6.1", "5.4")][:days]
    table = "\n".join(f"| {day} | {score} | {kl} |" for day, (score, kl) in enumerate(rows, start=1))
    return Choice(
        "A language model is trained for the score of a reward model, which was fitted to people's comparisons of answers "
        "that the model gave *before* this training. KL says how far the model has moved away from that time.\n\n"
        f"| day | mean score of its answers | KL |\n|---|---|---|\n{table}\n\n"
        f"The team wants to publish the model of day {days}. What do you tell them?",
        right="What it says now has hardly been judged by people, so the score may mean nothing there.",
        solution="A reward model is right where it has data. The further the policy moves, the more it says what hardly "
        "anybody compared, and the search finds what was scored too high. From some day on the answers may get worse while "
        "the score rises. Let people compare answers of different days, and take the day that *they* like best; a tighter "
        "leash (a larger weight of the KL) keeps it near.",
        wrong={
            "It is not done yet: a model is best when its score no longer rises.": "The score is a stand-in for what people "
            "like. Pushed far enough it rises without that.",
            "The KL must come down to 0 first, which takes more days of the same training.": "At a KL of 0 it would be the "
            "old model again. And the longer it trains for the score alone, the further it moves.",
            "All is well: score and KL rise together, so what it has newly learned is what people like.": "That they rise "
            "together says only that the score is found far away from the old answers.",
        },
    )


PLANNED = '''def planned(after, reward, ends, gamma, rounds):
    """Q(s, a) of a world that is known: begin with 0 everywhere, put the right side
    of the Bellman equation into Q, repeat.

    All three are arrays (states, actions): the next state's number, the reward, and
    whether the walk ends there.
    """
    q = np.zeros(reward.shape)
    for _ in range(rounds):
        best = {best}
        q = {q}
    return q
'''
BELLMAN = "reward + gamma * best[after] * ~ends"


@question("complete", "With a map", section=2)
def with_a_map(rng):
    prize = int(rng.choice([8, 12, 16, 20]))
    return Code(
        "Who has the map of a world need not try anything out. An action is worth its reward plus γ times what the best "
        "action of the next state is worth; where the walk ends, nothing follows. (A table of numbers `x[after]` has the "
        "shape of `after`.)",
        given=PLANNED.format(best="...", q="..."),
        answer=PLANNED.format(best="q.max(axis=1)", q=BELLMAN),
        example="# Three places in a row; action 0 goes to the left, action 1 to the right.\n"
        "after = np.array([[0, 1], [0, 2], [1, 2]])\n"
        f"reward = np.array([[-1.0, -1.0], [-1.0, {prize}.0], [-1.0, 0.0]])\n"
        "ends = np.array([[False, False], [False, True], [False, True]])\n"
        "q = planned(after, reward, ends, 0.5, 50)[:2]\n"
        f"back, on = {(prize / 2 - 1) / 2 - 1:g}, {prize / 2 - 1:g}\n"
        f"assert_equal(q, [[back, on], [back, {prize}]])",
        tests="after = np.array([[1, 2], [3, 0], [0, 3], [3, 3]])\n"
        "reward = np.array([[0.0, 1.0], [6.0, -2.0], [0.0, 3.0], [5.0, 9.0]])\n"
        "ends = np.array([[False, False], [False, False], [False, True], [True, True]])\n"
        "assert_equal(planned(after, reward, ends, 0.0, 3), reward)\n"
        "assert_equal(planned(after, reward, ends, 0.5, 1), reward)\n"
        "right = [[5.25, 2.5], [10.5, 0.625], [2.625, 3.0], [5.0, 9.0]]\n"
        "assert_equal(planned(after, reward, ends, 0.5, 80), right)",
        solution="best[s] is the largest value of a state's row, and `best[after]` looks it up for each pair of state and "
        "action. Nothing is learned here: the map is known.",
        wrong={
            "The best action follows, not the mean of all.": PLANNED.format(best="q.mean(axis=1)", q=BELLMAN),
            "Where the walk ends nothing follows.": PLANNED.format(
                best="q.max(axis=1)", q="reward + gamma * best[after]"
            ),
            "What counts is the state in which one arrives, not the one in which one stands.": PLANNED.format(
                best="q.max(axis=1)", q="reward + gamma * best[:, None] * ~ends"
            ),
        },
    )


TARGETS = '''def targets(reward, q_after, terminated, truncated, gamma):
    """What the values of the actions taken are to move towards, (n,).

    reward: (n,). q_after: values of the actions in the next state, (n, actions).
    terminated: whether the agent has failed in this step. truncated: whether the
    clock of the simulation has run out in it, so that the world was put back to its
    start afterwards; q_after is that of the last state before this.
    """
    ends = {ends}
    return reward + gamma * q_after.max(dim=1).values * (~ends)
'''


@question("mend", "The clock runs out", section=7)
def clock(rng):
    value = int(rng.choice([20, 30, 40]))
    return Code(
        "A DQN agent keeps a pole upright, with a reward of 1 for each step. After 500 steps the simulation stops, with the "
        "pole still up. In such a step (best value of the next state "
        f"{value}, γ = 0.9) the target should be {1 + 0.9 * value:g}. What came instead is 1, as if the pole had fallen.",
        given=TARGETS.format(ends="terminated | truncated"),
        answer=TARGETS.format(ends="terminated"),
        example="yes, no = torch.tensor([True]), torch.tensor([False])\n"
        f"q_after = torch.tensor([[2.0, {value}.0]])\n"
        "one = torch.ones(1)\n"
        f"assert_equal(targets(one, q_after, no, yes, 0.9), [{1 + 0.9 * value:g}])\n"
        "assert_equal(targets(one, q_after, yes, no, 0.9), [1])",
        tests="flags = torch.tensor([[False, False], [True, False], [False, True], [True, True]])\n"
        "reward, q_after = torch.tensor([1.0, 2.0, 3.0, 4.0]), torch.tensor([[5.0, 1.0], [9.0, 8.0], [0.0, 4.0], [7.0, 7.0]])\n"
        "found = targets(reward, q_after, flags[:, 0], flags[:, 1], 0.5)\n"
        "assert_equal(found, [3.5, 2.0, 5.0, 4.0])",
        solution="Terminated means that nothing follows. Truncated means that *we* stopped looking: the world would go on, "
        "and so does the target. Both end the walk, only the first ends what is to come. (Who is both has failed.)",
        wrong={
            "Now the fall is overlooked, and the clock counts.": TARGETS.format(ends="truncated"),
            "Failing ends it, with or without the clock.": TARGETS.format(ends="terminated & truncated"),
            "Failing ends it also where the clock runs out in the same step.": TARGETS.format(
                ends="terminated & ~truncated"
            ),
        },
    )


@question("explain", "No random moves", section=4)
def no_random_moves(rng):
    share = str(rng.choice(["one move in ten", "one move in five", "three moves in ten"]))
    return Explain(
        f"An agent with a table of Q, all 0 at first, makes {share} at random. “Random moves cost reward, so we switch them "
        "off from the start.” All rewards of its world are 0 or more. What becomes of the agent, what could one do in "
        "place of random moves, and when may they be switched off? Does the return while learning show how good the learned moves are?",
        solution="It stays with the first thing that paid: this one's value rises above the 0 of all that it has not tried, "
        "so nothing else is ever tried, and something better is not found. One can start with too good an opinion of "
        "everything: then each disappointment sends it to what it does not know yet. Once it has "
        "learned, random moves may go. While it learns, the return includes their price, so what it has learned is measured without "
        "them.",
        look_for={
            "it keeps to the first action that paid; what was never tried stays at 0 and loses against it (or: ties are broken by order, and it is never paid)": 2,
            "optimistic values at the start": 1,
            "when it has learned (or by and by): while learning the return includes the price of random moves, so measure what was learned without them": 1,
        },
    )
