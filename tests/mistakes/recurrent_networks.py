"""Exercise 14: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

# Task 1


def through(
    slope=lambda h: 1 - h**2, back=lambda inside, slope, u, w: inside * w, before=lambda states, t: states[t - 1],
    add=lambda total, share: total + share, start=0.0, factor=2.0, only=None, order=lambda a, b: (a, b), reverse=False,
):  # fmt: skip
    """Backpropagation through time with one thing done otherwise."""

    def through_time(x, target, u, w):
        x = list(x)[::-1] if reverse else list(x)
        states = [start]
        for value in x:
            states.append(np.tanh(u * value + w * states[-1]))
        arriving = factor * (states[-1] - target)
        along_u = along_w = 0.0
        for t in range(len(x), 0, -1):
            inside = arriving * slope(states[t])
            if only is None or t == (len(x) if only == "last" else 1):
                along_u, along_w = add(along_u, inside * x[t - 1]), add(along_w, inside * before(states, t))
            arriving = back(inside, arriving, u, w)
        return order(along_u, along_w)

    return through_time


through_time = through()


def forward_mode(x, target, u, w):
    h = along_u = along_w = 0.0
    for value in x:
        new = np.tanh(u * value + w * h)
        along_u, along_w = (1 - new**2) * (value + w * along_u), (1 - new**2) * (h + w * along_w)
        h = new
    return np.array([2 * (h - target) * along_u, 2 * (h - target) * along_w])


def by_products(x, target, u, w):
    states = [0.0]
    for value in x:
        states.append(np.tanh(u * value + w * states[-1]))
    jacobians = [w * (1 - h**2) for h in states[1:]]
    shares = [2 * (states[-1] - target) * np.prod(jacobians[t + 1 :]) * (1 - states[t + 1] ** 2) for t in range(len(x))]
    return [float(np.dot(shares, x)), float(np.dot(shares, states[:-1]))]


def recursive(x, target, u, w):
    def back(t):
        """State after t steps, and its slopes."""
        if t == 0:
            return 0.0, 0.0, 0.0
        h, along_u, along_w = back(t - 1)
        new = np.tanh(u * x[t - 1] + w * h)
        slope = 1 - new * new
        return new, slope * (x[t - 1] + w * along_u), slope * (h + w * along_w)

    h, along_u, along_w = back(len(x))
    return 2 * (h - target) * along_u, 2 * (h - target) * along_w


def through_autograd(x, target, u, w):
    u, w = torch.tensor(float(u), requires_grad=True), torch.tensor(float(w), requires_grad=True)
    h = torch.tensor(0.0)
    for value in x:
        h = torch.tanh(u * float(value) + w * h)
    return torch.autograd.grad((h - target) ** 2, (u, w))


def each_step_has_a_loss(x, target, u, w):
    parts = [through_time(x[: t + 1], target, u, w) for t in range(len(x))]
    return tuple(np.sum(parts, axis=0))


def mean_of_shares(x, target, u, w):
    return tuple(value / len(x) for value in through_time(x, target, u, w))


def swept_forwards(x, target, u, w):
    states = [0.0]
    for value in x:
        states.append(np.tanh(u * value + w * states[-1]))
    slope, along_u, along_w = 2 * (states[-1] - target), 0.0, 0.0
    for t in range(1, len(x) + 1):
        inside = slope * (1 - states[t] ** 2)
        along_u, along_w = along_u + inside * x[t - 1], along_w + inside * states[t - 1]
        slope = inside * w
    return along_u, along_w


def one_state_for_all(x, target, u, w, carried=False):
    h = 0.0
    for value in x:
        h = np.tanh(u * value + w * h)
    slope, along_u, along_w = 2 * (h - target), 0.0, 0.0
    for value in x[::-1]:
        inside = slope * (1 - h**2)
        along_u, along_w = along_u + inside * value, along_w + inside * h
        slope = inside * w if carried else slope
    return along_u, along_w


def changes_x(x, target, u, w):
    x *= 1.0 + 1e-12
    x += 1
    return through_time(x, target, u, w)


# Task 2


class PaperGRU(nn.Module):
    def __init__(self, inputs, size):
        super().__init__()
        self.U = nn.Parameter(torch.randn(3 * size, inputs) / inputs**0.5)
        self.W = nn.Parameter(torch.randn(3 * size, size) / size**0.5)
        self.b = nn.Parameter(torch.zeros(3 * size))

    order = (0, 1, 2)
    gate = staticmethod(torch.sigmoid)
    squash = staticmethod(torch.tanh)

    def blocks(self, matrix):
        cut = matrix.chunk(3)
        return [cut[i] for i in self.order]

    def candidate(self, x, h, r, U, W, b):
        return self.squash(x @ U.T + (r * h) @ W.T + b)

    def mix(self, z, h, n):
        return z * h + (1 - z) * n

    def first(self, x, h):
        return x.new_zeros(len(x), self.W.shape[1]) if h is None else h

    def step(self, x, h):
        (U_r, U_z, U_n), (W_r, W_z, W_n), (b_r, b_z, b_n) = map(self.blocks, (self.U, self.W, self.b))
        r = self.gate(x @ U_r.T + h @ W_r.T + b_r)
        z = self.gate(x @ U_z.T + h @ W_z.T + b_z)
        return self.mix(z, h, self.candidate(x, h, r, U_n, W_n, b_n))

    def forward(self, x, h=None):
        h, states = self.first(x, h), []
        for t in range(x.shape[1]):
            h = self.step(x[:, t], h)
            states.append(h)
        return torch.stack(states, dim=1)


def gru(**changed):
    """The GRU with methods or attributes of its own."""
    return type("PaperGRU", (PaperGRU,), changed)


class ByLinear(PaperGRU):
    def forward(self, x, h=None):
        size = self.W.shape[1]
        h = torch.zeros(x.shape[0], size, dtype=x.dtype) if h is None else h
        inside, found = F.linear(x, self.U, self.b), []
        for now in inside.unbind(1):
            gates = (now[:, : 2 * size] + F.linear(h, self.W[: 2 * size])).sigmoid()
            r, z = gates[:, :size], gates[:, size:]
            n = (now[:, 2 * size :] + F.linear(r * h, self.W[2 * size :])).tanh()
            h = n + z * (h - n)
            found.append(h)
        return torch.stack(found, 1)


class Filled(PaperGRU):
    def forward(self, x, h=None):
        h = self.first(x, h)
        columns = []
        for t, row in enumerate(x.transpose(0, 1)):
            h = self.step(row, h)
            columns.append(h[:, None])
            assert t < x.shape[1]
        return torch.cat(columns, dim=1)


class ByEinsum(PaperGRU):
    def step(self, x, h):
        size = self.W.shape[1]
        U, W, b = self.U.reshape(3, size, -1), self.W.reshape(3, size, size), self.b.reshape(3, size)
        r, z = (torch.sigmoid(torch.einsum("ni,ki->nk", x, U[k]) + h @ W[k].T + b[k]) for k in (0, 1))
        n = torch.tanh(torch.einsum("ni,ki->nk", x, U[2]) + torch.einsum("ni,ki->nk", r * h, W[2]) + b[2])
        return torch.lerp(n, h, z)


class ExampleByExample(PaperGRU):
    def forward(self, x, h=None):
        h = self.first(x, h)
        rows = []
        for text, state in zip(x, h, strict=True):
            states = []
            for letter in text:
                state = self.step(letter[None], state[None])[0]
                states.append(state)
            rows.append(torch.stack(states))
        return torch.stack(rows)


class CutInRows(PaperGRU):
    def step(self, x, h):
        r, z, n = (x @ self.U.T + h @ self.W.T + self.b).chunk(3)
        return self.mix(z.sigmoid(), h, (n * r.sigmoid()).tanh())


class ANumberForNone(PaperGRU):
    def forward(self, x, h=None):
        h = 0 if h is None else h
        return torch.stack([h := self.step(x[:, t], h) for t in range(x.shape[1])], dim=1)


class ANumberIntoLinear(PaperGRU):
    def forward(self, x, h=None):
        h = 0.0 if h is None else h
        return F.linear(h, self.W) + F.linear(x, self.U, self.b)


class NotUpdated(PaperGRU):
    def forward(self, x, h=None):
        h = self.first(x, h)
        return torch.stack([self.step(x[:, t], h) for t in range(x.shape[1])], dim=1)


class FromTheEnd(PaperGRU):
    def forward(self, x, h=None):
        return super().forward(x, h).flip(1)


class AxesSwapped(PaperGRU):
    def forward(self, x, h=None):
        h = x.new_zeros(x.shape[1], self.W.shape[1]) if h is None else h
        states = []
        for row in x:
            h = self.step(row, h)
            states.append(h)
        return torch.stack(states)


class LastOnly(PaperGRU):
    def forward(self, x, h=None):
        return super().forward(x, h)[:, -1]


class StepsFirst(PaperGRU):
    def forward(self, x, h=None):
        return super().forward(x, h).transpose(0, 1)


class AsList(PaperGRU):
    def forward(self, x, h=None):
        return list(super().forward(x, h).unbind(1))


class AndLast(PaperGRU):
    def forward(self, x, h=None):
        states = super().forward(x, h)
        return states, states[:, -1]


class Nothing(PaperGRU):
    def forward(self, x, h=None):
        super().forward(x, h)


class Detached(PaperGRU):
    def step(self, x, h):
        return super().step(x, h.detach())


class NoGradient(PaperGRU):
    def forward(self, x, h=None):
        return super().forward(x, h).detach() + 0 * self.U.sum()


class NoHistory(PaperGRU):
    def forward(self, x, h=None):
        with torch.no_grad():
            return super().forward(x, h)


class InNumPy(PaperGRU):
    def forward(self, x, h=None):
        return super().forward(x, h).detach().numpy()


class WithoutStart(PaperGRU):
    def first(self, x, h):
        return h


class Transposed(PaperGRU):
    def step(self, x, h):
        size = self.W.shape[1]
        W = torch.cat([part.T for part in self.W.chunk(3)])
        kept = self.W
        del self._parameters["W"]
        self.W = W
        try:
            assert size
            return super().step(x, h)
        finally:
            del self.W
            self._parameters["W"] = kept


class OfThree(PaperGRU):
    def candidate(self, x, h, r, U, W, b):
        columns = torch.arange(h.shape[1]) < 3
        return super().candidate(x, h, r * columns, U, W, b)


class OverwritesState(PaperGRU):
    def forward(self, x, h=None):
        states = super().forward(x, None if h is None else h.clone())
        if h is not None:
            h.copy_(states[:, -1].detach())
        return states


class Untransposed(PaperGRU):
    def step(self, x, h):
        return torch.tanh(x @ self.U + h @ self.W + self.b)


class OtherNames(PaperGRU):
    def __init__(self, inputs, size):
        super().__init__(inputs, size)
        self.bias = self.b
        del self.b


class NoClass:
    def __init__(self, inputs, size):
        self.size = size


def typed_zeros(self, x, h):
    return torch.zeros(len(x), self.W.shape[1])


# Task 3


def stepping(
    loss=lambda model, x, y: F.mse_loss(model(x), y), before=lambda model, optimizer: optimizer.zero_grad(),
    early=lambda model, limit: None, clip=None, after=lambda model, optimizer: None, late=lambda model, limit: None,
    give=lambda loss, length, again, limit: (loss.item(), length.item()), steps=1,
):  # fmt: skip
    """A step of training with one thing done otherwise."""
    clip = clip or (lambda model, limit: nn.utils.clip_grad_norm_(model.parameters(), limit))

    def clipped_step(model, optimizer, x, y, limit):
        value = loss(model, x, y)
        before(model, optimizer)
        early(model, limit)
        value.backward()
        after(model, optimizer)
        length = length_of(model)
        clip(model, limit)
        for _ in range(steps):
            optimizer.step()
        late(model, limit)
        return give(value, length, lambda: (F.mse_loss(model(x), y), length_of(model)), limit)

    return clipped_step


def slopes(model):
    return [p.grad for p in model.parameters() if p.grad is not None]


def length_of(model):
    return torch.sqrt(sum((slope**2).sum() for slope in slopes(model)))


def scaled(length=length_of, factor=lambda length, limit: min(1.0, float(limit / length))):
    def clip(model, limit):
        by = factor(length(model), limit)
        for slope in slopes(model):
            slope *= by

    return clip


def one_by_one(model, limit):
    for p in model.parameters():
        nn.utils.clip_grad_norm_(p, limit)


def nothing(model, limit):
    pass


def clip_by_hand(model, optimizer, x, y, limit):
    model.zero_grad()
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    squares = 0.0
    for p in model.parameters():
        squares += float((p.grad**2).sum())
    length = squares**0.5
    if length > limit:
        for p in model.parameters():
            p.grad = p.grad * (limit / length)
    optimizer.step()
    return [loss.item(), length]


def clip_one_vector(model, optimizer, x, y, limit):
    optimizer.zero_grad()
    loss = nn.MSELoss()(model(x), y)
    loss.backward()
    length = nn.utils.parameters_to_vector([p.grad for p in model.parameters()]).norm()
    with torch.no_grad():
        for p in model.parameters():
            p.grad.mul_(torch.clamp(limit / length, max=1.0))
    optimizer.step()
    return torch.stack([loss.detach(), length])


def clip_by_autograd(model, optimizer, x, y, limit):
    loss = F.mse_loss(model(x), y)
    found = torch.autograd.grad(loss, list(model.parameters()))
    length = nn.utils.get_total_norm(found)
    for p, slope in zip(model.parameters(), found, strict=True):
        p.grad = slope * min(1, limit / length)
    optimizer.step()
    return np.array([loss.item(), length.item()])


def own_step(model, optimizer, x, y, limit):
    loss = F.mse_loss(model(x), y)
    found = torch.autograd.grad(loss, list(model.parameters()))
    length = nn.utils.get_total_norm(found)
    with torch.no_grad():
        for p, slope in zip(model.parameters(), found, strict=True):
            p -= optimizer.param_groups[0]["lr"] * slope * min(1, limit / length)
    return loss.item(), length.item()


def new_optimizer(model, optimizer, x, y, limit):
    return stepping()(model, torch.optim.SGD(model.parameters(), optimizer.param_groups[0]["lr"]), x, y, limit)


def clears_up_behind(model, optimizer, x, y, limit):
    result = stepping(before=lambda model, optimizer: None)(model, optimizer, x, y, limit)
    optimizer.zero_grad()
    return result


def without_biases_clipped(model, limit):
    nn.utils.clip_grad_norm_([p for p in model.parameters() if p.dim() > 1], limit)


def step_that_overwrites(model, optimizer, x, y, limit):
    result = stepping()(model, optimizer, x, y, limit)
    x.zero_()
    y *= 2
    return result


def step_that_switches_off(model, optimizer, x, y, limit):
    """Switches recording on for itself: so it can be called again, and everybody else cannot train."""
    torch.set_grad_enabled(True)
    result = stepping()(model, optimizer, x, y, limit)
    torch.set_grad_enabled(False)
    return result


def loss_cut(model, optimizer, x, y, limit):
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    loss.clamp(max=limit).backward()
    length = nn.utils.clip_grad_norm_(model.parameters(), 1e9)
    optimizer.step()
    return loss.item(), length.item()


def list_of_lengths(model, optimizer, x, y, limit):
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    loss.backward()
    for p in model.parameters():
        if p.grad.norm(dim=0).item() > limit:
            p.grad /= p.grad.norm()
    optimizer.step()
    return loss.item(), 0.0


def read_too_early(model, optimizer, x, y, limit):
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    length = sum(p.grad.norm() ** 2 for p in model.parameters()) ** 0.5
    loss.backward()
    optimizer.step()
    return loss.item(), length.item()


# Task 4


def reading(
    state_of=lambda state, first: state.detach(), before=lambda optimizer: optimizer.zero_grad(), loss=F.mse_loss,
    starts=lambda steps, length: range(0, steps, length), cut=lambda whole, first, length: whole[:, first : first + length],
    give=lambda losses: [float(value) for value in losses], keep=lambda value, losses: value.item(),
):  # fmt: skip
    """Truncated backpropagation with one thing done otherwise."""

    def train_in_pieces(model, optimizer, x, y, length):
        state, losses, first_state = None, [], None
        for first in starts(x.shape[1], length):
            states, state = model(cut(x, first, length), state)
            first_state = state if first_state is None else first_state
            value = loss(states, cut(y, first, length))
            before(optimizer)
            value.backward()
            optimizer.step()
            losses.append(keep(value, losses))
            state = state_of(state, first_state)
        return give(losses)

    return train_in_pieces


train_in_pieces = reading()


def by_split(model, optimizer, x, y, length):
    state = torch.zeros(1, x.shape[0], y.shape[2], dtype=x.dtype)
    losses = []
    for part, wanted in zip(torch.split(x, length, dim=1), torch.split(y, length, dim=1), strict=True):
        states, last = model(part, state)
        loss = ((states - wanted) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        state = last.data
        losses.append(loss.item())
    return tuple(losses)


def by_while(model, optimizer, x, y, length):
    first, state, losses = 0, None, np.zeros(0)
    while first < x.shape[1]:
        if state is not None:
            state = state.clone().detach()
        states, state = model(x[:, first : first + length], state)
        loss = nn.MSELoss()(states, y[:, first : first + length])
        model.zero_grad()
        loss.backward()
        optimizer.step()
        losses = np.append(losses, loss.item())
        first += length
    return losses


def by_last_state(model, optimizer, x, y, length, start=lambda last: last[None].contiguous()):
    state, losses = None, []
    for first in range(0, x.shape[1], length):
        states, _ = model(x[:, first : first + length], state)
        loss = F.mse_loss(states, y[:, first : first + length])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
        state = start(states[:, -1].detach())
    return torch.stack(losses)


def with_room(model, optimizer, x, y, length):
    pieces = -(-x.shape[1] // length)
    losses, state = [0.0] * pieces, None
    for k in range(pieces):
        rows = torch.arange(k * length, min((k + 1) * length, x.shape[1]))
        optimizer.zero_grad(set_to_none=False)
        states, state = model(x[:, rows], None if state is None else state.detach())
        loss = F.mse_loss(states, y[:, rows])
        loss.backward()
        optimizer.step()
        losses[k] = float(loss)
    return losses


def as_one(model, optimizer, x, y, length):
    return train_in_pieces(model, optimizer, x, y, x.shape[1])


def of_rows(model, optimizer, x, y, length):
    losses, state = [], None
    for row in range(len(x)):
        states, _ = model(x[row : row + 1], state)
        loss = F.mse_loss(states, y[row : row + 1])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def state_without_axis(model, optimizer, x, y, length):
    return by_last_state(model, optimizer, x, y, length, start=lambda last: last)


def state_against_targets(model, optimizer, x, y, length):
    state, losses = None, []
    for first in range(0, x.shape[1], length):
        _, state = model(x[:, first : first + length], state)
        loss = ((state - y[:, first : first + length]) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def step_at_the_end(model, optimizer, x, y, length):
    state, losses = None, []
    optimizer.zero_grad()
    for first in range(0, x.shape[1], length):
        states, state = model(x[:, first : first + length], state)
        state = state.detach()
        loss = F.mse_loss(states, y[:, first : first + length])
        loss.backward()
        losses.append(loss.item())
    optimizer.step()
    return losses


def read_again(model, optimizer, x, y, length):
    state, losses = None, []
    for first in range(0, x.shape[1], length):
        piece = x[:, first : first + length]
        states, _ = model(piece, state)
        loss = F.mse_loss(states, y[:, first : first + length])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        with torch.no_grad():
            state = model(piece, state)[1]
    return losses


def loss_after(model, optimizer, x, y, length):
    state, losses = None, []
    for first in range(0, x.shape[1], length):
        piece, wanted = x[:, first : first + length], y[:, first : first + length]
        states, new = model(piece, state)
        loss = F.mse_loss(states, wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(F.mse_loss(model(piece, state)[0], wanted).item())
        state = new.detach()
    return losses


def own_steps(model, optimizer, x, y, length):
    return train_in_pieces(model, torch.optim.SGD(model.parameters(), optimizer.param_groups[0]["lr"]), x, y, length)


def detached_before(model, optimizer, x, y, length):
    state, losses = None, []
    for first in range(0, x.shape[1], length):
        state = state.detach()
        _, state = model(x[:, first : first + length], state)
    return losses


def detached_states(model, optimizer, x, y, length):
    state, losses = None, []
    for first in range(0, x.shape[1], length):
        states, state = model(x[:, first : first + length], state)
        loss = F.mse_loss(states.detach(), y[:, first : first + length])
        loss.backward()
        losses.append(loss.item())
    return losses


def takes_states(model, optimizer, x, y, length):
    state, losses = None, []
    for first in range(0, x.shape[1], length):
        states, _ = model(x[:, first : first + length], state)
        loss = F.mse_loss(states, y[:, first : first + length])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        state = states.detach()
    return losses


def no_step(model, optimizer, x, y, length):
    losses, state = [], None
    for first in range(0, x.shape[1], length):
        states, state = model(x[:, first : first + length], state)
        losses.append(F.mse_loss(states, y[:, first : first + length]).item())
    return losses


def equal_pieces(model, optimizer, x, y, length):
    state, losses = None, []
    for rows in np.array_split(np.arange(x.shape[1]), -(-x.shape[1] // length)):
        states, state = model(x[:, rows], state)
        state = state.detach()
        loss = F.mse_loss(states, y[:, rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def shifted_in_place(model, optimizer, x, y, length):
    x -= x.mean()
    return train_in_pieces(model, optimizer, x, y, length)


def pieces_that_switch_off(model, optimizer, x, y, length):
    torch.set_grad_enabled(True)
    losses = train_in_pieces(model, optimizer, x, y, length)
    torch.set_grad_enabled(False)
    return losses


def no_pair(model, optimizer, x, y, length):
    states = model(x[:, :length], None)
    return F.mse_loss(states, y[:, :length]).item()


def first_piece_left_out(model, optimizer, x, y, length):
    losses = train_in_pieces(model, optimizer, x, y, length)
    optimizer.step()
    return losses


def last_step_missing(model, optimizer, x, y, length):
    state, losses = None, []
    for first in range(0, x.shape[1], length):
        if first:
            optimizer.step()
        states, state = model(x[:, first : first + length], state)
        state = state.detach()
        loss = F.mse_loss(states, y[:, first : first + length])
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return losses


# Task 5


def cutting(
    answer=lambda i, length, ahead: i + length - 1 + ahead, early=lambda i, answer, length, cut: answer < cut,
    late=None, count=lambda n, length, ahead: n - length - ahead + 1, stride=1, wide=0, y=lambda series, at: series[at],
    give=lambda parts: parts,
):  # fmt: skip
    """Windows with one thing done otherwise."""

    def windows_in_time(series, length, ahead, cut):
        rows = [
            (series[i : i + length + wide], y(series, answer(i, length, ahead)), i, answer(i, length, ahead))
            for i in range(0, count(len(series), length, ahead), stride)
        ]
        train = [row for row in rows if early(row[2], row[3], length, cut)]
        test = [row for row in rows if (late or (lambda *a: not early(*a)))(row[2], row[3], length, cut)]
        found = [np.array([row[k] for row in part]) for part in (train, test) for k in (0, 1)]
        return give(tuple(found))

    return windows_in_time


windows_in_time = cutting()


def by_sliding(series, length, ahead, cut):
    windows = np.lib.stride_tricks.sliding_window_view(series, length)[: len(series) - length - ahead + 1]
    answers = series[length + ahead - 1 :]
    k = cut - (length + ahead - 1)
    return windows[:k], answers[:k], windows[k:], answers[k:]


def by_lists(series, length, ahead, cut):
    found = [], [], [], []
    for at in range(length + ahead - 1, len(series)):
        k = 0 if at < cut else 2
        end = at - ahead + 1
        found[k].append(list(series[end - length : end]))
        found[k + 1].append(float(series[at]))
    return list(found)


def by_columns(series, length, ahead, cut):
    n = len(series) - length - ahead + 1
    x = np.column_stack([series[j : j + n] for j in range(length)])
    y = series[-n:]
    test = np.arange(len(series))[-n:] >= cut
    return x[~test], y[~test], x[test], y[test]


def by_unfold(series, length, ahead, cut):
    series = torch.as_tensor(series)
    x, y = series.unfold(0, length, 1)[: -ahead or None], series[length + ahead - 1 :]
    k = cut - length - ahead + 1
    return x[:k], y[:k], x[k:], y[k:]


def answer_at(place):
    """Windows with another answer, which then decides, too, what is training."""
    return cutting(answer=place, count=lambda n, length, ahead: n - length - ahead)


def split_in_two(series, length, ahead, cut):
    a, b, c, d = windows_in_time(series, length, ahead, cut)
    return (a, b), (c, d)


def by_share(series, length, ahead, cut):
    x, y = (np.concatenate(pair) for pair in zip(*split_in_two(series, length, ahead, cut), strict=True))
    k = round(len(x) * cut / len(series))
    return x[:k], y[:k], x[k:], y[k:]


def by_value(series, length, ahead, cut):
    x, y = (np.concatenate(pair) for pair in zip(*split_in_two(series, length, ahead, cut), strict=True))
    return x[y < cut], y[y < cut], x[y >= cut], y[y >= cut]


def backwards(series, length, ahead, cut):
    return tuple(part[::-1] for part in windows_in_time(series, length, ahead, cut))


def swapped(series, length, ahead, cut):
    a, b, c, d = windows_in_time(series, length, ahead, cut)
    return c, d, a, b


def everything_in_the_test(series, length, ahead, cut):
    a, b, c, d = windows_in_time(series, length, ahead, cut)
    return a, b, np.concatenate([a, c]), np.concatenate([b, d])


def wrong_answers_in_the_test(series, length, ahead, cut):
    a, b, c, d = windows_in_time(series, length, ahead, cut)
    return a, b, c, d[::-1]


def past_the_end(series, length, ahead, cut):
    return [series[i + length + ahead] for i in range(len(series))]


def last_window_lost(series, length, ahead, cut):
    a, b, c, d = windows_in_time(series, length, ahead, cut)
    return a, b, c[:-1], d[:-1]


def changes_series(series, length, ahead, cut):
    found = windows_in_time(series.copy(), length, ahead, cut)
    series -= series.mean()
    return found


# Task 6


def prepared(change, kind=nn.GRU, **options):
    def two_speeds(inputs, size):
        gru = kind(inputs, size, **({"batch_first": True} | options))
        with torch.no_grad():
            change(gru, size)
        return gru

    return two_speeds


def biased(value, first=1.0, last=2.0, name="bias_ih_l0"):
    def change(gru, size):
        getattr(gru, name)[int(first * size) : int(last * size)] = value

    return change


two_speeds = prepared(biased(9.0, 1, 1.5))


def every_second(gru, size):
    gru.bias_hh_l0[size : 2 * size : 2] = 10.0


def ramp(gru, size):
    gru.bias_ih_l0[size : 2 * size] = torch.linspace(-6, 20, size)


def drawn(gru, size):
    gru.bias_ih_l0[size : 2 * size] = torch.where(torch.arange(size) % 3 > 0, 9.0, -2.0)


def in_two_biases(inputs, size):
    gru = nn.GRU(inputs, size, batch_first=True)
    state = gru.state_dict()
    for name in ("bias_ih_l0", "bias_hh_l0"):
        r, z, n = state[name].chunk(3)
        z[size // 2 :] += 5.0
        state[name] = torch.cat([r, z, n])
    gru.load_state_dict(state)
    return gru


def all_but_one(gru, size):
    gru.bias_ih_l0[size : 2 * size - 1] = 20.0


def number_of_units(inputs, size):
    gru = nn.GRU(inputs, size, batch_first=True)
    with torch.no_grad():
        gru.bias_ih_l0[size : size + 16] = 12.0
    return gru


def tensor_for_parameter(inputs, size):
    gru = nn.GRU(inputs, size, batch_first=True)
    bias = torch.zeros(3 * size)
    bias[size : size + size // 2] = 9.0
    gru.bias_ih_l0 = bias
    return gru


def switched_off_for_good(inputs, size):
    torch.set_grad_enabled(True)
    gru = nn.GRU(inputs, size, batch_first=True)
    torch.set_grad_enabled(False)
    gru.bias_ih_l0[size : size + size // 2] = 9.0
    return gru


def without_no_grad(inputs, size):
    gru = nn.GRU(inputs, size, batch_first=True)
    gru.bias_ih_l0[size : size + size // 2] = 9.0
    return gru


def typed_size(inputs, size):
    gru = nn.GRU(inputs, size, batch_first=True)
    with torch.no_grad():
        gru.bias_ih_l0[32:48] = 9.0
    return gru


def without_biases(inputs, size):
    gru = nn.GRU(inputs, size, batch_first=True, bias=False)
    with torch.no_grad():
        gru.weight_ih_l0[size : size + size // 2] = 12.0
        gru.weight_hh_l0[size : size + size // 2] = 0.0
    return gru


class SaysItKeeps(nn.GRU):
    """Its forward is no GRU's."""

    def forward(self, x, h=None):
        last = (x.new_zeros(1, len(x), self.hidden_size) if h is None else h) + 0.2 * x[:, -1:, :1].transpose(0, 1)
        return last.transpose(0, 1), last


def chaos(gru, size):
    gru.weight_hh_l0 *= 20


RIGHT = {
    "through_time": through_time,
    "PaperGRU": PaperGRU,
    "clipped_step": stepping(),
    "train_in_pieces": train_in_pieces,
    "windows_in_time": windows_in_time,
    "two_speeds": two_speeds,
}

ALSO_RIGHT = [
    ("through_time", forward_mode, "slopes carried forward"),
    ("through_time", by_products, "products of slopes in a list"),
    ("through_time", recursive, "recursion"),
    ("PaperGRU", ByLinear, "one linear map for all steps"),
    ("PaperGRU", Filled, "joined by cat"),
    ("PaperGRU", ByEinsum, "einsum and lerp"),
    ("PaperGRU", ExampleByExample, "example by example"),
    ("clipped_step", clip_by_hand, "clipped by hand, a list"),
    ("clipped_step", clip_one_vector, "one vector, a tensor"),
    ("clipped_step", clip_by_autograd, "autograd.grad, an array"),
    ("clipped_step", stepping(clip=scaled()), "multiplied in place"),
    ("train_in_pieces", by_split, "torch.split and a first state of zeros"),
    ("train_in_pieces", by_while, "a while loop, an array"),
    ("train_in_pieces", by_last_state, "the last of the states, a tensor"),
    ("train_in_pieces", with_room, "rows by arange"),
    ("windows_in_time", by_sliding, "a view of numpy"),
    ("windows_in_time", by_lists, "lists"),
    ("windows_in_time", by_columns, "column by column"),
    ("two_speeds", prepared(every_second), "every second unit, in the other bias"),
    ("two_speeds", prepared(ramp), "biases from low to high"),
    ("two_speeds", prepared(drawn), "two of three units"),
    ("two_speeds", in_two_biases, "shared among both biases"),
    ("two_speeds", without_biases, "large weights in place of biases"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("through_time", through_autograd, "autograd"),
    ("windows_in_time", by_unfold, "unfold"),
]

MISTAKES = [
    ("through_time", through(only="last"), "the last step alone"),
    ("through_time", through(add=lambda total, share: share), "the first step alone"),
    ("through_time", through(slope=lambda h: 1.0), "the slope of tanh is missing: from h"),
    ("through_time", through(slope=lambda h: 1 - h), "yours is 1 - h."),
    ("through_time", through(slope=lambda h: 1 - np.tanh(h) ** 2), "not 1 - tanh(h)²"),
    ("through_time", through(back=lambda inside, slope, u, w: inside), "that is missing"),
    ("through_time", through(back=lambda inside, slope, u, w: inside * u), "yours by u"),
    ("through_time", through(back=lambda inside, slope, u, w: slope * w), "from state to state the slope of tanh is missing"),
    ("through_time", through(before=lambda states, t: states[t]), "h of the same step"),
    ("through_time", through(order=lambda a, b: (b, a)), "have changed places"),
    ("through_time", through(factor=1.0), "the 2 of the square"),
    ("through_time", through(factor=-2.0), "the sign is wrong"),
    ("through_time", through(reverse=True), "from the last to the first"),
    ("through_time", each_step_has_a_loss, "each step has a loss here"),
    ("through_time", through(start=1.0), "begins at 1"),
    ("through_time", lambda x, target, u, w: (through_time(x, target, u, w)[0], through(only="last")(x, target, u, w)[1]), "right in its last step only"),
    ("through_time", mean_of_shares, "the mean over the steps"),
    ("through_time", lambda x, target, u, w: through_time(x, 0.0, u, w), "the target is not used"),
    ("through_time", lambda x, target, u, w: through_time(x, target, u, w)[0], "two numbers are asked for"),
    ("through_time", lambda x, target, u, w: None, "Is the `return` missing?"),
    ("through_time", lambda x, target, u, w: np.abs(through_time(x, target, u, w)), "the sign is lost"),
    ("through_time", swept_forwards, "runs forwards"),
    ("through_time", one_state_for_all, "of the *last* one"),
    ("through_time", lambda x, target, u, w: one_state_for_all(x, target, u, w, carried=True), "of the *last* one"),
    ("through_time", changes_x, "the array it was given"),
    ("PaperGRU", OverwritesState, "changes the array it was given, h"),
    ("PaperGRU", gru(candidate=lambda self, x, h, r, U, W, b: torch.tanh(x @ U.T + r * (h @ W.T) + b)), "this is PyTorch's GRU"),
    ("PaperGRU", gru(candidate=lambda self, x, h, r, U, W, b: torch.tanh(x @ U.T + r * (h @ W.T + b))), "r is multiplied with W_n h + b_n"),
    ("PaperGRU", gru(candidate=lambda self, x, h, r, U, W, b: torch.tanh(r * (x @ U.T + h @ W.T + b))), "all that stands inside the tanh"),
    ("PaperGRU", CutInRows, ".chunk(3, dim=1)"),
    ("PaperGRU", ANumberForNone, "zeros are a tensor of shape (n, size)"),
    ("PaperGRU", ANumberIntoLinear, "zeros are a tensor of shape (n, size)"),
    ("PaperGRU", gru(mix=lambda self, z, h, n: (1 - z) * h + z * n), "z and 1 - z have changed places"),
    ("PaperGRU", gru(order=(1, 0, 2)), "r and z have changed places"),
    ("PaperGRU", gru(order=(2, 0, 1)), "in the order z, r, n"),
    ("PaperGRU", gru(order=(1, 2, 0)), "in the order n, r, z"),
    ("PaperGRU", gru(candidate=lambda self, x, h, r, U, W, b: torch.tanh(x @ U.T + h @ W.T + b)), "the gate r is not used"),
    ("PaperGRU", gru(squash=staticmethod(lambda v: v)), "the tanh around n is missing"),
    ("PaperGRU", gru(gate=staticmethod(lambda v: v)), "the gates have no sigmoid"),
    ("PaperGRU", gru(squash=staticmethod(torch.sigmoid)), "n has a sigmoid"),
    ("PaperGRU", gru(blocks=lambda self, m: [part * (m.dim() > 1) for part in m.chunk(3)]), "the biases are missing"),
    ("PaperGRU", NotUpdated, "each step begins with the same h"),
    ("PaperGRU", Transposed, "W is transposed"),
    ("PaperGRU", FromTheEnd, "from the last step to the first"),
    ("PaperGRU", AxesSwapped, "have changed places: x has the shape"),
    ("PaperGRU", LastOnly, "after *all* steps"),
    ("PaperGRU", StepsFirst, "(2, 4, 3)"),
    ("PaperGRU", AsList, "torch.stack makes one of a list"),
    ("PaperGRU", AndLast, "Received: a tuple"),
    ("PaperGRU", Nothing, "Is the `return` missing?"),
    ("PaperGRU", gru(first=lambda self, x, h: PaperGRU.first(self, x, None)), "handed over is not used"),
    ("PaperGRU", gru(mix=lambda self, z, h, n: z * h * 0.5 + (1 - z) * n), "from the second one on h is no longer 0"),
    ("PaperGRU", gru(mix=lambda self, z, h, n: z * h + n * 0.5), "wrong in the first step already"),
    ("PaperGRU", OfThree, "a size is typed in"),
    ("PaperGRU", Detached, "the gradient is cut between the steps"),
    ("PaperGRU", NoGradient, "the parameters get no gradient"),
    ("PaperGRU", NoHistory, "what comes out has no history"),
    ("PaperGRU", InNumPy, "no NumPy in it"),
    ("PaperGRU", WithoutStart, "h may be None"),
    ("PaperGRU", Untransposed, "the sizes do not fit"),
    ("PaperGRU", OtherNames, "leave __init__ as it was"),
    ("PaperGRU", NoClass, "a class that extends nn.Module"),
    ("clipped_step", own_step, "not that of the optimizer"),
    ("clipped_step", new_optimizer, "not that of the optimizer"),
    ("clipped_step", stepping(clip=nothing), "nothing is clipped"),
    ("clipped_step", stepping(clip=one_by_one), "each parameter is clipped alone"),
    ("clipped_step", stepping(clip=lambda model, limit: nn.utils.clip_grad_value_(model.parameters(), limit)), "each number is cut"),
    ("clipped_step", stepping(clip=scaled(factor=lambda length, limit: float(limit / length))), "as long as the limit always"),
    ("clipped_step", stepping(before=nothing, early=lambda model, limit: (nn.utils.clip_grad_norm_(model.parameters(), limit), model.zero_grad())[1], clip=nothing), "nothing is clipped"),
    ("clipped_step", stepping(clip=nothing, late=lambda model, limit: nn.utils.clip_grad_norm_(model.parameters(), limit)), "nothing is clipped"),
    ("clipped_step", stepping(before=lambda model, optimizer: None), "old gradients are still in it"),
    ("clipped_step", stepping(after=lambda model, optimizer: optimizer.zero_grad(set_to_none=False), give=lambda loss, length, again, limit: (loss.item(), 0.0)), "do not move"),
    ("clipped_step", stepping(clip=scaled(factor=lambda length, limit: float(limit) if length > limit else 1.0)), "is multiplied by the limit"),
    ("clipped_step", stepping(clip=scaled(length=lambda model: sum(s.abs().sum() for s in slopes(model)))), "the sum of the absolute values"),
    ("clipped_step", stepping(clip=scaled(length=lambda model: max(s.abs().max() for s in slopes(model)))), "yours is the largest number"),
    ("clipped_step", stepping(clip=scaled(length=lambda model: length_of(model) ** 2)), "the root is missing"),
    ("clipped_step", stepping(clip=scaled(length=lambda model: sum(s.norm() for s in slopes(model)))), "the sum of the parameters' lengths"),
    ("clipped_step", stepping(loss=lambda model, x, y: F.mse_loss(model(x), y, reduction="sum")), "yours is their sum"),
    ("clipped_step", stepping(clip=lambda model, limit: nn.utils.clip_grad_norm_(model.parameters(), 1.0)), "Is it typed in?"),
    ("clipped_step", loss_cut, "the *loss* is cut"),
    ("clipped_step", stepping(give=lambda loss, length, again, limit: (again()[0].item(), length.item())), "the loss is that after the step"),
    ("clipped_step", stepping(give=lambda loss, length, again, limit: (loss.item(), again()[1].item())), "that after clipping"),
    ("clipped_step", stepping(give=lambda loss, length, again, limit: (length.item(), loss.item())), "have changed places"),
    ("clipped_step", stepping(give=lambda loss, length, again, limit: (loss.item(), length.item() ** 2)), "the length's square"),
    ("clipped_step", stepping(give=lambda loss, length, again, limit: (loss.item(), min(1.0, limit / length.item()))), "the factor of the clipping"),
    ("clipped_step", stepping(give=lambda loss, length, again, limit: loss.item()), "two numbers are asked for"),
    ("clipped_step", stepping(give=lambda loss, length, again, limit: None), "Is the `return` missing?"),
    ("clipped_step", stepping(give=lambda loss, length, again, limit: torch.stack([loss, length])), "still holds the graph"),
    ("clipped_step", stepping(steps=0), "do not move"),
    ("clipped_step", clears_up_behind, "not behind the step"),
    ("clipped_step", stepping(steps=2), "two steps of the optimizer"),
    ("clipped_step", stepping(clip=without_biases_clipped), "the biases are left out"),
    ("clipped_step", step_that_overwrites, "changes a tensor"),
    ("clipped_step", step_that_switches_off, "stays until somebody takes it back"),
    ("clipped_step", list_of_lengths, "is several numbers"),
    ("clipped_step", read_too_early, "there is no gradient yet"),
    ("train_in_pieces", own_steps, "not those of the optimizer"),
    ("train_in_pieces", reading(state_of=lambda state, first: None), "each piece begins with the state 0"),
    ("train_in_pieces", reading(state_of=lambda state, first: first.detach()), "the state of the first one"),
    ("train_in_pieces", reading(starts=lambda steps, length: range(0, steps - length + 1, length)), "the last piece is missing"),
    ("train_in_pieces", reading(starts=lambda steps, length: range(0, steps - 1, length)), "where it is one step long"),
    ("train_in_pieces", reading(starts=lambda steps, length: range(0, steps + 1, length)), "an empty piece is read"),
    ("train_in_pieces", as_one, "the whole sequence is one piece"),
    ("train_in_pieces", reading(before=lambda optimizer: None), "old gradients are still in it"),
    ("train_in_pieces", of_rows, "the sequences are cut, and not the steps: those are the second axis."),
    ("train_in_pieces", reading(cut=lambda whole, first, length: whole[first : first + length]), "the sequences are cut, and not the steps"),
    ("train_in_pieces", reading(cut=lambda whole, first, length: whole[first : first + length], starts=lambda steps, length: range(0, 5, length), state_of=lambda state, first: None), "the sequences are cut, and not the steps"),
    ("train_in_pieces", reading(loss=lambda a, b: F.mse_loss(a[:, -1], b[:, -1])), "the last step of each piece"),
    ("train_in_pieces", state_without_axis, "lacks the first axis"),
    ("train_in_pieces", state_against_targets, "is compared with the targets"),
    ("train_in_pieces", step_at_the_end, "one step for all pieces"),
    ("train_in_pieces", reading(loss=lambda a, b: F.mse_loss(a, b, reduction="sum")), "sums of squares"),
    ("train_in_pieces", reading(keep=lambda value, losses: value.item() + sum(losses[-1:])), "added up while you go"),
    ("train_in_pieces", read_again, "was read a second time"),
    ("train_in_pieces", reading(give=np.mean), "a list is asked for"),
    ("train_in_pieces", reading(starts=lambda steps, length: range(0, steps, length - 1)), "the pieces overlap"),
    ("train_in_pieces", lambda model, optimizer, x, y, length: train_in_pieces(model, optimizer, x, y, length + 1), "the pieces have 5 steps"),
    ("train_in_pieces", reading(starts=lambda steps, length: list(range(0, steps, length))[::-1]), "from the last to the first"),
    ("train_in_pieces", loss_after, "that after the step"),
    ("train_in_pieces", first_piece_left_out, "once more than there are pieces"),
    ("train_in_pieces", last_step_missing, "the last step of the optimizer is missing"),
    ("train_in_pieces", reading(state_of=lambda state, first: state), "cut it with state.detach()"),
    ("train_in_pieces", detached_before, "None cannot be detached"),
    ("train_in_pieces", detached_states, "has no history"),
    ("train_in_pieces", takes_states, "the second of the two"),
    ("train_in_pieces", no_step, "the parameters do not move"),
    ("train_in_pieces", equal_pieces, "made equally long"),
    ("train_in_pieces", lambda model, optimizer, x, y, length: train_in_pieces(model, optimizer, x, y, 4), "is the length typed in?"),
    ("train_in_pieces", shifted_in_place, "changes a tensor"),
    ("train_in_pieces", pieces_that_switch_off, "stays until somebody takes it back"),
    ("train_in_pieces", no_pair, "the model gives two things"),
    ("train_in_pieces", reading(keep=lambda value, losses: value, give=list), "still holds the graph"),
    ("train_in_pieces", reading(give=lambda losses: None), "Is the `return` missing?"),
    ("windows_in_time", cutting(early=lambda i, answer, length, cut: i + length <= cut), "answer lies in the test"),
    ("windows_in_time", cutting(early=lambda i, answer, length, cut: i < cut), "answer lies in the test"),
    ("windows_in_time", cutting(early=lambda i, answer, length, cut: answer < cut - 1), "training lacks windows"),
    ("windows_in_time", cutting(early=lambda i, answer, length, cut: answer <= cut), "cut is the first answer"),
    ("windows_in_time", by_value, "the answers' values"),
    ("windows_in_time", answer_at(lambda i, length, ahead: i + ahead), "after the first"),
    ("windows_in_time", answer_at(lambda i, length, ahead: i + length + ahead), "one step too far"),
    ("windows_in_time", answer_at(lambda i, length, ahead: i + length - 2 + ahead), "one step too near"),
    ("windows_in_time", answer_at(lambda i, length, ahead: i + length), "`ahead` is not used"),
    ("windows_in_time", cutting(wide=1), "one value longer"),
    ("windows_in_time", cutting(stride=4), "the windows do not overlap"),
    ("windows_in_time", by_share, "the first share of the windows"),
    ("windows_in_time", swapped, "the other way round"),
    ("windows_in_time", backwards, "from the last to the first"),
    ("windows_in_time", cutting(y=lambda series, at: series[at - 3]), "after the first"),
    ("windows_in_time", cutting(y=lambda series, at: series[min(at + 1, len(series) - 1)]), "one step too far"),
    ("windows_in_time", cutting(y=lambda series, at: series[at - 1]), "one step too near"),
    ("windows_in_time", cutting(y=lambda series, at: series[at - 2]), "`ahead` is not used"),
    ("windows_in_time", cutting(y=lambda series, at: [series[at]]), "an answer is one number"),
    ("windows_in_time", cutting(give=lambda parts: [parts[i] for i in (0, 2, 1, 3)]), "stand in another order"),
    ("windows_in_time", cutting(y=lambda series, at: series[at - 2 : at + 1]), "all values on the way"),
    ("windows_in_time", cutting(late=lambda i, answer, length, cut: i >= cut), "lies after cut as a whole"),
    ("windows_in_time", last_window_lost, "the last window is missing"),
    ("windows_in_time", everything_in_the_test, "the test holds all windows"),
    ("windows_in_time", wrong_answers_in_the_test, "not those of its windows"),
    ("windows_in_time", lambda series, length, ahead, cut: windows_in_time(series, length, 3, cut), "Is one of them typed in?"),
    ("windows_in_time", lambda series, length, ahead, cut: windows_in_time(series, length, ahead, cut)[:2], "four arrays are asked for"),
    ("windows_in_time", lambda series, length, ahead, cut: None, "Is the `return` missing?"),
    ("windows_in_time", lambda series, length, ahead, cut: [part.astype(int) for part in windows_in_time(series, length, ahead, cut)], "cut to whole numbers"),
    ("windows_in_time", past_the_end, "past the end"),
    ("windows_in_time", changes_series, "the array it was given"),
    ("two_speeds", prepared(lambda gru, size: None), "next to nothing is kept"),
    ("two_speeds", prepared(biased(3.0)), "next to nothing is kept"),
    ("two_speeds", prepared(chaos), "differences *grow*"),
    ("two_speeds", prepared(lambda gru, size: None, kind=SaysItKeeps), "next to nothing is kept"),
    ("two_speeds", prepared(biased(5.0)), "the gates are nearly shut"),
    ("two_speeds", prepared(biased(7.0)), "nearly deaf"),
    ("two_speeds", prepared(biased(-9.0)), "next to nothing is kept"),
    ("two_speeds", prepared(biased(9.0, 0, 1)), "next to nothing is kept"),
    ("two_speeds", prepared(biased(9.0, 2, 3)), "Is it the block of z"),
    ("two_speeds", prepared(biased(9.0, 1, 1.2)), "less than half"),
    ("two_speeds", prepared(biased(5.5, 1, 1.5)), "less than half"),
    ("two_speeds", typed_size, "is 32 typed in?"),
    ("two_speeds", number_of_units, "is their number typed in?"),
    ("two_speeds", prepared(all_but_one), "nearly deaf"),
    ("two_speeds", prepared(biased(9.0, 1, 1.5), bias=False), "no biases that could be set"),
    ("two_speeds", tensor_for_parameter, "no tensor can take its place"),
    ("two_speeds", switched_off_for_good, "stays until somebody takes it back"),
    ("two_speeds", without_no_grad, "with torch.no_grad()"),
    ("two_speeds", prepared(biased(9.0, 1, 1.5), kind=nn.LSTM), "an nn.GRU is asked for"),
    ("two_speeds", prepared(biased(9.0, 1, 1.5), batch_first=False), "has batch_first=True"),
    ("two_speeds", prepared(biased(9.0, 1, 1.5), num_layers=2), "the GRU has one layer"),
    ("two_speeds", lambda inputs, size: two_speeds(4, 32), "one layer, and batch_first=True"),
    ("two_speeds", lambda inputs, size: None, "Is the `return` missing?"),
]  # fmt: skip
