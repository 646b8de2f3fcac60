"""The browser page: Mesa's SolaraViz conventions, Solara's layout, one panel a file.

Every panel is a Solara component that takes the model, so it also serves in a `SolaraViz` of one's
own. The page holds no law and no statistics: it calls `model`, `scenarios` and `analysis`.
"""
