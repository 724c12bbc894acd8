"""What the demo county's categories are known by: ordinary English and Uyghur sentences go where they belong."""

import csv
from pathlib import Path

import pytest

from huiyin.demo import facts
from huiyin.methods.keywords import Entry, KeywordStart

SAID = {
    "roads.pothole": ["There is a deep pothole in front of the school.", "Potholes everywhere on Heyang Road.",
                      "The road surface is broken and my bike got a flat tyre."],
    "roads.light": [
        "The street light outside number 12 has been out for a week.",
        "Three street lamps are broken, it is dark.",
    ],
    "roads.parking": [
        "Cars are double parked on our street every evening.",
        "There is no parking space at the clinic gate.",
    ],
    "roads.signal": [
        "The traffic lights at the crossroads change too fast.",
        "Traffic jam every morning at the junction.",
    ],
    "roads.bridge": ["The railing of the footbridge is gone."],
    "utilities.water": [
        "Our water supply has been cut since Monday.",
        "The water pressure on the fifth floor is too low.",
    ],
    "utilities.tapquality": ["The tap water is yellow and full of rust."],
    "utilities.heating": ["Our radiators are cold although the heating season has begun."],
    "utilities.power": [
        "Another power outage last night, the whole village was dark.",
        "The electricity voltage is unstable.",
    ],
    "utilities.telecom": ["The broadband is down again and there is no mobile signal."],
    "sanitation.rubbish": ["The garbage has not been collected for ten days.", "Bins overflowing behind the market."],
    "sanitation.sewer": ["The drain is blocked and sewage runs into the street.", "A manhole cover is missing."],
    "sanitation.dogs": ["A stray dog bites people in the park, no leash."],
    "sanitation.greening": ["The branches of the trees hang into the power line path, please trim the trees."],
    "environment.noise": [
        "Loud music from the karaoke bar, I cannot sleep.",
        "The square dance is too noisy at night.",
    ],
    "environment.fumes": ["Kitchen smoke and a stench from the restaurant downstairs."],
    "environment.river": ["Dead fish in the river, somebody discharges black stuff at night."],
    "transit.bus": [
        "The last bus leaves before I finish work.",
        "Please move the bus stop closer to the hospital gate.",
    ],
    "transit.taxi": ["The cab driver refused to use the meter."],
    "schooling.bus": ["The school bus drives too fast."],
    "schooling.enrol": ["How do I enrol my daughter in first grade?"],
    "schooling.kindergarten": ["Is there a public kindergarten in Shiping?"],
    "jobs.wages": ["My wages have not been paid for three months.", "The contractor owes us back pay."],
    "health.hospital": ["I waited five hours in the emergency room of the county hospital."],
    "health.clinic": ["The village doctor is only here on Tuesdays and has no medicine."],
    "health.vaccine": ["Where can my child get a flu shot?"],
    "security.pension": ["When do I get my pension?"],
    "security.medins": ["How are costs in another city reimbursed by the medical insurance?"],
    "security.disabled": ["There is no ramp for my wheelchair."],
    "housing.property": ["The lift in our building is broken and the property management does nothing."],
    "housing.quality": ["The new flat has a leaking roof and mould."],
    "safety.fire": ["The fire exit is blocked by e-bikes that are charging."],
    "safety.police": ["My scooter was stolen and the police did nothing."],
    "market.refund": ["The gym closed and I want my money back for the prepaid card."],
    "market.food": ["I got food poisoning from a takeaway."],
    "farming.irrigation": ["No water for the fields, the canal is dry."],
    "service.attitude": ["The clerk was rude and I was passed around."],
    "culture.sport": ["The fitness equipment on the playground is broken."],
}  # fmt: skip
IN_UYGHUR = {
    "sanitation.rubbish": "مەھەللىمىزدە ئەخلەت يىغىلىپ قالدى.",
    "utilities.power": "توك يەنە توختاپ قالدى.",
    "utilities.water": "ئۈچ كۈندىن بېرى سۇ يوق.",
    "roads.light": "كوچا چىراغ يانمايدۇ.",
    "transit.rural": "كەنتكە ئاپتوبۇس كەلمەيدۇ.",
    "jobs.wages": "ئىش ھەققى بېرىلمىدى.",
}  # fmt: skip
SENTENCES = [(code, text) for code, texts in SAID.items() for text in texts] + list(IN_UYGHUR.items())


@pytest.fixture(scope="module")
def start() -> KeywordStart:
    with (Path(facts.__file__).parent / "categories.csv").open(encoding="utf-8", newline="") as file:
        lines = {line["code"]: line for line in csv.DictReader(file)}
    return KeywordStart(
        [
            Entry(
                code,
                tuple(
                    name
                    for part in (line["parent"], code)
                    if part
                    for name in (lines[part]["name"], lines[part]["name_en"])
                ),
                tuple(filter(None, line["keywords"].split("|"))),
            )
            for code, line in lines.items()
            if line["parent"]
        ]
    )


def test_ordinary_sentences_go_where_they_belong(start: KeywordStart) -> None:
    first = [guesses[0].label if guesses else "" for guesses in start.guess(text for _, text in SENTENCES)]
    wrong = [(text, code, got) for (code, text), got in zip(SENTENCES, first, strict=True) if code != got]
    assert wrong == []
