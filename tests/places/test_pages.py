"""The ground of the maps, as GeoJSON."""

import pytest
from django.test import Client

from huiyin.places.actions import NewLandmark, add_landmarks
from tests import make

pytestmark = pytest.mark.django_db


def test_townships_and_rivers(client: Client) -> None:
    make.office()
    line = [[101.4, 36.5], [101.512345678, 36.6]]
    add_landmarks(by="test", landmarks=[NewLandmark("river", "清水河", line=line), NewLandmark("school", "小学")])
    client.cookies["huiyin_language"] = "en"
    page = client.get("/map/ground.json")
    features = page.json()["features"]
    names = [(f["properties"]["kind"], f["properties"]["name"]) for f in features]
    assert names == [("area", "Qingxi"), ("area", "Shiping"), ("river", "")]
    assert features[0]["geometry"]["type"] == "MultiPolygon"
    assert features[2]["geometry"]["coordinates"] == [[101.4, 36.5], [101.5123, 36.6]]


def test_without_areas_it_is_empty(client: Client) -> None:
    assert client.get("/map/ground.json").json() == {"type": "FeatureCollection", "features": []}
