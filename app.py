"""The web app: wiring only.

Start it with `python app.py` (fastest), `streamlit run app.py` or `uvicorn app:app`.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui.preload import PreloadStage
from ui.stage.routes import STAGE_ROUTES
from ui.warm import lifespan

app = st.App(
    Path(__file__).resolve().parent / "ui" / "page.py",
    routes=STAGE_ROUTES,
    middleware=[Middleware(PreloadStage)],
    lifespan=lifespan,
)

if __name__ == "__main__":
    from ui.serve import serve

    serve(app)
