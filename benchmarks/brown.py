"""The GPT of lesson 15 on Brown, word by word, beside n-grams with Kneser-Ney: perplexity of text that neither has seen.

    python benchmarks/brown.py brown.zip [--passes 3] [--width 128] [--words 8000] [--tokens 5000]

Both know the same words (the most frequent of the training part; every other one is `<unk>`) and guess the same held-out tokens. An
n-gram sees its sentence alone; the GPT is asked twice, with the sentence alone and with the text before it. Documents follow each
other in Brown, so the last twentieth of the sentences is held out: its first half measures each pass, its second half the end, once.
With nltk installed, its Kneser-Ney is compared on some tokens: the same probabilities, hundreds of times slower.
"""

import argparse
import math
import time
from collections import Counter, defaultdict
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from dl_course import seed
from dl_course.data import load_corpus
from dl_course.stored import code_of

LESSON = Path(__file__).parents[1] / "notebooks" / "15_transformers.ipynb"
START, END, RARE = 0, 1, 2
DISCOUNT = 0.75
PLACES = 64


class KneserNey:
    """Interpolated Kneser-Ney: the shorter n-grams count in how many contexts a word came, not how often."""

    def __init__(self, sentences, order):
        self.order = order
        self.counts = [defaultdict(Counter) for _ in range(order)]  # by length of the context
        for sentence in sentences:
            row = (START,) * (order - 1) + sentence + (END,)
            for i in range(order - 1, len(row)):
                self.counts[-1][row[i - order + 1 : i]][row[i]] += 1
        for length in range(order - 1, 0, -1):
            for context, seen in self.counts[length].items():
                for word in seen:
                    self.counts[length - 1][context[1:]][word] += 1
        self.totals = [{context: sum(seen.values()) for context, seen in table.items()} for table in self.counts]

    def probability(self, word, context):
        """Of a word after the context, a tuple of its order - 1 words before it."""
        p = 0.0
        for length in range(self.order):
            seen = self.counts[length].get(context[len(context) - length :])
            if seen is None:
                break
            total = self.totals[length][context[len(context) - length :]]
            if length == 0:
                p = seen[word] / total
            else:
                p = max(seen[word] - DISCOUNT, 0) / total + DISCOUNT * len(seen) / total * p
        return p


def perplexity(nats, count):
    return math.exp(nats / count)


def by_counting(model, sentences):
    """Perplexity of sentences, their ends included."""
    nats = count = 0
    for sentence in sentences:
        row = (START,) * (model.order - 1) + sentence + (END,)
        for i in range(model.order - 1, len(row)):
            nats -= math.log(model.probability(row[i], row[i - model.order + 1 : i]) or 1e-12)
            count += 1
    return perplexity(nats, count)


@torch.no_grad()
def by_network(model, sentences, before=()):
    """Perplexity of the same; with `before`, the tokens that come before them, each word sees what fits into the window."""
    model.eval()
    nats = count = 0
    stream = [END, *before]
    for sentence in sentences:
        row = [*sentence, END]
        history = stream[-(PLACES - 1) :] if before else [END]
        for i in range(0, len(row), PLACES // 2):
            part = row[i : i + PLACES // 2]
            window = [*history, *row[:i]][-(PLACES - len(part)) :] + part
            scores = model(torch.tensor([window[:-1]]))[0, -len(part) :]
            nats += F.cross_entropy(scores, torch.tensor(part), reduction="sum").item()
        count += len(row)
        stream += row
    model.train()
    return perplexity(nats, count)


def train(transformer, rows, words, width, passes, measure):
    """A causal transformer on windows of the text, anywhere; a pass sees as many tokens as the text has."""
    seed(15)
    model = transformer(words, width, 4, 2, places=PLACES, causal=True)
    model.out.weight = model.token.weight  # one table for both ends
    print(f"GPT: {sum(p.numel() for p in model.parameters()):,} weights")
    text = torch.tensor(rows)
    steps = passes * len(text) // (16 * PLACES)
    adam = torch.optim.AdamW(model.parameters(), lr=0.002, betas=(0.9, 0.98), weight_decay=0.05)
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, 0.002, steps, pct_start=0.1)
    start = time.perf_counter()
    for step in range(steps):
        first = torch.randint(len(text) - PLACES, (16, 1)) + torch.arange(PLACES + 1)
        batch = text[first.clamp(max=len(text) - 1)]
        loss = F.cross_entropy(model(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten())
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        rate.step()
        if (step + 1) % max(1, steps // (2 * passes)) == 0:
            told = f"step {step + 1:,} of {steps:,}: training {loss.exp():.0f}, held out {measure(model):.0f}"
            print(f"{told}, {time.perf_counter() - start:.0f} s", flush=True)
    return model


def compare_with_nltk(sentences, model, test):
    try:
        from nltk.lm import KneserNeyInterpolated
        from nltk.lm.preprocessing import padded_everygram_pipeline
    except ImportError:
        print("nltk is not installed, so its Kneser-Ney is not compared (pip install nltk)")
        return
    few = [[str(word) for word in sentence] for sentence in sentences[:2000]]
    theirs = KneserNeyInterpolated(model.order, discount=DISCOUNT)
    theirs.fit(*padded_everygram_pipeline(model.order, few))
    ours = KneserNey([tuple(sentence) for sentence in sentences[:2000]], model.order)
    apart = 0.0
    for sentence in [*sentences[:3], *test[:3]]:
        row = (START,) * (model.order - 1) + sentence + (END,)
        named = ["<s>" if word == START else "</s>" if word == END else str(word) for word in row]
        for i in range(model.order - 1, len(row)):
            context = row[i - model.order + 1 : i]
            if row[i] in ours.counts[0][()] and context in ours.counts[-1]:
                p = theirs.score(named[i], named[i - model.order + 1 : i])
                apart = max(apart, abs(p - ours.probability(row[i], context)))
    print(f"nltk's Kneser-Ney on 2,000 sentences: at most {apart:.1e} apart")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("brown", help="brown.zip, as NLTK hands it out")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--width", type=int, default=128, help="numbers a word (default 128)")
    parser.add_argument("--words", type=int, default=8000, help="known words (default 8,000)")
    parser.add_argument("--tokens", type=int, default=5000, help="held-out tokens at the end (default 5,000)")
    parser.add_argument("--sentences", type=int, help="take only so many, for a trial")
    options = parser.parse_args()
    sentences = load_corpus(options.brown).sentences[: options.sentences]
    cut = len(sentences) * 19 // 20
    counts = Counter(word for sentence in sentences[:cut] for word in sentence)
    number = {word: k + 3 for k, (word, _) in enumerate(counts.most_common(options.words - 3))}
    rows = [tuple(number.get(word, RARE) for word in sentence) for sentence in sentences]
    known, held = rows[:cut], rows[cut:]
    middle, held_1, held_2 = len(held) // 2, [], []
    for part, of in ((held_1, held[:middle]), (held_2, held[middle:])):
        while of and sum(len(row) + 1 for row in part) < options.tokens:
            part.append(of[len(part)])
            if len(part) == len(of):
                break
    stream = [token for row in known for token in (*row, END)]
    rare = sum(word == RARE for row in held_2 for word in row) / sum(map(len, held_2))
    print(
        f"{len(stream):,} tokens to learn from, {sum(len(row) + 1 for row in held_2):,} held out, {rare:.1%} of them <unk>"
    )
    for order in (2, 3, 4):
        model = KneserNey(known, order)
        print(
            f"Kneser-Ney, {order}-gram: {by_counting(model, held_1):.0f}, at the end {by_counting(model, held_2):.0f}",
            flush=True,
        )
        if order == 3:
            compare_with_nltk(known, model, held_1)
    made = {"nn": nn, "torch": torch, "F": F, "math": math}
    exec(code_of(LESSON, "attention", "Attention", "Block", "Transformer"), made)
    gpt = train(
        made["Transformer"], stream, options.words, options.width, options.passes, lambda m: by_network(m, held_1)
    )
    before = [token for row in held[:middle] for token in (*row, END)]
    print(
        f"GPT, the sentence alone: {by_network(gpt, held_2):.0f}; with the text before it: {by_network(gpt, held_2, before):.0f}"
    )


if __name__ == "__main__":
    main()
