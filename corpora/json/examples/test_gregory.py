"""Python's datetime against gregory.json: `python3 -m unittest` or `pytest`, in this folder."""

import json
import pathlib
import unittest
from datetime import date

FILE = pathlib.Path(__file__).parent.parent / "gregory.json"


def answer(question, of):
    if question == "day":
        return date(*of).toordinal()  # day 1 is 1 January of the year 1, as in the vectors
    found = date.fromordinal(of)
    return [found.year, found.month, found.day]


class Gregory(unittest.TestCase):
    def test_vectors(self):
        groups = json.loads(FILE.read_text(encoding="utf-8"))["groups"]
        asked = [group for group in groups if group["question"] in ("day", "date")]
        for question, test in [(it["question"], test) for it in asked for test in it["tests"]]:
            of, right = test["of"], test.get("allowed", [test.get("expected")])
            with self.subTest(test["id"]):
                try:
                    self.assertIn(answer(question, of), right)
                except (TypeError, ValueError, OverflowError):  # refused
                    day = of if question == "date" else test.get("expected", 0)
                    inside = date.min.toordinal() <= day <= date.max.toordinal()
                    self.assertFalse(test["result"] == "valid" and inside)
