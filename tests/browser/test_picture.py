"""The map saved as a picture: chart, trails and heads as they stand."""

from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from figures import line_styles
from simulation import default_scene, run_scene
from tests.browser.conftest import Visit
from tests.browser.expected import wait_for_contour_of_view
from tests.browser.page import open_page, plot_point, seek

SCENE = default_scene()
STEP = 12


def saved_picture(page: Page, folder: Path) -> tuple[str, np.ndarray]:
    """The name that the file is offered under, and its pixels (height, width, 3)."""
    open_page(page)
    wait_for_contour_of_view(page)
    seek(page, STEP)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a picture").click()
    file = folder / "picture.png"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    return download.value.suggested_filename, np.asarray(Image.open(file).convert("RGB")).astype(int)


def test_picture_is_the_map_as_it_stands_twice_as_fine(page: Page, tmp_path: Path):
    name, pixels = saved_picture(page, tmp_path)
    assert name == f"himmelblau-step-{STEP}.png"
    box = page.locator(".stage-chart").bounding_box()
    assert box is not None
    assert pixels.shape == (2 * box["height"], 2 * box["width"], 3)
    # The contour covers most of it, in many shades.
    assert (pixels != pixels[0, 0]).any(axis=2).mean() > 0.5
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 200
    for style, run in zip(line_styles(SCENE), run_scene(SCENE), strict=True):
        colour = [int(style.light[i : i + 2], 16) for i in (1, 3, 5)]
        x, y = np.subtract(plot_point(page, *run.points[0, STEP].astype(float)), (box["x"], box["y"]))
        near = pixels[int(2 * y) - 14 : int(2 * y) + 14, int(2 * x) - 14 : int(2 * x) + 14]
        assert (np.abs(near - colour) < 24).all(axis=2).sum() > 60


def test_picture_of_a_dark_page_is_dark(visit: Visit, tmp_path: Path):
    _, pixels = saved_picture(visit(color_scheme="dark"), tmp_path)
    assert pixels.mean() < 110
    assert (pixels[2, 2] < 60).all()
