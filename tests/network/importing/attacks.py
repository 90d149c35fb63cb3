"""Pickles that run a command where Python's own `pickle` reads them, each by another way."""

import copyreg
import functools
import operator
import os
import pickle
import struct
import subprocess
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

EXTENSION = 0xA7


class Call:
    """Pickled as the call of `function` with `arguments`."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.function, self.arguments = function, arguments

    def __reduce__(self) -> tuple:
        return self.function, self.arguments


class Built:
    """Pickled as a partial call that BUILD fills in: `partial.__setstate__` takes any function."""

    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self) -> tuple:
        state = (os.system, (self.command,), {}, {})
        return functools.partial, (print,), state


def text(value: str) -> bytes:
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def attacks(command: str) -> dict[str, tuple[bytes, str]]:
    """Pickles by name, each with the name it must be refused for."""
    code = f"__import__('os').system({command!r})"
    made = {
        f"system, protocol {p}": (pickle.dumps(Call(os.system, command), p), "posix.system") for p in range(6)
    }
    objects = {
        "eval": (Call(eval, code), "builtins.eval"),
        "exec": (Call(exec, code), "builtins.exec"),
        "popen": (Call(os.popen, command), "os.popen"),
        "Popen": (Call(subprocess.Popen, ["sh", "-c", command]), "subprocess.Popen"),
        "partial": (Call(functools.partial(os.system, command)), "functools.partial"),
        "map": (Call(list, Call(map, os.system, [command])), "builtins.list"),
        "nested pickle": (Call(pickle.loads, pickle.dumps(Call(os.system, command))), "_pickle.loads"),
        "in a list": ([1, {"a": (Call(os.system, command),)}], "posix.system"),
        "copyreg": (Call(copyreg._reconstructor, Call(eval, code), object, None), "copyreg._reconstructor"),
        "operator": (Call(operator.methodcaller("__call__", command), os.system), "operator.methodcaller"),
        "BUILD on a partial": (Call(operator.call, Built(command)), "operator.call"),
    }
    for name, (value, refused) in objects.items():
        made[name] = pickle.dumps(value, 2), refused
        made[f"{name}, protocol 4"] = pickle.dumps(value, 4), refused
    return made | _assembled(command, code)


def _assembled(command: str, code: str) -> dict[str, tuple[bytes, str]]:
    """Those that no object is pickled to."""
    line = command.encode()
    return {
        "getattr chain": (
            b"\x80\x02cbuiltins\ngetattr\ncbuiltins\n__import__\n"
            + (text("os") + b"\x85R" + text("system") + b"\x86R" + text(command) + b"\x85R."),
            "builtins.getattr",
        ),
        "BUILD": (
            b"\x80\x02cfunctools\npartial\ncbuiltins\nprint\n\x85R(cos\nsystem\n"
            + (text(command) + b"\x85}}tbq\x01)R."),
            "functools.partial",
        ),
        "GLOBAL": (b"cos\nsystem\n(" + text(command) + b"tR.", "os.system"),
        "STACK_GLOBAL": (
            b"\x80\x04" + text("os") + text("system") + b"\x93" + text(command) + b"\x85R.",
            "os.system",
        ),
        "STACK_GLOBAL, dotted": (
            b"\x80\x04"
            + text("torch.serialization")
            + text("os.system")
            + b"\x93"
            + text(command)
            + b"\x85R.",
            "torch.serialization.os.system",
        ),
        "INST": (b"(S'" + line.replace(b"'", b"\\'") + b"'\nios\nsystem\n.", "os.system"),
        "OBJ": (b"(cos\nsystem\n" + text(command) + b"o.", "os.system"),
        "NEWOBJ_EX": (b"\x80\x04cbuiltins\neval\n" + text(code) + b"\x85}\x92.", "builtins.eval"),
        "EXT1": (b"\x80\x02\x82" + bytes([EXTENSION]) + text(command) + b"\x85R.", "EXT1"),
        "memoised and popped": (b"cos\nsystem\nq\x010h\x01" + text(command) + b"\x85R.", "os.system"),
        "second attempt": (
            b"\x80\x02ccollections\nOrderedDict\n)Rcos\nsystem\n" + text(command) + b"\x85R.",
            "os.system",
        ),
    }


@contextmanager
def registered_extension() -> Iterator[None]:
    """os.system under a number, as a program may have registered things for its own pickles."""
    copyreg.add_extension("os", "system", EXTENSION)
    try:
        yield
    finally:
        copyreg.remove_extension("os", "system", EXTENSION)


def within(megabytes, call):
    """A bomb that goes off takes all the memory there is, or for ever."""
    tracemalloc.start()
    try:
        call()
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < megabytes << 20


def in_archive(data, path, extra=()):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", data)
        for name, content in extra:
            archive.writestr(name, content)
    return path
