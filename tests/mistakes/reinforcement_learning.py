"""Exercise 18: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np
import torch
from torch.nn import functional as F

# Task 1


def walks_of(ended):
    """First step and length of each walk."""
    last = np.flatnonzero(np.asarray(ended))
    first = np.r_[0, last[:-1] + 1]
    return list(zip(first, last - first + 1, strict=True))


def each_walk(right, other=lambda walk, gamma: [sum(gamma**i * walk[i] for i in range(t, len(walk))) for t in range(len(walk))]):  # fmt: skip
    """Both returns by a formula for one walk each."""

    def both_returns(rewards, ended, gamma):
        rewards, a, b = np.asarray(rewards, float), [], []
        for first, length in walks_of(ended):
            walk = rewards[first : first + length]
            a.extend(right(walk, gamma))
            b.extend(other(walk, gamma))
        return np.array(a), np.array(b)

    return both_returns


def forward_sums(walk, gamma):
    return [sum(gamma**i * walk[t + i] for i in range(len(walk) - t)) for t in range(len(walk))]


def other_sums(walk, gamma):
    return [sum(gamma**i * walk[i] for i in range(t, len(walk))) for t in range(len(walk))]


both_returns = each_walk(forward_sums)


def backwards(reset=True, start=None, inside=lambda r, gamma, after: r + gamma * after, turn=True):
    """Both returns, backwards through all walks; the other sum by the step in its walk."""

    def both(rewards, ended, gamma):
        right, after = [], 0.0
        for r, end in zip(rewards[::-1], ended[::-1], strict=True):
            after = inside(r, gamma, 0.0 if end and reset else after)
            right.append(after)
        right = np.array(right[::-1] if turn else right)
        step = np.concatenate([np.arange(length) for _, length in walks_of(ended)])
        return right, gamma**step * right

    return both


def with_running_power(rewards, ended, gamma):
    right, other, power = [0.0] * len(rewards), [0.0] * len(rewards), []
    now = 1.0
    for end in ended:
        power.append(now)
        now = 1.0 if end else now * gamma
    for t in range(len(rewards) - 1, -1, -1):
        right[t] = float(rewards[t]) if ended[t] else float(rewards[t]) + gamma * right[t + 1]
        other[t] = power[t] * right[t]
    return right, other


def as_one_matrix(rewards, ended, gamma):
    n, walk = len(rewards), np.cumsum(np.r_[0, np.asarray(ended)[:-1]])
    step = np.arange(n) - np.array([np.flatnonzero(walk == each)[0] for each in walk])
    ahead = np.arange(n) - np.arange(n)[:, None]
    weight = np.where((ahead >= 0) & (walk == walk[:, None]), float(gamma) ** np.maximum(ahead, 0), 0)
    right = weight @ np.asarray(rewards, float)
    return np.stack([right, float(gamma) ** step * right])


def other_over_all(rewards, ended, gamma):
    right = both_returns(rewards, ended, gamma)[0]
    return right, gamma ** np.arange(len(right)) * right


def changes_rewards(rewards, ended, gamma):
    for t in range(len(rewards) - 2, -1, -1):
        if not ended[t]:
            rewards[t] += gamma * rewards[t + 1]
    step = np.concatenate([np.arange(length) for _, length in walks_of(ended)])
    return rewards, gamma**step * rewards


def cut_one_early(rewards, ended, gamma):
    right, after = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        after = 0.0 if t and ended[t - 1] else after
        right[t] = after = rewards[t] + gamma * after
    return right, both_returns(rewards, ended, gamma)[1]


def cut_behind(rewards, ended, gamma):
    right, after = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        right[t] = rewards[t] + gamma * after
        after = 0.0 if ended[t] else right[t]
    return right, both_returns(rewards, ended, gamma)[1]


# Task 2


def updates(
    expected=lambda row, epsilon: (1 - epsilon) * row.max() + epsilon * row.mean(),
    target=lambda r, gamma, follows, ended: r + gamma * follows * (not ended),
    moved=lambda old, target, lr: old + lr * (target - old),
    where=lambda state, action, after: (state, action),
    of=lambda q, state, after: q[after],
    numbers=lambda lr, gamma: (lr, gamma),
):
    """Expected SARSA with one thing done otherwise."""

    def updated(q, state, action, reward, after, ended, lr, gamma, epsilon):
        lr, gamma = numbers(lr, gamma)
        q = np.array(q, dtype=float)
        at = where(state, action, after)
        q[at] = moved(q[at], target(reward, gamma, expected(of(q, state, after), epsilon), ended), lr)
        return q

    return updated


updated = updates()


def updated_by_probabilities(q, state, action, reward, after, ended, lr, gamma, epsilon):
    rows = [[float(v) for v in row] for row in q]
    n = len(rows[after])
    p = [epsilon / n] * n
    p[rows[after].index(max(rows[after]))] += 1 - epsilon
    follows = 0.0 if ended else sum(share * v for share, v in zip(p, rows[after], strict=True))
    rows[state][action] = (1 - lr) * rows[state][action] + lr * (reward + gamma * follows)
    return rows


def updated_in_torch(q, state, action, reward, after, ended, lr, gamma, epsilon):
    q = torch.tensor(np.asarray(q, dtype=np.float64))
    follows = 0 if ended else epsilon * q[after].mean() + (1 - epsilon) * q[after].max()
    q[state, action] += lr * (reward + gamma * follows - q[state, action])
    return q


def updated_in_float32(q, state, action, reward, after, ended, lr, gamma, epsilon):
    return updated(q, state, action, reward, after, ended, lr, gamma, epsilon).astype(np.float32)


def updated_with_where(q, state, action, reward, after, ended, lr, gamma, epsilon):
    target = reward if ended else reward + gamma * ((1 - epsilon) * np.max(q[after]) + epsilon * np.average(q[after]))
    mask = np.zeros(np.shape(q))
    mask[state, action] = 1
    return np.asarray(q) * (1 - lr * mask) + lr * target * mask


def in_place(q, state, action, reward, after, ended, lr, gamma, epsilon):
    q[state] = updated(q, state, action, reward, after, ended, lr, gamma, epsilon)[state]
    return q


def shrunk_first(q, state, action, reward, after, ended, lr, gamma, epsilon):
    q = np.array(q, dtype=float)
    q[state, action] *= 1 - lr
    follows = (1 - epsilon) * q[after].max() + epsilon * q[after].mean()
    q[state, action] += lr * (reward + gamma * follows * (not ended))
    return q


def in_place_at_the_end(q, state, action, reward, after, ended, lr, gamma, epsilon):
    if not ended:
        return updated(q, state, action, reward, after, ended, lr, gamma, epsilon)
    q[state, action] += lr * (reward - q[state, action])
    return q


def others_only(row, epsilon):
    best = row.argmax()
    return (1 - epsilon) * row[best] + epsilon * np.delete(row, best).mean()


def at_once_at_the_end(q, state, action, reward, after, ended, lr, gamma, epsilon):
    return updated(q, state, action, reward, after, ended, 1.0 if ended else lr, gamma, epsilon)


def drawn(q, state, action, reward, after, ended, lr, gamma, epsilon):
    dice = np.random.default_rng()

    def one(row, epsilon):
        return dice.choice(row) if dice.random() < epsilon else row.max()

    return updates(expected=one)(q, state, action, reward, after, ended, lr, gamma, epsilon)


def same_action(q, state, action, *more):
    return updates(expected=lambda row, epsilon: row[action])(q, state, action, *more)


def mean_of_state(q, state, action, reward, after, ended, lr, gamma, epsilon):
    q = np.array(q, dtype=float)
    follows = (1 - epsilon) * q[after].max() + epsilon * q[state].mean()
    q[state, action] += lr * (reward + gamma * follows * (not ended) - q[state, action])
    return q


# Task 3


def preferences(
    lead=lambda a, b: (a - b).squeeze(1),
    loss=lambda lead, c: F.binary_cross_entropy_with_logits(lead, c.to(lead.dtype)),
    give=lambda loss: loss,
):
    """The loss of comparisons with one thing done otherwise."""

    def preference_loss(model, first, second, choice):
        return give(loss(lead(model(first), model(second)), choice))

    return preference_loss


preference_loss = preferences()


def in_terms(lead, c):
    return -(c * F.logsigmoid(lead) + (1 - c) * F.logsigmoid(-lead)).mean()


def preferences_by_loops(model, first, second, choice):
    terms = []
    for a, b, c in zip(first, second, choice, strict=True):
        d = (model(a[None]) - model(b[None])).reshape(())
        terms.append(c * F.softplus(-d) + (1 - c) * F.softplus(d))
    return sum(terms) / len(terms)


def preferences_as_classes(model, first, second, choice):
    scores = torch.cat([model(first), model(second)], dim=1)
    return F.cross_entropy(scores, torch.stack([choice, 1 - choice], dim=1))


def preferences_in_numpy(model, first, second, choice):
    d = (model(first) - model(second)).detach().numpy()[:, 0]
    c = choice.numpy()
    return np.mean(c * np.logaddexp(0, -d) + (1 - c) * np.logaddexp(0, d))


def naive(lead, c):
    p = torch.sigmoid(lead)
    return -(c * p.log() + (1 - c) * (1 - p).log()).mean()


def with_epsilon(lead, c):
    p = torch.sigmoid(lead)
    return -(c * (p + 1e-12).log() + (1 - c) * (1 - p + 1e-12).log()).mean()


def half_cut(model, first, second, choice):
    lead = (model(first) - model(second).detach()).squeeze(1)
    return F.binary_cross_entropy_with_logits(lead, choice)


def only_decided(lead, c):
    sure = c != 0.5
    return F.binary_cross_entropy_with_logits(lead[sure], c[sure])


def changed_choice(model, first, second, choice):
    choice[choice == 0.5] = 1.0
    return preference_loss(model, first, second, choice)


# Task 4


def policies(
    log_p=lambda scores, a: scores.log_softmax(1)[torch.arange(len(a)), a],
    guess=lambda v: v.detach().squeeze(1),
    advantage=lambda returns, v: returns - v,
    loss=lambda log_p, A: -(A * log_p).mean(),
    give=lambda loss: loss,
):
    """The loss of REINFORCE with one thing done otherwise."""

    def policy_loss(policy, critic, states, actions, returns):
        return give(loss(log_p(policy(states), actions), advantage(returns, guess(critic(states)))))

    return policy_loss


policy_loss = policies()


def policy_by_cross_entropy(policy, critic, states, actions, returns):
    with torch.no_grad():
        advantage = returns - critic(states)[:, 0]
    return (advantage * F.cross_entropy(policy(states), actions, reduction="none")).mean()


def policy_by_distribution(policy, critic, states, actions, returns):
    log_p = torch.distributions.Categorical(logits=policy(states)).log_prob(actions)
    return -torch.mean(log_p * (returns - critic(states).flatten().detach()))


def policy_by_loops(policy, critic, states, actions, returns):
    total = 0.0
    for state, action, back in zip(states, actions, returns, strict=True):
        scores = policy(state[None])[0]
        total = total - (back - critic(state[None]).item()) * (scores[action] - scores.logsumexp(0))
    return total / len(states)


def policy_by_gather(policy, critic, states, actions, returns):
    log_p = policy(states).log_softmax(-1).gather(1, actions[:, None])
    return ((critic(states).detach() - returns[:, None]) * log_p).mean()


def policy_changes(policy, critic, states, actions, returns):
    returns -= critic(states).detach().squeeze(1)
    return -(returns * policy(states).log_softmax(1)[torch.arange(len(actions)), actions]).mean()


# Task 5


def doubles(
    choose=lambda net, copy, after: net(after).argmax(1),
    judge=lambda net, copy, after, best: copy(after)[torch.arange(len(best)), best],
    target=lambda r, gamma, follows, end: r + gamma * follows * ~end,
    taken=lambda net, copy, states, a: net(states)[torch.arange(len(a)), a],
    loss=lambda q, target: (q - target).square().mean(),
    still=True,
):
    """The loss of a double DQN with one thing done otherwise."""

    def double_loss(net, copy, states, actions, rewards, after, terminated, gamma):
        follows = judge(net, copy, after, choose(net, copy, after))
        goal = target(rewards, gamma, follows, terminated)
        return loss(taken(net, copy, states, actions), goal.detach() if still else goal)

    return double_loss


double_loss = doubles()


def chosen_before(net, copy, states, *others):
    return doubles(choose=lambda net, copy, after: net(states).argmax(1))(net, copy, states, *others)


def double_by_loops(net, copy, states, actions, rewards, after, terminated, gamma):
    terms = []
    for i in range(len(states)):
        goal = rewards[i]
        if not terminated[i]:
            best = int(net(after[i : i + 1])[0].argmax())
            goal = goal + gamma * copy(after[i : i + 1])[0, best].detach()
        terms.append((net(states[i : i + 1])[0, actions[i]] - goal) ** 2)
    return torch.stack(terms).mean()


def double_by_gather(net, copy, states, actions, rewards, after, terminated, gamma):
    q = net(states).gather(1, actions.unsqueeze(1)).squeeze(1)
    with torch.no_grad():
        best = net(after).argmax(dim=1, keepdim=True)
        follows = copy(after).gather(1, best).squeeze(1)
        goal = rewards + gamma * (1 - terminated.float()) * follows
    return F.mse_loss(q, goal)


def double_by_masks(net, copy, states, actions, rewards, after, terminated, gamma):
    values = net(states)
    mine = F.one_hot(actions, values.shape[1]).to(values.dtype)
    best = F.one_hot(net(after).argmax(1), values.shape[1]).to(values.dtype)
    follows = torch.where(terminated, torch.zeros_like(rewards), (copy(after) * best).sum(1))
    return ((values * mine).sum(1) - (rewards + gamma * follows).detach()).pow(2).sum() / len(rewards)


def changes_rewards_of_double(net, copy, states, actions, rewards, after, terminated, gamma):
    rewards += gamma * 0
    rewards[terminated] = 0
    return double_loss(net, copy, states, actions, rewards, after, terminated, gamma)


# Task 6


def holes_of(number):
    dice = np.random.default_rng(number)
    way = dice.permutation([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    free = {0, *(int(6 * np.sum(way[:k] == 0) + np.sum(way[:k] == 1)) for k in range(1, 11))}
    others = [field for field in range(36) if field not in free]
    return {int(field) for field in dice.permutation(others)[:12]}


def make_step(number):
    holes = holes_of(number)

    def step(field, action):
        down, right = ((-1, 0), (0, 1), (1, 0), (0, -1))[action]
        row, column = min(max(field // 6 + down, 0), 5), min(max(field % 6 + right, 0), 5)
        field = 6 * row + column
        if field in holes:
            return field, -10, True
        return field, 9 if field == 35 else -1, field == 35

    return step


def learner(
    walks=300, epsilon=0.0, lr=0.5, gamma=1.0, start=0.0, best=np.argmax, lake=lambda number: number,
    follows=lambda row, end: 0 if end else row.max(), give=lambda q: q.argmax(axis=1), learn_ends=True,
):  # fmt: skip
    """Q-learning on the lake with one thing done otherwise."""

    def policy_for(number):
        step, q, dice = make_step(lake(number)), np.full((36, 4), float(start)), np.random.default_rng(0)
        for _ in range(walks):
            field, end, steps = 0, False, 0
            while not end and steps < 100:
                action = int(dice.integers(4)) if dice.random() < epsilon else int(best(q[field]))
                after, reward, end = step(field, action)
                if learn_ends or not end:
                    q[field, action] += lr * (reward + gamma * follows(q[after], end) - q[field, action])
                field, steps = after, steps + 1
        return give(q)

    return policy_for


policy_for = learner()


def sarsa(number):
    step, q, dice = make_step(number), np.zeros((36, 4)), np.random.default_rng(1)
    for walk in range(600):
        epsilon = 0.1 * (walk < 400)

        def choose(field, epsilon=epsilon):
            return int(dice.integers(4)) if dice.random() < epsilon else int(q[field].argmax())

        field, end, steps = 0, False, 0
        action = choose(field)
        while not end and steps < 100:
            after, reward, end = step(field, action)
            next_action = choose(after)
            q[field, action] += 0.2 * (reward + (0 if end else q[after, next_action]) - q[field, action])
            field, action, steps = after, next_action, steps + 1
    return q.argmax(axis=1)


def planned(number):
    step, value = make_step(number), np.zeros(36)
    for _ in range(40):
        q = np.array([[r + (0 if end else value[f]) for f, r, end in (step(s, a) for a in range(4))] for s in range(35)] + [[0] * 4])  # fmt: skip
        value = q.max(axis=1)
    return q.argmax(axis=1)


def breadth_first(number):
    step, from_field, line = make_step(number), {0: None}, [0]
    for field in line:
        for action in range(4):
            after, reward, end = step(field, action)
            if after not in from_field and not (end and reward < 0):
                from_field[after] = field, action
                line.append(after)
    actions, at = [0] * 36, 35
    while from_field[at] is not None:
        at, action = from_field[at]
        actions[at] = action
    return actions


def monte_carlo(number):
    step, q, dice = make_step(number), np.zeros((36, 4)), np.random.default_rng(0)
    for _ in range(100):
        field, end, walked, back = 0, False, [], 0
        while not end and len(walked) < 100:
            action = int(dice.integers(4)) if dice.random() < 0.1 else int(q[field].argmax())
            after, reward, end = step(field, action)
            walked.append((field, action, reward))
            field = after
        for field, action, reward in walked[::-1]:
            back += reward
            q[field, action] += 0.5 * (back - q[field, action])
    return q.argmax(axis=1)


def stays(number):
    step, q = make_step(number), np.zeros((36, 4))
    for _ in range(300):
        action = int(q[0].argmax())
        after, reward, end = step(0, action)
        q[0, action] += 0.5 * (reward + (0 if end else q[after].max()) - q[0, action])
    return q.argmax(axis=1)


RIGHT = {
    "both_returns": both_returns,
    "updated": updated,
    "preference_loss": preference_loss,
    "policy_loss": policy_loss,
    "double_loss": double_loss,
    "policy_for": policy_for,
}

ALSO_RIGHT = [
    ("both_returns", backwards(), "backwards"),
    ("both_returns", with_running_power, "lists"),
    ("both_returns", as_one_matrix, "one matrix"),
    ("both_returns", lambda r, e, g: tuple(x.astype(np.float32) for x in backwards()(r, e, g)), "float32"),
    ("updated", updated_by_probabilities, "probabilities, lists"),
    ("updated", updated_in_float32, "float32"),
    ("updated", updated_with_where, "a mask"),
    ("preference_loss", preferences(loss=in_terms), "two logsigmoids"),
    ("preference_loss", preferences_by_loops, "loops"),
    ("preference_loss", preferences_as_classes, "two classes"),
    ("policy_loss", policy_by_cross_entropy, "cross-entropy"),
    ("policy_loss", policy_by_distribution, "a distribution"),
    ("policy_loss", policy_by_loops, "loops"),
    ("policy_loss", policy_by_gather, "gather"),
    ("double_loss", double_by_loops, "loops"),
    ("double_loss", double_by_gather, "gather"),
    ("double_loss", double_by_masks, "masks"),
    ("policy_for", sarsa, "SARSA"),
    ("policy_for", planned, "planned"),
    ("policy_for", breadth_first, "breadth first, a list"),
    ("policy_for", learner(epsilon=0.1, walks=400), "random moves"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("both_returns", lambda r, e, g: tuple(torch.tensor(x) for x in both_returns(r, e, g)), "tensors"),
    ("updated", updated_in_torch, "tensors"),
    ("policy_for", lambda number: torch.tensor(policy_for(number)), "a tensor"),
]

MISTAKES = [
    ("both_returns", backwards(reset=False), "run into each other"),
    ("both_returns", each_walk(lambda w, g: [sum(g**i * w[t + i] for i in range(len(w) - t - 1)) for t in range(len(w))]), "last step of each walk has no return"),
    ("both_returns", backwards(inside=lambda r, g, after: g * (r + after)), "gamma also shrinks the reward"),
    ("both_returns", backwards(inside=lambda r, g, after: r + after), "nothing is discounted"),
    ("both_returns", each_walk(lambda w, g: [sum(g ** (t - i) * w[i] for i in range(t + 1)) for t in range(len(w))]), "came *before*"),
    ("both_returns", each_walk(other_sums), "this is the other sum"),
    ("both_returns", each_walk(other_sums, forward_sums), "this is the other sum"),
    ("both_returns", backwards(turn=False), "turned round"),
    ("both_returns", each_walk(lambda w, g: [w[t] + (g * w[t + 1] if t + 1 < len(w) else 0) for t in range(len(w))]), "only the next reward"),
    ("both_returns", each_walk(lambda w, g: w), "the rewards themselves"),
    ("both_returns", each_walk(lambda w, g: [forward_sums(w, g)[0], *[0] * (len(w) - 1)]), "only the first step"),
    ("both_returns", lambda r, e, g: (other_over_all(r, e, g)[1], r), "steps of all walks together"),
    ("both_returns", cut_one_early, "cuts lie one step off"),
    ("both_returns", cut_behind, "does not reach the steps before it"),
    ("both_returns", each_walk(forward_sums, forward_sums), "right returns once more"),
    ("both_returns", other_over_all, "counts on over all walks"),
    ("both_returns", each_walk(forward_sums, lambda w, g: [R / g**t if g else 0 for t, R in enumerate(forward_sums(w, g))]), "*divided*"),
    ("both_returns", each_walk(forward_sums, lambda w, g: [g * R for R in forward_sums(w, g)]), "by the same factor"),
    ("both_returns", each_walk(forward_sums, lambda w, g: [g ** (t + 1) * R for t, R in enumerate(forward_sums(w, g))]), "one step too much"),
    ("both_returns", each_walk(forward_sums, lambda w, g: [forward_sums(w, g)[0]] * len(w)), "from the start of the walk; it begins"),
    ("both_returns", each_walk(forward_sums, lambda w, g: [g ** (len(w) - 1 - t) * R for t, R in enumerate(forward_sums(w, g))]), "from the end of the walk"),
    ("both_returns", lambda r, e, g: (both_returns(r, e, g)[0], both_returns(r, e, 1.0)[0]), "nothing is discounted here"),
    ("both_returns", each_walk(forward_sums, lambda w, g: [g**t * r for t, r in enumerate(w)]), "shrunk by itself"),
    ("both_returns", each_walk(forward_sums, lambda w, g: np.cumsum([g**t * r for t, r in enumerate(w)])), "from the start of the walk; it begins"),
    ("both_returns", lambda r, e, g: (both_returns(r, e, g)[0], other_sums(r, g)), "do not stop at the end"),
    ("both_returns", lambda r, e, g: (both_returns(r, e, g)[0], np.cumsum((r * np.concatenate([g ** np.arange(n) for _, n in walks_of(e)]))[::-1])[::-1]), "do not stop at the end"),
    ("both_returns", lambda r, e, g: both_returns(r, e, 0.5), "typed in"),
    ("both_returns", lambda r, e, g: (both_returns(r, e, g)[0], both_returns(r, e, 0.5)[1]), "typed in"),
    ("both_returns", each_walk(forward_sums, lambda w, g: [g**t * R if g else 0 for t, R in enumerate(forward_sums(w, g))]), "0 is 1"),
    ("both_returns", lambda r, e, g: both_returns(r, e, g)[0], "two arrays"),
    ("both_returns", changes_rewards, "changes the array"),
    ("both_returns", lambda r, e, g: None, "two arrays"),
    ("both_returns", lambda r, e, g: (r[:2], r), "shape"),
    ("updated", updates(expected=lambda row, eps: row.max()), "this is Q-learning"),
    ("updated", updates(expected=lambda row, eps: row.mean()), "plain mean"),
    ("updated", updates(expected=others_only), "the *other* actions only"),
    ("updated", updates(expected=lambda row, eps: eps * row.max() + (1 - eps) * row.mean()), "epsilon and 1 - epsilon"),
    ("updated", updates(moved=lambda old, target, lr: target), "becomes the target at once"),
    ("updated", updates(moved=lambda old, target, lr: old + lr * target), "not taken off"),
    ("updated", updates(moved=lambda old, target, lr: old - lr * (target - old)), "moves away"),
    ("updated", updates(target=lambda r, g, f, end: r + f * (not end)), "gamma is missing"),
    ("updated", updates(target=lambda r, g, f, end: g * (r + f * (not end))), "the reward is discounted"),
    ("updated", updates(numbers=lambda lr, g: (g, lr)), "lr and gamma have changed places"),
    ("updated", updates(target=lambda r, g, f, end: r), "what follows is missing"),
    ("updated", updates(where=lambda s, a, after: (after, a)), "row of the next state is changed"),
    ("updated", updates(of=lambda q, s, after: q[s]), "from the state before"),
    ("updated", updates(where=lambda s, a, after: s), "all actions of the state"),
    ("updated", updates(target=lambda r, g, f, end: r + g * f * end), "what follows is missing"),
    ("updated", updates(expected=lambda row, eps: (1 - eps) * row.min() + eps * row.mean()), "smallest value"),
    ("updated", updates(moved=lambda old, target, lr: old), "as it was"),
    ("updated", updates(expected=lambda row, eps: row.max() + eps * row.mean()), "not weighted"),
    ("updated", updates(where=lambda s, a, after: (a, s)), "state and action have changed places"),
    ("updated", mean_of_state, "row of `state`"),
    ("updated", drawn, "drawn by chance"),
    ("updated", same_action, "taken before is valued"),
    ("updated", updates(expected=lambda row, eps: (1 - eps) * row.max() + eps * row.sum()), "takes the sum of the values"),
    ("updated", updates(expected=lambda row, eps: (1 - eps) * row.max()), "the random share is missing"),
    ("updated", updates(expected=lambda row, eps: (1 - eps) * row.max() + eps / len(row) * (row.sum() - row.max())), "the *other* actions only"),
    ("updated", updates(target=lambda r, g, f, end: g * f * (not end)), "the reward is missing"),
    ("updated", updates(moved=lambda old, target, lr: lr * old + (1 - lr) * target), "lr and 1 - lr"),
    ("updated", updates(of=lambda q, s, after: q), "of the whole table"),
    ("updated", updates(expected=lambda row, eps: (1 - eps) * row.argmax() + eps * row.mean()), "the place of the best action"),
    ("updated", updates(moved=lambda old, target, lr: lr * (target - old)), "the old value is lost"),
    ("updated", updates(moved=lambda old, target, lr: lr * target), "only lr times the target"),
    ("updated", updates(target=lambda r, g, f, end: r + g * f), "the walk has ended here"),
    ("updated", lambda q, s, a, r, after, end, *more: q if end else updated(q, s, a, r, after, end, *more), "reward is still to be learned"),
    ("updated", updates(numbers=lambda lr, g: (0.25, g)), "lr = 0.25 typed in"),
    ("updated", at_once_at_the_end, "at once; it moves by the share"),
    ("updated", updates(target=lambda r, g, f, end: (r + g * f) * (not end)), "the reward is left out, too: only"),
    ("updated", updates(expected=lambda row, eps: 0.8 * row.max() + 0.2 * row.mean()), "typed in"),
    ("updated", updates(expected=lambda row, eps: (1 - eps) * row.max() + eps * row.sum() / 3), "typed in"),
    ("updated", in_place, "changes the array"),
    ("updated", in_place_at_the_end, "changes the array"),
    ("updated", shrunk_first, "from the *old* table"),
    ("updated", lambda q, s, a, *more: updated(q, s, a, *more)[s, a], "the whole table"),
    ("updated", lambda *given: None, "None"),
    ("preference_loss", preferences(lead=lambda a, b: (b - a).squeeze(1)), "changed places"),
    ("preference_loss", preferences(loss=lambda d, c: F.binary_cross_entropy_with_logits(d, c, reduction="sum")), "this is the sum"),
    ("preference_loss", preferences(loss=lambda d, c: F.binary_cross_entropy_with_logits(d.sigmoid(), c)), "a sigmoid too many"),
    ("preference_loss", preferences(loss=lambda d, c: -F.logsigmoid(d).mean()), "as if the first had won"),
    ("preference_loss", preferences(loss=only_decided), "undecided pairs are left out"),
    ("preference_loss", preferences(loss=lambda d, c: in_terms(d, (c >= 0.5).double())), "counts as a victory"),
    ("preference_loss", preferences(loss=lambda d, c: in_terms(d, (c > 0.5).double())), "counts as a defeat"),
    ("preference_loss", preferences(loss=lambda d, c: -(c * F.logsigmoid(d)).mean()), "second part is missing"),
    ("preference_loss", preferences(give=lambda loss: -loss), "the sign is turned round"),
    ("preference_loss", preferences(lead=lambda a, b: (a.sigmoid() - b.sigmoid()).squeeze(1)), "by itself"),
    ("preference_loss", preferences(lead=lambda a, b: a - b, loss=in_terms), "(m, m) table"),
    ("preference_loss", preferences(lead=lambda a, b: a - b), "two shapes do not fit"),
    ("preference_loss", preferences(loss=lambda d, c: (d.sigmoid() - c).square().mean()), "squared error"),
    ("preference_loss", preferences(loss=lambda d, c: in_terms(d, c) / np.log(2)), "these are bits"),
    ("preference_loss", preferences(lead=lambda a, b: (a / b).squeeze(1)), "divided by each other"),
    ("preference_loss", lambda model, first, second, choice: in_terms(model(first - second).squeeze(1), choice), "difference of the answers"),
    ("preference_loss", preferences(loss=lambda d, c: -F.logsigmoid(d * (2 * c - 1)).mean()), "counts as ln 2"),
    ("preference_loss", preferences(loss=lambda d, c: -(c.round() * F.logsigmoid(d) + (1 - c).round() * F.logsigmoid(-d)).mean()), "counts as 0; by the formula"),
    ("preference_loss", preferences(lead=lambda a, b: a.squeeze(1)), "second answer is not used"),
    ("preference_loss", preferences(lead=lambda a, b: (a + b).squeeze(1)), "the scores are added"),
    ("preference_loss", preferences(loss=lambda d, c: -(c * F.logsigmoid(d) + (1 - c) * (1 - F.logsigmoid(d))).mean()), "1 - ln p stands"),
    ("preference_loss", preferences(loss=lambda d, c: F.binary_cross_entropy_with_logits(c, d)), "is given `choice` first"),
    ("preference_loss", preferences(lead=lambda a, b: torch.cat([a, b], 1), loss=lambda s, c: F.cross_entropy(s, c.long())), "no number of a class"),
    ("preference_loss", preferences(lead=lambda a, b: (a / (a + b)).squeeze(1), loss=lambda p, c: -(c * p.log() + (1 - c) * (1 - p).log()).mean()), "divided by each other"),
    ("preference_loss", preferences(lead=lambda a, b: torch.cat([a, b], 1), loss=lambda s, c: in_terms(s[:, 0], c) + in_terms(s[:, 1], 1 - c)), "by itself"),
    ("preference_loss", preferences(loss=F.binary_cross_entropy), "takes probabilities"),
    ("preference_loss", preferences(lead=lambda a, b: a - b, loss=F.cross_entropy), "by yes or no"),
    ("double_loss", lambda net, copy, s, a, r, after, end, g: (net(s)[torch.arange(len(a)), a] - (r + g * net(after).max(1) * ~end)).square().mean(), "gives two things"),
    ("preference_loss", preferences(loss=naive), "nan or infinity"),
    ("preference_loss", preferences(loss=with_epsilon), "take the difference itself"),
    ("preference_loss", preferences(loss=lambda d, c: F.binary_cross_entropy(d.sigmoid(), c)), "binary_cross_entropy does that"),
    ("preference_loss", preferences(lead=lambda a, b: (a - b).squeeze(1).clamp(-50, 50)), "is something cut off"),
    ("preference_loss", preferences(lead=lambda a, b: (a - b).squeeze(1).clamp(-20, 20)), "large differences are cut off"),
    ("preference_loss", half_cut, "both scores pass gradients"),
    ("preference_loss", preferences_in_numpy, "cut off from the model"),
    ("preference_loss", preferences(give=lambda loss: loss.item()), "cut off from the model"),
    ("preference_loss", preferences(give=lambda loss: loss.detach()), "cut off from the model"),
    ("preference_loss", preferences(loss=lambda d, c: F.binary_cross_entropy_with_logits(d, c, reduction="sum") / 4), "typed in"),
    ("preference_loss", preferences(loss=lambda d, c: in_terms(d, 1.0 if c else 0.0)), "one truth value"),
    ("preference_loss", changed_choice, "changes a tensor"),
    ("preference_loss", preferences(give=lambda loss: (loss, 1)), "the loss alone"),
    ("preference_loss", preferences(give=lambda loss: None), "None"),
    ("policy_loss", policies(loss=lambda log_p, A: (A * log_p).mean()), "the sign is turned round"),
    ("policy_loss", policies(advantage=lambda returns, v: returns), "critic is not used"),
    ("policy_loss", policies(advantage=lambda returns, v: returns + v), "the guess is added"),
    ("policy_loss", policies(log_p=lambda s, a: s.softmax(1)[torch.arange(len(a)), a]), "the logarithm is missing"),
    ("policy_loss", policies(log_p=lambda s, a: s[torch.arange(len(a)), a]), "raw scores"),
    ("policy_loss", policies(log_p=lambda s, a: s.log_softmax(0)[torch.arange(len(a)), a]), "over the states"),
    ("policy_loss", policies(loss=lambda log_p, A: -(A * log_p).sum()), "this is the sum"),
    ("policy_loss", policies(log_p=lambda s, a: s.log_softmax(1).sum(1)), "all actions count"),
    ("policy_loss", policies(advantage=lambda returns, v: returns - returns.mean()), "mean of the returns"),
    ("policy_loss", policies(loss=lambda log_p, A: -((A - A.mean()) / A.std() * log_p).mean()), "divided by their spread"),
    ("policy_loss", policies(loss=lambda log_p, A: -(A / A.std() * log_p).mean()), "divided by their spread"),
    ("policy_loss", policies(guess=lambda v: v.detach()), "mostly because the shapes"),
    ("policy_loss", policies(log_p=lambda s, a: (s.log_softmax(1) * F.one_hot(a, s.shape[1])).mean(1)), "divide by the number of steps"),
    ("policy_loss", policies(log_p=lambda s, a: s.log_softmax(1).amax(1)), "most probable action"),
    ("policy_loss", policies(log_p=lambda s, a: s.softmax(1).log_softmax(1)[torch.arange(len(a)), a]), "is taken twice"),
    ("policy_loss", policies(advantage=lambda returns, v: (returns - v).sign()), "its size counts"),
    ("policy_loss", policies(loss=lambda log_p, A: -log_p.mean()), "plain cross-entropy"),
    ("policy_loss", policies(loss=lambda log_p, A: -A.mean() * log_p.mean()), "two means are multiplied"),
    ("policy_loss", policies(advantage=lambda returns, v: v - returns), "the return minus the guess"),
    ("policy_loss", policies(guess=lambda v: v.detach().mean()), "mean of all guesses"),
    ("policy_loss", policies(log_p=lambda s, a: s.log_softmax(1).gather(1, a[:, None])), "(n, 1) times (n,)"),
    ("policy_loss", policies(log_p=lambda s, a: s.log_softmax(1)[:, a]), "x[:, actions]"),
    ("policy_loss", policies(loss=lambda log_p, A: -((A - A.mean()) * log_p).mean()), "the critic's guess is enough"),
    ("policy_loss", policies(guess=lambda v: v.squeeze(1), loss=lambda log_p, A: -(A.detach() * log_p).mean() + A.square().mean()), "own loss is added"),
    ("policy_loss", policies(loss=lambda log_p, A: -(A.abs() * log_p).mean()), "sign of the advantage is lost"),
    ("policy_loss", policies(loss=lambda log_p, A: -(A.square() * log_p).mean()), "sign of the advantage is lost"),
    ("policy_loss", policies(advantage=lambda returns, v: v), "guess alone is the weight"),
    ("policy_loss", policies(loss=lambda log_p, A: A.square().mean()), "the critic's loss; asked"),
    ("policy_loss", policies(log_p=lambda s, a: s.log_softmax(1).mean(1)), "all actions count"),
    ("policy_loss", policies(log_p=lambda s, a: s.log()[torch.arange(len(a)), a]), "log_softmax first. And"),
    ("policy_loss", policies(guess=lambda v: v.squeeze(1)), "reaches the critic"),
    ("policy_loss", policies(give=lambda loss: loss.detach()), "cut off from the policy"),
    ("policy_loss", policies(give=lambda loss: loss.item()), "cut off from the policy"),
    ("policy_loss", policies(loss=lambda log_p, A: -(A * torch.cat([log_p[:1], log_p[1:].detach()])).mean()), "a part of the way back"),
    ("policy_loss", policies(loss=lambda log_p, A: -(A * log_p).sum() / 4), "typed in"),
    ("policy_loss", policies(log_p=lambda s, a: s.log_softmax(1)[a]), "two shapes do not fit"),
    ("policy_loss", policy_changes, "changes a tensor"),
    ("policy_loss", policies(give=lambda loss: (loss, None)), "the loss alone"),
    ("policy_loss", policies(give=lambda loss: None), "None"),
    ("policy_loss", lambda policy, critic, *more: policy_loss(policy, critic.requires_grad_(False), *more), "so nobody can train it"),
    ("double_loss", doubles(choose=lambda net, copy, after: copy(after).argmax(1)), "plain DQN"),
    ("double_loss", doubles(judge=lambda net, copy, after, best: net(after)[torch.arange(len(best)), best]), "the copy is not used"),
    ("double_loss", doubles(choose=lambda net, copy, after: copy(after).argmax(1), judge=lambda net, copy, after, best: net(after)[torch.arange(len(best)), best]), "have changed places"),
    ("double_loss", doubles(target=lambda r, g, f, end: r + g * f), "nothing follows; here"),
    ("double_loss", doubles(target=lambda r, g, f, end: r + g * f * end), "turn the truth values"),
    ("double_loss", doubles(target=lambda r, g, f, end: r + f * ~end), "the discount is missing"),
    ("double_loss", doubles(target=lambda r, g, f, end: g * (r + f * ~end)), "reward is discounted"),
    ("double_loss", doubles(target=lambda r, g, f, end: (r + g * f) * ~end), "it was paid"),
    ("double_loss", doubles(loss=lambda q, goal: (q - goal).square().sum()), "this is the sum"),
    ("double_loss", doubles(taken=lambda net, copy, s, a: net(s), loss=lambda q, goal: (q - goal[:, None]).square().mean()), "all actions are compared"),
    ("double_loss", doubles(taken=lambda net, copy, s, a: net(s).amax(1)), "the largest value of each state"),
    ("double_loss", doubles(loss=lambda q, goal: (q - goal).abs().mean()), "not squared"),
    ("double_loss", doubles(loss=F.smooth_l1_loss), "Huber loss"),
    ("double_loss", doubles(judge=lambda net, copy, after, best: copy(after)[:, best], loss=lambda q, goal: (q - goal).square().mean(), target=lambda r, g, f, end: r + g * f * ~end), "x[:, actions]"),
    ("double_loss", doubles(choose=lambda net, copy, after: net(after).argmin(1)), "worst action"),
    ("double_loss", doubles(judge=lambda net, copy, after, best: torch.minimum(net(after).amax(1), copy(after).amax(1))), "smaller of the two"),
    ("double_loss", doubles(taken=lambda net, copy, s, a: copy(s)[torch.arange(len(a)), a]), "the values before are by the copy"),
    ("double_loss", doubles(taken=lambda net, copy, s, a: net(s)[:, a]), "x[:, actions]"),
    ("double_loss", doubles(taken=lambda net, copy, s, a: net(s).gather(1, a[:, None])), ".squeeze(1) after gather"),
    ("double_loss", doubles(judge=lambda net, copy, after, best: copy(after).gather(1, best[:, None])), ".squeeze(1) after gather"),
    ("double_loss", doubles(judge=lambda net, copy, after, best: best), "the place of the best action"),
    ("double_loss", doubles(target=lambda r, g, f, end: g * f * ~end), "the reward is missing"),
    ("double_loss", doubles(judge=lambda net, copy, after, best: copy(after).mean(1)), "mean of the copy's values"),
    ("double_loss", doubles(target=lambda r, g, f, end: r if end.any() else r + g * f), "the rewards alone"),
    ("double_loss", lambda net, copy, s, a, r, after, end, g: double_loss(net, copy, s[~end], a[~end], r[~end], after[~end], end[~end], g), "are left out; they count"),
    ("double_loss", lambda net, copy, s, a, r, after, end, g: double_loss(net, copy, s[~end], a[~end], r[~end], after[~end], end[~end], g) * (~end).sum() / len(r), "are left out; they count"),
    ("double_loss", doubles(choose=lambda net, copy, after: net(after).argmax(0), judge=lambda net, copy, after, best: copy(after)[torch.arange(len(best)), best]), "goes along the actions"),
    ("double_loss", chosen_before, "`net` chooses at `states`"),
    ("double_loss", lambda net, copy, s, a, r, after, end, g: double_loss(net, copy, s, a, r, s, end, g), "what follows is taken from `states`"),
    ("double_loss", lambda net, copy, s, a, r, after, end, g: ((net(s)[torch.arange(len(a)), a] - (r + g * copy(after)[torch.arange(len(a)), a] * ~end).detach()) ** 2).mean(), "action that was taken before"),
    ("double_loss", doubles(still=False), "reaches the copy"),
    ("double_loss", lambda *given: double_loss(*given).detach(), "cut off from `net`"),
    ("double_loss", lambda *given: double_loss(*given).item(), "cut off from `net`"),
    ("double_loss", doubles(loss=lambda q, goal: (torch.cat([q[:1], q[1:].detach()]) - goal).square().mean()), "one place too many"),
    ("double_loss", doubles(target=lambda r, g, f, end: r + 0.8 * f * ~end), "typed in"),
    ("double_loss", doubles(loss=lambda q, goal: (q - goal).square().sum() / 4), "typed in"),
    ("double_loss", doubles(target=lambda r, g, f, end: r + g * f * (1 - end)), "not defined for truth values"),
    ("double_loss", doubles(target=lambda r, g, f, end: r + (0 if end else g * f)), "one truth value"),
    ("double_loss", changes_rewards_of_double, "changes a tensor"),
    ("double_loss", lambda *given: (double_loss(*given), 0), "the loss alone"),
    ("double_loss", lambda *given: None, "None"),
    ("double_loss", lambda net, copy, *more: double_loss(net, copy.requires_grad_(False), *more), "so nobody can train it"),
    ("policy_for", learner(give=lambda q: q.argmin(axis=1)), "lake 1 the policy"),
    ("policy_for", learner(gamma=0.0), "lake 1 the policy"),
    ("policy_for", learner(lr=0.0), "the same for all lakes"),
    ("policy_for", learner(walks=2), "lake 1 the policy"),
    ("policy_for", learner(start=-100.0), "lake 1 the policy"),
    ("policy_for", learner(lake=lambda number: 1), "the same for all lakes"),
    ("policy_for", stays, "go on from the field that"),
    ("policy_for", learner(learn_ends=False), "falls into a hole"),
    ("policy_for", monte_carlo, "waits for the end of a walk"),
    ("policy_for", learner(give=lambda q: q), "the table of values"),
    ("policy_for", learner(give=lambda q: q.max(axis=1)), "whole numbers 0, 1, 2 and 3"),
    ("policy_for", learner(give=lambda q: q.argmax(axis=1).reshape(6, 6)), "shape (36,)"),
    ("policy_for", learner(give=lambda q: q.argmax(axis=0)), "shape (36,)"),
    ("policy_for", learner(give=lambda q: None), "None"),
    ("policy_for", lambda number: [1, 1, 1, 1, 1, 2] * 6, "the same for all lakes"),
]  # fmt: skip
