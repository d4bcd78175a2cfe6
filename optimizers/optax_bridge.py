"""Any optax optimizer as one of ours: from_optax(optax.adam, b1=0.9).

Optax itself is imported when a bridged optimizer is made or first runs, so that importing this room stays quick.
"""

import inspect
import operator
from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

import jax
import jax.numpy as jnp
import numpy as np

from catalogue import Knob, UnknownName, is_choice
from optimizers.base import Card, Optimizer


class NotBridgeable(ValueError):
    """This is not an optax optimizer that can run here; the message says why."""


@dataclass(frozen=True, eq=False)
class Bridge:
    """`init` and `step` of an optax factory, or of the dotted name under which optax has it.

    rate              what the factory calls its learning rate
    fixed             settings that are not in `hyper`
    begins_with_rate  its state begins with the first rate in it; the state then counts the steps in a field more
    """

    factory: Callable[..., Any] | str
    rate: str = "learning_rate"
    fixed: Mapping[str, Any] = field(default_factory=dict)
    begins_with_rate: bool = False

    def method(self, hyper, lr):
        """The transformation, made inside the trace: its rate and its numbers may be traced."""
        import optax

        factory = operator.attrgetter(self.factory)(optax) if isinstance(self.factory, str) else self.factory
        return optax.with_extra_args_support(factory(**{self.rate: lr}, **hyper._asdict(), **self.fixed))

    def init(self, hyper, point):
        # No rate is known yet. Where it matters, the first step begins again with its own.
        begun = self.method(hyper, jnp.ones_like(point[0])).init(point)
        names = [_last_name(path) for path, _ in jax.tree_util.tree_flatten_with_path(begun)[0]]
        state = [_as_state(leaf, point.dtype) for leaf in jax.tree.leaves(begun)]
        if self.begins_with_rate:
            names, state = [*names, "t"], [*state, jnp.zeros_like(point[0])]
        return _state_type(tuple(names))(*state)

    def step(self, hyper, state, point, oracle, lr):
        method = self.method(hyper, lr)
        begun = method.init(point)
        shape: Any = jax.tree.structure(begun)
        kept = state[: shape.num_leaves]
        if self.begins_with_rate:
            fresh = [_as_state(leaf, point.dtype) for leaf in jax.tree.leaves(begun)]
            kept = [jnp.where(state[-1] > 0, old, new) for old, new in zip(kept, fresh, strict=True)]
        g = oracle.grad(point)

        def value(p, obj_fn=None):
            # Optax's line searches hand on to it whatever they do not know themselves.
            return oracle.value(p)

        # Each transformation takes of these what it knows. Values and their derivatives carry no noise.
        known = {"value": oracle.value(point), "grad": g, "value_fn": value, "obj_fn": oracle.value}
        update, moved = method.update(g, jax.tree.unflatten(shape, kept), point, **known)
        if jax.tree.structure(moved) != shape:
            raise NotBridgeable("its state changes its structure from step to step")
        # Optax leaves some numbers in the type they began with and lets others grow; a loop needs one type throughout.
        moved = [_in_type_of(old, new) for old, new in zip(state, jax.tree.leaves(moved), strict=False)]
        if self.begins_with_rate:
            moved = [*moved, state[-1] + 1]
        return point + update.astype(point.dtype), type(state)(*moved)


def from_optax(source: Any, /, *, name: str | None = None, **settings: Any) -> Optimizer:
    """An optax optimizer as one of ours, as in simulate("beale", from_optax(optax.adam, b1=0.8), starts, lr=0.1).

    source     optax's factory, as in optax.adam: its learning rate (the first argument whose name ends in
               "learning_rate") is simulate's lr, step by step. Or a ready transformation, as in optax.adam(0.1): what
               it would add to the point is multiplied by lr, so lr=1 leaves it as it is.
    settings   of the factory. Numbers, also those it has by default, may be changed afterwards through simulate's
               `hyper`, which compiles nothing; so may flags and words. Whatever optax must know before it compiles
               (a length of its memory, say), functions and None are fixed here.
    name       how it is called in messages; "optax_adam" if not given

    Raises NotBridgeable or UnknownName, with a sentence.
    """
    import optax

    if isinstance(source, optax.GradientTransformation):
        if settings:
            given = ", ".join(settings)
            raise NotBridgeable(f"a ready transformation has its settings already and takes no other: {given}")
        return _bridged(_scaled(source), name or "optax_transformation", ())
    if not callable(source):
        raise NotBridgeable(f"from_optax takes an optax factory such as optax.adam, not {source!r:.40}")
    # optax.nadam is a partial of optax.adam.
    called = getattr(getattr(source, "func", source), "__name__", "optimizer")
    name = name or f"optax_{called.strip('<>')}"
    items = tuple(sorted(settings.items()))
    try:
        # So that asking twice for the same gives the same, which is compiled once. True == 1, hence the types.
        return _bridged(source, name, items, tuple(type(value) for _, value in items))
    except TypeError as error:
        if "unhashable" not in str(error):
            raise
        return _bridged.__wrapped__(source, name, items)


@lru_cache(maxsize=256)
def _scaled(ready: Any) -> Callable[..., Any]:
    import optax

    return lambda learning_rate: optax.chain(ready, optax.scale(learning_rate))


@lru_cache(maxsize=256)
def _bridged(factory: Callable[..., Any], name: str, given: tuple[tuple[str, Any], ...], types: Any = ()) -> Optimizer:
    rate, settings, annotations = _settings(factory, name, dict(given))
    choices = {key: value for key, value in settings.items() if is_choice(value)}
    numbers = {key: value for key, value in settings.items() if key not in choices and _is_number(value)}
    fixed = {key: value for key, value in settings.items() if key not in choices and key not in numbers}

    def bridge(traced):
        return Bridge(factory, rate, {**fixed, **{k: v for k, v in numbers.items() if k not in traced}})

    fault = _fault(bridge(()), {}, choices)
    if fault:
        raise NotBridgeable(f"{name} cannot run here: {fault}")
    traced = dict(numbers)
    if _fault(bridge(traced), traced, choices):
        # One after the other, to keep as many as can be traced together.
        traced = {}
        for key, value in numbers.items():
            if not _fault(bridge({**traced, key: value}), {**traced, key: value}, choices):
                traced[key] = value
    hyper = namedtuple("Hyper", [*traced, *choices])(**{k: float(v) for k, v in traced.items()}, **choices)  # type: ignore[misc]
    plain = bridge(traced)
    final = Bridge(factory, rate, plain.fixed, begins_with_rate=_rate_shows(plain, hyper))
    fields = jax.eval_shape(lambda point: final.init(hyper, point), jax.ShapeDtypeStruct((2,), "float32"))._fields
    symbols = {field: rf"\mathrm{{{field}}}".replace("_", r"\_") for field in fields}
    said = (inspect.getdoc(getattr(factory, "func", factory)) or "").strip().split("\n")[0].rstrip(
        "."
    ) or "An optimizer made with Optax"
    return Optimizer(
        name=name,
        title=name.removeprefix("optax_"),
        hyper=hyper,
        init=final.init,
        step=final.step,
        knobs={
            **{key: Knob(key, -np.inf, np.inf, hint=f"{key} of {name}.") for key in traced},
            **{key: Knob(key, options=_options(value, annotations[key]), hint=f"{key} of {name}.")
               for key, value in choices.items()},
        },
        card=Card(
            paper="DeepMind and others, Optax: composable gradient transformations in JAX",
            year=2020,
            idea=f"{said}.",
            latex=rf"(u, {', '.join(['s', *symbols.values()])}) \leftarrow \mathrm{{update}}(g, s, x),\quad "
            r"x \leftarrow x + u",
            watch="What Optax's own documentation says of it.",
            symbols=symbols,
            words={field: field.replace("_", " ") for field in fields},
        ),
        family="Optax",
        lr_unit="none",
        lr_knob=Knob("Learning rate", -np.inf, np.inf),
    )  # fmt: skip


def _settings(factory, name, given):
    """What the factory calls its rate, every other setting with its value, and how each is annotated."""
    parameters = inspect.signature(factory).parameters
    plain = {key: p for key, p in parameters.items() if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)}
    rate = next((key for key in plain if key.endswith("learning_rate")), None)
    if rate is None:
        raise NotBridgeable(
            f"{name} has no argument that ends in learning_rate; wrap it: def mine(learning_rate, ...): return ..."
        )
    if rate in given:
        raise NotBridgeable(f"the learning rate is given to simulate as lr, not to from_optax as {rate}")
    if len(plain) == len(parameters):
        for key in given:
            if key not in plain:
                raise UnknownName(f"setting of {name}", key, [other for other in plain if other != rate])
    settings = {key: p.default for key, p in plain.items() if key != rate} | given
    missing = [key for key, value in settings.items() if value is inspect.Parameter.empty]
    if missing:
        raise NotBridgeable(f"{name} needs a value for {' and '.join(missing)}")
    return rate, settings, {key: plain[key].annotation if key in plain else None for key in settings}


def _options(value: bool | str, annotation: Any) -> tuple[bool | str, ...]:
    if isinstance(value, bool):
        return (False, True)
    words = get_args(annotation) if get_origin(annotation) is Literal else ()
    return words if value in words else (value,)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


class _Paraboloid:
    """The oracle of x^2 + y^2, to try an optimizer on."""

    def value(self, p):
        return jnp.sum(p * p)

    def grad(self, p):
        return 2 * p


def _fault(bridge: Bridge, traced: Mapping[str, Any], choices: Mapping[str, Any]) -> str:
    """What goes wrong where the rate and these numbers are traced; "" where nothing does."""

    def once(point, lr, numbers):
        hyper = namedtuple("Hyper", [*numbers, *choices])(**numbers, **choices)
        return bridge.step(hyper, bridge.init(hyper, point), point, _Paraboloid(), lr)

    number = jax.ShapeDtypeStruct((), "float32")
    try:
        # Lowered too: a seed that is no whole number is only found there.
        jax.jit(once).lower(jax.ShapeDtypeStruct((2,), "float32"), number, dict.fromkeys(traced, number))
    except Exception as error:  # Optax may raise anything at all for a setting it does not like.
        return str(error).strip().split("\n")[0] or type(error).__name__
    return ""


def _rate_shows(bridge: Bridge, hyper: Any) -> bool:
    """Whether the state before the first step depends on the rate."""
    point = jnp.array([1.0, 2.0])
    one, other = (jax.tree.leaves(bridge.method(hyper, rate).init(point)) for rate in (0.25, 0.5))
    return any(bool(jnp.any(a != b)) for a, b in zip(one, other, strict=True))


def _last_name(path: tuple[Any, ...]) -> str:
    """The name of a leaf of optax's nested state: of its innermost field that has one."""
    named = [entry.name for entry in path if hasattr(entry, "name")]
    return named[-1] if named else "s"


@lru_cache(maxsize=256)
def _state_type(names: tuple[str, ...]) -> Any:
    """A flat NamedTuple; a name that comes again gets a number."""
    fields = [name if name not in names[:i] else f"{name}_{names[: i + 1].count(name)}" for i, name in enumerate(names)]
    return namedtuple("State", fields)


def _as_state(leaf: Any, dtype: Any) -> Any:
    leaf = jnp.asarray(leaf)
    return jax.lax.convert_element_type(leaf, dtype) if jnp.issubdtype(leaf.dtype, jnp.floating) else leaf


def _in_type_of(old: Any, new: Any) -> Any:
    new = jnp.asarray(new)
    return new if jnp.issubdtype(old.dtype, jax.dtypes.prng_key) else jax.lax.convert_element_type(new, old.dtype)
