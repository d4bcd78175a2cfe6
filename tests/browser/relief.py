"""The relief as a hand finds it: shown, turned, looked at."""

import io
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page

from tests.browser.expected import wait_for_contour_of_view
from tests.browser.page import open_page, seek

HEADS, TRAILS = "relief-heads", "relief-trails"


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="3-D relief")


def relief(page: Page) -> Locator:
    return page.locator(".stage-relief")


def show_relief(page: Page) -> None:
    """Press the button, and return once the relief has come to rest."""
    button(page).click()
    page.wait_for_selector(".stage-relief[data-resting=true]")


def show_opening(page: Page) -> Page:
    """The opening scene as a relief, paused at step 40."""
    open_page(page)
    wait_for_contour_of_view(page)
    seek(page, 40)
    show_relief(page)
    return page


def camera(page: Page) -> list[float]:
    """Turn and tilt in radians, and zoom."""
    return [float(part) for part in (relief(page).get_attribute("data-camera") or "").split()]


def wait_for_other_camera(page: Page, before: list[float]) -> list[float]:
    page.wait_for_function(
        """(before) => {
          const { camera, resting } = document.querySelector(".stage-relief").dataset;
          return resting === "true" && camera.split(" ").some((part, i) => Number(part) !== before[i]);
        }""",
        arg=before,
    )
    return camera(page)


def press(page: Page, key: str, times: int) -> list[float]:
    """A key on the relief; returns where the eye then rests."""
    before = camera(page)
    for _ in range(times):
        relief(page).press(key)
    return wait_for_other_camera(page, before)


def seen(page: Page) -> np.ndarray:
    """What is seen in the map's place, (height, width, 3)."""
    box: Any = page.locator(".stage-views").bounding_box()
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=box))).convert("RGB")).astype(int)
