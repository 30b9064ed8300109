"""Python's own errors in a beginner's words: what it means, and where to look."""

import linecache
import re
import traceback

# (class, what its text contains, the sentence); groups of the pattern fill the sentence. The first that fits is taken.
_WORDS = [
    (ValueError, r"truth value of an array", "`if`, `and`, `while` and Python's max and min want one truth value, but an array has one for each element. np.where or np.maximum treats every element by itself; .any() and .all() make one of many. (`a == b` of two arrays is such an array, too: to tell which entry of a list it is, compare its position. Between comparisons `&` and `|` need brackets: (a > 0) & (b > 0).)"),
    (RuntimeError, r"Boolean value of Tensor with more than one value", "`if`, `and` and `while` want one truth value, but a tensor has one for each element. torch.where treats every element by itself; .any() and .all() make one of many."),
    (ValueError, r"operands could not be broadcast together with shapes (\(\d+,\)) (\(\d+,\))", "arrays of the shapes {0} and {1} do not fit element by element. Print what you combine: is one of them made along the wrong axis? (`+` adds number by number; np.concatenate([a, b]) puts one behind the other.)"),
    (ValueError, r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))", "arrays of the shapes {0} and {1} do not fit element by element. Print the shapes of what you combine: is an axis missing (keepdims=True keeps it), or is it the wrong one?"),
    (ValueError, r"matmul: Input operand 1 has a mismatch .*\(size (\d+) is different from (\d+)\)", "in `a @ b` each row of a must be as long as each column of b, and here {1} meets {0}. Print both shapes: are the two in the wrong order, or is a .T missing? Or has one of them the wrong length?"),
    (ValueError, r"shapes (\([\d,]*\)) and (\([\d,]*\)) not aligned", "arrays of the shapes {0} and {1} cannot be multiplied: each row of the first must be as long as each column of the second. Are they in the wrong order, or is a .T missing?"),
    (ValueError, r"matmul: Input operand \d does not have enough dimensions", "`@` multiplies matrices and vectors, and one side is a single number. Are two results taken in the wrong order, or has a start value no shape yet (np.zeros(...))?"),
    (RuntimeError, r"mat1 and mat2 shapes cannot be multiplied \((\w+) and (\w+)\)", "matrices of the shapes {0} and {1} cannot be multiplied: the inner two numbers must be equal. Which layer expects what?"),
    (RuntimeError, r"The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)", "tensors with {0} and {1} entries along the same axis do not fit element by element. Print their shapes."),
    (RuntimeError, r"expected (?:m1 and m2 to have the same dtype|scalar type|target dtype).*", "a tensor has another dtype than is needed here. Inputs and targets that are numbers are .float(), class labels .long()."),
    (RuntimeError, r"does not require grad", "backward() has nothing to go back to: the loss does not depend on any parameter that asks for a gradient. Was it computed under no_grad, from .data or .item(), or cut off by detach()?"),
    (RuntimeError, r"grad can be implicitly created only for scalar outputs", "backward() starts from one number: take the mean (or the sum) of the losses first."),
    (RuntimeError, r"a leaf Variable that requires grad is being used in an in-place operation", "a parameter is changed in place while gradients are recorded. Put the update under torch.no_grad()."),
    (RuntimeError, r"Trying to backward through the graph a second time", "backward() was called twice on the same forward pass: compute the loss anew for every step."),
    (RuntimeError, r"Can't call numpy\(\) on Tensor that requires grad", "a tensor that asks for gradients cannot become an array: call .detach() before .numpy()."),
    (ValueError, r"setting an array element with a sequence", "a list whose rows have different lengths, or an array where one number should stand, cannot become an array. Look at what you append or assign. np.concatenate([a, b]) puts arrays of different lengths one behind the other."),
    (ValueError, r"could not broadcast input array from shape (\([\d,]*\)) into shape (\([\d,]*\))", "what is put into an array has shape {0}, its place has shape {1}. Are the two slices equally long? With n = 0, `[:-n]` is empty."),
    (ValueError, r"(?:too many|not enough) values to unpack \(expected (\d+)", "something is taken apart into {0} names, and does not have as many parts. Print it. (A loop through two lists together needs zip.)"),
    (ValueError, r"only one element tensors can be converted", "float() and math.log take one number, and this is a tensor of several. torch.log takes tensors. (A list of tensors becomes one by torch.stack, not by torch.tensor.)"),
    (ValueError, r"can only convert an array of size 1", "float() or .item() takes one number, and this is an array of several."),
    (ValueError, r"(max|min)\(\) (?:arg is an empty sequence|iterable argument is empty)", "{0}(...) is asked of something empty: nothing was put into the list, or nothing passed the condition."),
    (ValueError, r"cannot reshape array of size (\d+) into shape (\([\d,-]*\))", "an array of {0} numbers does not fill the shape {1}, or fills more than it: a shape needs just as many numbers as it has places. Is something left over that has to be cut off first? (np.bincount counts up to the largest number that occurs, unless its minlength says more.)"),
    (ValueError, r"zero-dimensional arrays cannot be concatenated", "np.concatenate puts arrays one behind the other, and here a single number stands among them. Was a mean or a sum taken of everything, without its axis?"),
    (ValueError, r"Expecting at least two arrays", "np.linalg.multi_dot needs two matrices or more; a single one needs no product."),
    (ValueError, r"'shift' and 'axis' should be scalars|Mismatch is between arg 0 with shape \(\d+,\) and arg 1 with shape", "np.roll takes one number of places for each axis, and moves the whole array by it. Numbers of their own for each image need a loop over the images."),
    (ValueError, r"Improper number of dimensions to norm", "np.linalg.norm goes along one axis, or along two; it takes no third."),
    (ValueError, r"either both or neither of x and y should be given", "np.where takes the condition, then what stands where it holds, then what stands where it does not."),
    (ValueError, r"array split does not result in an equal division", "np.split makes equal parts, and the length is no multiple of them: what happens to what is left over?"),
    (ValueError, r"all the input array dimensions except for the concatenation axis must match exactly, but along dimension (\d+), the array at index \d+ has size (\d+) and the array at index \d+ has size (\d+)", "arrays can be put together only if all their other axes are equally long, and here {1} entries meet {2} along axis {0}. Print their shapes."),
    (ValueError, r"boolean array indexing assignment cannot assign (\d+) input values to the (\d+) output values", "`a[mask] = values` wants one value, or as many values as there are places in the mask: {1}, and not {0}. np.where(mask, values, a) puts each value into its row or column."),
    (ValueError, r"(\d)-dimensional array given\. Array must be (?:at least )?two-dimensional", "np.linalg calculates with matrices, and what came here has so many axes: {0}. Print its shape."),
    (ValueError, r"SVD did not converge|Eigenvalues did not converge|must not contain infs or NaNs", "a matrix that is to be decomposed holds nan or infinity. Print it: was something divided by 0?"),
    (ValueError, r"Quantiles must be in the range|Percentiles must be in the range", "np.quantile takes shares from 0 to 1, np.percentile the numbers from 0 to 100."),
    (ValueError, r"Input 0 .*expected axis -1 of input shape to have value (\d+), but received input with shape (\(.*?\))", "a layer was made for {0} inputs, and what comes to it has shape {1}. Has the data as many columns as keras.Input says? Is one layer used in two places? Each place needs a layer of its own."),
    (ValueError, r"Cannot convert '(\d+)' to a shape", "a shape is a tuple, and a comma makes one of a single number: ({0},)."),
    (ValueError, r"Could not interpret activation function identifier: (.+?)\.?$", "Keras knows no activation {0}. The first argument of a layer is its units, the second its activation: \"relu\", \"tanh\", ..."),
    (ValueError, r"Only instances of `keras\.Layer` can be added", "each entry of the list must be a layer that was made with its units, Dense(15): no list, no text, no number, no function, no name without brackets."),
    (ValueError, r"Could not interpret (optimizer|loss|metric|initializer|regularizer) identifier: (.+?)\.?$", "Keras knows no {0} {1}. Is it spelt as in the lesson?"),
    (ValueError, r"Only input tensors may be passed as positional arguments", "a layer is called with what is no output of a layer. Call each layer with what came out of the one before: x = Dense(15)(inputs), then Dense(5)(x)."),
    (ValueError, r"should have unique names\. Name '(.+?)'", "two layers of the model are called {0}; each needs a name of its own, or none."),
    (ValueError, r"(?:layer|model) isn't built", "the model has no weights yet, as it does not know its inputs: let it begin with keras.Input((number of inputs,))."),
    (ValueError, r"You must call `compile\(\)`", "a model of Keras is compiled before it is trained or measured: model.compile(optimizer=..., loss=...)."),
    (ValueError, r"Invalid dtype: (?:str|object)", "Keras is given text, or objects, where it needs numbers. Look at the dtype of inputs and labels."),
    (ValueError, r"Expected shape (\(.*?\)), but input has incompatible shape (\(.*?\))", "a model is made for inputs of shape {0}, where None is the number of rows, and gets {1}. A single row is a table, too: x[None]."),
    (ValueError, r"Data cardinality is ambiguous", "inputs and labels have different numbers of rows; each row needs its label."),
    (ValueError, r"`target` and `output` must have the same shape. Received: target.shape=(\(.*?\)), output.shape=(\(.*?\))", "the labels have shape {0}, and the model gives {1}. Does the loss fit the task? \"mse\" is for numbers."),
    (ValueError, r"Cannot convert '.*' to a shape", "a shape is a tuple of whole numbers; a comma makes one of a single number: (num_inputs,)."),
    (ValueError, r"All `inputs` values must be KerasTensors", "a model begins with keras.Input((number of inputs,)), not with the number itself."),
    (ValueError, r"Output with path .* is not connected to `inputs`", "the output is not made from the inputs that the model is given. Call each layer with what came out of the one before, the first one with the inputs."),
    (RuntimeError, r"forgot to call `super\(\).__init__\(\)`", "the __init__ of a class of your own begins with super().__init__()."),
    (AttributeError, r"before Module\.__init__\(\) call", "the __init__ of a class of your own begins with super().__init__()."),
    (TypeError, r"(\w+)\(\)(?:: argument '\w+' \(position \d+\) must be Tensor, not| received an invalid combination of arguments - got \([^)]*) ?numpy\.ndarray", "{0} of PyTorch takes tensors: torch.tensor(...) makes one of an array."),
    (TypeError, r"(max|min)\(\) received an invalid combination of arguments - got \((?:dim=)?tuple", "{0} of PyTorch goes along one axis; a{0} goes along several: x.a{0}((2, 3))."),
    (TypeError, r"is not a Module subclass", "nn.Sequential takes layers that are made, with their brackets: nn.ReLU(), neither nn.ReLU nor F.relu."),
    (TypeError, r"must be Tensor, not torch\.return_types\.(\w+)", "torch.{0} along an axis gives two things, the numbers and their places: .values are the numbers."),
    (AttributeError, r"'torch\.return_types\.(\w+)' object has no attribute", "torch.{0} along an axis gives two things, the numbers and their places: .values are the numbers."),
    (AttributeError, r"has no attribute '_parent_path'", "the __init__ of a class of your own begins with super().__init__()."),
    (ValueError, r"A KerasTensor (?:is symbolic|cannot be used as input)", "NumPy cannot calculate with what comes out of a layer of Keras; layers and keras.ops can."),
    (NotImplementedError, r"does not have a `call\(\)` method", "in a class of your own Keras calls the method `call`; `forward` is PyTorch's."),
    (NotImplementedError, r'missing the required "forward" function', "the class has no method `forward`: is its name misspelt, or does it stand outside of the class? Look at its indentation."),
    (NotImplementedError, r"\"\w+\" not implemented for '(\w+)'", "PyTorch does not calculate this with tensors of the type {0}. (.float() makes floats of them, .long() whole numbers.)"),
    (NotImplementedError, r"^$", "`raise NotImplementedError` still stands in your code; or your class lacks a method that it must have: is its name misspelt, or does it stand outside of the class?"),
    (RuntimeError, r"mean\(\): could not infer output dtype|std and var only support floating", "PyTorch takes no mean and no deviation of whole numbers: .float() first."),
    (ValueError, r"invalid value for `units`, expected a positive integer", "the units of a layer are a whole number without quotes, of at least 1."),
    (ValueError, r"Unrecognized keyword arguments passed to (\w+): \{'(\w+)'", "{0} knows no argument called {1}. Is it spelt as in the lesson?"),
    (ValueError, r"All `outputs` values must be KerasTensors", "a model ends with what comes out of its last layer, not with the layer: call each layer with the one before, Dense(1)(hidden)."),
    (TypeError, r"only integer scalar arrays can be converted to a scalar index", "an index, an axis or a count must be one whole number, and here an array stands in its place. np.concatenate, np.stack and the like take one list of arrays: put [ and ] around them. np.max takes one array, np.maximum compares two."),
    (TypeError, r"only (?:length-1|0-dimensional) arrays can be converted", "one number is needed where an array of several stands. math's functions take single numbers; NumPy's take arrays."),
    (TypeError, r"Cannot interpret '[^']*' as a data type", "a NumPy function was given several numbers where it takes one argument: a shape, or several axes, are one tuple, in brackets of its own."),
    (TypeError, r"'list' object cannot be interpreted as an integer", "a list stands where one whole number is needed: range(len(a)) counts through a list a. (Several axes are one tuple, with round brackets.)"),
    (TypeError, r"list indices must be integers or slices, not tuple", "a list takes one index at a time; np.array(...) makes an array of it, which takes one for each axis, and None."),
    (TypeError, r"list indices must be integers or slices, not str", "a list is asked by position, not by a text: words.index(text) gives the position of a word. A dict is asked by name."),
    (TypeError, r"slice indices must be integers|list indices must be integers|indices must be integers|'(?:numpy\.)?float\w*' object cannot be interpreted as an integer", "an index or a count must be a whole number: `//` divides to one, `/` does not; range and [...] take no float."),
    (IndexError, r"only integers, slices", "an index must be a whole number (or a list or an array of them): `//` divides to one, `/` does not. A text is none: words.index(text) gives its place."),
    (TypeError, r"unsupported operand type\(s\) for \^|ufunc 'bitwise_xor' not supported", "`^` is no power in Python; `**` is."),
    (TypeError, r"unsupported operand type\(s\) for (.+): '(?:NoneType' and|.+' and 'NoneType)", "one side of `{0}` is None. A function without `return` gives None, and so do list.append and list.sort."),
    (TypeError, r"Concatenation operation is not implemented for NumPy arrays|for .+: '(?:numpy\.ndarray' and 'Tensor|Tensor' and 'numpy\.ndarray)'", "a NumPy array and a tensor do not add or multiply: make both of them one kind."),
    (TypeError, r"unsupported operand type\(s\) for (.+): '(?:(?:function|builtin_function_or_method|method|numpy\.(?:ufunc|_ArrayFunctionDispatcher))' and|.+' and '(?:function|builtin_function_or_method|method|numpy\.(?:ufunc|_ArrayFunctionDispatcher))')", "one side of `{0}` is a function that is not called: brackets behind its name call it, f(x)."),
    (TypeError, r"unsupported operand type\(s\) for (.+): '(?:tuple' and|.+' and 'tuple')", "one side of `{0}` is a tuple. Does a function give several results? Take them apart first, u, s, vt = np.linalg.svd(a); np.array(...) makes an array of numbers."),
    (TypeError, r"unsupported operand type\(s\) for (.+): '(\w+)' and '(\w+)'", "`{0}` does not work between {1} and {2}. A list is no array: np.array(...) makes one of it."),
    (TypeError, r"'([<>]=?)' not supported between instances of '(list|tuple)' and '(\w+)'", "`{0}` compares numbers, and here one side is a {1}. Which one number of it is meant: its mean, one entry? (np.array(...) compares each entry.)"),
    (ValueError, r"not in (list|tuple)$", "a value is looked for in a {0} that does not hold it. Is it the right {0}, and the right value?"),
    (TypeError, r"can't multiply sequence by non-int", "a list times a number repeats the list; np.array(...) makes an array of it, and then each number is multiplied. Or is one entry of it meant, name[i]?"),
    (TypeError, r"'NoneType' object is not (\w+)", "something is None here, and None is not {0}. A function without `return` gives None, and so do list.append and list.sort."),
    (TypeError, r"cannot unpack non-iterable NoneType", "something is None and cannot be taken apart. Is a `return` missing?"),
    (TypeError, r"cannot unpack non-iterable ([\w.]+)", "a single thing of type {0} cannot be taken apart into several names. In a loop, enumerate(...) gives positions and entries, zip(...) the entries of two lists together."),
    (TypeError, r'can only concatenate \w+ \(not "NoneType"\)', "what is added to a list is None. A function without `return` gives None, and so do list.append, list.sort and list.reverse."),
    (TypeError, r"Layer\.__init__\(\) takes 1 positional argument", "keras.Model wants both ends, keras.Model(inputs, outputs); a list of layers goes into keras.Sequential."),
    (TypeError, r"(\w+)\(\) missing required argument '(\w+)' \(pos (\d+)\)", "`{0}` is called without its argument {1}, the one at place {2}."),
    (TypeError, r"Sequential\.__init__\(\) takes", "Sequential of Keras takes one list of layers: put [ and ] around them."),
    (TypeError, r"(hstack|vstack|column_stack)\(\) takes", "np.{0} takes one list of arrays: put [ and ] around them."),
    (TypeError, r"(\w+)\.__init__\(\) missing \d+ required positional arguments?: (.+)", "{0} needs its {1}, and its brackets do not hold it."),
    (TypeError, r"(\w+)>?\(\) missing \d+ required positional arguments?: (.+)", "`{0}` is called without {1}. Are its arguments those that the task names, in that order?"),
    (TypeError, r"(\w+)\.(\w+)\(\) takes exactly one argument \((\d+) given\)", "{0}.{1} takes one thing and was given {2}. Brackets round several make one of them: ((a, b))."),
    (TypeError, r"(\w+)>?\(\) takes (?:from )?(\d+)(?: to \d+)? positional arguments? but (\d+) (?:was|were) given", "`{0}` takes {1} arguments and was given {2}. Are its arguments those that the task names?"),
    (TypeError, r"(\w+)>?\(\) got an unexpected keyword argument '(\w+)'", "`{0}` knows no argument called {1}. Is it spelt as in the task?"),
    (TypeError, r"'([\w.]+)' object is not callable", "round brackets call a function, and this is none, but of type {0}. Is a `*` missing, or does a name stand for something else by now?"),
    (TypeError, r"'([\w.]+)' object is not iterable", "a loop, max, min and sum need something with many entries, and this is a single thing of type {0}. range(n) counts."),
    (TypeError, r"object of type '([\w.]+)' has no len\(\)", "len(...) counts what lies in a list, and something of type {0} does not tell how much it holds. list(...) makes a list of combinations, map, zip and the like."),
    (TypeError, r"'([\w.]+)' object does not support item assignment", "entries of a {0} cannot be changed; make a list, or a new {0}."),
    (TypeError, r"unhashable type: '([\w.]+)'", "something of type {0} can be no key of a dict and lie in no set; text, numbers and tuples can."),
    (TypeError, r"'(\S+)' not supported between instances of '([\w.]+)' and '([\w.]+)'", "`{0}` cannot compare something of type {1} with something of type {2}. Print both."),
    (TypeError, r'can only concatenate (\w+) \(not "([\w.]+)"\)', "`+` joins one {0} to another, and here it is asked for a {0} and something of type {1}. list.append adds a single entry to a list, an f-string puts numbers into a text."),
    (TypeError, r"exceptions must derive from BaseException", "`raise` needs an error, not a text: raise ValueError(\"...\")."),
    (IndexError, r"invalid index to (scalar) variable", "square brackets take an entry out of something, and this is a single number."),
    (TypeError, r"'([\w.]+)' object is not subscriptable", "square brackets take an entry out of something, and something of type {0} has none."),
    (TypeError, r"can't convert .* to numpy|loop of ufunc does not support argument 0 of type (\w+)", "NumPy cannot calculate with what it was given here. Print it, and its type."),
    (TypeError, r"did not contain a loop with signature matching types .*dtype\('<U", "a text is calculated with. A dict that is taken apart gives its names; its values are d[name]."),
    (TypeError, r"Cannot cast ufunc '(\w+)' output from dtype\('float\d+'\) to dtype\('u?int\d+'\)", "an array of whole numbers is changed in place and would need digits after the point. Make a new array: `a = a / b`, not `a /= b`."),
    (AttributeError, r"'tuple' object has no attribute '(append|extend|insert|remove|pop|sort|reverse)'", "a tuple cannot be changed and has no .{0}. Make a list, with [ and ]."),
    (AttributeError, r"'list' object has no attribute '(\w+)'", "a list has no .{0}. Is it one of an array? np.array(...) makes one."),
    (AttributeError, r"'tuple' object has no attribute '(\w+)'", "a tuple has no .{0}; its entries have numbers, [0], [1], ... Does a function give several results? Take them apart first: u, s, vt = np.linalg.svd(a)."),
    (AttributeError, r"'numpy\.ndarray' object has no attribute '(\w+)'", "an array has no .{0}. Is it a function of NumPy, np.{0}(...), or a method of lists or tensors?"),
    (AttributeError, r"'Tensor' object has no attribute '(\w+)'", "a tensor has no .{0}. Is it a function of PyTorch, torch.{0}(...), or a method of arrays?"),
    (AttributeError, r"'(?:QR|SVD|Eigh?)Result' object has no attribute '(\w+)'", "np.linalg's qr, svd and eigh give several arrays at once: take them apart, q, r = np.linalg.qr(a)."),
    (AttributeError, r"'NoneType' object has no attribute '(\w+)'", "something is None where .{0} is asked of it. Is a `return` missing, was backward() not called yet, or was it made by list.append or list.sort, which give None?"),
    (AttributeError, r"'?(?:module )?'?(\w[\w.]*)'? (?:object )?has no attribute '(\w+)'", "{0} has no `{1}`. Is it spelt right?"),
    (UnboundLocalError, r"local variable '(\w+)'", "`{0}` is used in the function before it is given a value there. Set it before the loop or the `if`."),
    (NameError, r"name '(\w+)' is not defined", "there is no `{0}`. Is it misspelt, is it called otherwise in the first line of your function, or was its cell not run?"),
    (IndexError, r"arrays used as indices must be of integer", "an array stands in square brackets, and an index must be a whole number, True or False. A comparison makes a mask: a[y == 1]."),
    (IndexError, r"too many indices for array: array is (\d)-dimensional, but (\d) were indexed", "an array with {0} axes is asked with {1} indices. Print its shape. A tuple in the brackets is one index for each axis; a list takes several places."),
    (IndexError, r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)", "index {0} is asked for along axis {1}, which has {2} entries: the last one has the number {2} - 1."),
    (ValueError, r"axis (-?\d+) is out of bounds for array of dimension (\d+)", "axis {0} is asked for, and the array has so many axes: {1}. They are counted from 0; a single vector has only axis 0."),
    (IndexError, r"tuple index out of range", "an entry is asked of a tuple that has not so many. Print it. The shape of an array has one entry for each axis, counted from 0."),
    (IndexError, r"out of range|pop from empty list|out of bounds", "an entry is asked for that is not there: the last one of n has the index n - 1. Does your loop go one too far, or is the list empty?"),
    (ZeroDivisionError, r"", "something is divided by 0 ({error}). What if a list is empty, or a count is 0?"),
    (KeyError, r"(.+)", "the dict has no entry {0}. Print its keys."),
    (StopIteration, r"", "next(...) found nothing: no entry passed its condition."),
    (RecursionError, r"", "the function calls itself without end. Does it call itself where it should call another?"),
    (OverflowError, r"", "a number is too large to be calculated ({error}). NumPy's functions give inf there; math's stop."),
]  # fmt: skip


def in_words(error: Exception, sentence: str = "") -> str:
    """An error of a student's code as a hint: what it means where that is known, the error itself, and the line.

    Args:
        error: What the code raised; an error of code that runs in another process brings its line as `error.line`.
        sentence: What it means here, in place of the usual words.
    """
    name, text = type(error).__name__, " ".join(str(error).split())
    said = getattr(error, "shown", "") or (f"{name}: {text}" if text else name)
    said = re.sub(r"\x1b\[\d*m| Arguments received by .*|, but expected one of: .*", "", " ".join(said.split())).rstrip(
        "."
    )  # what Keras and PyTorch add
    place = _place(error)
    sentence = sentence or meaning(error)
    return f"{sentence} (Python says {said}{place}.)" if sentence else f"your code stopped with {said}{place}."


def meaning(error: Exception) -> str:
    """What an error means, as far as that is known; else empty."""
    text = " ".join(str(error).split())
    for kind, pattern, words in _WORDS:
        found = re.search(pattern, text) if isinstance(error, kind) else None
        if found:
            return words.format(*found.groups(), error=text)
    return ""


def _place(error) -> str:
    """The line of the student's cell, as far as it is known."""
    if getattr(error, "line", 0):
        return f", in line {error.line} of its cell"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "ipykernel" in frame.filename or frame.filename.startswith("<"):
            line = linecache.getline(frame.filename, frame.lineno or 0).strip()
            return f", in line {frame.lineno} of its cell" + (f": `{line}`" if line else "")
    return ""
