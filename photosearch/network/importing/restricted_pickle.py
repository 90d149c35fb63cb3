"""Read a pickle as data. Nothing it names is imported, and nothing is called but what the caller hands in.

A pickle is a program for a small stack machine; Python's own machine imports any name it is told to and
calls it. This one is written out here over the table of instructions in `pickletools`: a name not on the
caller's list ends the reading at the instruction that names it, before anything is made of it. Needs neither
torch nor NumPy.
"""

import codecs
import dataclasses
import io
import pickletools
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from photosearch.errors import PhotosearchError

MAX_OPCODES = 2_000_000
MAX_WORK = 1 << 29

Constructor = Callable[..., Any]
"""Makes a value out of the arguments in the pickle; raises TypeError or ValueError for wrong ones."""

Builder = Callable[[Any, Any], None]
"""Gives an object of one type the state in the pickle; raises as a constructor does."""


class RefusedPickleError(PhotosearchError):
    """The pickle asks for something that is not data, or is no pickle; nothing of it was run."""


@dataclass(frozen=True)
class Name:
    """What a pickle calls by name: a text, not the thing itself."""

    dotted: str


@dataclass(frozen=True)
class Vocabulary:
    """All that a pickle may ask for.

    constructors: by dotted name, called with the arguments in the pickle. names: may stand in the data as a
    `Name` and are never called. builders: by exact type, what may be done with the state of such an object.
    persistent: makes a value of a persistent id; None refuses all of them.
    """

    constructors: Mapping[str, Constructor] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    builders: Mapping[type, Builder] = field(default_factory=dict)
    persistent: Callable[[Any], Any] | None = None

    def __or__(self, other: "Vocabulary") -> "Vocabulary":
        """Both together; the persistent ids of `other` if it has any."""
        return Vocabulary(
            {**self.constructors, **other.constructors},
            self.names | other.names,
            {**self.builders, **other.builders},
            other.persistent or self.persistent,
        )

    def with_persistent(self, persistent: Callable[[Any], Any]) -> "Vocabulary":
        """The same and persistent ids. `persistent` raises TypeError or ValueError for a wrong one."""
        return dataclasses.replace(self, persistent=persistent)


def read_pickle(data: bytes | io.BytesIO, vocabulary: Vocabulary, what: str) -> Any:
    """The value of one pickle. A stream is left behind the pickle's end.

    what: what is being read, for messages. Strings of Python 2 come as str. Raises RefusedPickleError for
    anything outside the vocabulary, naming it, and for what is damaged or no pickle.
    """
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    start = stream.tell()
    machine = _Machine(vocabulary, what, stream.seek(0, io.SEEK_END) - start)
    stream.seek(start)
    try:
        return machine.run(stream)
    except RefusedPickleError:
        raise
    except (ValueError, TypeError, IndexError, KeyError, OverflowError, MemoryError, AttributeError) as error:
        raise RefusedPickleError(f"{what} is damaged or of another kind ({error}).") from error


def ordered_dict(pairs: Any = ()) -> OrderedDict[Any, Any]:
    """`collections.OrderedDict` as pickles make it: empty, or from a list of pairs."""
    made: OrderedDict[Any, Any] = OrderedDict()
    if type(pairs) not in (list, tuple):
        raise TypeError("an OrderedDict is not made of pairs")
    for pair in pairs:
        key, value = pair
        made[_checked_key(key)] = value
    return made


def ignore_attributes(made: Any, state: Any) -> None:
    """For objects whose attributes do not matter (torch notes versions on a state_dict)."""


def made_set(items: Any = ()) -> set[Any]:
    """`set` as pickles before protocol 4 make it: empty, or from a list."""
    if type(items) not in (list, tuple):
        raise TypeError("a set is not made of a list")
    return {_checked_key(item) for item in items}


def made_frozenset(items: Any = ()) -> frozenset[Any]:
    """`frozenset`, in the same way."""
    return frozenset(made_set(items))


PLAIN = Vocabulary({"collections.OrderedDict": ordered_dict}, builders={OrderedDict: ignore_attributes})
SETS = Vocabulary(
    {
        "builtins.set": made_set,
        "__builtin__.set": made_set,
        "builtins.frozenset": made_frozenset,
        "__builtin__.frozenset": made_frozenset,
    }
)
"""Sets of plain values, for who wants them: no checkpoint has any."""


class _Machine:
    """One run. Every cost is counted, so that a small file cannot ask for much work."""

    def __init__(self, vocabulary: Vocabulary, what: str, size: int) -> None:
        self._vocabulary = vocabulary
        self._what = what
        self._stack: list[Any] = []
        self._below: list[list[Any]] = []
        self._memo: dict[int, Any] = {}
        self._budget = min(8 * size, MAX_WORK) + 100_000

    def run(self, stream: io.BytesIO) -> Any:
        for count, (name, argument) in enumerate(_instructions(stream)):
            if count >= MAX_OPCODES:
                raise RefusedPickleError(f"{self._what} has more instructions than any such file needs.")
            if name in _VALUES:
                self._stack.append(bytes(argument) if isinstance(argument, bytearray) else argument)
            elif name in _OPERATIONS:
                _OPERATIONS[name](self, argument)
            else:
                self._refuse(str(argument).replace(" ", ".", 1) if name == "INST" else name)
        return self._stack.pop()

    def _refuse(self, name: str) -> NoReturn:
        raise RefusedPickleError(
            f"{self._what} asks for {name[:200]!r}, which is no data. It was not imported, and nothing in it "
            "was run: it may have been made to harm you."
        )

    def _items_above_mark(self) -> list[Any]:
        items = self._stack
        self._stack = self._below.pop()
        return items

    def mark(self, _: Any) -> None:
        self._below.append(self._stack)
        self._stack = []

    def pop(self, _: Any) -> None:
        if self._stack:
            self._stack.pop()
        else:
            self._items_above_mark()

    def pop_mark(self, _: Any) -> None:
        self._items_above_mark()

    def push_copy(self, _: Any) -> None:
        self._stack.append(self._stack[-1])

    def put(self, index: int | None) -> None:
        self._memo[len(self._memo) if index is None else index] = self._stack[-1]

    def get(self, index: int) -> None:
        self._stack.append(self._memo[index])

    def make_tuple(self, length: int | None) -> None:
        if length is None:
            items = self._items_above_mark()
        else:
            items = [self._stack.pop() for _ in range(length)][::-1]
        self._stack.append(tuple(items))

    def make_list(self, _: Any) -> None:
        items = self._items_above_mark()
        self._stack.append(items)

    def make_dict(self, _: Any) -> None:
        items = self._items_above_mark()
        self._stack.append({})
        self._set_items(items)

    def append(self, _: Any) -> None:
        self._extend([self._stack.pop()])

    def appends(self, _: Any) -> None:
        self._extend(self._items_above_mark())

    def _extend(self, items: list[Any]) -> None:
        if type(self._stack[-1]) is not list:
            raise TypeError("something is appended to what is no list")
        self._stack[-1].extend(items)

    def set_item(self, _: Any) -> None:
        value, key = self._stack.pop(), self._stack.pop()
        self._set_items([key, value])

    def set_items(self, _: Any) -> None:
        self._set_items(self._items_above_mark())

    def _set_items(self, items: list[Any]) -> None:
        if type(self._stack[-1]) not in (dict, OrderedDict) or len(items) % 2:
            raise TypeError("an entry is set in what is no dictionary")
        for key, value in zip(items[::2], items[1::2], strict=True):
            self._stack[-1][_checked_key(key)] = value

    def empty_set(self, _: Any) -> None:
        self._check_sets("EMPTY_SET")
        self._stack.append(set())

    def add_items(self, _: Any) -> None:
        items = self._items_above_mark()
        if type(self._stack[-1]) is not set:
            raise TypeError("something is added to what is no set")
        self._stack[-1].update(map(_checked_key, items))

    def frozen_set(self, _: Any) -> None:
        self._check_sets("FROZENSET")
        items = self._items_above_mark()
        self._stack.append(frozenset(map(_checked_key, items)))

    def _check_sets(self, instruction: str) -> None:
        # From protocol 4 on sets have instructions of their own, which name nothing.
        if "builtins.set" not in self._vocabulary.constructors:
            self._refuse(instruction)

    def name(self, argument: str) -> None:
        module, _, name = argument.partition(" ")
        self._push_name(module, name)

    def name_from_stack(self, _: Any) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        if type(name) is not str or type(module) is not str:
            raise TypeError("a name is no text")
        self._push_name(module, name)

    def _push_name(self, module: str, name: str) -> None:
        dotted = f"{module}.{name}"
        if dotted not in self._vocabulary.constructors and dotted not in self._vocabulary.names:
            self._refuse(dotted)
        self._stack.append(Name(dotted))

    def call(self, _: Any) -> None:
        arguments, called = self._stack.pop(), self._stack.pop()
        if type(called) is not Name or called.dotted not in self._vocabulary.constructors:
            self._refuse(_label(called))
        if type(arguments) is not tuple:
            raise TypeError("the arguments of a call are no tuple")
        self._spend(arguments)
        self._stack.append(self._vocabulary.constructors[called.dotted](*arguments))

    def build(self, _: Any) -> None:
        state, made = self._stack.pop(), self._stack[-1]
        builder = self._vocabulary.builders.get(type(made))
        if builder is None:
            self._refuse(f"state for {_label(made)}")
        self._spend(state)
        builder(made, state)

    def persistent(self, identity: Any) -> None:
        self._persistent(identity)

    def persistent_from_stack(self, _: Any) -> None:
        self._persistent(self._stack.pop())

    def _persistent(self, identity: Any) -> None:
        if self._vocabulary.persistent is None:
            self._refuse("data outside the pickle")
        self._stack.append(self._vocabulary.persistent(identity))

    def _spend(self, value: Any) -> None:
        """A constructor may go through all it is given, and the same arguments can be given many times."""
        self._budget -= _cost(value)
        if self._budget < 0:
            raise RefusedPickleError(f"{self._what} asks for more work than any file of its size needs.")


def _checked_key(key: Any) -> Any:
    # The hash of a tuple of tuples of tuples can take years.
    if key is not None and type(key) not in (str, int, float, bool, bytes):
        raise TypeError("the key of a dictionary, or a part of a set, is no plain value")
    return key


def _cost(value: Any) -> int:
    """One level deep only: counting must not itself be the work."""
    parts = value.values() if type(value) is dict else value if type(value) in (tuple, list) else (value,)
    return 1 + sum(len(part) if type(part) in _SIZED else 1 for part in parts)


def _label(value: Any) -> str:
    return value.dotted if type(value) is Name else f"a {type(value).__name__}"


def _instructions(stream: io.BytesIO) -> Iterator[tuple[str, Any]]:
    """Name and argument of each instruction before STOP. Raises ValueError where there is none known."""
    while True:
        code = stream.read(1).decode("latin-1")
        if code not in _INSTRUCTIONS:
            raise ValueError(f"unknown instruction {code!r}" if code else "it ends too early")
        instruction = _INSTRUCTIONS[code]
        if instruction.name == "STOP":
            return
        if instruction.name == "STRING":
            yield "STRING", _python_2_text(stream)
        else:
            yield instruction.name, None if instruction.arg is None else instruction.arg.reader(stream)


def _python_2_text(stream: io.BytesIO) -> str:
    # pickletools takes ASCII alone, and here Python 2 wrote the bytes of arrays.
    quoted = pickletools.read_stringnl(stream, decode=False)
    assert isinstance(quoted, bytes)
    return codecs.escape_decode(quoted)[0].decode("latin-1")


_INSTRUCTIONS = {instruction.code: instruction for instruction in pickletools.opcodes}
_SIZED = (str, bytes, tuple, list, dict)
_VALUES = frozenset(
    {
        *("INT", "LONG", "LONG1", "LONG4", "BININT", "BININT1", "BININT2", "FLOAT", "BINFLOAT"),
        *("STRING", "BINSTRING", "SHORT_BINSTRING"),
        *("UNICODE", "SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8"),
        *("BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    }
)


def _constant(make: Callable[[], Any]) -> Callable[[_Machine, Any], None]:
    return lambda machine, _: machine._stack.append(make())


def _tuple_of(length: int) -> Callable[[_Machine, Any], None]:
    return lambda machine, _: machine.make_tuple(length)


_OPERATIONS: dict[str, Callable[[_Machine, Any], None]] = {
    "PROTO": lambda machine, _: None,
    "FRAME": lambda machine, _: None,
    "NONE": _constant(lambda: None),
    "NEWTRUE": _constant(lambda: True),
    "NEWFALSE": _constant(lambda: False),
    "EMPTY_LIST": _constant(list),
    "EMPTY_DICT": _constant(dict),
    "EMPTY_TUPLE": _constant(tuple),
    "TUPLE": lambda machine, _: machine.make_tuple(None),
    "TUPLE1": _tuple_of(1),
    "TUPLE2": _tuple_of(2),
    "TUPLE3": _tuple_of(3),
    "MARK": _Machine.mark,
    "POP": _Machine.pop,
    "POP_MARK": _Machine.pop_mark,
    "DUP": _Machine.push_copy,
    "LIST": _Machine.make_list,
    "DICT": _Machine.make_dict,
    "EMPTY_SET": _Machine.empty_set,
    "ADDITEMS": _Machine.add_items,
    "FROZENSET": _Machine.frozen_set,
    "APPEND": _Machine.append,
    "APPENDS": _Machine.appends,
    "SETITEM": _Machine.set_item,
    "SETITEMS": _Machine.set_items,
    **dict.fromkeys(("PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"), _Machine.put),
    **dict.fromkeys(("GET", "BINGET", "LONG_BINGET"), _Machine.get),
    "GLOBAL": _Machine.name,
    "STACK_GLOBAL": _Machine.name_from_stack,
    "REDUCE": _Machine.call,
    "NEWOBJ": _Machine.call,
    "BUILD": _Machine.build,
    "PERSID": _Machine.persistent,
    "BINPERSID": _Machine.persistent_from_stack,
}
