"""How the land of the demo county grows from a seed: relief, rivers, divisions, roads, names.

Nothing here runs when the demo starts: `python -m huiyin.demo.ground` writes `wanghe.geojson`, `huiyin.demo.land`
reads it. Only integers meet in comparisons, and only `random.Random` throws dice, so that every machine grows the
same land.
"""
