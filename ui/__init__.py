"""The page: Streamlit controls and the stage, the browser component that draws and plays a scene."""
