"""The controls of each racer: its rate at hand, everything else that is its own behind one click."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from figures import COLOUR_NAMES, PALETTE, LineStyle, assignments, line_styles, racer_titles
from optimizers import OPTIMIZERS, Optimizer
from schedules import SCHEDULES
from simulation import Racer, Scene, default_racer
from simulation.racer_name import MOST_SIGNS, NAME_RULE, words_of
from simulation.scene import AUTOMATIC
from ui import edits, racer_edits, session
from ui.knob_controls import knob_control
from ui.racer_differences import differences

STYLES = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def racer_settings() -> None:
    """For each racer its learning rate, and its other settings behind one click."""
    scene = session.current()
    st.html(f"<style>{STYLES}{_swatches()}</style>")
    rows = zip(edits.named_racers(scene), racer_titles(scene), line_styles(scene), strict=True)
    for (who, racer), title, style in rows:
        key = f"{scene.surface}.{who[0]}.{who[1]}"
        with st.container(key=_row(who), gap="xxsmall"):
            _heading(who, racer, scene, title, style)
            _rate(key, who, racer, scene, title)
            _more_settings(key, who, racer, scene, title)


def _row(who: edits.Who) -> str:
    return f"racer-{who[0]}-{who[1]}"


def _rate_name(racer: Racer) -> str:
    """What the racer's rate is called after its title."""
    called = OPTIMIZERS[racer.optimizer].lr_knob.label
    return " rate" if called == "Learning rate" else f": {called[0].lower()}{called[1:]}"


def _heading(who: edits.Who, racer: Racer, scene: Scene, title: str, style: LineStyle) -> None:
    """Colour, name, what differs from the default, and a button that adds another like it."""
    # Not Markdown: a name may come from a stranger's link, and is text and nothing else.
    dot = f'<i style="background:light-dark({style.light},{style.dark})"></i>'
    changed = differences(racer, scene.ground)
    aside = f" <small>{escape(changed)}</small>" if changed else ""
    st.html(f'<div class="racer-name">{dot}<span>{escape(title)}</span>{_rate_name(racer)}{aside}</div>')
    st.button(
        f"Add another {OPTIMIZERS[racer.optimizer].title}",
        icon=":material/add:",
        help="Add one more like it, at another rate",
        key=f"{_row(who)}-add",
        on_click=_act,
        args=(partial(racer_edits.add_copy, who),),
        type="tertiary",
    )


def _act(change: Callable[[Scene], Scene]) -> None:
    """Put the changed scene in the place of the present one."""
    session.change_scene(lambda scene, _: change(scene), None)


def _rate(key: str, who: edits.Who, racer: Racer, scene: Scene, title: str) -> None:
    """The learning rate, two factors of ten either way of the one that suits this surface."""
    usual = default_racer(racer.optimizer, scene.ground).lr
    # Streamlit reads Markdown in a label, also in one that is only read out.
    label = f"{words_of(title)}{_rate_name(racer)}".strip()
    whole = replace(OPTIMIZERS[racer.optimizer].lr_knob, label=label)
    # As far one way as the other, so that the usual rate is a stop itself.
    reach = min(100.0, whole.high / usual, usual / whole.low)
    near = replace(whole, low=usual / reach, high=usual * reach)
    knob_control(f"{key}.lr", whole, racer.lr, partial(edits.set_rate, who), shown=near, label_visibility="collapsed")


def _more_settings(key: str, who: edits.Who, racer: Racer, scene: Scene, title: str) -> None:
    """Name and colour, hyper-parameters and schedule, what can be done with the racer, and what its optimizer is."""
    method = OPTIMIZERS[racer.optimizer]
    more = st.expander("Settings", type="compact", key=f"{key}.more", on_change="rerun")
    # Controls that nobody sees would still travel with every rerun.
    if not more.open:
        return
    with more:
        _look(key, who, racer, title)
        for name, value in racer.hyper:
            knob_control(f"{key}.{name}", method.knobs[name], value, partial(edits.set_hyper, who, name))
        _schedule(key, who, racer)
        _actions(who, racer, scene)
        _card(method)


def _look(key: str, who: edits.Who, racer: Racer, title: str) -> None:
    """The racer's own name and colour."""
    st.text_input(
        "Name",
        max_chars=MOST_SIGNS,
        placeholder=title,
        help=f"{NAME_RULE[0].upper()}{NAME_RULE[1:]}.".replace("`", "backtick").replace("$", r"\$"),
        **session.bound(f"{key}.name", racer.title, partial(racer_edits.rename, who)),
    )
    with st.container(key=f"{_row(who)}-colours"):
        st.pills(
            "Colour",
            [AUTOMATIC, *range(len(COLOUR_NAMES))],
            format_func=lambda colour: "Automatic" if colour == AUTOMATIC else COLOUR_NAMES[colour],
            wrap=True,
            **session.bound(f"{key}.colour", racer.colour, partial(racer_edits.recolour, who)),
        )


def _swatches() -> str:
    """Style rules that show each colour on its button; the first button has none."""
    rules = []
    for colour in range(len(COLOUR_NAMES)):
        light, dark = PALETTE[colour]
        button = f"[class*=-colours] [data-testid=stButtonGroup] button:nth-of-type({colour + 2})"
        rules.append(f"{button}{{--swatch:light-dark({light},{dark})}}")
    return "".join(rules)


def _actions(who: edits.Who, racer: Racer, scene: Scene) -> None:
    """One rate for all, back to the defaults, and away with it."""
    with st.container(key=f"{_row(who)}-actions", gap="xsmall"):
        st.button(
            f"All racers at {racer.lr:g}",
            icon=":material/content_copy:",
            help="Give this rate to every racer, whatever its usual one is",
            key=f"{_row(who)}-all",
            on_click=_rate_for_all,
            args=(who,),
            width="stretch",
        )
        if differences(racer, scene.ground):
            st.button(
                "Back to its defaults",
                icon=":material/restart_alt:",
                key=f"{_row(who)}-defaults",
                on_click=_act,
                args=(partial(racer_edits.restore, who),),
                width="stretch",
            )
        st.button(
            "Remove",
            icon=":material/delete:",
            key=f"{_row(who)}-remove",
            on_click=_act,
            args=(partial(racer_edits.remove_racer, who),),
            width="stretch",
        )


def _rate_for_all(who: edits.Who) -> None:
    """Give this racer's rate to all, and say who cannot take it."""
    if not session.mend():
        session.put(*racer_edits.rate_for_all(who, session.current()))


def _schedule(key: str, who: edits.Who, racer: Racer) -> None:
    """How the rate changes over the run, and the schedule's own parameters."""
    st.selectbox(
        "Rate over the run",
        list(SCHEDULES),
        format_func=lambda name: SCHEDULES[name].title,
        **session.bound(f"{key}.schedule", racer.schedule, partial(edits.set_schedule, who)),
    )
    knobs = SCHEDULES[racer.schedule].knobs
    for name, value in racer.schedule_params:
        change = partial(edits.set_schedule_param, who, name)
        knob_control(f"{key}.{racer.schedule}.{name}", knobs[name], value, change)


def _card(method: Optimizer) -> None:
    """What the optimizer is: its idea, its update, where it comes from."""
    card = method.card
    st.markdown("  \n".join(f"$\\displaystyle {part}$" for part in assignments(card.latex)))
    st.caption(f"{card.idea} {card.watch} {card.paper} ({card.year}). [More in the reference](reference#{method.name})")
