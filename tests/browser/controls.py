"""The controls round the stage, as a hand finds them: by what is written on them."""

from playwright.sync_api import Locator, Page, TimeoutError

from optimizers import OPTIMIZERS
from surfaces import SURFACES


def choose_surface(page: Page, surface: str) -> None:
    """Pick a surface from the menu, and return once the map is headed by its title."""
    title = SURFACES[surface].title
    choose(page.get_by_role("combobox", name="Surface"), title)
    page.locator(".stage-map .stage-title", has_text=title).wait_for()


def choose(menu: Locator, text: str) -> None:
    """Pick from a menu by typing into it: a long one shows only some of its entries."""
    option = menu.page.get_by_role("option", name=text, exact=True)
    # A menu that Streamlit has only just put there swallows what is typed and stays shut.
    for _ in range(5):
        menu.fill(text)
        try:
            option.wait_for(timeout=2000)
            break
        except TimeoutError:
            menu.fill("")
    # A click may meet an entry that is just being drawn anew.
    menu.press("Enter")


def pill(page: Page, optimizer: str) -> Locator:
    """The pill that lets this optimizer race or rest."""
    return page.locator(".st-key-optimizers").get_by_role("button", name=OPTIMIZERS[optimizer].title, exact=True)


def open_catalogue(page: Page) -> Locator:
    """Open the list of every optimizer, and return it."""
    page.locator(".st-key-catalogue").get_by_role("button").click()
    families = page.locator(".st-key-families")
    families.get_by_role("button", name="Gradient descent", exact=True).wait_for()
    return families


def racer_controls(page: Page, optimizer: str, copy: int = 0) -> Locator:
    """A racer's part of the sidebar."""
    return page.locator(f".st-key-racer-{optimizer}-{copy}")


def rate_slider(page: Page, optimizer: str) -> Locator:
    """The slider of a racer's learning rate."""
    return racer_controls(page, optimizer).get_by_role("slider").first


def rate_field(page: Page, optimizer: str, copy: int = 0) -> Locator:
    """The typed number of a racer's learning rate."""
    return racer_controls(page, optimizer, copy).get_by_role("spinbutton").first


def open_settings(page: Page, optimizer: str, copy: int = 0) -> Locator:
    """Unfold the settings of a racer and return its part of the sidebar."""
    controls = racer_controls(page, optimizer, copy)
    controls.get_by_text("Settings").click()
    controls.get_by_role("combobox", name="Rate over the run").wait_for()
    # Until Streamlit is done it may put another field in the place of the one that is already seen.
    page.wait_for_selector("[data-test-script-state='notRunning']")
    return controls


def enter(field: Locator, value: float) -> None:
    """Type a number and press Enter, once Streamlit has put the field where it stays."""
    field.page.wait_for_selector("[data-test-script-state='notRunning']")
    field.fill(f"{value:g}")
    field.press("Enter")
