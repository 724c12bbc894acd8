"""The one photo of the invented county: drawn, since nobody was there to take it."""

import io

from PIL import Image, ImageDraw, ImageFilter

SIZE = (960, 720)
WALL, TABLE, GLASS, WATER, RUST = "#d9d4c7", "#8a6f52", "#f4f6f5", "#a8763e", "#6e4522"


def brown_water() -> bytes:
    """A glass of brown tap water on a table, as JPEG."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 520, 960, 720), fill=TABLE)
    draw.ellipse((330, 600, 640, 660), fill="#6f583f")
    draw.polygon([(360, 190), (600, 190), (570, 640), (390, 640)], fill=GLASS)
    draw.polygon([(368, 290), (592, 290), (570, 640), (390, 640)], fill=WATER)
    draw.ellipse((368, 268, 592, 312), fill="#bd8a4e")
    for step in range(26):  # what has settled on the ground of the glass
        x, y = 398 + step * 37 % 164, 596 + step * 23 % 38
        draw.ellipse((x, y, x + 9, y + 6), fill=RUST)
    draw.line([(378, 200), (404, 620)], fill="white", width=7)
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1.6)).save(out, "JPEG", quality=82)
    return out.getvalue()
