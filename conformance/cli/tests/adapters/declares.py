#!/usr/bin/env python3
"""The template's calendar, with other claims in its hello line.

Usage: declares.py CLAIMS, a JSON object of keys of a calendar; `answers` is a list of questions.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "template"))
import adapter  # noqa: E402 (it is found only now)

claim = dict(adapter.CALENDARS[0])
functions = claim["answers"]
claim.update(json.loads(sys.argv[1]))
claim["answers"] = {name: functions[name] for name in claim["answers"]}
adapter.serve("declares", "1.0.0", [claim])
