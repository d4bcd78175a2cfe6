"""The stage: the browser component that draws a scene, plays it and lets its starts be moved."""

from ui.stage.blob import stage_blob
from ui.stage.component import mount_stage
from ui.stage.routes import STAGE_ROUTES

__all__ = ["STAGE_ROUTES", "mount_stage", "stage_blob"]
