"""What the stage fetches: its scripts for ever, contours and paths as the page would send them, and nothing else."""

import asyncio
import gzip
import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from catalogue import KnobError
from simulation import default_scene, read_scene, write_scene
from surfaces import SURFACES
from ui.stage import STAGE_ROUTES, routes, stage_blob
from ui.stage.blob import GRID, height_grid
from ui.stage.closeup_blob import closeup_blob, slopes_blob
from ui.stage.routes import ASSETS, MOST_QUERY

FOLDER = Path(routes.__file__).parent
CLIENT = TestClient(Starlette(routes=STAGE_ROUTES))
OWN = sorted(file.name for file in FOLDER.iterdir() if file.suffix in (".js", ".css"))
SCENE = default_scene("beale", ("gd", "adam"))


def as_query(scene):
    return "&".join(f"{key}={value}" for key, value in write_scene(scene))


def get_asset(name):
    return CLIENT.get(f"/stage/{ASSETS.version}/{name}")


@pytest.mark.parametrize("name", OWN)
def test_every_script_and_style_sheet_is_served_as_it_stands(name):
    reply = get_asset(name)
    assert reply.status_code == 200
    assert reply.content == (FOLDER / name).read_bytes()
    kind = "text/javascript" if name.endswith(".js") else "text/css"
    assert reply.headers["content-type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("name", [*OWN, "plotly.js"])
def test_an_asset_travels_compressed_and_is_kept_for_ever(name):
    with CLIENT.stream("GET", f"/stage/{ASSETS.version}/{name}") as reply:
        sent = b"".join(reply.iter_raw())
    assert reply.headers["content-encoding"] == "gzip"
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert int(reply.headers["content-length"]) == len(sent)
    assert gzip.decompress(sent) == get_asset(name).content


def test_plotly_is_the_one_of_the_installed_package():
    spec = importlib.util.find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    installed = (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()
    served = get_asset("plotly.js").content
    assert installed in served
    assert len(served) < len(installed) + 500


def test_the_version_is_a_short_name_of_the_contents():
    assert re.fullmatch(r"[0-9a-f]{12}", ASSETS.version)


@pytest.mark.parametrize(
    "name", ["nothing.js", "routes.py", "blob.py", "__init__.py", "plotly.min.js", ".js", "main.js "]
)
def test_an_unknown_asset_is_not_found(name):
    assert get_asset(name).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../routes.py",
        "..%2Froutes.py",
        "..%2F..%2F..%2Fapp.py",
        "%2e%2e/%2e%2e/app.py",
        "....//app.py",
        "..%5Cblob.py",
        "%2Fetc%2Fpasswd",
        "x/main.js",
    ],
)
def test_no_path_leads_out_of_the_folder(path):
    reply = CLIENT.get(f"/stage/{ASSETS.version}/{path}")
    assert reply.status_code == 404
    assert b"import" not in reply.content


def test_every_name_that_a_module_imports_is_there():
    texts = {name: (FOLDER / name).read_text("utf-8") for name in ASSETS.modules}
    assert set(texts) == {name for name in OWN if name.endswith(".js")}
    imports = [
        (importer, names, source)
        for importer, text in texts.items()
        for names, source in re.findall(r"""^import\s+{([^}]*)}\s+from\s+["']([^"']+)["'];""", text, re.MULTILINE)
    ]
    assert len(imports) == sum(len(re.findall(r"^import\b", text, re.MULTILINE)) for text in texts.values()) > 10
    for importer, names, source in imports:
        assert source.startswith("./"), f"{importer} imports {source}"
        for name in names.replace(",", " ").split():
            exported = rf"^export (async )?(function|class|const|let) {name}\b"
            assert re.search(exported, texts[source.removeprefix("./")], re.MULTILINE), f"{importer} imports {name}"


@pytest.mark.parametrize("surface", SURFACES)
def test_a_contour_holds_the_heights_of_the_surface(surface):
    ground = SURFACES[surface]
    reply = CLIENT.get("/stage/contour", params={"surface": surface, "x0": -1, "x1": 2, "y0": 0.5, "y1": 1})
    assert reply.status_code == 200
    heights = np.frombuffer(reply.content, "<f4").reshape(GRID, GRID)
    np.testing.assert_array_equal(heights, height_grid(surface, ground.params._asdict(), (-1.0, 2.0), (0.5, 1.0)))


def test_a_contour_follows_the_parameters_in_the_query():
    where = {"x0": -1, "x1": 1, "y0": -1, "y1": 1}
    reply = CLIENT.get("/stage/contour", params={"surface": "rosenbrock,a:0.5,b:10", **where})
    heights = np.frombuffer(reply.content, "<f4").reshape(GRID, GRID)
    np.testing.assert_array_equal(heights, height_grid("rosenbrock", {"a": 0.5, "b": 10.0}, (-1, 1), (-1, 1)))


GOOD = {"surface": "bowl", "x0": "-1", "x1": "1", "y0": "-1", "y1": "1"}
BATCH = {**GOOD, "racer": "0", "run": "0", "step": "0"}


@pytest.mark.parametrize(
    "change",
    [
        {"surface": "moon"},
        {"surface": ""},
        {"surface": "bowl,angle:1000"},
        {"surface": "bowl,depth:1"},
        {"x0": "1"},
        {"x0": "2"},
        {"y1": "-1"},
        {"x0": "nan"},
        {"x1": "inf"},
        {"y0": "-1e300"},
        {"y1": "wide"},
        {"y1": ""},
    ],
    ids=str,
)
def test_a_contour_of_nothing_is_refused_with_what_it_needs(change):
    reply = CLIENT.get("/stage/contour", params={**GOOD, **change})
    assert reply.status_code == 400
    assert reply.text == "contour needs a surface and x0 < x1, y0 < y1"


def test_a_contour_needs_every_side():
    assert CLIENT.get("/stage/contour", params=GOOD).status_code == 200
    for name in GOOD:
        rest = {key: value for key, value in GOOD.items() if key != name}
        assert CLIENT.get("/stage/contour", params=rest).status_code == 400


SENDERS = {
    "stage_blob": lambda: CLIENT.post("/stage/paths", content=as_query(SCENE)),
    "batch_blob": lambda: CLIENT.post(
        "/stage/batch", params=BATCH, content="surface=linear_regression,batch:8&racer=gd"
    ),
    "height_grid": lambda: CLIENT.get("/stage/contour", params=GOOD),
    "closeup_blob": lambda: CLIENT.post("/stage/closeup?racer=0&run=0", content=as_query(SCENE)),
    "slopes_blob": lambda: CLIENT.post("/stage/slopes?start=0", content=as_query(SCENE)),
}


def refuse(*_):
    raise KnobError("the data `csv-1` are not here (any more)")


def in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.mark.parametrize(("work", "send"), SENDERS.items(), ids=SENDERS)
def test_data_that_go_while_they_are_asked_for_are_told(monkeypatch, work, send):
    assert send().status_code == 200
    monkeypatch.setattr(routes, work, refuse)
    reply = send()
    assert reply.status_code == 400
    assert reply.text == "the data `csv-1` are not here (any more)"


@pytest.mark.parametrize("send", SENDERS.values(), ids=SENDERS)
def test_no_surface_is_made_where_everybody_waits(monkeypatch, send):
    waited: list[bool] = []

    def read(pairs):
        waited.append(in_event_loop())
        return read_scene(pairs)

    monkeypatch.setattr(routes, "read_scene", read)
    assert send().status_code == 200
    assert waited == [False]


def test_the_paths_of_a_scene_are_the_bytes_that_the_page_sends():
    reply = CLIENT.post("/stage/paths", content=as_query(SCENE))
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.content == stage_blob(SCENE)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("surface=moon", "Unknown surface `moon`"),
        ("surface=beale&racer=magic", "Unknown optimizer `magic`"),
        ("surface=beale&steps=0", "Steps must lie between 1 and 5000"),
        ("surface=beale&starts=1,x", "The start's y must be a number"),
        (b"surface=\xff\xfe", "Unknown surface"),
        ("nonsense", "The link's part `nonsense` is unknown"),
    ],
)
def test_paths_of_a_wrong_scene_are_refused_with_its_sentence(body, sentence):
    reply = CLIENT.post("/stage/paths", content=body)
    assert reply.status_code == 400
    assert reply.text.startswith(sentence)


def test_a_scene_of_a_megabyte_is_refused():
    reply = CLIENT.post("/stage/paths", content=b"starts=" + b"1,1;" * 250_000)
    assert reply.status_code == 413
    assert reply.text == "the scene is too long"


def test_the_longest_scene_that_is_allowed_is_not_refused():
    starts = ";".join(f"{-1.2345678901234567 - i * 1e-16!r},{2.1234567890123457!r}" for i in range(2000))
    body = f"surface=beale&racer=gd,lr:0.001&steps=64&starts={starts}"
    assert len(body) < MOST_QUERY
    assert CLIENT.post("/stage/paths", content=body).status_code == 200


def test_paths_are_posted_and_contours_are_not():
    assert CLIENT.get("/stage/paths").status_code == 405
    assert CLIENT.post("/stage/contour").status_code == 405


def test_a_close_look_and_the_slopes_are_the_bytes_that_python_makes():
    query = as_query(SCENE)
    reply = CLIENT.post("/stage/closeup", params={"racer": "1", "run": "0"}, content=query)
    assert reply.status_code == 200
    assert reply.content == closeup_blob(SCENE, 1, 0)
    reply = CLIENT.post("/stage/slopes", params={"start": "0"}, content=query)
    assert reply.content == slopes_blob(SCENE, 0)
    reply = CLIENT.post("/stage/slopes", params={"start": "all"}, content=query)
    assert reply.content == slopes_blob(SCENE, None)


@pytest.mark.parametrize(
    ("path", "params", "sentence"),
    [
        ("closeup", {}, "a close look needs a racer and a run, each a whole number from 0"),
        ("closeup", {"racer": "0"}, "a close look needs a racer and a run, each a whole number from 0"),
        ("closeup", {"racer": "1.5", "run": "0"}, "a close look needs a racer and a run, each a whole number from 0"),
        (
            "closeup",
            {"racer": "\u0663", "run": "0"},
            "a close look needs a racer and a run, each a whole number from 0",
        ),
        (
            "closeup",
            {"racer": "9" * 5000, "run": "0"},
            "a close look needs a racer and a run, each a whole number from 0",
        ),
        ("closeup", {"racer": "99", "run": "0"}, "there is no such racer or run"),
        ("closeup", {"racer": "0", "run": "999999"}, "there is no such racer or run"),
        ("slopes", {}, "slopes need a start, a whole number from 0, or all"),
        ("slopes", {"start": "-1"}, "slopes need a start, a whole number from 0, or all"),
        ("slopes", {"start": "77"}, "there is no such start"),
    ],
)
def test_a_close_look_at_nothing_is_refused_with_a_sentence(path, params, sentence):
    reply = CLIENT.post(f"/stage/{path}", params=params, content=as_query(SCENE))
    assert (reply.status_code, reply.text) == (400, sentence)


@pytest.mark.parametrize("path", ["closeup?racer=0&run=0", "slopes?start=0"])
def test_a_close_look_at_a_wrong_or_endless_scene_is_refused(path):
    assert CLIENT.post(f"/stage/{path}", content="surface=moon").status_code == 400
    assert CLIENT.post(f"/stage/{path}", content="x" * (MOST_QUERY + 1)).status_code == 413
