"""The step inspector: equations, every symbol's number, the curvature, and the same drawn on the map."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from optimizers import OPTIMIZERS
from simulation import default_racer, simulate
from surfaces import SURFACES
from tests.browser.page import count_ink, ink_at, open_page, plot_point, seek, wait_for_another_scene

BOWL = "surface=sphere&starts=1.5,1&steps=40&racer=gd,lr:0.1&racer=momentum,lr:0.02,beta:0.9"
MARKS = "stage-inspector-marks"


def inspect(page: Page, title: str = "") -> None:
    """Open the inspector on whoever leads, or on the racer with this title, and wait for its numbers."""
    if title:
        page.locator(".stage-standings").get_by_role("button", name=title, exact=True).click()
    else:
        page.get_by_role("button", name="Inspect", exact=True).click()
    page.locator(".stage-numbers tbody tr").first.wait_for()


def told(page: Page, role: str) -> list[float]:
    """The numbers of the first row of this role."""
    texts = (
        page.locator(f".stage-numbers tr[data-role={role}]").first.locator("td:not(.stage-symbol)").all_inner_texts()
    )
    return [float(text.replace("\u2212", "-")) for text in texts]


def only_mark(page: Page, name: str) -> None:
    """Draw this on the map and nothing else."""
    for button in page.locator(".stage-mark").all():
        if (button.get_attribute("aria-pressed") == "true") != (button.get_attribute("data-mark") == name):
            button.click()


def test_the_equations_are_those_of_the_leader_and_typeset(page: Page):
    open_page(page, BOWL)
    seek(page, 10)
    inspect(page)
    expect(page.locator(".stage-inspector .stage-title")).to_have_text("Gradient descent")
    assert page.locator(".stage-equations math").count() == 1
    assert page.evaluate("document.querySelector('.stage-equations math').getBoundingClientRect().height") > 10
    expect(page.locator(".stage-inspector .stage-note")).to_have_text("step 10 \u2192 11")


def test_a_racer_s_name_in_the_standings_opens_the_inspector_on_it(page: Page):
    open_page(page, BOWL)
    seek(page, 10)
    inspect(page, "Momentum")
    expect(page.locator(".stage-inspector .stage-title")).to_have_text("Momentum")
    pressed = page.locator(".stage-pick[aria-pressed=true]")
    expect(pressed).to_have_text("Momentum")
    page.locator(".stage-standings").get_by_role("button", name="Gradient descent", exact=True).click()
    expect(page.locator(".stage-inspector .stage-title")).to_have_text("Gradient descent")
    expect(pressed).to_have_text("Gradient descent")


@pytest.mark.parametrize("step", [0, 1, 17])
def test_momentum_s_numbers_are_those_of_its_formula(page: Page, step: int):
    open_page(page, BOWL)
    seek(page, step)
    inspect(page, "Momentum")
    point, velocity = np.array([1.5, 1.0]), np.zeros(2)
    for _ in range(step):
        velocity = 0.9 * velocity + 0.02 * 2 * point
        point = point - velocity
    gradient = 2 * point
    after = 0.9 * velocity + 0.02 * gradient
    assert told(page, "gradient") == pytest.approx(gradient, rel=2e-3)
    assert told(page, "momentum") == pytest.approx(after, rel=2e-3)
    assert told(page, "step") == pytest.approx(-after, rel=2e-3)
    assert told(page, "rate") == pytest.approx([0.02])


def test_adam_s_corrected_moments_are_told(page: Page):
    open_page(page, "surface=rosenbrock&starts=-1.5,2&steps=30&racer=adam,lr:0.1")
    seek(page, 3)
    inspect(page)
    run = simulate("rosenbrock", "adam", starts=[(-1.5, 2)], steps=4, lr=0.1)
    m, v = np.zeros(2), np.zeros(2)
    for point in run.points[0, :4]:
        gradient = np.array([float(part) for part in SURFACES["rosenbrock"].grad(*point)])
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
    assert told(page, "corrected_momentum") == pytest.approx(m / (1 - 0.9**4), rel=2e-3)
    assert told(page, "corrected_square") == pytest.approx(v / (1 - 0.999**4), rel=2e-3)
    assert told(page, "step") == pytest.approx(run.points[0, 4] - run.points[0, 3], rel=2e-3)


def test_stepping_changes_the_numbers_without_asking_again(page: Page):
    open_page(page, BOWL)
    seek(page, 5)
    inspect(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "closeup" in request.url else None)
    before = told(page, "gradient")
    page.locator("body").press("ArrowRight")
    expect(page.locator(".stage-inspector .stage-note")).to_have_text("step 6 \u2192 7")
    assert told(page, "gradient") == pytest.approx([0.8 * part for part in before], rel=2e-3)
    assert asked == []


def test_at_the_end_of_a_run_the_step_that_led_there_is_told(page: Page):
    open_page(page, BOWL)
    seek(page)
    inspect(page)
    expect(page.locator(".stage-inspector .stage-note")).to_have_text("step 39 \u2192 40, the last")


def test_the_numbers_follow_a_start_that_is_moved(page: Page):
    open_page(page, BOWL)
    seek(page, 0)
    inspect(page)
    tag = page.get_attribute(".stage-host", "data-tag") or ""
    page.focus(".stage-handle")
    page.keyboard.press("Shift+ArrowRight")
    wait_for_another_scene(page, tag)
    x = page.evaluate("new URLSearchParams(location.search).get('starts')").split(",")[0]
    page.wait_for_function(
        "(x) => Math.abs(Number(document.querySelector('.stage-numbers tr[data-role=gradient] td:nth-child(3)')"
        ".textContent) - x) < 0.01 * x",
        arg=2 * float(x),
    )


def test_the_gradient_is_drawn_downhill_from_the_head(page: Page):
    open_page(page, BOWL)
    seek(page, 0)
    inspect(page)
    only_mark(page, "gradient")
    # Towards the minimum at (0, 0), 90 pixels, and nothing on the other side.
    head, goal = np.array(plot_point(page, 1.5, 1)), np.array(plot_point(page, 0, 0))
    share = 60 / np.hypot(*(goal - head))
    assert ink_at(page, 1.5 * (1 - share), 1 * (1 - share), MARKS)[3] > 128
    assert ink_at(page, 1.5 * (1 + share), 1 * (1 + share), MARKS)[3] == 0


def test_every_mark_has_ink_and_none_is_left_without_them(page: Page):
    open_page(page, "surface=ellipse&starts=-7,2&steps=60&racer=adam,lr:0.3&racer=nesterov,lr:0.2,beta:0.9")
    seek(page, 4)
    inspect(page, "Adam")
    for name in ("gradient", "momentum", "square", "parts", "step", "curvature"):
        only_mark(page, name)
        assert count_ink(page, MARKS) > 40, name
    page.locator(".stage-standings").get_by_role("button", name="Nesterov", exact=True).click()
    expect(page.locator(".stage-mark[data-mark=asked]")).to_be_visible()
    only_mark(page, "asked")
    # The ring stands where the velocity would carry it.
    point = simulate("ellipse", "nesterov", starts=[(-7, 2)], steps=6, lr=0.2, hyper={"beta": 0.9}).points[0]
    ahead = point[4] + 0.9 * (point[4] - point[3])
    ring = np.array(plot_point(page, *ahead.tolist())) - np.array(plot_point(page, 0, 0))
    across = np.array(plot_point(page, 1, 1)) - np.array(plot_point(page, 0, 0))
    for turn in (0.5, 2.5, 4.5):
        x, y = (ring + 5 * np.array([np.cos(turn), np.sin(turn)])) / across
        assert ink_at(page, float(x), float(y), MARKS)[3] > 128
    page.locator(".stage-mark[data-mark=asked]").click()
    assert count_ink(page, MARKS) == 0


def test_a_rate_beyond_the_limit_is_called_so_before_it_diverges(page: Page):
    open_page(page, "surface=sphere&starts=1.5,1&steps=40&racer=gd,lr:0.9&racer=momentum,lr:1.95,beta:0.9")
    seek(page, 0)
    inspect(page, "Gradient descent")
    expect(page.locator(".stage-gauge-numbers")).to_contain_text("2/\u03bb\u2081 = 1.00")
    verdict = page.locator(".stage-gauge-verdict")
    expect(verdict).to_contain_text("90 % of Gradient descent\u2019s limit of 1.00: stable")
    page.locator(".stage-standings").get_by_role("button", name="Momentum", exact=True).click()
    # 2 (1 + beta) / lambda = 1.9.
    expect(verdict).to_contain_text("3 % above Momentum\u2019s limit of 1.90: across")
    expect(page.locator(".stage-gauge-over")).to_be_visible()


def test_on_a_saddle_a_rate_is_called_stable_only_across_the_steep_direction(page: Page):
    open_page(page, "surface=saddle&starts=1.5,0.1&steps=40&racer=gd,lr:0.05")
    seek(page, 0)
    inspect(page)
    expect(page.locator(".stage-gauge-verdict")).to_contain_text("along the other the ground falls away")


def test_it_is_foretold_where_the_rate_will_be_too_large(page: Page):
    # Along the valley it curves ever more.
    open_page(page, "surface=rosenbrock&starts=0,0&steps=200&racer=gd,lr:0.004")
    seek(page, 0)
    inspect(page)
    path = simulate("rosenbrock", "gd", starts=[(0, 0)], steps=200, lr=0.004).points[0]
    x, y = path.T.astype(float)
    trace, determinant = 2 - 400 * (y - 3 * x**2) + 200, (2 - 400 * (y - 3 * x**2)) * 200 - 160000 * x**2
    steepest = trace / 2 + np.sqrt(trace**2 / 4 - determinant)
    (beyond,) = np.nonzero(2 / steepest < 0.004)[0][:1]
    assert beyond > 0
    expect(page.locator(".stage-gauge-verdict")).to_contain_text(f"At step {beyond} of this run it is beyond it.")


def test_numbers_that_do_not_arrive_are_told_of_and_asked_for_again(page: Page):
    open_page(page, BOWL)
    seek(page, 10)
    # Without the network, where the browser would complain of it.
    page.evaluate(
        """() => {
          window.real = window.fetch;
          const lost = () => Promise.resolve(new Response("", { status: 502 }));
          window.fetch = (url, ...rest) => (String(url).includes("closeup") ? lost() : window.real(url, ...rest));
        }"""
    )
    page.keyboard.press("i")
    expect(page.locator(".stage-inspector-fault")).to_contain_text("did not arrive")
    page.evaluate("window.fetch = window.real")
    page.locator(".stage-standings").get_by_role("button", name="Momentum", exact=True).click()
    page.locator(".stage-numbers tbody tr").first.wait_for()
    expect(page.locator(".stage-inspector .stage-title")).to_have_text("Momentum")


def test_the_local_quadratic_of_a_bowl_is_its_own_level_line(page: Page):
    open_page(page, "surface=ellipse&starts=-5,1&steps=40&racer=gd,lr:0.5")
    seek(page, 0)
    inspect(page)
    only_mark(page, "curvature")
    # x^2 / 20 + y^2 (the surface's defaults): the line through (-5, 1) passes the mirrored points too.
    surface = SURFACES["ellipse"]
    assert surface(-5, 1) == pytest.approx(surface(5, -1))
    for x, y in [(5, 1), (5, -1), (-5, -1)]:
        assert ink_at(page, x, y, MARKS)[3] > 128, (x, y)
    assert ink_at(page, 2.5, 0.5, MARKS)[3] == 0


def test_without_racers_or_starts_it_says_what_to_do(page: Page):
    open_page(page, "surface=sphere&starts=none&racer=gd,lr:0.1")
    page.keyboard.press("i")
    expect(page.locator(".stage-inspector-fault")).to_have_text("Click the map to add a start.")
    open_page(page, "surface=sphere&racer=none")
    page.keyboard.press("i")
    expect(page.locator(".stage-inspector-fault")).to_contain_text("Choose an optimizer")


def test_closing_it_takes_its_marks_away_and_opens_again_on_the_leader(page: Page):
    open_page(page, BOWL)
    seek(page, 10)
    inspect(page, "Momentum")
    assert count_ink(page, MARKS) > 0
    page.get_by_role("button", name="Close the step inspector").click()
    expect(page.locator(".stage-inspector")).to_be_hidden()
    assert count_ink(page, MARKS) == 0
    assert page.locator(".stage-pick[aria-pressed=true]").count() == 0
    page.keyboard.press("i")
    expect(page.locator(".stage-inspector .stage-title")).to_have_text("Gradient descent")


@pytest.mark.parametrize("name", ["newton", "lbfgs", "lion", "sam", "muon", "prodigy"])
def test_any_other_optimizer_has_its_numbers_too(page: Page, name: str):
    open_page(page, f"surface=rosenbrock&starts=-1.5,2&steps=30&racer={name}")
    seek(page, 2)
    inspect(page)
    expect(page.locator(".stage-inspector .stage-title")).to_have_text(OPTIMIZERS[name].title)
    racer = default_racer(name, "rosenbrock")
    run = simulate(
        "rosenbrock", name, starts=[(-1.5, 2)], steps=3, lr=racer.lr, hyper=dict(racer.hyper), dtype="float64"
    )
    assert told(page, "step") == pytest.approx(run.points[0, 3] - run.points[0, 2], rel=5e-3, abs=1e-9)
