"""The web app: wiring only.

Start it with `python app.py` (fastest), `streamlit run app.py` or `uvicorn app:app`.
"""

import os
from pathlib import Path

# Streamlit reads .streamlit/config.toml from the folder it is started in, and does so when it is imported.
HERE = Path(__file__).resolve().parent
os.chdir(HERE)

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

from ui.formula_field.routes import FORMULA_ROUTES  # noqa: E402
from ui.preload import PreloadStage  # noqa: E402
from ui.reference import REFERENCE_ROUTE  # noqa: E402
from ui.stage.routes import STAGE_ROUTES  # noqa: E402
from ui.warm import lifespan  # noqa: E402

app = st.App(
    HERE / "ui" / "page.py",
    routes=[*STAGE_ROUTES, *FORMULA_ROUTES, REFERENCE_ROUTE],
    middleware=[Middleware(PreloadStage)],
    lifespan=lifespan,
)

if __name__ == "__main__":
    from ui.serve import serve

    serve(app)
