"""`fit`: the training loop of five steps."""

from collections.abc import Callable, Sequence

from dl_course.progress import Progress
from dl_course.training.execution import Execution, default_loss, measure
from dl_course.training.history import History, Recorder
from dl_course.training.inputs import as_device, as_rows, check_first_batch, check_options, watches_validation


def fit(
    model,
    train: tuple,
    *,
    validation: tuple | None = None,
    epochs: int,
    batch_size: int = 128,
    optimizer=None,
    loss: Callable | None = None,
    scheduler=None,
    augment: Callable | None = None,
    device=None,
    mixed_precision: bool = False,
    patience: int | None = None,
    progress: bool = True,
    callbacks: Sequence[Callable] = (),
    seed: int = 0,
) -> History:
    """Trains a PyTorch model on data that is held on the device as a whole.

    On a CPU in float32 the losses are, to the last bit, those of the loop that lesson 10 writes out:
    `order = torch.randperm(n, generator=g)`, then `x[order[i : i + batch_size]]`, batch after batch.

    Args:
        model: A `torch.nn.Module`. It is moved to the device and left in evaluation mode.
        train: (x, y), tensors or arrays of n rows. x is float, or int for a model that looks rows up. An int y of shape
            (n,) holds classes; a float y holds numbers, in the shape that the model gives.
        validation: (x, y) of the same kind; measured after each epoch, without augmentation.
        epochs: How often each row is used, at least 1.
        batch_size: Rows of one update; the last batch of an epoch may have fewer.
        optimizer: A `torch.optim.Optimizer` of this model; Adam with learning rate 1e-3 if None.
        loss: (model's output, y) -> scalar tensor; cross-entropy for classes, mean squared error for numbers if None.
        scheduler: A learning-rate scheduler of this optimizer, stepped after each update; `ReduceLROnPlateau` is given
            the validation loss after each epoch.
        augment: Batch of x -> batch of x, applied to the training batches on the device.
        device: Where to train; the fastest there is if None.
        mixed_precision: Whether the model calculates in bfloat16, of two to three digits; on a processor made for it this
            is faster. Unless asked, it calculates in float32, whatever the processor.
        patience: Stop after so many epochs without a lower validation loss, and go back to the best weights.
        progress: Whether to show a bar.
        callbacks: Each is called as (step, epoch, logs), both counted from 0 and in order: after each step with
            {"train_loss": ...}, after each epoch with what History has for it as "epoch/train_loss" and so on. Steps
            may be told a few at a time.
        seed: Seed of the order of the rows. What the model and `augment` draw comes from `dl_course.seed`.

    Returns:
        The history. Ctrl-C ends training early and returns it as well, with the best weights where there is validation.

    Raises:
        TypeError, ValueError: An argument does not fit; the message says which and what was expected.
        Diverged: The loss became infinite or nan.
    """
    import torch

    functions = {"loss": loss, "augment": augment}
    check_options(model, optimizer, scheduler, epochs, batch_size, patience, validation, functions, callbacks, seed)
    device = as_device(device)
    x, y = as_rows(train, "train")
    held_out = None if validation is None else as_rows(validation, "validation", like=(x, y))
    forward = Execution(model, device, mixed_precision)
    x, y = forward.place(x), y.to(device)
    held_out = held_out and (forward.place(held_out[0]), held_out[1].to(device))
    criterion = loss or default_loss(y)
    optimizer = optimizer or torch.optim.Adam(model.parameters(), lr=1e-3)
    per_epoch = scheduler is not None and watches_validation(scheduler)
    generator = torch.Generator().manual_seed(int(seed))

    with Progress("training", epochs * -(-len(x) // batch_size), shown=progress) as bar:
        record = Recorder(len(x), batch_size, epochs, callbacks, bar)
        try:
            for epoch in range(epochs):
                record.begin_epoch()
                model.train()
                order = torch.randperm(len(x), generator=generator).to(device)
                for first in range(0, len(x), batch_size):
                    # 1. take a batch
                    rows = order[first : first + batch_size]
                    x_batch, y_batch = x.index_select(0, rows), y.index_select(0, rows)
                    if augment is not None:
                        x_batch = augment(x_batch)
                    # 2. forward
                    if epoch == first == 0:
                        y_hat = forward.first(x_batch)
                        check_first_batch(x_batch, y_hat, y_batch, criterion, loss is None, y)
                    else:
                        y_hat = forward(x_batch)
                    # 3. loss
                    value = criterion(y_hat, y_batch)
                    # 4. backward
                    optimizer.zero_grad()
                    value.backward()
                    # 5. update
                    optimizer.step()
                    if scheduler is not None and not per_epoch:
                        scheduler.step()
                    record.note(value, y_hat, y_batch)
                measured = held_out and measure(forward, criterion, *held_out, max(batch_size, 1000))
                record.end_epoch(measured, model)
                if per_epoch:
                    scheduler.step(measured[0])
                if patience is not None and record.epochs_without_progress >= patience:
                    record.ending = f"stopped after {patience} epochs without a lower validation loss"
                    break
        except KeyboardInterrupt:
            record.look()
            record.ending = f"stopped by hand in epoch {record.epoch + 1} of {epochs}"
    return _finish(model, record)


def _finish(model, record: Recorder) -> History:
    stopped = record.ending != "finished"
    if stopped and record.best_weights is not None:
        model.load_state_dict(record.best_weights)
        record.ending += f"; weights of epoch {record.best_epoch + 1}"
    if record.ending.startswith("stopped by hand"):
        print(f"Training was {record.ending}.")
    model.eval()
    return record.history()
